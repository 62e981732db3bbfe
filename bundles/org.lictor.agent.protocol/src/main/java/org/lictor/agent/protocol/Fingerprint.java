package org.lictor.agent.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The text by which a server's certificate is recognised: SHA-256 of its DER form, 64 lower-case hexadecimal digits. */
public final class Fingerprint {

	private static final int DIGITS = 64;

	private Fingerprint() {
	}

	/**
	 * @param certificate a certificate
	 * @return its fingerprint
	 * @throws CertificateEncodingException when the certificate has no DER form
	 */
	public static String of(X509Certificate certificate) throws CertificateEncodingException {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/**
	 * Reads a fingerprint as people and tools write it: either case, with or without colons or spaces.
	 *
	 * @param text what was written
	 * @return the fingerprint in its one form, empty when it is none
	 */
	public static Optional<String> parse(String text) {
		String digits = text.replace(":", "").replace(" ", "").toLowerCase(Locale.ROOT);
		return isValid(digits) ? Optional.of(digits) : Optional.empty();
	}

	/**
	 * @param text any text
	 * @return whether it is a fingerprint in its one form
	 */
	public static boolean isValid(String text) {
		return text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
	}
}
