package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.service.AgentInfo;
import org.lictor.service.Queries;

/** Hosts made of one disk image, hosts that get another name, and hosts that are installed anew. */
@Timeout(120)
class CopiedHostTest {

	private static final Duration BEAT = Duration.ofSeconds(30);

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("One");
		site.watch("A", "One");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private static EventDetail started(Site.Host host, String... machine) {
		return new EventDetail.AgentStarted("1.0.0", "Linux", host.name, List.of(machine));
	}

	/** What an agent tells that finds a session in its journal whose process is not there. */
	private static EventDetail gone(SessionInfo session, Instant last) {
		return new EventDetail.SessionEnded(session, last, false, EventDetail.EndReason.PROCESS_ENDED);
	}

	private List<String> sessions() throws Exception {
		ResultTable table = site.report(Queries.SESSIONS);
		return IntStream.range(0, table.rowCount()).mapToObj(row -> String.join(" ", (String) table.value(row, "user"),
				(String) table.value(row, "host"), (String) table.value(row, "state"), table.value(row, "duration").toString()))
				.sorted().toList();
	}

	private boolean isLogged(String text) throws Exception {
		ResultTable table = site.report(Queries.EVENTS);
		return IntStream.range(0, table.rowCount()).anyMatch(row -> table.value(row, "message").toString().contains(text));
	}

	@Test
	void partsTwoHostsThatLiveWithOneIdentityAndLosesAndDoublesNothing() throws Exception {
		Site.Host original = site.enrol("pc1");
		String identity = original.agent;
		original.tell(started(original, "n:one"));
		SessionInfo ofAnn = original.start("One", "ann", "AutoCAD", "2024");
		original.send();
		site.after(BEAT);
		SessionInfo ofEve = original.start("One", "eve", "AutoCAD", "2024");
		original.end(ofEve);
		Site.Host copy = site.copyOf(original, "pc2");
		copy.tell(started(copy, "n:two"));
		copy.tell(gone(ofAnn, site.now().minus(BEAT)));
		SessionInfo ofBen = copy.start("One", "ben", "AutoCAD", "2024");
		copy.send();
		copy.restart();
		copy.tell(started(copy, "n:two"));

		for (int beat = 0; beat < 8; beat++) {
			original.running(ofAnn);
			original.send();
			copy.running(ofBen);
			copy.send();
			site.after(BEAT);
		}
		original.end(ofAnn);
		original.send();
		copy.end(ofBen);
		copy.send();

		assertEquals(identity, original.agent, "the one that was there first keeps it");
		assertNotEquals(identity, copy.agent);
		assertEquals(List.of("ann pc1 ended PT4M30S", "ben pc2 ended PT4M", "eve pc1 ended PT0S"), sessions());
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		assertEquals(List.of(List.of("A"), List.of("A")), site.node.agents().list().stream().map(AgentInfo::groups).toList());
		assertTrue(isLogged("This host lived with the identity of agent " + identity));
	}

	@Test
	void givesACopyTheSameIdentityAgainWhenItDidNotLearnIt() throws Exception {
		Site.Host original = site.enrol("pc1");
		String identity = original.agent;
		original.tell(started(original, "n:one"));
		original.send();
		Site.Host copy = site.copyOf(original, "pc2");
		copy.tell(started(copy, "n:two"));
		copy.send();
		site.after(SharedIdentities.PROOF);
		original.send();

		copy.send();
		String own = copy.agent;
		copy.agent = identity;
		copy.send();

		assertNotEquals(identity, own);
		assertEquals(own, copy.agent);
		assertEquals(2, site.node.agents().list().size());
	}

	@Test
	void keepsWhatACopyBringsOfTheOriginalsSpoolForTheOriginal() throws Exception {
		Site.Host original = site.enrol("pc1");
		original.tell(started(original, "n:one"));
		original.send();
		SessionInfo ofAnn = original.start("One", "ann", "AutoCAD", "2024");
		Site.Host copy = site.copyOf(original, "pc2");
		Site.Host late = site.copyOf(original, "pc2");
		late.restart();
		copy.tell(started(copy, "n:two"));
		copy.send();
		site.after(SharedIdentities.PROOF);
		original.end(ofAnn);
		original.send();
		copy.send();

		late.agent = copy.agent;
		late.send();

		assertEquals(List.of("ann pc1 ended PT1M30S"), sessions());
	}

