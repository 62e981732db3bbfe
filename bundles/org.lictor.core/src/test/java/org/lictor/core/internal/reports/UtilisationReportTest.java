package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lictor.core.internal.reports.Tables.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Query;
import org.lictor.service.Queries;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;

/** Hours in which at least so many licences were in use. */
class UtilisationReportTest {

	@Test
	void fromAgentsSessionsWithSeats(@TempDir Path folder) throws Exception {
		try (Site site = new Site(folder)) {
			site.addServer("Acme");
			site.watch("All", "Acme");
			site.importLines("Acme", "seats", "seats Maya 1");
			Instant begin = site.now();
			Site.Host host = site.enrol("PC1");
			var ann = host.start("Acme", "ann", "Maya", "2026");
			site.after(Duration.ofHours(2));
			var ben = host.start("Acme", "ben", "Maya", "2026");
			site.after(Duration.ofHours(3));
			host.end(ann);
			site.after(Duration.ofHours(1));
			host.end(ben);
			host.send();
			site.after(Duration.ofHours(2));

			Query query = Query.of(Queries.UTILISATION, ZoneOffset.UTC).between(begin, site.now().plusSeconds(3600));
			assertEquals(List.of(List.of("Acme", "Maya", 1L, 6.0, 0.75, 8.0, false, 0.0),
					List.of("Acme", "Maya", 2L, 3.0, 0.375, 8.0, true, 3.0)), rows(site.report(query)), "what lies ahead is not known");
			assertEquals(0, site.report(query.product("Other")).rowCount());
		}
	}

	@Test
	void fromPolledSamples(@TempDir Path folder) throws Exception {
		try (Site site = new Site(folder)) {
			site.addServer("Acme");
			Instant begin = site.now();
			for (int used : List.of(2, 0, 1)) {
				site.type.poll = () -> new PollResult.Collected(Status.up(""), List.of(new Evidence(Evidence.Origin.POLL, "state",
						site.now(), Content.of(("used Maya " + used + " 1\nall SAMPLES").getBytes(java.nio.charset.StandardCharsets.UTF_8)))), List.of());
				site.node.servers().poll("Acme", Progress.NONE);
				site.after(Duration.ofMinutes(3));
			}
			assertEquals(List.of(List.of("Acme", "Maya", 1L, 0.1, 2.0 / 3, 0.15, false, 0.0),
					List.of("Acme", "Maya", 2L, 0.05, 1.0 / 3, 0.15, true, 0.05)),
					rows(site.report(Query.of(Queries.UTILISATION, ZoneOffset.UTC).between(begin, site.now()))));
		}
	}
}
