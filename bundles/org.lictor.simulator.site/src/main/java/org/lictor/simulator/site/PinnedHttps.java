package org.lictor.simulator.site;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.lictor.agent.protocol.Fingerprint;
import org.lictor.agent.protocol.Protocol;

/** HTTPS to one server that is known by its certificate, shared by all who speak with it. Safe for use by several threads. */
final class PinnedHttps {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final URI address;
	private final HttpClient client;

	/**
	 * @param address     of the server
	 * @param fingerprint of its certificate
	 */
	PinnedHttps(URI address, String fingerprint) {
		this.address = address;
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new Pinned(fingerprint) }, null);
			this.client = HttpClient.newBuilder().sslContext(context).connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java speaks TLS", e);
		}
	}

	/**
	 * @param method such as POST
	 * @param path   from the root
	 * @param token  of an agent or an administrator, empty when there is none yet
	 * @param body   in JSON, empty for none
	 * @return the answer's body
	 * @throws IOException when the server cannot be reached or refuses; the message says what it answered
	 */
	byte[] send(String method, String path, String token, byte[] body) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE)
				.header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION))
				.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
		if (body.length > 0) {
			request.header("Content-Type", Protocol.MEDIA_TYPE);
		}
		if (!token.isEmpty()) {
			request.header("Authorization", "Bearer " + token);
		}
		HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
		if (answer.statusCode() / 100 != 2) {
			throw new IOException(method + " " + path + " was answered with " + answer.statusCode() + ": "
					+ new String(answer.body(), StandardCharsets.UTF_8));
		}
		return answer.body();
	}

	/**
	 * Asks for something that may take its time, on a connection of its own meanwhile. Returns at once.
	 *
	 * @param path    from the root, with a query
	 * @param token   of an agent
	 * @param known   entity tag of what is known, empty for nothing
	 * @param longest how long the answer may take
	 * @return the answer, whatever its status; a thread of the client's completes it
	 */
	CompletableFuture<HttpResponse<Void>> ask(String path, String token, Optional<String> known, Duration longest) {
		HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(longest)
				.header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION)).header("Authorization", "Bearer " + token);
		known.ifPresent(tag -> request.header("If-None-Match", tag));
		return client.sendAsync(request.build(), BodyHandlers.discarding());
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