	@Test
	void takesNoRestartForACopy() throws Exception {
		Site.Host host = site.enrol("pc1");
		String identity = host.agent;
		for (int day = 0; day < 3; day++) {
			host.tell(started(host, "n:one"));
			host.send();
			site.after(Duration.ofMinutes(5));
			host.send();
			host.restart();
		}

		assertEquals(identity, host.agent);
		assertEquals(1, site.node.agents().list().size());
	}

	@Test
	void keepsTheHistoryOfAHostThatGetsAnotherName() throws Exception {
		Site.Host host = site.enrol("pc1");
		SessionInfo before = host.start("One", "ann", "AutoCAD", "2024");
		host.end(before);
		host.send();
		Site.Host renamed = site.copyOf(host, "cad-1");
		renamed.end(renamed.start("One", "ann", "Revit", "2024"));
		renamed.send();

		assertEquals(List.of("cad-1"), site.node.agents().list().stream().map(AgentInfo::host).toList());
		assertEquals(List.of("ann cad-1 ended PT0S", "ann pc1 ended PT0S"), sessions());
		assertTrue(isLogged("This host was named pc1 before"));
	}

	private String enrol(UUID installation, String host, String... machine) throws Exception {
		String string = site.node.agents().token(Optional.empty(), Duration.ofDays(1)).string();
		return site.node.agentGateway().enrol(new EnrolmentRequest(Protocol.VERSION, EnrolmentString.parse(string).token(),
				installation, host, "Linux", "1.0.0", List.of(machine))).agentId();
	}

	private void heard(String agent, EventDetail... last) throws Exception {
		Site.Host host = site.hostOf(agent, "pc1");
		for (EventDetail detail : last) {
			host.tell(detail);
		}
		host.send();
	}

	@Test
	void takesAMachineThatWasInstalledAnewForTheSameAgent() throws Exception {
		String agent = enrol(UUID.randomUUID(), "pc1", "u:number", "n:card");
		heard(agent);
		site.after(Duration.ofMinutes(3));

		assertEquals(agent, enrol(UUID.randomUUID(), "PC1", "n:other-card", "u:number"));

		heard(agent, new EventDetail.AgentStopped());
		assertEquals(agent, enrol(UUID.randomUUID(), "pc1", "n:other-card"), "it said that it stops");
		assertTrue(isLogged("was installed anew on the same machine"));
		assertEquals(1, site.node.agents().list().size());
	}

	@Test
	void takesNobodyElseForIt() throws Exception {
		String agent = enrol(UUID.randomUUID(), "pc1", "u:number", "n:card");
		heard(agent);

		assertNotEquals(agent, enrol(UUID.randomUUID(), "pc1", "u:number", "n:card"), "it lives");
		site.after(Duration.ofMinutes(3));
		assertNotEquals(agent, enrol(UUID.randomUUID(), "pc2", "u:number"), "another name");
		assertNotEquals(agent, enrol(UUID.randomUUID(), "pc1", "u:other", "n:card"), "another machine with the same dock");
		assertNotEquals(agent, enrol(UUID.randomUUID(), "pc1"), "a machine that is not known");
	}

	@Test
	void cutsNobodyOffWhenACopyOfTheInstallationEnrols() throws Exception {
		UUID installation = UUID.randomUUID();
		String original = enrol(installation, "pc1", "n:one");
		heard(original);

		String copy = enrol(installation, "pc2", "n:two");
		site.after(Duration.ofDays(1));

		assertNotEquals(original, copy);
		assertEquals(copy, enrol(installation, "pc2", "n:two"));
		assertEquals(original, enrol(installation, "pc1", "n:one"));
	}
}
