package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.Store;
import org.lictor.store.Stores;

class FigureComparisonTest {

	@Test
	void aCopyHasTheSameFiguresUntilItChanges(@TempDir Path folder, @TempDir Path other) throws Exception {
		InstantSource later;
		try (Site site = new Site(folder)) {
			site.addServer("Acme");
			site.watch("All", "Acme");
			site.importLines("Acme", "seats", "seats Maya 1");
			Site.Host host = site.enrol("PC1");
			var ann = host.start("Acme", "ann", "Maya", "2026");
			site.after(Duration.ofHours(2));
			host.end(ann);
			host.send();
			later = InstantSource.fixed(site.now().plusSeconds(60));
		}
		copy(folder, other);
		FigureComparison comparison = new FigureComparison(later);
		int[] reports = { 0 };
		Progress counting = new Progress() {
			@Override
			public void begin(String task, long total) {
				reports[0] -= (int) total;
			}

			@Override
			public void worked(long units) {
				reports[0] += (int) units;
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
		try (Store one = Stores.open(folder, later, Progress.NONE); Store two = Stores.open(other, later, Progress.NONE)) {
			comparison.compare(one, two, counting);
			assertEquals(0, reports[0], "all reports");

			two.write(tx -> {
				tx.sessions().units().forEach(unit -> tx.sessions().remove(tx.sessions().of(unit)));
				return true;
			});
			String message = assertThrows(ServiceException.class, () -> comparison.compare(one, two, Progress.NONE)).getMessage();
			assertTrue(message.contains("sessions") && message.contains("usage-history") && !message.contains("agents"), message);
		}
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = to.resolve(from.relativize(file));
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
		}
	}
}
