package org.lictor.agent.internal.licensinglog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.FakeClock;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.licensinglog.Comparison.Alone;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/** The log of the licensing service is read where an administrator wants it, by patterns that are data. */
class LicensingLogTest {

	private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
	private static final String TIMED_OUT = "2026-05-04 E timed-out after 30.0 sec(s) waiting for Agent to connect, user ann\n";

	@TempDir
	Path temp;

	private final FakeClock clock = new FakeClock(NOON);
	private final List<EventDetail> told = new ArrayList<>();
	private Path log;
	private LicensingLog witness;

	@BeforeEach
	void open() throws IOException {
		log = temp.resolve("AdskLicensingService.log");
		witness = new LicensingLog(log, temp, clock, told::addAll, new StateFile(temp.resolve("licensing-log.json")));
		Files.writeString(log, TIMED_OUT + "old line\n");
	}

	private void patterns(String table) throws IOException {
		Path file = temp.resolve("licensing-log.txt");
		Files.writeString(file, table);
		Files.setLastModifiedTime(file, FileTime.from(clock.wall()));
	}

	private void write(String text) throws IOException {
		Files.writeString(log, text, StandardOpenOption.APPEND);
	}

	private List<String> messages() {
		return told.stream().map(detail -> ((EventDetail.Trouble) detail).message()).toList();
	}

	@Test
	void readsNothingUntilAnAdministratorWantsIt() throws IOException {
		assertEquals(Duration.ofMinutes(10), witness.step());
		write(TIMED_OUT);
		witness.step();

		assertEquals(List.of(), told);
		assertEquals("", witness.sentence());
	}

	@Test
	void tellsOncePerHourWhatTheServiceComplainsOfAndNoMoreOfTheLine() throws IOException {
		patterns("");
		witness.step();
		write(TIMED_OUT + TIMED_OUT);
		assertEquals(Duration.ofSeconds(30), witness.step());
		write(TIMED_OUT);
		witness.step();

		assertEquals(List.of("Autodesk's licensing service wrote into its log: timed-out after 30.0 sec(s) waiting for Agent to connect. "
				+ "Applications may not start; see " + log + "."), messages());
		assertTrue(witness.sentence().contains("3 troubles"), witness.sentence());

		clock.pass(Duration.ofHours(1));
		write(TIMED_OUT);
		witness.step();
		assertEquals(2, told.size());
	}

	@Test
	void goesByTheAdministratorsPatternsFirst() throws IOException {
		patterns("""
				# ours
				nothing   Agent to connect, user test$
				obtained  checkout of [A-Z]+
				returned  checkin of [A-Z]+
				""");
		witness.step();
		write("timed-out after 9 sec(s) waiting for Agent to connect, user test\ncheckout of ACD by ann\ncheckout of MAYA\n\ncheckin of ACD\n");
		witness.step();

		assertEquals(List.of(), told);
		assertEquals("Since the agent began, 2 licences obtained, 1 returned, 0 troubles; last at 2026-05-04T12:00:00Z: checkin of ACD.",
				witness.sentence());
	}

	@Test
	void readsWholeLinesAndALogThatBeganAnew() throws IOException {
		patterns("obtained  checkout of [A-Z]+");
		witness.step();
		write("checkout of A");
		witness.step();
		write("CD\n");
		witness.step();
		assertTrue(witness.sentence().contains("1 licences obtained") && witness.sentence().endsWith(": checkout of ACD."), witness.sentence());

		Files.writeString(log, "checkout of MAYA\n");
		witness.step();
		write("x".repeat(600_000) + "\n" + "checkout of REVIT\n");
		witness.step();

		assertTrue(witness.sentence().contains("3 licences obtained") && witness.sentence().endsWith(": checkout of REVIT."), witness.sentence());
	}

	@Test
	void saysWhatIsWrongAndTakesTheTableOnceItIsCorrected() throws IOException {
		patterns("obtained  [\n");
		witness.step();
		assertTrue(witness.sentence().contains("line 1 of " + temp.resolve("licensing-log.txt") + " has no regular expression"),
				witness.sentence());
		patterns("gained  x\n");
		witness.step();
		assertTrue(witness.sentence().contains("begins with none of trouble"), witness.sentence());
		patterns("obtained\n");
		witness.step();
		assertTrue(witness.sentence().contains("has no regular expression"), witness.sentence());
		Files.delete(log);
		clock.pass(Duration.ofSeconds(5));
		patterns("obtained  x\n");
		witness.step();
		assertEquals("The licensing service's log " + log + " cannot be read: it does not exist.", witness.sentence());
		Files.writeString(log, "");
		witness.step();
		write("x\n");
		witness.step();

		assertTrue(witness.sentence().contains("1 licences obtained"), witness.sentence());
	}

