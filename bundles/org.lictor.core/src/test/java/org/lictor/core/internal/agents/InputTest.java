package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.Input;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;

/** How long somebody worked in a session, of how long it was open. */
@Timeout(120)
class InputTest {

	@TempDir
	private Path folder;
	private Site site;
	private Site.Host host;
	private SessionInfo session;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Cloud");
		site.watch("All", "Cloud");
		host = site.enrol("pc1");
		session = host.start("Cloud", "ann", "AutoCAD", "2025");
		host.send();
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void tell(Input input, Instant since) throws Exception {
		host.tell(new EventDetail.InputSeen(List.of(session.key()), input, since));
		host.send();
	}

	private void after(int minutes) throws Exception {
		site.after(Duration.ofMinutes(minutes));
		host.running(session);
		host.send();
	}

	/** Minutes open, in use and idle. */
	private List<Object> minutes() throws Exception {
		ResultTable table = site.report(Queries.SESSIONS);
		return List.of(minutes(table.value(0, "duration")), minutes(table.value(0, "in_use")), minutes(table.value(0, "idle")));
	}

	private static Object minutes(Object value) {
		return value == Unknown.UNKNOWN ? "unknown" : ((Duration) value).toMinutes();
	}

	@Test
	void isNotKnownUntilItIsTold() throws Exception {
		after(10);
		assertEquals(List.of(10L, "unknown", "unknown"), minutes());
	}

	@Test
	void addsUpToTheTimeOfAskingAndStaysWhenTheSessionEnds() throws Exception {
		tell(Input.ACTIVE, site.now());
		after(10);
		assertEquals(List.of(10L, 10L, 0L), minutes());
		tell(Input.IDLE, site.now().minus(Duration.ofMinutes(4)));
		after(20);
		assertEquals(List.of(30L, 6L, 24L), minutes());
		tell(Input.ACTIVE, site.now());
		after(5);
		tell(Input.UNKNOWN, site.now());
		after(5);
		assertEquals(List.of(40L, 11L, 24L), minutes());
		tell(Input.IDLE, site.now());
		after(10);

		host.end(session);
		host.send();
		site.after(Duration.ofMinutes(30));

		assertEquals(List.of(50L, 11L, 34L), minutes());
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		site.node.maintenance().rebuild(Progress.NONE);
		assertEquals(List.of(50L, 11L, 34L), minutes());
	}

	@Test
	void isNeverMoreThanTheSession() throws Exception {
		site.after(Duration.ofMinutes(1));
		tell(Input.IDLE, site.now().minus(Duration.ofHours(3)));
		after(9);
		assertEquals(List.of(10L, 0L, 10L), minutes());
	}

	@Test
	void isAskedForWhereAGroupWantsIt() throws Exception {
		assertFalse(asked());
		assertTrue(site.node.groups().idle("All", true).idle());
		assertTrue(asked());
		site.restart();
		assertTrue(asked());
		assertFalse(site.node.groups().idle("All", false).idle());
		assertFalse(asked());
	}

	private boolean asked() throws Exception {
		return site.node.agentGateway().configuration(host.agent, Optional.empty(), Duration.ZERO).toCompletableFuture().get()
				.orElseThrow().input();
	}
}
