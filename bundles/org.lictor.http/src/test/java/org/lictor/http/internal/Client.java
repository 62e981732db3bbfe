package org.lictor.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks a server in tests. Trusts every certificate: what is shown is looked at elsewhere. */
final class Client implements AutoCloseable {

	private final int port;
	private final SSLContext tls;
	private final HttpClient http;

	Client(int port) throws Exception {
		this.port = port;
		tls = SSLContext.getInstance("TLS");
		tls.init(null, new TrustManager[] { new TrustEverybody() }, null);
		http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path));
	}

	HttpRequest.Builder as(String token, String path) {
		return request(path).header("Authorization", "Bearer " + token);
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return http.send(request.build(), BodyHandlers.ofString());
	}

	HttpResponse<InputStream> open(HttpRequest.Builder request) throws Exception {
		return http.send(request.build(), BodyHandlers.ofInputStream());
	}

	HttpClient http() {
		return http;
	}

	/** Sends bytes as they are and reads until the server closes. */
	String raw(String request) throws IOException {
		try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
			socket.setSoTimeout(10_000);
			OutputStream out = socket.getOutputStream();
			out.write(request.getBytes(StandardCharsets.ISO_8859_1));
			out.flush();
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			InputStream in = socket.getInputStream();
			for (int value = in.read(); value >= 0; value = in.read()) {
				answer.write(value);
			}
			return answer.toString(StandardCharsets.UTF_8);
		}
	}

	SSLSocket socket() throws IOException {
		return (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
	}

	static BodyPublisher json(String text) {
		return BodyPublishers.ofString(text);
	}

	static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(packed)) {
			out.write(bytes);
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
		return packed.toByteArray();
	}

	@Override
	public void close() {
		http.shutdownNow();
	}

	private static final class TrustEverybody extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
			// everybody
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
			// everybody
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			// everybody
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			// everybody
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			// everybody
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			// everybody
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}
}
