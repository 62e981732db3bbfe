package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Privacy;
import org.lictor.model.Progress;
import org.lictor.model.Role;
import org.lictor.query.AttributionPolicy;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderers;
import org.lictor.service.Changes.Subscription;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Connector;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.Doubts;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.RunningNode;
import org.lictor.service.ServerDefinition;
import org.lictor.service.Person;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

/** The client of a server elsewhere: whoever uses it must not notice that there is a network between. */
class RemoteTest {

	/** Internal to its bundle, as it comes from the service registry in earnest. */
	private static final Connector CONNECTOR = connector("org.lictor.remote.internal.RemoteConnector");

	private static final URI REPOSITORY = URI.create("https://example.com/p2?a=b");

	@TempDir
	private Path folder;
	private final FakeNode node = new FakeNode();
	private HttpsServer server;
	private Lictor lictor;

	@BeforeEach
	void start() throws Exception {
		server = HttpsServer.start(node, folder, 0, InstantSource.system());
		lictor = open(address(FakeNode.ADMINISTRATOR));
	}

	@AfterEach
	void stop() {
		lictor.close();
		server.close();
	}

	static Connector connector(String name) {
		try {
			return (Connector) Class.forName(name).getConstructor().newInstance();
		} catch (ReflectiveOperationException e) {
			throw new AssertionError(e);
		}
	}

	private Location.Address address(String token) throws IOException {
		RunningNode running = RunningNode.read(folder).orElseThrow();
		return new Location.Address(running.address(), Optional.of(running.fingerprint()), token);
	}

	private static Lictor open(Location location) throws ServiceException {
		return CONNECTOR.open(location, OpenOptions.COMMAND, Progress.NONE);
	}

	private static Lictor openFolder(Path folder) throws ServiceException {
		return open(new Location.Folder(folder));
	}

	/** What can be asked, for both sides to be asked the same. */
	private interface Question {

		Object ask(Lictor lictor) throws ServiceException;
	}