	// ---- beside the sessions

	private static final String BOTH = """
			obtained AutoCAD  checkout of ACD by (?<user>\\w+)
			obtained          checkout of (?<product>\\w+)
			returned          checkin of (?<product>\\w+) by (?<user>\\w+)
			""";

	private SessionInfo session(long pid, String server, String product, String user) {
		return new SessionInfo(new UUID(pid, server.hashCode()), server, "rule", product, WatchRule.Kind.INTERACTIVE, "2026", "pc", user, pid,
				Optional.of(clock.wall()), "/opt/" + product);
	}

	private void begin(SessionInfo session) {
		witness.noticed(List.of(new EventDetail.SessionStarted(session)));
	}

	private void end(SessionInfo session, boolean exact) {
		witness.noticed(List.of(new EventDetail.SessionEnded(session, clock.wall(), exact, EventDetail.EndReason.PROCESS_ENDED)));
	}

	private Comparison after(Duration time) {
		clock.pass(time);
		witness.step();
		assertEquals(witness.comparison(), Comparison.read(new StateFile(temp.resolve("licensing-log.json"))), "others can read it");
		return witness.comparison().orElseThrow();
	}

	@Test
	void findsForStartsAndEndsOfTheLogTheirSessions() throws IOException {
		patterns(BOTH);
		witness.step();
		SessionInfo acad = session(1, "Acme", "AutoCAD", "CORP\\Ann");
		begin(acad);
		begin(session(1, "Other", "AutoCAD", "CORP\\Ann"));
		begin(session(2, "Acme", "Revit", "ben"));
		write("checkout of ACD by ann\ncheckout of revit\n");
		assertEquals(new Comparison(NOON, 2, 0, List.of(), 0), after(Duration.ofSeconds(30)));

		write("checkout of ACD by ann\n");
		after(Duration.ofHours(1));
		end(acad, true);
		write("checkin of autocad by Ann\n");
		after(Duration.ofSeconds(30));

		assertEquals(new Comparison(NOON, 2, 1, List.of(), 0), after(Duration.ofMinutes(4)), "a licence that is renewed is no start");
	}

	@Test
	void listsWhatOneOfBothTellsAlone() throws IOException {
		patterns(BOTH);
		witness.step();
		SessionInfo acad = session(1, "Acme", "AutoCAD", "ann");
		begin(acad);
		write("checkout of ACD by ben\n");
		after(Duration.ofMinutes(3));
		Instant ended = clock.wall();
		end(acad, true);
		write("checkin of REVIT by ann\n");

		assertEquals(List.of(new Alone(false, true, NOON, "AutoCAD", "ann"), new Alone(true, true, NOON.plusSeconds(180), "AutoCAD", "ben"),
				new Alone(false, false, ended, "AutoCAD", "ann"), new Alone(true, false, ended.plusSeconds(10), "REVIT", "ann")),
				List.of(after(Duration.ofSeconds(10)), after(Duration.ofMinutes(4))).getLast().alone());
	}

	@Test
	void asksOfNoSessionWhatTheLogCannotTell() throws IOException {
		begin(session(1, "Acme", "AutoCAD", "ann"));
		patterns(BOTH);
		witness.step();
		clock.pass(Duration.ofMinutes(10));
		SessionInfo old = session(2, "Acme", "AutoCAD", "ben");
		clock.pass(Duration.ofMinutes(10));
		begin(old);
		end(old, false);

		assertEquals(List.of(), after(Duration.ofMinutes(10)).alone());
	}

	@Test
	void comparesNothingWhileTheLogIsNotRead() throws IOException {
		begin(session(1, "Acme", "AutoCAD", "ann"));
		witness.step();
		assertEquals(Optional.empty(), witness.comparison());
		patterns(BOTH);
		witness.step();
		assertTrue(witness.comparison().isPresent());
		Files.delete(temp.resolve("licensing-log.txt"));
		witness.step();

		assertEquals(Optional.empty(), witness.comparison());
		assertEquals(Optional.empty(), Comparison.read(new StateFile(temp.resolve("licensing-log.json"))));
	}
}
