package org.lictor.agent.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.Events;
import org.lictor.agent.internal.FakeServer;
import org.lictor.agent.internal.HttpsFake;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;

/** Calls over real TLS to a server with a certificate of its own, expired and for another host. */
@Timeout(60)
class HttpsLinkTest {

	private static final String VERSION = Integer.toString(Protocol.VERSION);
	private static final UUID RUN = UUID.randomUUID();
	private static final EnrolmentRequest REQUEST = new EnrolmentRequest(1, "token", RUN, "cad-17", "Linux amd64", "1.0.0");

	@TempDir
	static Path temp;
	private static HttpsFake.Key key;
	private static HttpsFake.Key otherKey;

	private final FakeServer store = new FakeServer();
	private HttpsFake server;

	@BeforeAll
	static void makeKeys() {
		key = HttpsFake.Key.make(temp, "somewhere.example");
		otherKey = HttpsFake.Key.make(temp, "other.example");
	}

	@BeforeEach
	void listen() throws IOException {
		server = new HttpsFake(key, 0, store);
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private HttpsLink link(String fingerprint) {
		return link(server.address(), fingerprint);
	}

	private static HttpsLink link(URI address, String fingerprint) {
		return new HttpsLink(address, fingerprint, "s3cret", "1.0.0",
				new HttpsLink.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)), Route.STRAIGHT);
	}

	private static EventBatch batch(int events) {
		return new EventBatch(1, RUN, Events.NOON, 5, "1.0.0", "cad-17", "Linux amd64", "",
				events == 0 ? List.of() : Events.events(RUN, 1, events));
	}

	@Test
	void enrols() throws LinkException {
		HttpsLink link = new HttpsLink(server.address(), key.fingerprint(), "", "1.0.0", HttpsLink.Timeouts.DEFAULT,
				Route.STRAIGHT);

		assertEquals(new EnrolmentAnswer("agent-1", "secret-of-agent-1"), link.enrol(REQUEST));
		assertEquals(new HttpsFake.Request("POST", "/agent/v1/enrol", "null", "null", VERSION), server.requests().get(0));
	}

	@Test
	void bringsEventsCompressedWithItsSecret() throws LinkException {
		assertEquals(Map.of(RUN, 100L), link(key.fingerprint()).send(batch(100)).acknowledged());

		assertEquals(Events.events(RUN, 1, 100), store.events());
		assertEquals(new HttpsFake.Request("POST", "/agent/v1/events", "Bearer s3cret", "gzip", VERSION),
				server.requests().get(0));
	}

	@Test
	void sendsASmallBodyAsItIs() throws LinkException {
		link(key.fingerprint()).send(batch(0));

		assertEquals("null", server.requests().get(0).encoding());
	}

	@Test
	void trustsThePinnedCertificateThoughItExpiredAndNamesAnotherHost() throws LinkException {
		assertEquals(Map.of(), link(key.fingerprint()).send(batch(0)).acknowledged());
	}

	@Test
	void trustsNoOtherCertificateAndTellsItNothing() {
		LinkException e = assertThrows(LinkException.class, () -> link(otherKey.fingerprint()).send(batch(1)));

		assertEquals(LinkException.Kind.CERTIFICATE, e.kind());
		assertTrue(e.getMessage().contains("shows another certificate than the one this agent was enrolled with"),
				e.getMessage());
		assertTrue(e.getMessage().contains(key.fingerprint()) && e.getMessage().contains(otherKey.fingerprint()));
		assertEquals(List.of(), server.requests());
	}

	@Test
	void waitsForAnotherConfiguration() throws Exception {
		HttpsLink link = link(key.fingerprint());
		assertEquals("empty", link.configuration(Optional.empty(), Duration.ofSeconds(10)).orElseThrow().etag());
		assertEquals(Optional.empty(), link.configuration(Optional.of("empty"), Duration.ofSeconds(1)));
		CompletableFuture<Optional<AgentConfiguration>> next = CompletableFuture.supplyAsync(() -> {
			try {
				return link.configuration(Optional.of("empty"), Duration.ofSeconds(30));
			} catch (LinkException e) {
				throw new AssertionError(e);
			}
		});
		AgentConfiguration changed = new AgentConfiguration("changed", Intervals.DEFAULT, List.of());
		server.configure(changed);

		assertEquals(Optional.of(changed), next.get(5, TimeUnit.SECONDS));
	}

	@Test
	void passesOnWhyTheServerRefuses() {
		for (Problem.Reason reason : Problem.Reason.values()) {
			Problem problem = new Problem(reason, "A sentence for a person.");
			server.refusesAll(Optional.of(problem));

			LinkException e = assertThrows(LinkException.class, () -> link(key.fingerprint()).send(batch(1)));

			assertEquals(LinkException.Kind.REFUSED, e.kind());
			assertEquals(Optional.of(problem), e.problem());
			assertEquals("A sentence for a person.", e.getMessage());
			assertTrue(e.is(reason));
		}
	}

	@Test
	void saysThatNothingListens() {
		URI address = server.address();
		server.close();

		LinkException e = assertThrows(LinkException.class, () -> link(address, key.fingerprint()).send(batch(0)));

		assertEquals(LinkException.Kind.UNREACHABLE, e.kind());
		assertEquals("The server " + address + " cannot be reached: nothing listens there.", e.getMessage());
	}

	@Test
	void saysThatThereIsNoSuchHost() {
		LinkException e = assertThrows(LinkException.class,
				() -> link(URI.create("https://no-such-host.invalid:7443"), key.fingerprint()).send(batch(0)));

		assertEquals("The server https://no-such-host.invalid:7443 cannot be reached: there is no host of this name.",
				e.getMessage());
	}

	@Test
	void saysThatTheAnswerIsNoneOfLictor() {
		for (String body : List.of("<html>502</html>", "", "{}")) {
			server.replace(Protocol.EVENTS_PATH,
					exchange -> HttpsFake.answer(exchange, 502, body.getBytes(StandardCharsets.UTF_8)));

			LinkException e = assertThrows(LinkException.class, () -> link(key.fingerprint()).send(batch(0)));

			assertEquals(LinkException.Kind.STRANGE, e.kind());
			assertTrue(e.getMessage().contains("answered with HTTP status 502"), e.getMessage());
		}
		server.replace(Protocol.EVENTS_PATH,
				exchange -> HttpsFake.answer(exchange, 200, "{\"acknowledged\":7}".getBytes(StandardCharsets.UTF_8)));
		LinkException e = assertThrows(LinkException.class, () -> link(key.fingerprint()).send(batch(0)));
		assertEquals(LinkException.Kind.STRANGE, e.kind());
		assertTrue(e.getMessage().endsWith("cannot be understood: acknowledged: is not an object"), e.getMessage());
	}

	@Test
	void readsNoAnswerWithoutEnd() {
		server.replace(Protocol.CONFIGURATION_PATH, exchange -> {
			exchange.sendResponseHeaders(200, 0);
			byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i < 1000; i++) {
				exchange.getResponseBody().write(spaces);
			}
		});

		LinkException e = assertThrows(LinkException.class,
				() -> link(key.fingerprint()).configuration(Optional.empty(), Duration.ofSeconds(1)));

		assertTrue(e.getMessage().contains("larger than an answer to an agent can be"), e.getMessage());
	}

	@Test
	void followsNoRedirection() {
		server.replace(Protocol.EVENTS_PATH, exchange -> {
			exchange.getResponseHeaders().set("Location", "https://elsewhere.invalid/");
			exchange.sendResponseHeaders(307, -1);
			exchange.close();
		});

		LinkException e = assertThrows(LinkException.class, () -> link(key.fingerprint()).send(batch(0)));

		assertTrue(e.getMessage().contains("HTTP status 307"), e.getMessage());
	}

	@Test
	void givesUpOnAServerThatDoesNotAnswer() {
		server.replace(Protocol.EVENTS_PATH, exchange -> {
			// says nothing and holds the connection
		});
		HttpsLink impatient = new HttpsLink(server.address(), key.fingerprint(), "s", "1",
				new HttpsLink.Timeouts(Duration.ofSeconds(5), Duration.ofMillis(300)), Route.STRAIGHT);

		LinkException e = assertThrows(LinkException.class, () -> impatient.send(batch(0)));

		assertTrue(e.getMessage().contains("did not answer in time"), e.getMessage());
	}

	/** More than once, because it matters in the middle of what it is closed. */
	@RepeatedTest(20)
	void breaksOffACallThatIsUnderWayWhenClosed() throws Exception {
		HttpsLink link = link(key.fingerprint());
		CompletableFuture<LinkException> broken = CompletableFuture.supplyAsync(() -> assertThrows(LinkException.class,
				() -> link.configuration(Optional.of("empty"), Duration.ofSeconds(50))));
		while (server.requests().isEmpty()) {
			LockSupport.parkNanos(5_000_000);
		}

		link.close();

		assertEquals(LinkException.Kind.CLOSED, broken.get(5, TimeUnit.SECONDS).kind());
	}

	@Test
	void tellsNoSecretInWhatGoesWrong() {
		server.close();
		LinkException e = assertThrows(LinkException.class, () -> link(key.fingerprint()).send(batch(0)));
		for (Throwable cause = e; cause != null; cause = cause.getCause()) {
			assertFalse(String.valueOf(cause.getMessage()).contains("s3cret"));
		}
	}

	private HttpsLink through(String proxy) {
		return new HttpsLink(server.address(), key.fingerprint(), "s3cret", "1.0.0",
				new HttpsLink.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)), Route.parse(proxy).orElseThrow());
	}

	@Test
	void goesThroughAProxy() throws Exception {
		try (TunnelProxy proxy = new TunnelProxy(Optional.empty()); HttpsLink link = through(proxy.address())) {
			assertEquals(Map.of(RUN, 100L), link.send(batch(100)).acknowledged());

			assertEquals(List.of("CONNECT localhost:" + server.port() + " HTTP/1.1 200"), proxy.asked());
		}
	}

	@Test
	void tellsAProxyThatAsksWhoItIs() throws Exception {
		try (TunnelProxy proxy = new TunnelProxy(Optional.of("ann:s@cret")); HttpsLink link = through("ann:s%40cret@" + proxy.address())) {
			assertEquals(Map.of(RUN, 100L), link.send(batch(100)).acknowledged());

			assertTrue(proxy.asked().getLast().endsWith(" 200"), proxy.asked().toString());
		}
	}

	@Test
	void saysWhatAProxyWantsAndNotThePassword() throws Exception {
		try (TunnelProxy proxy = new TunnelProxy(Optional.of("ann:right"))) {
			for (String user : List.of("", "ann:wr0ng@")) {
				LinkException e = assertThrows(LinkException.class, () -> through(user + proxy.address()).send(batch(0)));

				assertEquals(LinkException.Kind.UNREACHABLE, e.kind());
				assertTrue(e.getMessage().contains("The proxy " + proxy.address() + " on the way to the server"), e.getMessage());
				assertFalse(e.getMessage().contains("wr0ng"), e.getMessage());
			}
			assertTrue(store.batches().isEmpty());
		}
	}

	@Test
	void saysThatItIsTheProxyThatDoesNotListen() throws Exception {
		// taken, so that nobody else comes to listen there, and not listening
		try (Socket taken = new Socket()) {
			taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			String address = "127.0.0.1:" + taken.getLocalPort();

			LinkException e = assertThrows(LinkException.class, () -> through(address).send(batch(0)));

			assertTrue(e.getMessage().contains("cannot be reached through the proxy " + address + ": nothing listens there"),
					e.getMessage());
		}
	}
}