	private static List<Question> questions() {
		ServerDefinition definition = new ServerDefinition("A/B é", "autodesk", Map.of("zone", "UTC"),
				Map.of("key", "geheim"), true);
		Query query = Query.of("usage-history", ZoneId.of("Europe/Berlin")).server("A&B").product("50%+x")
				.between(FakeNode.MORNING, FakeNode.MORNING.plusSeconds(60)).by(Granularity.QUARTER).limit(9)
				.whose(new Whose(Optional.of("ann&co"), Optional.of("ws-*"), Optional.of("R/D é"), true)).policy(AttributionPolicy.PRODUCT);
		DirectoryDefinition directory = new DirectoryDefinition("A/D é", Map.of("url", "ldaps://dc"), Map.of("password", "p"));
		Evidence file = new Evidence(Evidence.Origin.FILE, "users ä.csv", FakeNode.MORNING,
				Content.of("a,b\n".getBytes(StandardCharsets.UTF_8)));
		return List.of(it -> it.servers().types(), it -> it.servers().list(), it -> it.servers().show("A/B é"),
				it -> it.servers().add(definition), it -> it.servers().update(definition),
				told(it -> it.servers().remove("x y")), it -> it.servers().verify(definition, Progress.NONE),
				it -> it.servers().beginSignIn(definition.signedIn("earlier")),
				it -> it.servers().finishSignIn("sign-in-1", "code=c%2F1&state=abc", Progress.NONE),
				it -> it.servers().poll("50%+x?#", Progress.NONE), it -> it.imports().run("Cloud", file, Progress.NONE),
				it -> it.groups().list(), it -> it.groups().create("G", true), it -> it.groups().autoAssign("G", false),
				it -> it.groups().privacy("G", Privacy.COUNTS), it -> it.groups().idle("G", true),
				told(it -> it.groups().remove("G")), told(it -> it.groups().assign("G/1", "S/2")),
				told(it -> it.groups().unassign("G/1", "S/2")), told(it -> it.groups().addAgent("G", "a1")),
				told(it -> it.groups().removeAgent("G", "a1")), it -> it.agents().list(), told(it -> it.agents().remove("a1")),
				it -> it.agents().token(Optional.of("G"), Duration.ofDays(30)),
				it -> it.agents().examine("a/1", true, Progress.NONE),
				it -> it.agents().tryRule("a1", "Cloud", FakeNode.RULE, false, Progress.NONE), it -> it.agents().rules("C/d"),
				told(it -> it.agents().putRule("C/d", FakeNode.RULE)), told(it -> it.agents().removeRule("C/d", "r/1")),
				it -> it.agents().token(Optional.empty(), Duration.ofMinutes(1)), it -> it.people().list(),
				told(it -> it.people().map(FakeNode.MAPPING)), told(it -> it.people().unmap(FakeNode.MAPPING)),
				it -> it.people().patterns(), told(it -> it.people().patterns(List.of("{last}"))),
				it -> it.people().erase(new Person(Set.of(), Set.of("Ann&Co@x")), Progress.NONE),
				it -> json(it.people().evidence(new Person(Set.of("acme\\ann"), Set.of("Ann&Co@x")), Progress.NONE)),
				it -> it.reportGroups().list(), told(it -> it.reportGroups().add("R/D é", ReportGroup.Kind.HOSTS)),
				told(it -> it.reportGroups().remove("R/D é")), told(it -> it.reportGroups().include("R/D é", FakeNode.MEMBER)),
				told(it -> it.reportGroups().exclude("R/D é", FakeNode.MEMBER)), it -> it.directories().schema(), it -> it.directories().list(), it -> it.directories().show("A/D é"),
				it -> it.directories().add(directory), it -> it.directories().update(directory), told(it -> it.directories().remove("A/D é")),
				it -> it.directories().test(directory, Progress.NONE), it -> it.directories().refresh("A/D é", true, Progress.NONE), it -> it.prices().list(), told(it -> it.prices().set(FakeNode.PRICE)),
				told(it -> it.prices().remove(FakeNode.PRICE.kind(), "Revit & more", FakeNode.PRICE.from())),
				it -> it.tokens().list(), it -> it.tokens().create("t", Role.READER, Optional.of(Duration.ofDays(1))),
				it -> it.tokens().create("t", Role.ADMINISTRATOR, Optional.empty()), told(it -> it.tokens().revoke("t")),
				it -> it.queries().reports(), it -> json(it.queries().run(query, Progress.NONE)),
				it -> json(it.queries().run(Query.of("usage", ZoneOffset.ofHours(2)), Progress.NONE)),
				it -> it.maintenance().rebuild(Progress.NONE), it -> it.maintenance().check(Progress.NONE),
				it -> it.maintenance().backup("/b é.zip", Progress.NONE), it -> it.maintenance().limits(), told(it -> it.maintenance().limit(FakeNode.LIMIT)),
				told(it -> it.maintenance().unlimited(FakeNode.LIMIT.kind())), it -> it.maintenance().prune(Progress.NONE),
				it -> it.plugins().installed(), it -> it.plugins().offered(REPOSITORY, Progress.NONE), it -> it.plugins().trust(),
				it -> it.plugins().install("com.example é", REPOSITORY, Doubts.REFUSED, Progress.NONE),
				it -> it.plugins().update(Optional.empty(), Optional.empty(), Doubts.REFUSED, Progress.NONE),
				it -> it.plugins().update(Optional.of("com.example"), Optional.of(REPOSITORY), Doubts.REFUSED, Progress.NONE),
				it -> it.plugins().remove("com.example", Progress.NONE));
	}

	private interface Telling {

		void tell(Lictor lictor) throws ServiceException;
	}

	private static Question told(Telling telling) {
		return lictor -> {
			telling.tell(lictor);
			return "done";
		};
	}

	private static String json(ResultTable table) {
		ByteArrayOutputStream json = new ByteArrayOutputStream();
		try {
			Renderers.JSON.render(table, RenderOptions.DEFAULT, json);
		} catch (IOException e) {
			throw new AssertionError(e);
		}
		return json.toString(StandardCharsets.UTF_8);
	}

	@Test
	void everyCallReachesTheNodeAsItWasMadeAndItsAnswerComesBack() throws Exception {
		for (Question question : questions()) {
			node.calls.clear();
			Object direct = question.ask(node);
			List<String> called = List.copyOf(node.calls);
			node.calls.clear();
			Object remote = question.ask(lictor);

			assertEquals(direct, remote);
			// an import is refused before the file is sent when there is no such server, a change of plug-ins when it is not allowed from afar
			assertEquals(called, node.calls.stream().filter(call -> called.size() == node.calls.size() || !Set.of("show(Cloud)", "trust()").contains(call))
					.toList());
		}
	}

