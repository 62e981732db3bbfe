package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lictor.acceptance.Report.Row;

import com.google.gson.JsonObject;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Three servers on one data folder and one PostgreSQL: one serves, and when it is killed another goes on, until none is left. */
class StandbyTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration TAKE_OVER = Duration.ofSeconds(30);
	private static final Duration INTERVAL = Duration.ofSeconds(2);
	/** Polls begin on time, and are told by when they were answered, which may be late on a busy machine. */
	private static final Duration LATE = Duration.ofSeconds(1);
	private static final String SERVER = "Acme";
	private static final int SERVERS = 3;

	@Test
	void everyPollAndEverySessionIsThereOnceWhoeverIsKilled() throws Exception {
		Path folder = STAGE.folder("data");
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
				ScheduledExecutorService vendor = Executors.newSingleThreadScheduledExecutor()) {
			name(postgres, folder);
			Vendor file = new Vendor(STAGE.folder().resolve("acme.xml"));
			vendor.scheduleAtFixedRate(file, 0, 100, TimeUnit.MILLISECONDS);
			play(folder, file.path);
		}
	}

	private static void name(EmbeddedPostgres postgres, Path folder) throws IOException {
		Path file = Files.createFile(folder.resolve("database.properties"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, "url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres\nuser=postgres\npassword=secret\n");
	}

	/** Says another number each time it is asked, so that every poll leaves a trace. */
	private static final class Vendor implements Runnable {

		private final Path path;
		private int used;

		Vendor(Path path) {
			this.path = path;
		}

		@Override
		public void run() {
			try {
				Path next = Files.writeString(path.resolveSibling("next.xml"), """
						<CUSTOM_STAT VENDOR="custom_acme"><USAGE FEATURE="Solver" USED_LICENSES="%d" TOTAL_LICENSES="1000000"/></CUSTOM_STAT>
						""".formatted(++used));
				Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}

	private void play(Path folder, Path file) {
		LictorServer first = STAGE.closing(new LictorServer(Products.unpack("lictor-server", STAGE.folder("server")), folder).shortLived());
		first.raw(List.of("plugins", "install", VendorRepository.FEATURE, "--from", Products.repository().toString(), "--accept",
				"unsigned")).good();
		first.start();
		List<LictorServer> standing = new ArrayList<>();
		for (int each = 1; each < SERVERS; each++) {
			standing.add(STAGE.closing(first.another()).launch("--standby"));
		}
		standing.forEach(each -> each.program().line("that it stands by", Duration.ofSeconds(60), line -> line.contains("stands by")));
		first.command("servers", "add", "--name", SERVER, "--type", "custom", "--set", "file=" + file, "--set", "zone=UTC", "--set",
				"interval=" + INTERVAL.toSeconds() + "s").good();
		first.command("groups", "add", Site.GROUP).good();
		first.command("servers", "add", "--name", Site.AUTODESK, "--type", "autodesk").good();
		first.command("groups", "assign", Site.GROUP, "--server", Site.AUTODESK).good();
		ProtocolAgent agent = new ProtocolAgent(first.command("agents", "token", "--group", Site.GROUP).good().out().lines()
				.filter(line -> line.contains("lictor1:")).map(line -> line.substring(line.indexOf("lictor1:")).strip()).findFirst().orElseThrow(),
				"pc", Duration.ZERO, 1);
		assertEquals(200, agent.enrol().statusCode());
		List<String> told = new ArrayList<>();
		LictorServer active = first;
		use(agent, told);
		while (!standing.isEmpty()) {
			awaitPolls(active, 2);
			active.program().kill();
			use(agent, told);
			active = Waiting.value("another to take over", TAKE_OVER, () -> standing.stream().filter(LictorServer::serves).findFirst());
			standing.remove(active);
		}
		awaitPolls(active, 2);
		assertEquals(told, active.ask("sessions").rows().stream().map(row -> row.text("user")).sorted().toList());
		assertOnSchedule(active);
		active.command("verify").good();
	}

	/** A session of a moment by a user of its own, told until somebody confirms it. */
	private static void use(ProtocolAgent agent, List<String> told) {
		String user = "user " + told.size();
		told.add(user);
		JsonObject session = agent.session(Site.AUTODESK, "Maya", "2025", user, Instant.now());
		JsonObject began = agent.started(session);
		JsonObject ended = agent.ended(session);
		Waiting.until("somebody to take a session", TAKE_OVER, () -> {
			try {
				return agent.send(began, ended).statusCode() == 200;
			} catch (UncheckedIOException nobodyThere) {
				return false;
			}
		});
	}

	private static List<Row> polls(LictorServer server) {
		return server.ask("samples?server=" + SERVER).rows();
	}

	private static void awaitPolls(LictorServer server, int more) {
		int before = polls(server).size();
		Waiting.until("polls", TAKE_OVER, () -> polls(server).size() >= before + more);
	}

	/** No poll was made twice, and none was left out for longer than it takes to notice that somebody is gone. */
	private static void assertOnSchedule(LictorServer server) {
		TreeSet<Instant> polls = new TreeSet<>();
		polls(server).forEach(row -> polls.add(row.instant("from").orElseThrow()));
		assertEquals(polls(server).size(), polls.size());
		Optional<Instant> before = Optional.empty();
		for (Instant poll : polls) {
			Duration since = before.map(last -> Duration.between(last, poll)).orElse(INTERVAL);
			assertTrue(since.compareTo(INTERVAL.minus(LATE)) >= 0, () -> since + " between polls of " + polls);
			assertTrue(since.compareTo(INTERVAL.plus(TAKE_OVER)) <= 0, () -> since + " between polls of " + polls);
			before = Optional.of(poll);
		}
	}
}
