package org.lictor.core.internal.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Pruned;
import org.lictor.service.Queries;
import org.lictor.service.RetentionLimit;
import org.lictor.service.RetentionLimit.Kind;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;
import org.lictor.model.Status;

/** Sixty days of use, of which the last thirty are kept. */
class RetentionTest {

	private static final Duration KEPT = Duration.ofDays(30);

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Acme");
		site.watch("Agents", "Acme");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void live(Random random) throws Exception {
		Site.Host host = site.enrol("PC1");
		var longest = host.start("Acme", "eve", "Houdini", "2026");
		host.send();
		List<String> lines = new ArrayList<>();
		for (int day = 0; day < 60; day++) {
			Instant morning = site.now();
			var ann = host.start("Acme", "ann", day < 20 ? "Revit" : "Maya", "2026");
			var ben = host.start("Acme", "ben", "Maya", "2026");
			site.after(Duration.ofMinutes(1 + random.nextInt(400)));
			host.running(ann, ben, longest);
			host.end(ann);
			site.after(Duration.ofMinutes(1 + random.nextInt(400)));
			host.end(ben);
			host.send();
			lines.add("day ann@x Maya " + morning.toString().substring(0, 10));
			lines.add("denied " + morning + " zoe PC9 Civil");
			lines.add("session s" + day + " kim PC9 Civil " + morning + " 3600");
			if (day % 5 == 0) {
				site.type.poll = evidence("used Maya " + (1 + random.nextInt(9)) + " 9");
				site.node.servers().poll("Acme", Progress.NONE);
			}
			site.after(Duration.between(site.now(), morning.plus(Duration.ofDays(1))));
		}
		site.importLines("Acme", "uses", lines.toArray(String[]::new));
	}

	private java.util.function.Supplier<PollResult> evidence(String text) {
		return () -> new PollResult.Collected(Status.up(""), List.of(new Evidence(Evidence.Origin.POLL, "usage", site.now(),
				Content.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))), List.of());
	}

	/** Figures of the time that is kept. */
	private List<List<Object>> figures() throws Exception {
		List<List<Object>> all = new ArrayList<>();
		for (String report : List.of(Queries.USAGE_HISTORY, Queries.UTILISATION, Queries.USER_HOURS, Queries.PEAK_SESSIONS, Queries.RECONCILIATION)) {
			ResultTable table = site.report(Query.of(report, ZoneOffset.UTC).between(site.now().minus(KEPT), site.now()).by(Granularity.DAY));
			for (int row = 0; row < table.rowCount(); row++) {
				List<Object> cells = new ArrayList<>(List.of(report));
				for (int column = 0; column < table.columns().size(); column++) {
					cells.add(table.value(row, column));
				}
				all.add(cells);
			}
		}
		return all;
	}

	private long ended(boolean old) throws Exception {
		ResultTable sessions = site.report(Queries.SESSIONS);
		long count = 0;
		for (int row = 0; row < sessions.rowCount(); row++) {
			count += sessions.value(row, "end") instanceof Instant end && end.isBefore(site.now().minus(KEPT)) == old ? 1 : 0;
		}
		return count;
	}

	private void limits() throws ServiceException {
		for (Kind kind : List.of(Kind.SESSIONS, Kind.SAMPLES, Kind.USAGE_DAYS, Kind.DENIALS)) {
			site.node.maintenance().limit(new RetentionLimit(kind, (int) KEPT.toDays()));
		}
	}

	@Test
	void whatIsOlderGoesForGoodAndTheFiguresOfTheKeptTimeStay() throws Exception {
		live(new Random(7));
		List<List<Object>> before = figures();
		long old = ended(true);
		long young = ended(false);
		assertTrue(old > 50 && young > 50, old + " and " + young);
		assertEquals(new Pruned(0, 0, 0, 0, 0), site.node.maintenance().prune(Progress.NONE), "everything is kept unless a limit is set");
		limits();
		Pruned pruned = site.node.maintenance().prune(Progress.NONE);
		assertEquals(old, pruned.sessions());
		assertEquals(30, pruned.usageDays());
		assertEquals(30, pruned.denials());
		assertTrue(pruned.samples() > 1, pruned::toString);
		for (int round = 0; round < 2; round++) {
			assertEquals(before, figures());
			assertEquals(0, ended(true));
			assertEquals(young, ended(false));
			assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
			site.node.maintenance().rebuild(Progress.NONE);
		}
		assertEquals(new Pruned(0, 0, 0, 0, 0), site.node.maintenance().prune(Progress.NONE));
		site.node.maintenance().unlimited(Kind.SESSIONS);
		site.node.maintenance().rebuild(Progress.NONE);
		assertEquals(0, ended(true), "what was removed is gone");
		assertEquals(List.of(Kind.SAMPLES, Kind.USAGE_DAYS, Kind.DENIALS), site.node.maintenance().limits().stream().map(RetentionLimit::kind).toList());
	}

	@Test
	void whatAgentsToldGoesWithTheSessionsAndIsNotNewAgain() throws Exception {
		Site.Host host = site.enrol("PC1");
		var old = host.start("Acme", "ann", "Maya", "2026");
		var goesOn = host.start("Acme", "ben", "Maya", "2026");
		host.running(old, goesOn);
		host.end(old);
		var events = host.send();
		site.after(Duration.ofDays(31));
		host.running(goesOn);
		host.send();
		limits();
		assertEquals(1, site.node.maintenance().prune(Progress.NONE).sessions());
		assertEquals(3, site.node.maintenance().check(Progress.NONE).evidence(), "the beginning and two heartbeats of the one that goes on");
		host.send(events);
		assertEquals(3, site.node.maintenance().check(Progress.NONE).evidence());
		assertEquals(1, site.report(Queries.SESSIONS).rowCount());
		host.end(old);
		host.send();
		assertEquals(2, site.report(Queries.SESSIONS).rowCount(), "an end that is told now is not old");
	}

	@Test
	void evidenceOfATimeThatIsGoneMakesNoFacts() throws Exception {
		limits();
		site.node.maintenance().prune(Progress.NONE);
		site.importLines("Acme", "late", "day ann@x Maya 2026-01-01", "session s1 kim PC9 Civil 2026-01-01T10:00:00Z 3600",
				"denied 2026-01-01T10:00:00Z zoe PC9 Civil");
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		assertEquals(new Pruned(1, 0, 1, 0, 0), site.node.maintenance().prune(Progress.NONE));
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	@Test
	void linesOfTheEventLogGo() throws Exception {
		site.node.maintenance().limit(new RetentionLimit(Kind.EVENT_LOG, 1));
		site.after(Duration.ofDays(2));
		assertTrue(site.node.maintenance().prune(Progress.NONE).lines() > 0);
		ResultTable log = site.report(Queries.EVENTS);
		assertEquals(1, log.rowCount());
		assertTrue(log.value(0, "message").toString().startsWith("Lines of the Event Log older than their limit were removed: "));
		assertThrows(IllegalArgumentException.class, () -> new RetentionLimit(Kind.SAMPLES, 0));
	}
}
