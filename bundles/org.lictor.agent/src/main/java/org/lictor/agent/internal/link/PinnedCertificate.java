package org.lictor.agent.internal.link;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.lictor.agent.protocol.Fingerprint;

/**
 * Trusts one certificate and no other, whoever signed it, whatever host it names and however long it is valid: its
 * fingerprint came with the enrolment string.
 */
final class PinnedCertificate extends X509ExtendedTrustManager {

	private final String fingerprint;

	/** Another certificate was shown. */
	static final class ChangedException extends CertificateException {

		private static final long serialVersionUID = 1L;

		private final String shown;

		ChangedException(String shown) {
			super("another certificate than the pinned one");
			this.shown = shown;
		}

		/** @return fingerprint of the certificate that was shown */
		String shown() {
			return shown;
		}
	}

	private PinnedCertificate(String fingerprint) {
		this.fingerprint = fingerprint;
	}

	/**
	 * @param fingerprint of the one certificate
	 * @return makes connections to whoever has its key
	 */
	static SSLSocketFactory socketFactory(String fingerprint) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new PinnedCertificate(fingerprint) }, null);
			return context.getSocketFactory();
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java speaks TLS", e);
		}
	}

	private void check(X509Certificate[] chain) throws CertificateException {
		String shown = Fingerprint.of(chain[0]);
		if (!shown.equals(fingerprint)) {
			throw new ChangedException(shown);
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		check(chain);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		check(chain);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		check(chain);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		throw new CertificateException("an agent is never called");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		throw new CertificateException("an agent is never called");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		throw new CertificateException("an agent is never called");
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}
}
