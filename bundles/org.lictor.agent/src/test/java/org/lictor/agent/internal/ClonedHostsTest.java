package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.AgentInfo;
import org.lictor.service.Queries;

/** Two real agents on copies of one data folder, and a real server core: they are parted, and no session is lost or told twice. */
@Timeout(120)
class ClonedHostsTest {

	private static final Instant BEGIN = Instant.parse("2026-06-01T08:00:00Z");

	@TempDir
	private Path folder;
	private Instant now = BEGIN;

	/** A host, and the agent on it with its own folder and clock. */
	private final class Clone {
		private final Path data;
		private final FakeClock clock = new FakeClock(now);
		private final WatchedHost host;

		Clone(Path data, KilledServer server, String name, String card) throws Exception {
			this.data = data;
			Identity.Enrolled enrolled = Identity.load(identity()).enrolment().orElseThrow();
			KilledServer.Way way = server.new Way(enrolled.secret());
			AdoptingLink link = new AdoptingLink(way, enrolled, identity(), way::speakWith);
			host = new WatchedHost(data, clock, link, new Host(name, "Test 1 (x86_64)", new Machine(List.of("n:" + card))));
		}

		private Path identity() {
			return data.resolve("agent.json");
		}

		void start(long pid, String user, String product) {
			host.processes.start(pid, clock.wall(), "/opt/Autodesk/" + product + " 2024/" + (product.equals("AutoCAD") ? "acad" : "Revit"), "", user);
		}
	}

	private void pass(int seconds, Clone... machines) {
		for (int second = 0; second < seconds; second++) {
			now = now.plusSeconds(1);
			for (Clone machine : machines) {
				machine.clock.pass(Duration.ofSeconds(1));
				machine.host.step();
			}
		}
	}

	@Test
	void areTwoAgentsWithTheSessionsOfEach() throws Exception {
		Path golden = Files.createDirectory(folder.resolve("golden"));
		try (KilledServer server = new KilledServer(Files.createDirectory(folder.resolve("server")), () -> now)) {
			new Identity(UUID.randomUUID(), Optional.of(new Identity.Enrolled(URI.create("https://localhost:7443"), "ab".repeat(32),
					server.identity().agentId(), server.identity().secret(), ""))).save(golden.resolve("agent.json"));
			Clone original = new Clone(golden, server, "pc1", "one");
			original.host.start();
			original.start(11, "ann", "AutoCAD");
			pass(60, original);
			server.away(true);
			original.start(12, "eve", "Revit");
			pass(10, original);
			Clone copy = copy(golden, server);
			server.away(false);

			copy.host.start();
			copy.start(21, "ben", "AutoCAD");
			pass(30, original, copy);
			copy.start(22, "dan", "Revit");
			pass(20, original, copy);
			copy.host.processes.end(22);
			original.host.processes.end(12);
			pass(130, original, copy);
			copy.host.processes.end(21);
			pass(30, original, copy);
			original.host.processes.end(11);
			pass(30, original, copy);

			assertEquals(List.of(0L, 0L), List.of(original.host.waiting(), copy.host.waiting()), "everything has arrived");
			assertEquals(List.of("ann pc1 AutoCAD 0-280 ended", "ben pc2 AutoCAD 70-250 ended", "dan pc2 Revit 100-120 ended",
					"eve pc1 Revit 60-120 ended"), sessions(server));
			assertEquals(server.identity().agentId(), Identity.load(original.identity()).enrolment().orElseThrow().agentId());
			assertNotEquals(server.identity().agentId(), Identity.load(copy.identity()).enrolment().orElseThrow().agentId());
			assertEquals(List.of("pc1", "pc2"), server.node().agents().list().stream().map(AgentInfo::host).sorted().toList());
			assertEquals(List.of(), server.node().maintenance().check(Progress.NONE).differences());
		}
	}

	private Clone copy(Path golden, KilledServer server) throws Exception {
		Path data = folder.resolve("copy");
		Folders.copy(golden, data);
		return new Clone(data, server, "pc2", "two");
	}

	/** Each with the second after the beginning in which it began and ended. */
	private static List<String> sessions(KilledServer server) throws Exception {
		ResultTable table = server.node().queries().run(Query.of(Queries.SESSIONS, ZoneOffset.UTC), Progress.NONE);
		return IntStream.range(0, table.rowCount()).mapToObj(row -> String.join(" ", (String) table.value(row, "user"),
				(String) table.value(row, "host"), (String) table.value(row, "product"),
				second(table.value(row, "start")) + "-" + second(table.value(row, "end")), (String) table.value(row, "state"))).sorted().toList();
	}

	private static long second(Object instant) {
		return Duration.between(BEGIN, (Instant) instant).toSeconds();
	}
}
