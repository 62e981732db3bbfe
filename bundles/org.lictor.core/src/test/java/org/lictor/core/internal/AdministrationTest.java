package org.lictor.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.Health;
import org.lictor.core.NodeListener;
import org.lictor.model.Progress;
import org.lictor.model.Role;
import org.lictor.model.Status;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes;
import org.lictor.service.CheckResult;
import org.lictor.service.ImportResult;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Verification;

/** What administrators do with a node, and what becomes of their mistakes. */
@Timeout(120)
class AdministrationTest {

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
	}

	@AfterEach
	void close() {
		site.close();
	}

	@Test
	void costsAFileOnlyWhenThePluginFailsOnIt() throws Exception {
		site.addServer("Cloud");
		site.importLines("Cloud", "a.txt", "seats AutoCAD 5");

		ImportResult result = site.importLines("Cloud", "b.txt", "seats AutoCAD 9", "crash");

		assertEquals(ImportResult.Outcome.REFUSED, result.outcome());
		assertEquals(5L, site.report(Queries.USAGE).value(0, "total"));
		assertEquals(1, site.node.maintenance().check(Progress.NONE).evidence());
	}

	@Test
	void saysSoWhenAFileCannotBeRead() throws Exception {
		site.addServer("Cloud");
		Content gone = new Content() {
			@Override
			public InputStream open() throws IOException {
				throw new IOException("gone");
			}

			@Override
			public long size() {
				return 10;
			}
		};

		ServiceException e = assertThrows(ServiceException.class, () -> site.node.imports().run("Cloud",
				new Evidence(Evidence.Origin.FILE, "gone.txt", site.now(), gone), Progress.NONE));

		assertEquals(Reason.UNAVAILABLE, e.reason());
	}

	@Test
	void isUpOnceAFileWasImported() throws Exception {
		site.addServer("Cloud");
		assertEquals(Status.Detail.NO_DATA_YET, site.node.servers().show("Cloud").status().detail());

		site.importLines("Cloud", "a.txt", "seats AutoCAD 5");

		assertEquals(Status.State.UP, site.node.servers().show("Cloud").status().state());
		assertEquals(Optional.of(site.now()), site.node.servers().show("Cloud").lastSuccess());
	}

	@Test
	void readsFilesAnewWhenTheConfigurationSaysSo() throws Exception {
		site.addServer("Cloud");
		site.importLines("Cloud", "a.txt", "seats AutoCAD 5");

		site.node.servers().update(new ServerDefinition("Cloud", LinesType.ID, Map.of("prefix", "Auto-"), Map.of(), true));

		assertEquals("Auto-AutoCAD", site.report(Queries.USAGE).value(0, "product"));
		assertNothingDiffers();
	}

	@Test
	void findsAndPutsRightWhatDiffersFromTheEvidence() throws Exception {
		site.addServer("Cloud");
		site.importLines("Cloud", "a.txt", "seats AutoCAD 5");
		assertNothingDiffers();

		// a new version of the plug-in reads the same evidence in another way
		site.type.reads = "Autodesk-";
		List<String> differences = site.node.maintenance().check(Progress.NONE).differences();
		assertEquals(2, differences.size(), differences.toString());
		assertTrue(differences.getFirst().startsWith("Cloud: "), differences.toString());
		CheckResult rebuilt = site.node.maintenance().rebuild(Progress.NONE);

		assertEquals(1, rebuilt.evidence());
		assertEquals(List.of(), rebuilt.differences());
		assertEquals("Autodesk-AutoCAD", site.report(Queries.USAGE).value(0, "product"));
		assertNothingDiffers();
	}

	@Test
	void refusesASecondRebuildAtTheSameTime() throws Exception {
		site.addServer("Cloud");
		CountDownLatch within = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		Progress waiting = new Progress() {
			@Override
			public void begin(String task, long total) {
				within.countDown();
				try {
					goOn.await();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
			}

			@Override
			public void worked(long units) {
				// not looked at
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
		Thread first = Thread.ofPlatform().start(() -> {
			try {
				site.node.maintenance().rebuild(waiting);
			} catch (ServiceException e) {
				throw new IllegalStateException(e);
			}
		});
		within.await();

		assertEquals(Reason.IN_USE,
				assertThrows(ServiceException.class, () -> site.node.maintenance().check(Progress.NONE)).reason());
		goOn.countDown();
		first.join();
		assertNothingDiffers();
	}

	@Test
	void keepsSecretsForThePluginAlone() throws Exception {
		site.node.servers()
				.add(new ServerDefinition("Cloud", LinesType.ID, Map.of(), Map.of("password", "open sesame"), true));

		assertEquals("open sesame", verify("Cloud", Map.of()).status().message());
		assertEquals("other", verify("Cloud", Map.of("password", "other")).status().message());
		assertEquals("no password", verify("New", Map.of()).status().message());

		site.node.servers().update(new ServerDefinition("Cloud", LinesType.ID, Map.of(), Map.of(), true));
		assertEquals(Set.of("password"), site.node.servers().show("Cloud").secretKeys());
		site.node.servers().update(new ServerDefinition("Cloud", LinesType.ID, Map.of(), Map.of("password", ""), true));
		assertEquals(Set.of(), site.node.servers().show("Cloud").secretKeys());
		assertEquals("no password", verify("Cloud", Map.of()).status().message());
	}

	@Test
	void replacesASecretWithoutLosingWhatWasCollected() throws Exception {
		site.node.servers().add(new ServerDefinition("Cloud", LinesType.ID, Map.of(), Map.of("password", "old"), true));
		site.importLines("Cloud", "a.txt", "all ENTITLEMENTS", "seats AutoCAD 5");

		site.node.servers().update(new ServerDefinition("Cloud", LinesType.ID, Map.of(), Map.of("password", "new"), true));

		assertEquals("new", verify("Cloud", Map.of()).status().message());
		assertEquals(5L, site.report(Queries.USAGE).value(0, "total"));
		assertEquals(1, site.node.maintenance().check(Progress.NONE).evidence());
		assertNothingDiffers();
		assertEquals(Status.State.UP, site.node.servers().show("Cloud").status().state());
	}

	private Verification verify(String name, Map<String, String> secrets) throws ServiceException {
		return site.node.servers().verify(new ServerDefinition(name, LinesType.ID, Map.of(), secrets, true), Progress.NONE);
	}

	@Test
	void verifiesByFormBeforeItAsksThePlugin() throws Exception {
		Verification verification = site.node.servers()
				.verify(new ServerDefinition("New", LinesType.ID, Map.of("interval", "0s"), Map.of(), true), Progress.NONE);

		assertEquals(Status.State.MISCONFIGURED, verification.status().state());
		assertEquals("interval", verification.problems().getFirst().key());
	}

	@Test
	void saysSoWhenThereIsNothingToPoll() throws Exception {
		site.addServer("Cloud");

		ServiceException e = assertThrows(ServiceException.class,
				() -> site.node.servers().poll("Cloud", Progress.NONE));

		assertEquals(Reason.INVALID, e.reason());
		assertTrue(e.getMessage().contains("Servers of lines live on files."), e.getMessage());
	}

	@Test
	void keepsWhatWasCollectedWhileAPluginIsAway() throws Exception {
		site.addServer("Cloud");
		site.importLines("Cloud", "a.txt", "seats AutoCAD 5");
		site.types.remove(site.type);

		assertEquals(Status.Detail.TYPE_MISSING, site.node.servers().show("Cloud").status().detail());
		assertEquals(5L, site.report(Queries.USAGE).value(0, "total"));
		assertEquals(Reason.UNAVAILABLE, assertThrows(ServiceException.class,
				() -> site.importLines("Cloud", "b.txt", "seats AutoCAD 7")).reason());
		assertEquals(1, site.node.maintenance().check(Progress.NONE).differences().size());
		site.node.maintenance().rebuild(Progress.NONE);
		assertEquals(5L, site.report(Queries.USAGE).value(0, "total"));

		site.types.add(site.type);
		assertEquals(Status.State.UP, site.node.servers().show("Cloud").status().state());
	}

	@Test
	void letsInWhoHoldsAToken() throws Exception {
		String reader = site.node.tokens().create("grafana", Role.READER, Optional.of(Duration.ofDays(1)));
		String temporary = site.node.access().temporary(Role.ADMINISTRATOR, "command line");

		assertEquals(Role.READER, site.node.access().authenticate(reader).orElseThrow().role());
		assertEquals("command line", site.node.access().authenticate(temporary).orElseThrow().name());
		assertTrue(site.node.access().authenticate("guess").isEmpty());
		assertTrue(site.node.access().authenticate("").isEmpty());

		site.after(Duration.ofDays(1));
		assertTrue(site.node.access().authenticate(reader).isEmpty());
		site.restart();
		assertTrue(site.node.access().authenticate(temporary).isEmpty());
	}

	@Test
	void letsNobodyInWithARevokedToken() throws Exception {
		String token = site.node.tokens().create("grafana", Role.READER, Optional.empty());
		assertEquals(Reason.ALREADY_EXISTS, assertThrows(ServiceException.class,
				() -> site.node.tokens().create("Grafana", Role.READER, Optional.empty())).reason());

		site.node.tokens().revoke("grafana");

		assertTrue(site.node.access().authenticate(token).isEmpty());
		assertEquals(List.of(), site.node.tokens().list());
		assertEquals(Reason.NOT_FOUND,
				assertThrows(ServiceException.class, () -> site.node.tokens().revoke("grafana")).reason());
	}

	@Test
	void makesNoTokensForAgentsAndNoneThatAreGoodForNoTime() {
		assertEquals(Reason.INVALID, assertThrows(ServiceException.class,
				() -> site.node.tokens().create("a", Role.AGENT, Optional.empty())).reason());
		assertEquals(Reason.INVALID, assertThrows(ServiceException.class,
				() -> site.node.tokens().create("a", Role.READER, Optional.of(Duration.ZERO))).reason());
		for (String name : List.of("", " a", "a ", "a\nb", "x".repeat(101))) {
			assertEquals(Reason.INVALID, assertThrows(ServiceException.class,
					() -> site.node.tokens().create(name, Role.READER, Optional.empty())).reason(), name);
		}
	}

	@Test
	void tellsHowItIsDoingWithoutNames() throws Exception {
		site.addServer("Secret customer");
		site.watch("Everybody", "Secret customer");
		site.enrol("secret-host").send();
		site.after(Duration.ofMinutes(1));

		Health health = site.node.health();

		assertEquals(Health.State.OK, health.state());
		assertEquals("1.0.0", health.version());
		assertEquals(Duration.ofMinutes(1), health.uptime());
		assertEquals(List.of(1, 0), List.of(health.servers().get(Status.State.UNKNOWN), health.servers().get(Status.State.UP)));
		assertEquals(List.of(1, 1), List.of(health.agents(), health.agentsOnline()));
		assertFalse(health.toString().toLowerCase().contains("secret"), health.toString());
		site.after(Duration.ofMinutes(3));
		assertEquals(0, site.node.health().agentsOnline());
	}

	@Test
	void tellsWhoListensWhatChanged() throws Exception {
		CountDownLatch servers = new CountDownLatch(1);
		CountDownLatch events = new CountDownLatch(1);
		Changes.Subscription broken = site.node.changes().subscribe(topics -> {
			throw new IllegalStateException("a listener that fails");
		});
		Changes.Subscription subscription = site.node.changes().subscribe(topics -> {
			if (topics.contains(Changes.Topic.SERVERS)) {
				servers.countDown();
			}
			if (topics.contains(Changes.Topic.EVENTS)) {
				events.countDown();
			}
		});

		site.addServer("Cloud");

		assertTrue(servers.await(30, TimeUnit.SECONDS));
		assertTrue(events.await(30, TimeUnit.SECONDS));
		subscription.close();
		subscription.close();
		broken.close();
	}

	@Test
	void limitsAReportToItsFirstRowsAndSaysSo() throws Exception {
		for (String name : List.of("A", "B", "C")) {
			site.addServer(name);
		}
		ResultTable table = site.report(org.lictor.query.Query.of(Queries.SERVERS, java.time.ZoneOffset.UTC).limit(2));

		assertEquals(2, table.rowCount());
		assertFalse(table.notes().isEmpty());
	}

	@Test
	void givesEachFolderToOneProcessAndClosesItWhenAListenerCannotStart() throws Exception {
		site.close();
		EmbeddedConnector connector = new EmbeddedConnector(site::now, "1.0.0");
		connector.addType(site.type);
		Location location = new Location.Folder(folder);
		OpenOptions server = new OpenOptions(OpenOptions.Mode.SERVER, OptionalInt.empty());

		assertTrue(connector.accepts(location));
		assertEquals(Reason.UNAVAILABLE,
				assertThrows(ServiceException.class, () -> connector.open(location, server, Progress.NONE)).reason());
		NodeListener broken = (node, data, port) -> {
			throw new ServiceException(Reason.UNAVAILABLE, "Port 7443 is taken.");
		};
		connector.addListener(broken);
		assertEquals("Port 7443 is taken.",
				assertThrows(ServiceException.class, () -> connector.open(location, server, Progress.NONE)).getMessage());

		OpenOptions workbench = new OpenOptions(OpenOptions.Mode.WORKBENCH, OptionalInt.empty());
		try (Lictor lictor = connector.open(location, workbench, Progress.NONE)) {
			assertEquals(Reason.IN_USE,
					assertThrows(ServiceException.class, () -> connector.open(location, server, Progress.NONE)).reason());
			ResultTable events = lictor.queries()
					.run(org.lictor.query.Query.of(Queries.EVENTS, java.time.ZoneOffset.UTC), Progress.NONE);
			assertTrue(events.value(0, "message").toString().contains("Port 7443 is taken."));
			assertEquals(Reason.UNAVAILABLE, assertThrows(ServiceException.class,
					() -> lictor.agents().token(Optional.empty(), Duration.ofDays(1))).reason());
		}
	}

	@Test
	void listensOnThePortThatWasChosenOnce() throws Exception {
		site.close();
		EmbeddedConnector connector = new EmbeddedConnector(site::now, "1.0.0");
		OptionalInt[] asked = { OptionalInt.empty() };
		int[] closed = { 0 };
		connector.addListener((node, data, port) -> {
			asked[0] = port;
			node.listening(java.net.URI.create("https://lictor.example:" + port.orElse(7443)), "ab".repeat(32));
			return () -> closed[0]++;
		});
		Location location = new Location.Folder(folder);

		connector.open(location, new OpenOptions(OpenOptions.Mode.SERVER, OptionalInt.of(9000)), Progress.NONE).close();
		assertEquals(OptionalInt.of(9000), asked[0]);
		connector.open(location, new OpenOptions(OpenOptions.Mode.SERVER, OptionalInt.empty()), Progress.NONE).close();
		assertEquals(OptionalInt.of(9000), asked[0]);
		assertEquals(2, closed[0]);

		try (Lictor command = connector.open(location, OpenOptions.COMMAND, Progress.NONE)) {
			assertEquals("https://lictor.example:9000", org.lictor.agent.protocol.EnrolmentString
					.parse(command.agents().token(Optional.empty(), Duration.ofDays(1)).string()).address().toString());
		}
		assertEquals(2, closed[0]);
	}

	private void assertNothingDiffers() throws ServiceException {
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}
}
