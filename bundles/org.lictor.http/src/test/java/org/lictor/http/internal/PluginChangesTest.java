package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.remote.protocol.NewPluginChange;
import org.lictor.remote.protocol.NewPluginChange.Deed;
import org.lictor.service.Connector;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.PluginChange;
import org.lictor.service.RemoteChange;
import org.lictor.service.RunningNode;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Plug-ins are changed from afar as far as the machine's owner allows, and go on when nobody looks. */
class PluginChangesTest {

	private static final String CHANGES = "/api/v1/plugins/changes";
	private static final URI REPOSITORY = URI.create("https://example.com/p2");
	private static final long DEADLINE_SECONDS = 20;

	/** Internal to its bundle, as it comes from the service registry in earnest. */
	private static final Connector CONNECTOR = RemoteTest.connector("org.lictor.remote.internal.RemoteConnector");

	@TempDir
	private static Path folder;
	private static final FakeNode NODE = new FakeNode();
	private static HttpsServer server;
	private static Client client;
	private static Lictor lictor;
	private final FakeNode node = NODE;

	@BeforeAll
	static void start() throws Exception {
		server = HttpsServer.start(NODE, folder, 0, InstantSource.system());
		client = new Client(server.port());
		RunningNode running = RunningNode.read(folder).orElseThrow();
		lictor = CONNECTOR.open(new Location.Address(running.address(), Optional.of(running.fingerprint()), FakeNode.ADMINISTRATOR),
				OpenOptions.COMMAND, Progress.NONE);
	}

	@AfterAll
	static void stop() {
		lictor.close();
		client.close();
		server.close();
	}

	@BeforeEach
	void anew() {
		node.doubts = List.of();
		node.remote = RemoteChange.ASK;
		node.slow = progress -> {
		};
		node.calls.clear();
	}

	private HttpResponse<String> post(String body) throws Exception {
		return client.send(client.as(FakeNode.ADMINISTRATOR, CHANGES).POST(BodyPublishers.ofString(body)));
	}

	private HttpRequest.Builder asking(String started) {
		return client.as(FakeNode.ADMINISTRATOR, CHANGES + "/" + started.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1")).GET();
	}

	private HttpResponse<String> outcome(String started) throws Exception {
		return client.send(asking(started));
	}

	@Test
	void whoeverInstallsIsAskedAboutWhatIsNotTrusted() throws Exception {
		node.doubts = List.of(FakeNode.STRANGER, FakeNode.UNSIGNED);
		List<Doubt> asked = new ArrayList<>();
		assertEquals(FakeNode.PLUGIN_CHANGE, lictor.plugins().install("a", REPOSITORY, doubts -> asked.addAll(doubts), Progress.NONE));
		assertEquals(List.of(FakeNode.STRANGER, FakeNode.UNSIGNED), asked);

		ServiceException refused = assertThrows(ServiceException.class,
				() -> lictor.plugins().install("a", REPOSITORY, Doubts.REFUSED, Progress.NONE));
		assertEquals(Reason.FORBIDDEN, refused.reason());
		assertEquals("It is not trusted.", refused.getMessage());
	}

	@Test
	void onlyWhatWasAcceptedIsAccepted() throws Exception {
		node.doubts = List.of(FakeNode.UNSIGNED);
		List<List<Doubt>> asked = new ArrayList<>();
		lictor.plugins().install("a", REPOSITORY, doubts -> {
			asked.add(doubts);
			// what the repository offers becomes another thing in between
			node.doubts = List.of(FakeNode.STRANGER);
			return true;
		}, Progress.NONE);
		assertEquals(List.of(List.of(FakeNode.UNSIGNED), List.of(FakeNode.STRANGER)), asked);
	}

	@Test
	void nobodyFromAfarIsAskedUnlessTheOwnerOfTheMachineSaidSo() {
		node.doubts = List.of(FakeNode.UNSIGNED);
		node.remote = RemoteChange.TRUSTED;
		ServiceException refused = assertThrows(ServiceException.class,
				() -> lictor.plugins().install("a", REPOSITORY, doubts -> true, Progress.NONE));
		assertEquals(Reason.FORBIDDEN, refused.reason());
		assertTrue(refused.getMessage().contains("com.example.more 1.0.0 is not signed.") && refused.getMessage().contains("'plugins trust remote ask'"),
				refused.getMessage());
	}

	@Test
	void doubtsThatARequestBringsAreNotAcceptedWhereOnlyTrustCounts() throws Exception {
		node.doubts = List.of(FakeNode.UNSIGNED);
		node.remote = RemoteChange.TRUSTED;
		HttpResponse<String> started = post("{\"deed\":\"UPDATE\",\"accepted\":[{\"key\":null,\"artifacts\":[\"com.example.more 1.0.0\"]}]}");
		assertEquals(403, outcome(started.body()).statusCode());
		node.remote = RemoteChange.ASK;
		assertEquals(200, outcome(post("{\"deed\":\"UPDATE\",\"accepted\":[{\"key\":null,\"artifacts\":[\"com.example.more 1.0.0\"]}]}").body()).statusCode());
	}

	@Test
	void nothingIsChangedFromAfarWhereTheOwnerOfTheMachineForbidsIt() throws Exception {
		node.remote = RemoteChange.REFUSE;
		for (String body : List.of("{\"deed\":\"REMOVE\",\"id\":\"a\"}", "{\"deed\":\"UPDATE\"}")) {
			HttpResponse<String> refused = post(body);
			assertEquals(403, refused.statusCode());
			assertTrue(refused.body().contains("only on its machine"), refused.body());
		}
		assertEquals(List.of("trust()", "trust()"), node.calls);
		assertEquals(List.of(FakeNode.INSTALLED), lictor.plugins().installed(), "it is shown all the same");
	}

	@Test
	void filesOfTheServersMachineAndAddressesWithPasswordsAreRefused() throws Exception {
		for (String repository : List.of("file:/srv/p2", "jar:file:/srv/p2.zip!/", "ftp://example.com/p2", "p2", "https:/p2", "https://u:geheim@example.com/p2")) {
			HttpResponse<String> refused = post("{\"deed\":\"INSTALL\",\"id\":\"a\",\"repository\":\"" + repository + "\"}");
			assertEquals(400, refused.statusCode(), repository);
			assertTrue(refused.body().contains("only from addresses such as https://") && !refused.body().contains("geheim"), refused.body());
			assertEquals(400, client.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/plugins/offers")
					.POST(BodyPublishers.ofString("{\"repository\":\"" + repository + "\"}"))).statusCode(), repository);
		}
		assertEquals(List.of(), node.calls.stream().filter(call -> !call.equals("trust()")).toList());
	}

