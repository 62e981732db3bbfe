package org.lictor.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.lictor.acceptance.Program;

/** Waits for the first answer of a server over HTTPS, whoever it is. */
final class Answers {

	private static final SSLContext CONTEXT = trusting();
	private static final Duration MOST = Duration.ofSeconds(60);

	private Answers() {
	}

	/**
	 * @param server that was started at that time
	 * @param start  reading of {@link System#nanoTime} before it was started
	 * @param port   on which it will listen
	 * @param path   to ask for
	 * @return milliseconds from the start to the end of the first answer with status 200
	 */
	static double first(Program server, long start, int port, String path) {
		while (System.nanoTime() - start < MOST.toNanos()) {
			if (answers(port, path)) {
				return Bench.since(start);
			}
			if (!server.alive()) {
				break;
			}
			LockSupport.parkNanos(5_000_000);
		}
		throw new AssertionError("no answer\n" + server.transcript());
	}

	private static boolean answers(int port, String path) {
		try (Socket plain = new Socket()) {
			plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
			plain.setSoTimeout(10_000);
			try (SSLSocket socket = (SSLSocket) CONTEXT.getSocketFactory().createSocket(plain, "localhost", port, true)) {
				OutputStream out = socket.getOutputStream();
				out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n")
						.getBytes(StandardCharsets.US_ASCII));
				out.flush();
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				return answer.startsWith("HTTP/1.1 200");
			}
		} catch (IOException e) {
			return false;
		}
	}

	/** This client measures a server of its own making and trusts it. */
	private static SSLContext trusting() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new X509TrustManager() {
				@Override
				public void checkClientTrusted(X509Certificate[] chain, String type) {
					// trusted
				}

				@Override
				public void checkServerTrusted(X509Certificate[] chain, String type) {
					// trusted
				}

				@Override
				public X509Certificate[] getAcceptedIssuers() {
					return new X509Certificate[0];
				}
			} }, new SecureRandom());
			return context;
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}
}
