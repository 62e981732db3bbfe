package org.lictor.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Baseline of the agent's start: a Java that makes one request over TLS and ends. */
final class OneRequest {

	private OneRequest() {
	}

	/**
	 * @param words the address
	 * @throws IOException              when nobody answers
	 * @throws GeneralSecurityException when this Java does not speak TLS
	 */
	public static void main(String[] words) throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustingAll() }, null);
		HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
		HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
		HttpsURLConnection connection = (HttpsURLConnection) URI.create(words[0]).toURL().openConnection();
		if (connection.getResponseCode() != 200) {
			throw new IOException("status " + connection.getResponseCode());
		}
		connection.getInputStream().readAllBytes();
	}

	/** The server it talks to was started by the same benchmark. */
	private static final class TrustingAll implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			// nobody calls it
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			// whoever answers there
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}
}
