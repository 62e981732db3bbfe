package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;

/** Several users on one host, and one user at the screen and from afar, are told apart. */
@Timeout(120)
class OsSessionsTest {

	@TempDir
	private Path folder;

	private static EventDetail started(Site site, String user, int pid, String osSession) {
		return new EventDetail.SessionStarted(new SessionInfo(UUID.randomUUID(), "Cloud", "acad", "AutoCAD",
				WatchRule.Kind.INTERACTIVE, "2025", "pc1", user, pid, Optional.of(site.now().plusSeconds(pid)), "/opt/acad",
				Optional.empty(), osSession));
	}

	private static List<List<Object>> rows(Site site) throws Exception {
		ResultTable table = site.report(Queries.SESSIONS);
		return IntStream.range(0, table.rowCount())
				.mapToObj(row -> List.of(table.value(row, "user"), table.value(row, "os_session"), table.value(row, "state"))).toList();
	}

	@Test
	void areShownWithTheirSessionsOfTheSystem() throws Exception {
		try (Site site = new Site(folder)) {
			site.addServer("Cloud");
			site.watch("All", "Cloud");
			Site.Host host = site.enrol("pc1");
			host.tell(started(site, "ann", 1, "2"));
			host.tell(started(site, "bob", 2, "3"));
			host.tell(started(site, "ann", 3, "c7"));
			host.tell(started(site, "bob", 4, ""));
			site.after(Duration.ofMinutes(1));
			host.send();
			List<List<Object>> expected = List.of(List.of("bob", Unknown.UNKNOWN, "live"), List.of("ann", "c7", "live"),
					List.of("bob", "3", "live"), List.of("ann", "2", "live"));

			assertEquals(expected, rows(site));

			site.node.maintenance().rebuild(Progress.NONE);
			assertEquals(expected, rows(site));
			assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		}
	}
}
