package org.lictor.simulator.site;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.Fingerprint;
import org.lictor.agent.protocol.Protocol;

/** HTTPS to the one server whose certificate an enrolment string names, shared by many agents. Safe for use by several threads. */
final class AgentLink {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final URI address;
	private final HttpClient client;

	/** @param enrolment names the server and its certificate */
	AgentLink(EnrolmentString enrolment) {
		this.address = enrolment.address();
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new Pinned(enrolment.fingerprint()) }, null);
			this.client = HttpClient.newBuilder().sslContext(context).connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java speaks TLS", e);
		}
	}

	/**
	 * @param path   of the protocol
	 * @param secret of the agent, empty when it has none yet
	 * @param body   in JSON
	 * @return the answer's body
	 * @throws IOException when the server cannot be reached or does not answer 200; the message says what it answered
	 */
	byte[] post(String path, String secret, byte[] body) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE)
				.header("Content-Type", Protocol.MEDIA_TYPE).header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION))
				.POST(BodyPublishers.ofByteArray(body));
		if (!secret.isEmpty()) {
			request.header("Authorization", "Bearer " + secret);
		}
		HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
		if (answer.statusCode() != 200) {
			throw new IOException(address.resolve(path) + " answered " + answer.statusCode() + ": " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
		}
		return answer.body();
	}

	/** Trusts the one certificate, whatever host it names. */
	private static final class Pinned extends X509ExtendedTrustManager {

		private final String fingerprint;

		Pinned(String fingerprint) {
			this.fingerprint = fingerprint;
		}

		private void check(X509Certificate[] chain) throws CertificateException {
			if (!Fingerprint.of(chain[0]).equals(fingerprint)) {
				throw new CertificateException("another certificate than the one in the enrolment string");
			}
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
			check(chain);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
			check(chain);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
			check(chain);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
			throw new CertificateException("agents are no servers");
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
}
