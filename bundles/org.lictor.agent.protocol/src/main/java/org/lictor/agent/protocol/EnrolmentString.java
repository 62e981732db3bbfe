package org.lictor.agent.protocol;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * What an administrator hands to a new agent: {@code lictor1:} and the base64url form (no padding) of a JSON object with
 * {@code address}, {@code fingerprint} and {@code token}. It holds a secret.
 *
 * @param address     where the server listens, {@code https://host:port}, perhaps with a path before {@code /agent}
 * @param fingerprint of the server's certificate, see {@link Fingerprint}
 * @param token       the enrolment token
 */
public record EnrolmentString(URI address, String fingerprint, String token) {

	private static final String PREFIX = "lictor1:";

	/** Checks each part. */
	public EnrolmentString {
		address = address(Checks.present("address", address));
		if (!Fingerprint.isValid(Checks.present("fingerprint", fingerprint))) {
			throw new IllegalArgumentException("fingerprint: is not a SHA-256 of 64 lower-case hexadecimal digits");
		}
		Checks.filled("token", token, Protocol.MAX_NAME);
		if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
			throw new IllegalArgumentException("token: has characters other than visible ASCII");
		}
	}

	private static URI address(URI address) {
		if (!"https".equalsIgnoreCase(address.getScheme())) {
			throw new IllegalArgumentException("address: does not begin with https://");
		}
		if (address.getHost() == null || address.getRawUserInfo() != null || address.getRawQuery() != null
				|| address.getRawFragment() != null) {
			throw new IllegalArgumentException("address: is not of the form https://host:port");
		}
		String text = address.toString();
		return text.endsWith("/") ? URI.create(text.replaceAll("/+$", "")) : address;
	}

	/** @return the string to hand over */
	public String text() {
		byte[] json = Codec.encode(this);
		return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(json);
	}

	/**
	 * @param text a string as {@link #text()} made it; white space around and within it is ignored, because mail
	 *             programs and terminals break long lines
	 * @return its parts
	 * @throws ProtocolException when it is none; the message does not repeat it
	 */
	public static EnrolmentString parse(String text) throws ProtocolException {
		String compact = text.replaceAll("\\s+", "");
		if (!compact.startsWith(PREFIX)) {
			if (compact.toLowerCase(Locale.ROOT).matches("lictor[0-9]+:.*")) {
				throw new ProtocolException("", "The enrolment string was made by a newer server than this agent"
						+ " understands. Update the agent.");
			}
			throw malformed("it does not begin with " + PREFIX);
		}
		byte[] json;
		try {
			json = Base64.getUrlDecoder().decode(compact.substring(PREFIX.length()).getBytes(StandardCharsets.UTF_8));
		} catch (IllegalArgumentException e) {
			throw malformed("a part is missing or was altered");
		}
		try {
			return Codec.enrolmentString(json);
		} catch (ProtocolException e) {
			throw malformed(e.field().isEmpty() ? "a part is missing or was altered" : e.getMessage());
		}
	}

	private static ProtocolException malformed(String why) {
		return new ProtocolException("", "The enrolment string cannot be read: " + why
				+ ". Copy it whole, as the server printed it.");
	}

	/** @return everything but the token */
	@Override
	public String toString() {
		return "EnrolmentString[address=" + address + ", fingerprint=" + fingerprint + "]";
	}
}
