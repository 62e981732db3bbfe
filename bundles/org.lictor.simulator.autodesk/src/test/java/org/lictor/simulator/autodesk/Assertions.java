package org.lictor.simulator.autodesk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs assertions of the service account. */
final class Assertions {

	private Assertions() {
	}

	/** A good one. */
	static String sign(AutodeskSimulator simulator) throws GeneralSecurityException {
		return sign(simulator.credentials(), simulator.credentials().keyId(), simulator.address() + "/authentication/v2/token",
				simulator.clock().instant().getEpochSecond() + 300);
	}

	static String sign(Credentials credentials, String kid, String audience, long expires) throws GeneralSecurityException {
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		String head = base64.encodeToString(("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}").getBytes(StandardCharsets.UTF_8));
		String body = base64.encodeToString(("{\"iss\":\"" + credentials.clientId() + "\",\"sub\":\"" + credentials.serviceAccount()
				+ "\",\"aud\":\"" + audience + "\",\"exp\":" + expires + ",\"scope\":[\"data:read\",\"data:write\"]}")
				.getBytes(StandardCharsets.UTF_8));
		byte[] der = Base64.getMimeDecoder().decode(credentials.privateKey().replaceAll("-----[A-Z ]+-----", ""));
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
		signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
		return head + "." + body + "." + base64.encodeToString(signature.sign());
	}
}
