package org.lictor.remote.internal;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one certificate, known by its fingerprint, whatever names stand in it and whoever signed it. It is an extended
 * trust manager because Java then leaves the look at host names to it, and the fingerprint says more than a name.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

	private final String fingerprint;

	/**
	 * @param fingerprint SHA-256 of the certificate in lower case hexadecimal
	 */
	PinnedTrust(String fingerprint) {
		this.fingerprint = fingerprint;
	}

	/** @return TLS that trusts this certificate only */
	SSLContext context() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { this }, null);
			return context;
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java has TLS", e);
		}
	}

	/** The server shows another certificate than the one that is expected. */
	static final class OtherCertificate extends CertificateException {

		private static final long serialVersionUID = 1L;

		private final String shown;

		OtherCertificate(String shown) {
			super("the certificate has the fingerprint " + shown);
			this.shown = shown;
		}

		String shown() {
			return shown;
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
		try {
			String shown = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded()));
			if (!MessageDigest.isEqual(shown.getBytes(StandardCharsets.US_ASCII),
					fingerprint.getBytes(StandardCharsets.UTF_8))) {
				throw new OtherCertificate(shown);
			}
		} catch (java.security.NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
		checkServerTrusted(chain, type);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		checkServerTrusted(chain, type);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
		throw new CertificateException("this is no server");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
		checkClientTrusted(chain, type);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		checkClientTrusted(chain, type);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}
}
