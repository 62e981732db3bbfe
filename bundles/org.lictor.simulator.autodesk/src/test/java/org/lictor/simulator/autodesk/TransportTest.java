package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportTest {

	private static final Account ACCOUNT = Account.generate(2, 40, 8, 1, 1);

	private AutodeskSimulator simulator;
	private String token;

	@BeforeEach
	void start() throws Exception {
		simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT).withProxy());
		try (Client client = new Client(simulator).signIn()) {
			token = client.token;
		}
	}

	@AfterEach
	void stop() {
		simulator.close();
	}

	private SSLContext trust() throws Exception {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		store.setCertificateEntry("company", CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(simulator.certificateAuthority().getBytes(StandardCharsets.US_ASCII))));
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

	private HttpResponse<String> contexts(HttpClient client, URI base) throws IOException, InterruptedException {
		return client.send(HttpRequest.newBuilder(base.resolve("/insights/v1/contexts")).timeout(Duration.ofSeconds(20))
				.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
	}

	@Test
	void bothVersionsOfHttpAreSpokenWithAndWithoutTls() throws Exception {
		for (Version version : Version.values()) {
			if (!version.name().matches("HTTP_1_1|HTTP_2")) {
				continue;
			}
			try (HttpClient client = HttpClient.newBuilder().version(version).sslContext(trust()).build()) {
				for (URI base : List.of(simulator.httpAddress(), simulator.httpsAddress())) {
					// without TLS, the first request asks for the upgrade and the next ones are in HTTP/2
					contexts(client, base);
					HttpResponse<String> answer = contexts(client, base);
					assertEquals(200, answer.statusCode());
					assertEquals(version, answer.version(), base::toString);
					assertEquals(version == Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1", simulator.requests().getLast().protocol());
				}
			}
		}
	}

	@Test
	void bodiesAreCutOffInHttp2Too() throws Exception {
		try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).sslContext(trust()).build()) {
			contexts(client, simulator.httpsAddress());
			simulator.faults().next(Fault.CUT_OFF, 1);
			assertThrows(IOException.class, () -> contexts(client, simulator.httpsAddress()));
			assertEquals(200, contexts(client, simulator.httpsAddress()).statusCode());
		}
	}

	@Test
	void nobodyTrustsTheCertificateWithoutItsAuthority() throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			assertThrows(IOException.class, () -> contexts(client, simulator.httpsAddress()));
		}
	}

	/** The JDK's client sends Basic credentials to a proxy for tunnels only when a system property allows it: so by hand. */
	@Test
	void theProxyWantsCredentialsAndPassesOn() throws Exception {
		URI proxy = simulator.proxyAddress().orElseThrow();
		ProxySelector selector = ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort()));
		try (HttpClient stranger = HttpClient.newBuilder().version(Version.HTTP_1_1).proxy(selector).build()) {
			assertEquals(407, contexts(stranger, simulator.httpAddress()).statusCode());
		}
		try (HttpClient known = HttpClient.newBuilder().version(Version.HTTP_1_1).proxy(selector).authenticator(new Authenticator() {
			@Override
			protected PasswordAuthentication getPasswordAuthentication() {
				return new PasswordAuthentication(AutodeskSimulator.PROXY_USER, AutodeskSimulator.PROXY_PASSWORD.toCharArray());
			}
		}).build()) {
			assertEquals(200, contexts(known, simulator.httpAddress()).statusCode());
		}
		String to = "127.0.0.1:" + simulator.httpAddress().getPort();
		assertTrue(simulator.proxyRequests().contains("GET " + to + " 407"), simulator.proxyRequests()::toString);
		assertTrue(simulator.proxyRequests().contains("GET " + to), simulator.proxyRequests()::toString);
	}

	@Test
	void theProxyOpensATunnelForTls() throws Exception {
		URI proxy = simulator.proxyAddress().orElseThrow();
		try (java.net.Socket socket = new java.net.Socket(proxy.getHost(), proxy.getPort())) {
			String to = "localhost:" + simulator.httpsAddress().getPort();
			String credentials = java.util.Base64.getEncoder().encodeToString(
					(AutodeskSimulator.PROXY_USER + ":" + AutodeskSimulator.PROXY_PASSWORD).getBytes(StandardCharsets.UTF_8));
			socket.getOutputStream().write(("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			assertTrue(line(socket).startsWith("HTTP/1.1 407"));
			while (!line(socket).isEmpty()) {
				continue;
			}
			socket.getOutputStream().write(("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\nProxy-Authorization: Basic " + credentials
					+ "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			assertTrue(line(socket).startsWith("HTTP/1.1 200"));
			while (!line(socket).isEmpty()) {
				continue;
			}
			java.net.Socket tls = trust().getSocketFactory().createSocket(socket, "localhost", simulator.httpsAddress().getPort(), true);
			tls.getOutputStream().write(("GET /insights/v1/contexts HTTP/1.1\r\nHost: " + to + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			assertTrue(line(tls).startsWith("HTTP/1.1 401"));
		}
		try (java.net.Socket socket = new java.net.Socket(proxy.getHost(), proxy.getPort())) {
			String credentials = java.util.Base64.getEncoder().encodeToString(
					(AutodeskSimulator.PROXY_USER + ":" + AutodeskSimulator.PROXY_PASSWORD).getBytes(StandardCharsets.UTF_8));
			socket.getOutputStream().write(("CONNECT 192.0.2.1:443 HTTP/1.1\r\nProxy-Authorization: Basic " + credentials + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			assertTrue(line(socket).startsWith("HTTP/1.1 403"), "no way out of this machine");
		}
	}

	private static String line(java.net.Socket socket) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = socket.getInputStream().read(); b >= 0 && b != '\n'; b = socket.getInputStream().read()) {
			if (b != '\r') {
				line.append((char) b);
			}
		}
		return line.toString();
	}

	@Test
	void itIsStartedByHand(@TempDir Path folder) throws Exception {
		ByteArrayOutputStream told = new ByteArrayOutputStream();
		Path certificate = folder.resolve("ca.pem");
		try (AutodeskSimulator started = Main.start(List.of("--people", "20", "--products", "5", "--years", "1", "--proxy", "true",
				"--certificate", certificate.toString(), "--export", folder.resolve("files").toString()), new PrintStream(told, true))) {
			assertTrue(told.toString(StandardCharsets.UTF_8).contains(started.httpAddress().toString()));
			assertTrue(Files.readString(certificate).startsWith("-----BEGIN CERTIFICATE-----"));
			try (var files = Files.list(folder.resolve("files"))) {
				assertEquals(10, files.count());
			}
		}
		assertThrows(IllegalArgumentException.class, () -> Main.start(List.of("--nonsense", "1"), System.out));
	}
}