	@Test
	void everyRefusalComesBackWithItsReasonAndSentence() throws Exception {
		List<Question> questions = questions();
		try (Logs logs = new Logs(Reply.class)) {
			for (int index = 0; index < questions.size(); index++) {
				Reason reason = Reason.values()[index % Reason.values().length];
				node.failure = new ServiceException(reason, "Sentence " + index + " mit Umlauten: äöü.");
				Question question = questions.get(index);
				ServiceException refused = assertThrows(ServiceException.class, () -> question.ask(lictor));

				assertEquals(reason, refused.reason());
				assertEquals(node.failure.getMessage(), refused.getMessage());
			}
			assertFalse(logs.isEmpty());
		}
	}

	@Test
	void saysWhereItIsAndWhoAnswers() throws Exception {
		assertEquals("https://127.0.0.1:" + server.port(), lictor.place());
		assertEquals("1.2.3", lictor.version());
		try (Lictor onFolder = openFolder(folder)) {
			assertEquals(folder.toString(), onFolder.place());
			assertEquals(List.of(FakeNode.SERVER), onFolder.servers().list());
		}
	}

	@Test
	void acceptsAFolderOnlyWhileAServerListensThere() throws Exception {
		assertTrue(CONNECTOR.accepts(new Location.Folder(folder)));
		assertTrue(CONNECTOR.accepts(address("x")));
		byte[] word = Files.readAllBytes(folder.resolve("node.properties"));
		server.close();
		assertFalse(CONNECTOR.accepts(new Location.Folder(folder)));
		// as if the process had been killed and its number given to another
		Files.write(folder.resolve("node.properties"), word);
		assertFalse(CONNECTOR.accepts(new Location.Folder(folder)));
		assertFalse(CONNECTOR.accepts(new Location.Folder(folder.resolve("nowhere"))));
	}

	@Test
	void aWrongTokenIsToldAtOnce() {
		ServiceException refused = assertThrows(ServiceException.class, () -> open(address("guessed")));

		assertEquals(Reason.FORBIDDEN, refused.reason());
		assertTrue(refused.getMessage().startsWith("The token is not known here"), refused.getMessage());
	}

	@Test
	void aReaderMayReadAndNothingElse() throws Exception {
		try (Lictor reader = open(address(FakeNode.READER))) {
			assertEquals(List.of(FakeNode.SERVER), reader.servers().list());
			ServiceException refused = assertThrows(ServiceException.class, () -> reader.servers().remove("Cloud"));
			assertEquals(Reason.FORBIDDEN, refused.reason());
			assertEquals("This needs the token of an administrator; yours is that of a reader.", refused.getMessage());
		}
	}

	@Test
	void anotherCertificateIsToldAndNothingIsSent() throws Exception {
		Location.Address pinned = new Location.Address(address("x").address(), Optional.of("ab".repeat(32)),
				FakeNode.ADMINISTRATOR);
		node.calls.clear();
		ServiceException refused = assertThrows(ServiceException.class, () -> open(pinned));

		assertEquals(Reason.UNAVAILABLE, refused.reason());
		assertTrue(refused.getMessage().contains("shows another certificate than expected. Its fingerprint is "
				+ address("x").fingerprint().orElseThrow() + ", expected was " + "ab".repeat(32)), refused.getMessage());
		assertEquals(List.of(), node.calls);
	}

	@Test
	void aSelfMadeCertificateIsNotTrustedWithoutItsFingerprint() throws Exception {
		Location.Address trusting = new Location.Address(address("x").address(), Optional.empty(), FakeNode.ADMINISTRATOR);
		ServiceException refused = assertThrows(ServiceException.class, () -> open(trusting));

		assertEquals(Reason.UNAVAILABLE, refused.reason());
		assertTrue(refused.getMessage().contains("is not one that this machine trusts"), refused.getMessage());
	}

	@Test
	void anAddressWhereNothingAnswersIsTold() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		ServiceException nothing = assertThrows(ServiceException.class,
				() -> open(new Location.Address(URI.create("https://127.0.0.1:" + port), Optional.empty(), "x")));
		ServiceException noHost = assertThrows(ServiceException.class,
				() -> open(new Location.Address(URI.create("https://nowhere.invalid"), Optional.empty(), "x")));

