package org.lictor.benchmarks;

import java.io.Reader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Baseline of the fleet: a plain Java that asks a server for its health so many times a second, on one connection. */
final class BareRequests {

	private BareRequests() {
	}

	/**
	 * @param words the server's file node.properties, and how many requests a second
	 * @throws Exception when the server cannot be asked
	 */
	public static void main(String[] words) throws Exception {
		Properties node = new Properties();
		try (Reader in = Files.newBufferedReader(Path.of(words[0]))) {
			node.load(in);
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new Anybody() }, null);
		HttpClient client = HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
		HttpRequest request = HttpRequest.newBuilder(URI.create(node.getProperty("address")).resolve("/health")).build();
		long pause = 1_000_000_000L / Integer.parseInt(words[1]);
		for (long next = System.nanoTime();; next += pause) {
			LockSupport.parkNanos(next - System.nanoTime());
			client.send(request, HttpResponse.BodyHandlers.ofByteArray());
		}
	}

	/** What is measured here is no secret. */
	private static final class Anybody extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			// nobody asks
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
			// nobody asks
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			// nobody asks
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			// any
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
			// any
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			// any
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}
}
