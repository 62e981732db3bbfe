package org.lictor.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Speaks HTTPS with a server that is known by the fingerprint of its certificate. Safe for use by many threads. */
public final class Https {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final URI address;
	private final HttpClient client;

	/**
	 * @param address     of the server
	 * @param fingerprint SHA-256 of its certificate in lower case hexadecimal
	 */
	public Https(URI address, String fingerprint) {
		this.address = address;
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new Pinned(fingerprint) }, new SecureRandom());
			this.client = HttpClient.newBuilder().sslContext(context).connectTimeout(PATIENCE).build();
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * @param path from the root
	 * @return a request to that path, to be completed
	 */
	public HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
	}

	/**
	 * @param request any
	 * @return the answer, whatever its status
	 * @throws UncheckedIOException when the server cannot be reached
	 */
	public HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return client.send(request.build(), BodyHandlers.ofString());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted", e);
		}
	}

	/** Trusts one certificate. */
	private static final class Pinned extends X509ExtendedTrustManager {

		private final String fingerprint;

		Pinned(String fingerprint) {
			this.fingerprint = fingerprint;
		}

		private void check(X509Certificate[] chain) throws CertificateException {
			try {
				byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
				if (!HexFormat.of().formatHex(hash).equals(fingerprint)) {
					throw new CertificateException("the certificate is not the one that was told");
				}
			} catch (GeneralSecurityException e) {
				throw new CertificateException(e);
			}
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
			check(chain);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
				throws CertificateException {
			check(chain);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
			check(chain);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
			throw new CertificateException("not for clients");
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
				throws CertificateException {
			throw new CertificateException("not for clients");
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
			throw new CertificateException("not for clients");
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}
}