	@Test
	void whatIsMissingIsNamed() throws Exception {
		assertTrue(post("{\"deed\":\"INSTALL\",\"repository\":\"https://example.com/p2\"}").body().contains("'id' is missing"));
		assertTrue(post("{\"deed\":\"INSTALL\",\"id\":\"a\"}").body().contains("'repository' is missing"));
		assertTrue(post("{\"deed\":\"REMOVE\",\"id\":\"a\",\"repository\":\"https://example.com/p2\"}").body().contains("does not belong there"));
		assertEquals(400, post("{\"deed\":\"REPLACE\",\"id\":\"a\"}").statusCode());
	}

	@Test
	void aChangeGoesOnWhenNobodyLooksAndItsOutcomeCanBeAskedFor() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		node.slow = progress -> await(end);
		HttpResponse<String> started = post("{\"deed\":\"REMOVE\",\"id\":\"a\"}");
		assertEquals(201, started.statusCode());
		HttpResponse<String> second = post("{\"deed\":\"REMOVE\",\"id\":\"b\"}");
		assertEquals(409, second.statusCode(), "one at a time");
		// somebody looks, and leaves again
		try (InputStream lines = client.open(asking(started.body()).header("Accept", "application/x-ndjson")).body()) {
			assertEquals('{', lines.read());
		}
		end.countDown();