		assertEquals("Nothing answers at https://127.0.0.1:" + port + ". Does the server run, and is the address right?",
				nothing.getMessage());
		assertEquals("There is no host named 'nowhere.invalid'. Is the address right?", noHost.getMessage());
		assertEquals(Reason.UNAVAILABLE, nothing.reason());
	}

	@Test
	void anAddressThatIsNoneIsRefused() {
		for (String address : List.of("http://host:7443", "https:///x", "host:7443", "https://u:p@host", "https://host?x",
				"file:/x")) {
			ServiceException refused = assertThrows(ServiceException.class,
					() -> open(new Location.Address(URI.create(address), Optional.empty(), "x")));
			assertEquals(Reason.INVALID, refused.reason());
		}
		for (String token : List.of("", "a b", "a\nb", "é")) {
			assertEquals(Reason.INVALID,
					assertThrows(ServiceException.class, () -> open(address(token))).reason(), token);
		}
	}

	@Test
	void aServerThatSpeaksNoTlsIsTold() throws Exception {
		try (ServerSocket plain = new ServerSocket(0)) {
			Thread answering = Thread.ofVirtual().start(() -> {
				try (Socket socket = plain.accept()) {
					socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				} catch (IOException e) {
					// the client has seen enough
				}
			});
			ServiceException refused = assertThrows(ServiceException.class, () -> open(new Location.Address(
					URI.create("https://127.0.0.1:" + plain.getLocalPort()), Optional.of("ab".repeat(32)), "x")));
			answering.join();

			assertEquals(Reason.UNAVAILABLE, refused.reason());
		}
	}

	@Test
	void progressIsToldAndCallingOffStopsTheServer() throws Exception {
		AtomicBoolean cancel = new AtomicBoolean();
		CountDownLatch stopped = new CountDownLatch(1);
		List<String> news = new ArrayList<>();
		node.slow = progress -> {
			progress.begin("Reading", 10);
			progress.worked(4);
			while (!progress.cancelled()) {
				LockSupport.parkNanos(1_000_000);
			}
			stopped.countDown();
		};
		ServiceException off = assertThrows(ServiceException.class, () -> lictor.maintenance().rebuild(new Progress() {
			@Override
			public void begin(String task, long total) {
				news.add(task + " " + total);
			}

			@Override
			public void worked(long units) {
				news.add("+" + units);
				cancel.set(true);
			}

			@Override
			public boolean cancelled() {
				return cancel.get();
			}
		}));

		assertEquals(Reason.CANCELLED, off.reason());
		assertEquals(List.of("Reading 10", "+4"), news);
		assertTrue(stopped.await(10, TimeUnit.SECONDS));
	}

	@Test
	void callingOffIsHeardBeforeTheServerSaysAnything() {
		Progress calledOff = new Progress() {
			@Override
			public void begin(String task, long total) {
				// nobody is watching
			}

			@Override
			public void worked(long units) {
				// nobody is watching
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};

		assertEquals(Reason.CANCELLED,
				assertThrows(ServiceException.class, () -> lictor.queries().run(Query.of("usage", ZoneOffset.UTC), calledOff))
						.reason());
	}

	@Test
	void aServerThatDiesInTheMiddleIsTold() throws Exception {
		node.table = new BrokenTable(FakeNode.table(200_000), 190_000);
		try (Logs logs = new Logs(Reply.class)) {
			ServiceException broken = assertThrows(ServiceException.class,
					() -> lictor.queries().run(Query.of("usage", ZoneOffset.UTC), Progress.NONE));

			assertEquals(Reason.UNAVAILABLE, broken.reason());
			assertTrue(broken.getMessage().startsWith("The connection to the server at https://127.0.0.1:"),
					broken.getMessage());
			logs.next();
		}
	}

	@Test
	void aLargeTableComesWhole() throws Exception {
		node.table = FakeNode.table(300_000);

		assertEquals(json(node.table), json(lictor.queries().run(Query.of("usage", ZoneOffset.UTC), Progress.NONE)));
	}

	@Test
	void aLargeFileIsSentWhole() throws Exception {
		byte[] file = new byte[20_000_000];
		new java.util.Random(3).nextBytes(file);
		lictor.imports().run("Cloud",
				new Evidence(Evidence.Origin.FILE, "big.csv", FakeNode.MORNING, Content.of(file)), Progress.NONE);

		assertArrayEquals(file, node.imported);
	}

	@Test
	void aFileForNoServerIsRefusedWithoutBeingSent() {
		node.failure = new ServiceException(Reason.NOT_FOUND, "There is no server 'Cloud'.");
		long[] sent = new long[1];
		Content large = new Content() {
			@Override
			public InputStream open() {
				return new ByteArrayInputStream(new byte[60_000_000]) {
					@Override
					public synchronized int read(byte[] buffer, int offset, int length) {
						int read = super.read(buffer, offset, length);
						sent[0] += Math.max(0, read);
						return read;
					}
				};
			}

			@Override
			public long size() {
				return 60_000_000;
			}
		};
		ServiceException refused = assertThrows(ServiceException.class, () -> lictor.imports().run("Cloud",
				new Evidence(Evidence.Origin.FILE, "big.csv", FakeNode.MORNING, large), Progress.NONE));

		assertEquals("There is no server 'Cloud'.", refused.getMessage());
		assertEquals(0, sent[0], "bytes were sent");
	}

	@Test
	void aFileThatCannotBeReadIsTold() {
		ServiceException refused = assertThrows(ServiceException.class, () -> lictor.imports().run("Cloud",
				new Evidence(Evidence.Origin.FILE, "gone.csv", FakeNode.MORNING, Content.of(folder.resolve("gone.csv"))),
				Progress.NONE));

		assertEquals(Reason.INVALID, refused.reason());
		assertTrue(refused.getMessage().startsWith("The file gone.csv cannot be read"), refused.getMessage());
	}

	@Test
	void changesAreHeardSoon() throws Exception {
		BlockingQueue<Set<Topic>> heard = new LinkedBlockingQueue<>();
		try (Subscription subscription = lictor.changes().subscribe(heard::add)) {
			node.changed(Topic.SERVERS);
			assertEquals(Set.of(Topic.SERVERS), heard.poll(10, TimeUnit.SECONDS));
			node.changed(Topic.AGENTS, Topic.EVENTS);
			assertEquals(Set.of(Topic.AGENTS, Topic.EVENTS), heard.poll(10, TimeUnit.SECONDS));
		}
		CountDownLatch other = new CountDownLatch(1);
		try (Logs logs = new Logs(Class.forName("org.lictor.remote.internal.RemoteChanges"))) {
			lictor.changes().subscribe(topics -> {
				throw new IllegalStateException("a careless listener");
			});
			lictor.changes().subscribe(topics -> other.countDown());
			node.changed(Topic.PEOPLE);

			assertTrue(other.await(10, TimeUnit.SECONDS));
			assertEquals("a careless listener", logs.next().getThrown().getMessage());
		}
		assertTrue(heard.isEmpty(), "whoever unsubscribed hears nothing");
	}

	@Test
	void aServerThatWasStartedAgainIsFoundAgainThroughItsFolder() throws Exception {
		BlockingQueue<Set<Topic>> heard = new LinkedBlockingQueue<>();
		try (Lictor onFolder = openFolder(folder)) {
			onFolder.changes().subscribe(heard::add);
			assertEquals(List.of(FakeNode.SERVER), onFolder.servers().list());
			server.close();
			assertEquals(Reason.UNAVAILABLE,
					assertThrows(ServiceException.class, () -> onFolder.servers().list()).reason());
			server = HttpsServer.start(node, folder, 0, InstantSource.system());

			assertEquals(List.of(FakeNode.SERVER), onFolder.servers().list());
			assertEquals(EnumSet.allOf(Topic.class), heard.poll(20, TimeUnit.SECONDS),
					"what changed meanwhile is not known, so everything may have");
		}
	}

	@Test
	void closingBreaksOffWhatIsUnderWay() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		node.slow = progress -> {
			begun.countDown();
			while (!progress.cancelled()) {
				LockSupport.parkNanos(1_000_000);
			}
		};
		BlockingQueue<ServiceException> thrown = new LinkedBlockingQueue<>();
		Thread asking = Thread.ofPlatform().start(() -> {
			try {
				lictor.maintenance().check(Progress.NONE);
			} catch (ServiceException e) {
				thrown.add(e);
			}
		});
		assertTrue(begun.await(10, TimeUnit.SECONDS));
		lictor.close();
		asking.join(10_000);

		assertEquals(Reason.UNAVAILABLE, thrown.remove().reason());
		lictor.close();
	}
}
