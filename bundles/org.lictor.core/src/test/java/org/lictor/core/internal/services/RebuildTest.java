package org.lictor.core.internal.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.service.CheckResult;
import org.lictor.service.Queries;

/** A rebuild that was broken off goes on where it was, and tells how much of the whole is done. */
class RebuildTest {

	@TempDir
	private Path folder;
	private Site site;

	/** Writes down what it is told, and breaks off when a part begins. */
	private static final class Watching implements Progress {

		private final String breakAt;
		private final List<String> parts = new ArrayList<>();
		private final List<Long> done = new ArrayList<>();
		private long total;

		Watching(String breakAt) {
			this.breakAt = breakAt;
		}

		@Override
		public void begin(String task, long units) {
			if (!breakAt.isEmpty() && task.endsWith(breakAt)) {
				throw new AssertionError("killed");
			}
			parts.add(task);
			total = units;
		}

		@Override
		public void worked(long units) {
			done.add(units);
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	}

	@BeforeEach
	void fill() throws Exception {
		site = new Site(folder);
		for (String server : List.of("One", "Two")) {
			site.addServer(server);
			for (int file = 1; file <= 2; file++) {
				site.importLines(server, server + file, "assigned ann@x Maya", "note " + file);
			}
		}
		site.watch("Hosts", "One");
		for (String name : List.of("PC1", "PC2", "PC3")) {
			Site.Host host = site.enrol(name);
			SessionInfo session = host.start("One", "ann", "Maya", "2026");
			site.after(Duration.ofHours(1));
			host.end(session);
			host.send();
		}
		site.type.read.clear();
	}

	@AfterEach
	void close() {
		site.close();
	}

	private Watching killed(String at) throws Exception {
		Watching watching = new Watching(at);
		assertThrows(AssertionError.class, () -> site.node.maintenance().rebuild(watching));
		site.restart();
		return watching;
	}

	private CheckResult rebuild(Progress progress) throws Exception {
		return site.node.maintenance().rebuild(progress);
	}

	@Test
	void doesNotReadAServerAgainThatWasDoneBeforeItWasKilled() throws Exception {
		killed("Reading Two2");
		assertEquals(List.of("One1", "One2", "Two1"), List.copyOf(site.type.read));
		site.type.read.clear();

		Watching watching = new Watching("");
		CheckResult result = rebuild(watching);

		assertEquals(List.of("Two1", "Two2"), List.copyOf(site.type.read));
		assertEquals(7, watching.total, "four files and three agents are the whole");
		assertEquals(List.of(2L, 2L, 3L, 4L, 5L, 6L), watching.done, "and two of the files were read before");
		assertEquals(rebuild(Progress.NONE), result, "it tells of all that was read, before and after");
		assertTrue(logged("goes on, which was broken off: 2 pieces"), "the Event Log says that it went on");
	}

	@Test
	void doesNotLookAgainAtAgentsThatWereDoneBeforeItWasKilled() throws Exception {
		killed("PC2");
		site.type.read.clear();

		Watching watching = new Watching("");
		rebuild(watching);

		assertEquals(List.of(), List.copyOf(site.type.read));
		assertFalse(watching.parts.stream().anyMatch(part -> part.endsWith("PC1")), watching.parts::toString);
		assertTrue(watching.parts.containsAll(List.of("Deriving all facts again: PC2", "Deriving all facts again: PC3")), watching.parts::toString);
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	@Test
	void beginsAnewAfterItsEndAndWhenItWasBrokenOffLongAgo() throws Exception {
		rebuild(Progress.NONE);
		site.type.read.clear();
		killed("PC2");
		assertEquals(4, site.type.read.size(), "the one before came to its end");
		site.after(Duration.ofDays(2));
		site.type.read.clear();
		rebuild(Progress.NONE);
		assertEquals(4, site.type.read.size(), "what was derived two days ago may have been broken since");
	}

	@Test
	void takesInWhatCameWhileItWasBrokenOff() throws Exception {
		killed("PC2");
		site.addServer("Three");
		site.importLines("Three", "Three1", "assigned ben@x Maya");
		site.importLines("One", "One3", "all ASSIGNMENTS", "assigned eve@x Maya");
		Site.Host host = site.enrol("PC4");
		host.end(host.start("One", "ben", "Maya", "2026"));
		host.send();

		rebuild(Progress.NONE);

		assertEquals(4, site.report(Queries.SESSIONS).rowCount());
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	@Test
	void aCheckSaysThatEvidenceWasKeptFromWhichNothingWasDerivedYet() throws Exception {
		Progress killedAfterKeeping = new Progress() {
			@Override
			public void begin(String task, long units) {
				if (units == 0 && task.equals("Reading One3")) {
					throw new AssertionError("killed");
				}
			}

			@Override
			public void worked(long units) {
				// nobody looks
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
		assertThrows(AssertionError.class, () -> site.importLines("One", "One3", killedAfterKeeping, "assigned eve@x Maya"));
		site.restart();

		List<String> differences = site.node.maintenance().check(Progress.NONE).differences();
		assertTrue(differences.getFirst().startsWith("One: one piece of evidence is kept from which facts were not derived yet"),
				differences::toString);
		assertTrue(differences.size() > 1, "what is missing is told nevertheless");

		site.catchUp("One");
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	private boolean logged(String text) throws Exception {
		ResultTable events = site.report(Queries.EVENTS);
		for (int row = 0; row < events.rowCount(); row++) {
			if (events.value(row, "message").toString().contains(text)) {
				return true;
			}
		}
		return false;
	}
}
