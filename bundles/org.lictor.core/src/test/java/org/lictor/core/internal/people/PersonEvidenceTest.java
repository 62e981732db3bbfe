package org.lictor.core.internal.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.service.Person;
import org.lictor.store.AgentEvent;
import org.lictor.store.Stores;

/** What was told of Ann, and not of Ben. */
class PersonEvidenceTest {

	private static final Person ANN = new Person(Set.of("ACME\\Ann"), Set.of("Ann@x"));

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Cloud");
		site.watch("Agents", "Cloud");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private static List<String> column(ResultTable table, String key) {
		List<String> values = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			values.add(table.value(row, key).toString());
		}
		return values;
	}

	@Test
	void filesTellOfThePersonByAnyNameOfTheAccount() throws Exception {
		site.importLines("Cloud", "names", "account id1 - ann@x", "account id2 - ben@x");
		site.importLines("Cloud", "use", "note ann@x", "assigned ann@x Maya", "assigned ben@x Maya", "seats Maya 5",
				"session s1 ACME\\ann PC1 Maya 2026-04-01T10:00:00Z 3600", "session s2 ben PC1 Maya 2026-04-01T10:00:00Z 3600",
				"day ann@x Maya 2026-04-01", "account id1 - -", "denied 2026-04-01T10:00:00Z ACME\\ann PC1 Maya 1 full",
				"denied 2026-04-01T10:00:00Z ben PC1 Maya 1 full");
		ResultTable found = site.node.people().evidence(ANN, Progress.NONE);
		assertEquals(List.of("AccountSeen", "Assignment", "UsageSession", "UsageDay", "AccountSeen", "Denial"), column(found, "kind"));
		assertEquals(List.of("names (1)", "use (2)", "use (2)", "use (2)", "use (2)", "use (2)"), column(found, "evidence"));
		assertTrue(column(found, "says").get(3).startsWith("account.email=ann@x; product.name=Maya; "), column(found, "says").get(3));
		assertTrue(column(found, "says").get(3).endsWith("day=2026-04-01"), column(found, "says").get(3));
		assertFalse(column(found, "says").toString().contains("ben"), column(found, "says").toString());
		assertEquals(List.of(), found.notes());
		assertEquals(0, site.node.people().evidence(new Person(Set.of("eve"), Set.of("nobody@x")), Progress.NONE).rowCount());
	}

	@Test
	void agentsTellOfThePersonAndOfTheirSessionsOnly() throws Exception {
		Site.Host host = site.enrol("PC1");
		var ann = host.start("Cloud", "ACME\\ann", "Maya", "2026");
		var ben = host.start("Cloud", "ben", "Maya", "2026");
		site.after(Duration.ofMinutes(1));
		host.running(ann, ben);
		host.tell(new EventDetail.InputSeen(List.of(ben.key()), EventDetail.Input.IDLE, site.now()));
		host.end(ben);
		host.end(ann);
		host.send();
		ResultTable found = site.node.people().evidence(ANN, Progress.NONE);
		assertEquals(List.of("SESSION_STARTED", "SESSIONS_RUNNING", "SESSION_ENDED"), column(found, "kind"));
		assertEquals("sessions=" + ann.key(), column(found, "says").get(1), "of Ben's session nothing is told");
		assertEquals(Set.of("PC1"), Set.copyOf(column(found, "place")));
	}

	@Test
	void whatCannotBeLookedAtIsSaid() throws Exception {
		site.importLines("Cloud", "use", "assigned ann@x Maya");
		Site.Host host = site.enrol("PC1");
		site.node.close();
		try (var store = Stores.open(folder, () -> Instant.EPOCH, Progress.NONE)) {
			store.write(transaction -> transaction.agentEvidence().append(Long.parseLong(host.agent), List.of(new AgentEvent("r", 1, "FROM_TOMORROW",
					false, List.of(), Instant.EPOCH, 0, Optional.empty(), Instant.EPOCH, Instant.EPOCH, "{\"user\":\"ann\"}"))));
		}
		site.types.remove(site.type);
		site.open();
		ResultTable found = site.node.people().evidence(ANN, Progress.NONE);
		assertEquals(0, found.rowCount());
		assertEquals(2, found.notes().size(), found.notes()::toString);
		assertTrue(found.notes().get(0).contains("Cloud: its evidence could not be looked at, because the plug-in"), found.notes().get(0));
		assertTrue(found.notes().get(1).startsWith("1 events of agents are not understood"), found.notes().get(1));
	}
}
