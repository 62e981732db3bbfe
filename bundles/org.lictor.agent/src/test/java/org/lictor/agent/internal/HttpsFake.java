package org.lictor.agent.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.Fingerprint;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.ProtocolException;

/** A server over HTTPS that speaks the agent protocol, with a certificate of its own. Safe for use by several threads. */
public final class HttpsFake implements AutoCloseable {

	/** A key and its certificate, made by the JDK's keytool. */
	public record Key(KeyStore store, String fingerprint) {

		private static final char[] PASSWORD = "changeit".toCharArray();

		/**
		 * @param folder for the key store
		 * @param name   of the host the certificate is for
		 * @return a new key
		 */
		public static Key make(Path folder, String name) {
			try {
				Path file = folder.resolve(name + ".p12");
				Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
						"-genkeypair", "-alias", "lictor", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name,
						"-validity", "1", "-startdate", "-10d", "-storetype", "PKCS12", "-keystore", file.toString(),
						"-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
				String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
					throw new IllegalStateException("keytool: " + output);
				}
				KeyStore store = KeyStore.getInstance("PKCS12");
				try (InputStream in = Files.newInputStream(file)) {
					store.load(in, PASSWORD);
				}
				return new Key(store, Fingerprint.of((X509Certificate) store.getCertificate("lictor")));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			} catch (GeneralSecurityException e) {
				throw new IllegalStateException(e);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(e);
			}
		}