		assertTrue(outcome(started.body()).body().contains("com.example.feature"), "it was done");
		node.slow = progress -> {
		};
		assertTrue(outcome(started.body()).body().contains("com.example.feature"), "it can be asked for again");
	}

	@Test
	void whoeverWaitsNoticesNothingOfAConnectionThatBreaks() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		RunningNode running = RunningNode.read(folder).orElseThrow();
		try (CutLine line = new CutLine(server.port());
				Lictor far = CONNECTOR.open(new Location.Address(URI.create("https://127.0.0.1:" + line.port()), Optional.of(running.fingerprint()),
						FakeNode.ADMINISTRATOR), OpenOptions.COMMAND, Progress.NONE)) {
			node.slow = progress -> {
				progress.begin("Removing a", 0);
				await(end);
			};
			assertEquals(FakeNode.PLUGIN_CHANGE, far.plugins().remove("a", new Progress() {
				@Override
				public void begin(String task, long units) {
					line.cut();
					end.countDown();
				}

				@Override
				public void worked(long units) {
					// only begun
				}

				@Override
				public boolean cancelled() {
					return false;
				}
			}));
			assertTrue(line.cuts() > 0, "it was cut");
		}
		assertEquals(1, node.calls.stream().filter(call -> call.equals("remove(a)")).count(), "it is done once");
	}

	@Test
	void whoeverAsksAfterTheServerWasStartedAgainIsToldWhatCameOfIt() throws Exception {
		NewPluginChange removal = new NewPluginChange(Deed.REMOVE, Optional.of("a"), Optional.empty(), Optional.empty());
		String done;
		String failed;
		try (PluginChanges changes = new PluginChanges(node.plugins(), new KeptOutcomes(folder))) {
			done = changes.start(removal, RemoteChange.ASK);
			assertEquals(FakeNode.PLUGIN_CHANGE, changes.await(done, Progress.NONE).change());
			node.slow = progress -> {
				throw new ServiceException(Reason.UNAVAILABLE, "The repository cannot be read.");
			};
			failed = changes.start(removal, RemoteChange.ASK);
			String id = failed;
			assertThrows(ServiceException.class, () -> changes.await(id, Progress.NONE));
		}
		try (PluginChanges changes = new PluginChanges(node.plugins(), new KeptOutcomes(folder))) {
			PluginChange told = changes.await(done, Progress.NONE).change();
			assertEquals(FakeNode.PLUGIN_CHANGE.came(), told.came());
			assertFalse(told.restart(), "it was started again");
			ServiceException why = assertThrows(ServiceException.class, () -> changes.await(failed, Progress.NONE));
			assertEquals(Reason.UNAVAILABLE, why.reason());
			assertEquals("The repository cannot be read.", why.getMessage());
			assertEquals(Reason.NOT_FOUND, assertThrows(ServiceException.class, () -> changes.await("never", Progress.NONE)).reason());
		}
		Files.writeString(folder.resolve("plugin-changes.json"), "[{");
		try (PluginChanges changes = new PluginChanges(node.plugins(), new KeptOutcomes(folder))) {
			assertEquals(Reason.NOT_FOUND, assertThrows(ServiceException.class, () -> changes.await(done, Progress.NONE)).reason());
		}
	}

	@Test
	void amountsAreToldAsTheyAre() throws Exception {
		CountDownLatch seen = new CountDownLatch(1);
		node.slow = progress -> {
			progress.begin("Installing a", 100);
			progress.worked(40);
			await(seen);
			progress.worked(60);
		};
		List<String> told = new CopyOnWriteArrayList<>();
		lictor.plugins().install("a", REPOSITORY, Doubts.REFUSED, new Progress() {
			@Override
			public void begin(String task, long total) {
				told.add(task + " of " + total);
			}

			@Override
			public void worked(long units) {
				told.add("+" + units);
				seen.countDown();
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		});
		assertTrue(told.containsAll(List.of("Installing a of 100", "+40")), told::toString);
	}

	@Test
	void callingOffIsToldToTheServerAndItsOutcomeCounts() throws Exception {
		AtomicBoolean cancelled = new AtomicBoolean();
		node.slow = progress -> {
			progress.begin("Installing a", 0);
			long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
			while (!progress.cancelled() && System.nanoTime() < until) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
			}
			throw new ServiceException(Reason.CANCELLED, progress.cancelled() ? "It was called off, and nothing was changed." : "never");
		};
		ServiceException off = assertThrows(ServiceException.class, () -> lictor.plugins().install("a", REPOSITORY, Doubts.REFUSED, new Progress() {
			@Override
			public void begin(String task, long units) {
				cancelled.set(task.equals("Installing a"));
			}

			@Override
			public void worked(long units) {
				// only begun
			}

			@Override
			public boolean cancelled() {
				return cancelled.get();
			}
		}));
		assertEquals(Reason.CANCELLED, off.reason());
		assertEquals("It was called off, and nothing was changed.", off.getMessage());
	}

	@Test
	void aServerThatStopsCallsAChangeOff() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		node.slow = progress -> {
			begun.countDown();
			while (!progress.cancelled()) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
			}
			ended.countDown();
		};
		try (PluginChanges changes = new PluginChanges(node.plugins(), new KeptOutcomes(folder))) {
			changes.start(new NewPluginChange(Deed.UPDATE, Optional.empty(), Optional.empty(), Optional.empty()), RemoteChange.ASK);
			await(begun);
		}
		await(ended);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}
}
