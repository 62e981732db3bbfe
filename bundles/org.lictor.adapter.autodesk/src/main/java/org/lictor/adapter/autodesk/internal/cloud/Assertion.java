package org.lictor.adapter.autodesk.internal.cloud;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Makes the signed assertion with which a secure service account asks for a token: header {@code kid} and {@code alg}
 * RS256; claims {@code iss} the client id, {@code sub} the account, {@code aud} the address of the token endpoint,
 * {@code exp} at most five minutes ahead, {@code scope}. Source: "JWT Assertions" in the developer's guide of secure
 * service accounts; RFC 7515 and 7523.
 */
final class Assertion {

	/** Autodesk takes none that is good for longer than five minutes. */
	private static final long SECONDS = 240;
	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
	/** The algorithm identifier of RSA keys, as it stands in PKCS #8. */
	private static final byte[] RSA = { 0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01,
			0x05, 0x00 };

	private Assertion() {
	}

	/**
	 * @param clientId of the application
	 * @param account  ID of the service account
	 * @param keyId    ID of its key
	 * @param pem      the key
	 * @param audience address of the token endpoint as Autodesk knows it
	 * @param scopes   what the token is for
	 * @param now      the time
	 * @return the assertion, good for four minutes
	 * @throws GeneralSecurityException when the key cannot be used; the message tells nothing of it
	 */
	static String sign(String clientId, String account, String keyId, char[] pem, String audience, List<String> scopes, Instant now)
			throws GeneralSecurityException {
		JsonObject header = new JsonObject();
		header.addProperty("alg", "RS256");
		header.addProperty("kid", keyId);
		JsonObject claims = new JsonObject();
		claims.addProperty("iss", clientId);
		claims.addProperty("sub", account);
		claims.addProperty("aud", audience);
		claims.addProperty("exp", now.getEpochSecond() + SECONDS);
		JsonArray scope = new JsonArray();
		scopes.forEach(scope::add);
		claims.add("scope", scope);
		String text = encode(header) + "." + encode(claims);
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initSign(key(pem));
		signature.update(text.getBytes(StandardCharsets.US_ASCII));
		return text + "." + BASE64.encodeToString(signature.sign());
	}

	private static String encode(JsonObject object) {
		return BASE64.encodeToString(object.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static PrivateKey key(char[] pem) throws GeneralSecurityException {
		String text = new String(pem);
		boolean old = text.contains("BEGIN RSA PRIVATE KEY");
		if (!old && !text.contains("BEGIN PRIVATE KEY")) {
			throw new InvalidKeyException("no private key in PEM");
		}
		try {
			// the answer that brought the key has its ends of lines as \n in JSON, and people copy them so
			byte[] der = Base64.getMimeDecoder().decode(text.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", ""));
			return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(old ? wrap(der) : der));
		} catch (GeneralSecurityException | IllegalArgumentException e) {
			// what Java says of a key may hold parts of it
			throw new InvalidKeyException("not a private key for RSA");
		}
	}

	/** Puts a key of PKCS #1 into the envelope of PKCS #8, the only one that Java opens. */
	private static byte[] wrap(byte[] key) {
		byte[] version = { 0x02, 0x01, 0x00 };
		return der(0x30, join(version, RSA, der(0x04, key)));
	}

	private static byte[] der(int tag, byte[] content) {
		if (content.length < 128) {
			return join(new byte[] { (byte) tag, (byte) content.length }, content);
		}
		byte[] length = BigInteger.valueOf(content.length).toByteArray();
		int skip = length[0] == 0 ? 1 : 0;
		byte[] head = new byte[2 + length.length - skip];
		head[0] = (byte) tag;
		head[1] = (byte) (0x80 | length.length - skip);
		System.arraycopy(length, skip, head, 2, length.length - skip);
		return join(head, content);
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}
}