		SSLContext context() throws GeneralSecurityException {
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(store, PASSWORD);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(factory.getKeyManagers(), null, null);
			return context;
		}
	}

	/** What came in. */
	public record Request(String method, String path, String authorization, String encoding, String protocol) {
	}

	private final Key key;
	private final HttpsServer server;
	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
	private final FakeServer store;
	private final List<Request> requests = new ArrayList<>();
	private final Map<UUID, String> agents = new HashMap<>();
	private Map<String, Problem> tokens = Map.of();
	private AgentConfiguration configuration = new AgentConfiguration("empty", Intervals.DEFAULT, List.of());
	private Optional<Problem> refusal = Optional.empty();

	/**
	 * @param key   of the server
	 * @param port  0 for any
	 * @param store takes the events
	 * @throws IOException when it cannot listen
	 */
	public HttpsFake(Key key, int port, FakeServer store) throws IOException {
		this.key = key;
		this.store = store;
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		try {
			server.setHttpsConfigurator(new HttpsConfigurator(key.context()));
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
		server.setExecutor(threads);
		handle(Protocol.ENROL_PATH, this::enrol);
		handle(Protocol.CONFIGURATION_PATH, this::configuration);
		handle(Protocol.EVENTS_PATH, this::events);
		handle(Protocol.EXAMINATIONS_PATH, this::examinations);
		server.start();
	}

	private void handle(String path, HttpHandler handler) {
		server.createContext(path, exchange -> {
			try (exchange) {
				synchronized (this) {
					requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
							String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
							String.valueOf(exchange.getRequestHeaders().getFirst("Content-Encoding")),
							String.valueOf(exchange.getRequestHeaders().getFirst(Protocol.VERSION_HEADER))));
				}
				Optional<Problem> refused;
				synchronized (this) {
					refused = refusal;
				}
				if (refused.isPresent()) {
					answer(exchange, refused.get());
				} else {
					handler.handle(exchange);
				}
			}
		});
	}

	/**
	 * Replaces what is served at a path.
	 *
	 * @param path    of the protocol
	 * @param handler serves it
	 */
	public void replace(String path, HttpHandler handler) {
		server.removeContext(path);
		server.createContext(path, handler);
	}

	/** @return the port */
	public int port() {
		return server.getAddress().getPort();
	}

	/** @return the address */
	public URI address() {
		return URI.create("https://localhost:" + port());
	}

	/**
	 * @param token of the string
	 * @return an enrolment string for this server
	 */
	public EnrolmentString enrolment(String token) {
		return new EnrolmentString(address(), key.fingerprint(), token);
	}

	/** @param refused tokens and what is said to them; all others are good */
	public synchronized void refuses(Map<String, Problem> refused) {
		tokens = refused;
	}

	/** @param problem answered to every call, empty to serve again */
	public synchronized void refusesAll(Optional<Problem> problem) {
		refusal = problem;
	}

	/** @param next what agents are to do */
	public synchronized void configure(AgentConfiguration next) {
		configuration = next;
		notifyAll();
	}

	/** @return what came in */
	public synchronized List<Request> requests() {
		return List.copyOf(requests);
	}

	private void enrol(HttpExchange exchange) throws IOException {
		try {
			EnrolmentRequest request = Codec.enrolmentRequest(body(exchange));
			Problem problem;
			String id;
			synchronized (this) {
				problem = tokens.get(request.token());
				id = agents.computeIfAbsent(request.installationId(), installation -> "agent-" + (agents.size() + 1));
			}
			if (problem != null) {
				answer(exchange, problem);
			} else {
				answer(exchange, 200, Codec.encode(new EnrolmentAnswer(id, "secret-of-" + id)));
			}
		} catch (ProtocolException e) {
			answer(exchange, new Problem(Problem.Reason.INVALID, e.getMessage()));
		}
	}

	private void configuration(HttpExchange exchange) throws IOException {
		String known = String.valueOf(exchange.getRequestHeaders().getFirst("If-None-Match"));
		long wait = Long.parseLong(exchange.getRequestURI().getQuery().replace("wait=", ""));
		long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
		AgentConfiguration current;
		synchronized (this) {
			try {
				while (isKnown(known) && System.nanoTime() < until) {
					wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
				}
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			current = configuration;
			configuration = configuration.with(Optional.empty());
		}
		exchange.getResponseHeaders().set("ETag", '"' + current.etag() + '"');
		if (known.equals('"' + current.etag() + '"') && current.examination().isEmpty()) {
			exchange.sendResponseHeaders(304, -1);
		} else {
			answer(exchange, 200, Codec.encode(current));
		}
	}

	private boolean isKnown(String etag) {
		return etag.equals('"' + configuration.etag() + '"') && configuration.examination().isEmpty();
	}

	private void examinations(HttpExchange exchange) throws IOException {
		try {
			store.report(Codec.examinationReport(body(exchange)));
			answer(exchange, 200, Codec.encode(new Acknowledgement(Map.of())));
		} catch (ProtocolException e) {
			answer(exchange, new Problem(Problem.Reason.INVALID, e.getMessage()));
		}
	}

	private void events(HttpExchange exchange) throws IOException {
		try {
			EventBatch batch = Codec.eventBatch(body(exchange));
			answer(exchange, 200, Codec.encode(store.send(batch)));
		} catch (ProtocolException e) {
			answer(exchange, new Problem(Problem.Reason.INVALID, e.getMessage()));
		} catch (LinkException e) {
			if (e.problem().isPresent()) {
				answer(exchange, e.problem().get());
			}
			// otherwise the connection breaks off without an answer
		}
	}

	private static byte[] body(HttpExchange exchange) throws IOException, ProtocolException {
		boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		InputStream in = exchange.getRequestBody();
		return Codec.readBody(gzip ? new GZIPInputStream(in) : in, Protocol.MAX_REQUEST_BYTES);
	}

	private static void answer(HttpExchange exchange, Problem problem) throws IOException {
		answer(exchange, problem.reason().status(), Codec.encode(problem));
	}

	/**
	 * @param exchange to answer
	 * @param status   of HTTP
	 * @param json     body
	 * @throws IOException when it cannot be sent
	 */
	public static void answer(HttpExchange exchange, int status, byte[] json) throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(zipped)) {
			out.write(json);
		}
		exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("Content-Type", Protocol.MEDIA_TYPE);
		exchange.getResponseHeaders().set("Content-Encoding", "gzip");
		exchange.sendResponseHeaders(status, zipped.size());
		exchange.getResponseBody().write(zipped.toByteArray());
		exchange.close();
	}

	@Override
	public void close() {
		server.stop(0);
		threads.shutdownNow();
	}
}
