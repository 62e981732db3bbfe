package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.spi.HttpOptions;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** HTTP through a company's proxy, and with a company's certificates. */
@Timeout(60)
class HttpAccessTest {

	@TempDir
	private Path folder;
	private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
	private final List<AutoCloseable> clients = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable client : clients) {
			client.close();
		}
		servers.forEach(server -> server.stop(0));
	}

	private HttpAccess access(HttpOptions options) {
		HttpAccess access = new HttpAccess(options);
		clients.add(access);
		return access;
	}

	private static HttpOptions options(Optional<URI> proxy, Optional<Path> authority) {
		return new HttpOptions(proxy, proxy.map(any -> "robot"), () -> Optional.of("pässword".toCharArray()), authority,
				HttpClient.Version.HTTP_1_1);
	}

	private static HttpRequest get(String address) {
		return HttpRequest.newBuilder(URI.create(address)).build();
	}

	@Test
	void goesThroughTheProxyAndTellsItWhoAsks() throws Exception {
		List<String> asked = new CopyOnWriteArrayList<>();
		HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		servers.add(proxy);
		proxy.createContext("/", exchange -> {
			asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
			exchange.sendResponseHeaders(401, -1);
			exchange.close();
		});
		proxy.start();
		URI address = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());

		HttpResponse<InputStream> answer = access(options(Optional.of(address), Optional.empty()))
				.send(get("http://licences.invalid/path"));

		assertEquals(401, answer.statusCode(), "an answer 401 is an answer");
		assertEquals(List.of("http://licences.invalid/path Basic "
				+ Base64.getEncoder().encodeToString("robot:pässword".getBytes(StandardCharsets.UTF_8))), asked);
	}

	@Test
	void tellsTheProxyWhoAsksForATunnelToo() throws Exception {
		List<String> lines = new CopyOnWriteArrayList<>();
		try (java.net.ServerSocket proxy = new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Thread.ofPlatform().daemon().start(() -> {
				try (java.net.Socket socket = proxy.accept()) {
					java.io.BufferedReader reader = new java.io.BufferedReader(
							new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
					for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
						lines.add(line);
					}
					socket.getOutputStream().write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
				} catch (IOException e) {
					lines.add(e.toString());
				}
			});
			HttpAccess access = access(options(Optional.of(URI.create("http://127.0.0.1:" + proxy.getLocalPort())), Optional.empty()));

			try {
				access.send(get("https://licences.invalid/")).body().close();
			} catch (IOException e) {
				assertTrue(e.getMessage().contains("502") || e.getMessage().contains("Tunnel"), e.getMessage());
			}
		}
		assertEquals("CONNECT licences.invalid:443 HTTP/1.1", lines.getFirst());
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("Proxy-Authorization: Basic ")), lines.toString());
	}

	@Test
	void trustsACompanysCertificatesOnlyWhenToldTo() throws Exception {
		Path keys = folder.resolve("keys.p12");
		Path pem = folder.resolve("ca.pem");
		keytool("-genkeypair", "-alias", "k", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1",
				"-keystore", keys.toString(), "-storepass", "changeit", "-storetype", "PKCS12");
		keytool("-exportcert", "-rfc", "-alias", "k", "-keystore", keys.toString(), "-storepass", "changeit", "-file", pem.toString());
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		servers.add(server);
		server.setHttpsConfigurator(new HttpsConfigurator(served(keys)));
		server.createContext("/", exchange -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		HttpRequest request = get("https://localhost:" + server.getAddress().getPort() + "/");

		assertThrows(IOException.class, () -> access(HttpOptions.NONE).send(request));
		assertEquals(204, access(options(Optional.empty(), Optional.of(pem))).send(request).statusCode());
	}

	@Test
	void saysWhatIsWrongWithAFileOfCertificates() throws Exception {
		Path missing = folder.resolve("missing.pem");
		Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
		HttpRequest request = get("https://localhost:1/");

		assertTrue(assertThrows(IOException.class, () -> access(options(Optional.empty(), Optional.of(missing))).send(request))
				.getMessage().contains("missing.pem"));
		assertTrue(assertThrows(IOException.class, () -> access(options(Optional.empty(), Optional.of(text))).send(request))
				.getMessage().contains("PEM"));
	}

	@Test
	void keepsConnectionsForEqualOptions() {
		try (HttpClients all = new HttpClients(access(HttpOptions.NONE))) {
			assertSame(all.http(HttpOptions.NONE), all.http(HttpOptions.NONE));
			assertSame(all.http(options(Optional.empty(), Optional.empty())), all.http(options(Optional.empty(), Optional.empty())));
			assertNotSame(all.http(HttpOptions.NONE), all.http(options(Optional.empty(), Optional.empty())));
		}
	}

	@Test
	void takesTheProxiesOfTheEnvironment() {
		SystemProxies proxies = new SystemProxies(Optional.empty(),
				Map.of("https_proxy", "http://proxy.example.com:3128", "HTTP_PROXY", "other:81", "no_proxy", "intra.example.com, .corp"));

		assertEquals(List.of("proxy.example.com:3128"), names(proxies, "https://developer.example.com/x"));
		assertEquals(List.of("other:81"), names(proxies, "http://developer.example.com/x"));
		for (String direct : List.of("https://intra.example.com/", "https://a.intra.example.com/", "https://a.corp/", "https://localhost/",
				"http://127.0.0.1:8080/")) {
			assertEquals(List.of("DIRECT"), names(proxies, direct), direct);
		}
		assertEquals(List.of("DIRECT"), names(new SystemProxies(Optional.empty(), Map.of("https_proxy", "::nonsense::")), "https://x/"));
		assertEquals(List.of("DIRECT"),
				names(new SystemProxies(Optional.empty(), Map.of("https_proxy", "p:1", "no_proxy", "*")), "https://x/"));
	}

	private static List<String> names(SystemProxies proxies, String address) {
		return proxies.select(URI.create(address)).stream().map(proxy -> proxy.type() == Proxy.Type.DIRECT ? "DIRECT"
				: ((InetSocketAddress) proxy.address()).getHostString() + ":" + ((InetSocketAddress) proxy.address()).getPort()).toList();
	}

	private static SSLContext served(Path keys) throws Exception {
		KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, "changeit".toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return context;
	}

	private static void keytool(String... arguments) throws Exception {
		List<String> command = new java.util.ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(Arrays.asList(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), output);
	}
}
