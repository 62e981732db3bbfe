package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.lictor.acceptance.Report.Row;
import org.lictor.acceptance.Workplace.Application;
import org.lictor.acceptance.Workplace.Running;

/** What ails an agent is said in a sentence, and when it is over nothing is missing. */
@ResourceLock(ThisHost.PROCESSES)
@Order(ThisHost.FIRST)
class AgentTroubleTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration SOON = Duration.ofSeconds(30);
	/** Some agents back off between tries; the server's absence in these tests is short. */
	private static final Duration RECOVERY = Duration.ofSeconds(60);
	private static final Duration RIGHT = Duration.ofSeconds(2);
	private static final long SMALL_DISK = 2_000_000;

	private static Site shared;
	private Site site;
	private LictorServer server;

	@BeforeEach
	void startServer() {
		if (shared == null) {
			shared = new Site(STAGE);
			shared.server().start();
			shared.addAutodesk();
			shared.addGroup();
			shared.assignGroup();
		}
		site = shared;
		server = site.server();
	}

	private LictorAgent agent(Path data) {
		LictorAgent agent = STAGE.closing(new LictorAgent(STAGE.folder().resolve("Prüf stand/agent/lictor-agent/lictor-agent"), data));
		return agent.start("--enrol", site.enrolment("--group", Site.GROUP));
	}

	@Test
	void fullDisk() throws IOException {
		Root.require("mounts a small file system");
		try (Mount disk = Mount.small(STAGE.folder("small disk"), SMALL_DISK); LictorAgent agent = agent(disk.folder().resolve("data"))) {
			Running before = site.workplace().start("nobody", Application.AUTOCAD);
			awaitSession("nobody", "AutoCAD", SOON);
			server.program().kill();
			Path filler = fill(disk.folder());
			Running meanwhile = site.workplace().start("daemon", Application.MAYA);
			String told = agent.program().line("that the disk is full", SOON, line -> line.contains("No space left"));
			Sentences.check(told, disk.folder().toString());
			before.end();
			Files.delete(filler);
			assertTrue(agent.program().alive(), agent.program()::transcript);
			server.start();
			assertStartOf(awaitSession("daemon", "Maya", RECOVERY));
			meanwhile.end();
			Waiting.until("both sessions to end", RECOVERY, () -> ended("nobody", "AutoCAD") && ended("daemon", "Maya"));
		}
	}

	private static Path fill(Path folder) throws IOException {
		Path filler = folder.resolve("filler");
		byte[] block = new byte[4_096];
		try (OutputStream out = Files.newOutputStream(filler)) {
			while (true) {
				out.write(block);
			}
		} catch (IOException full) {
			return filler;
		}
	}

	@Test
	void changedCertificate() throws IOException {
		try (LictorAgent agent = agent(STAGE.folder().resolve("agent of a changed server"))) {
			Waiting.until("the agent to be online", SOON, () -> server.ask("agents").rows().stream()
					.anyMatch(row -> row.text("status").equalsIgnoreCase("online")));
			server.program().terminate();
			Path tls = server.data().resolve("tls");
			Path kept = Files.move(tls, STAGE.folder().resolve("tls kept"));
			server.start();
			String told = agent.program().line("that the certificate is another", RECOVERY, line -> line.contains("certificate"));
			Sentences.check(told, "another certificate");
			Running meanwhile = site.workplace().start("daemon", Application.AUTOCAD);
			server.program().terminate();
			Files.move(tls, STAGE.folder().resolve("tls of another"));
			Files.move(kept, tls);
			server.start();
			assertStartOf(awaitSession("daemon", "AutoCAD", RECOVERY));
			meanwhile.end();
			Waiting.until("the session to end", RECOVERY, () -> ended("daemon", "AutoCAD"));
		}
	}

	private Row awaitSession(String user, String product, Duration most) {
		return Waiting.value("a session of " + user, most, () -> session(user, product));
	}

	private Optional<Row> session(String user, String product) {
		return server.ask("sessions").rows().stream()
				.filter(row -> row.text("user").equals(user) && row.text("product").equals(product)).findFirst();
	}

	private boolean ended(String user, String product) {
		return session(user, product).flatMap(row -> row.instant("end")).isPresent();
	}

	/** The newest session began when the newest program of the ledger did. */
	private void assertStartOf(Row row) {
		Instant start = site.workplace().ledger().runs().getLast().start();
		Duration off = Duration.between(start, row.instant("start").orElseThrow()).abs();
		assertTrue(off.compareTo(RIGHT) <= 0, () -> "started " + start + ", told " + row);
		assertEquals(Optional.empty(), row.instant("end"));
	}
}
