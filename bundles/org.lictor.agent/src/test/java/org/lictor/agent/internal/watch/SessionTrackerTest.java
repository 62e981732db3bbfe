package org.lictor.agent.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.agent.internal.Events.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.FakeClock;
import org.lictor.agent.internal.disk.FailingDisk;
import org.lictor.agent.internal.disk.Journal;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.EndReason;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.EventDetail.SessionsRunning;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.WatchRule;

/** Sessions from beginning to end, over restarts, changed rules, jumping clocks and numbers that are used again. */
class SessionTrackerTest {

	private static final String ACAD = "/opt/Autodesk/AutoCAD 2024/acad";
	private static final Duration SECOND = Duration.ofSeconds(1);
	private static final WatchRule AUTOCAD = rule("Autodesk", "AutoCAD", WatchRule.Kind.INTERACTIVE,
			"/AutoCAD (?<version>\\d{4})/acad$");

	@TempDir
	Path temp;
	private final FakeClock clock = new FakeClock(NOON);
	private final FakeProcesses processes = new FakeProcesses();
	private final FailingDisk disk = new FailingDisk();
	private final List<EventDetail> told = new ArrayList<>();
	private boolean safe = true;
	private Journal journal;
	private SessionTracker tracker;

	private static WatchRule rule(String server, String product, WatchRule.Kind kind, String path) {
		return new WatchRule(server, product.toLowerCase(java.util.Locale.ROOT), product, kind, path, Optional.empty());
	}

	@BeforeEach
	void start() throws IOException {
		journal = new Journal(temp.resolve("sessions.journal"), disk);
		tracker = new SessionTracker(processes, clock, journal, details -> {
			told.addAll(details);
			return safe;
		}, "cad-17", new Uses(new StateFile(temp.resolve("uses.json"))));
	}

	private void watch(WatchRule... rules) {
		tracker.watch(new Watchlist(List.of(rules)), SECOND);
	}

	/** A second passes, and the agent looks. */
	private void tick() {
		clock.pass(SECOND);
		tracker.checkAlive();
		tracker.scan();
	}

	private void ticks(int seconds) {
		for (int i = 0; i < seconds; i++) {
			tick();
		}
	}

	/** The agent is killed and starts again. */
	private void killAndRestart() throws IOException {
		told.clear();
		start();
		tracker.restore();
	}

	private <T> List<T> told(Class<T> type) {
		return told.stream().filter(type::isInstance).map(type::cast).toList();
	}

	private SessionInfo onlySession() {
		assertEquals(1, tracker.sessions().size());
		return tracker.sessions().get(0);
	}

	@Test
	void tellsTheWholeSessionWhenItBeginsAndWhenItEnds() {
		watch(AUTOCAD);
		processes.start(7, NOON.plusMillis(300), ACAD);
		tick();

		SessionInfo session = onlySession();
		assertEquals(new SessionInfo(session.key(), "Autodesk", "autocad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2024",
				"cad-17", "jdoe", 7, Optional.of(NOON.plusMillis(300)), ACAD, Optional.empty(), "7"), session);
		assertEquals(List.of(new SessionStarted(session)), told);
		ticks(10);
		processes.end(7);
		tick();

		assertEquals(List.of(new SessionStarted(session),
				new SessionEnded(session, clock.wall().minusMillis(500), true, EndReason.PROCESS_ENDED)), told);
		assertEquals(List.of(), tracker.sessions());
		assertEquals(List.of(), journal.open());
		assertEquals(List.of(), journal.ending());
	}

	@Test
	void findsWhatRanLongBeforeTheRuleCame() {
		processes.start(7, NOON.minus(Duration.ofDays(3)), ACAD);
		watch();
		ticks(20);
		assertEquals(List.of(), told);

		watch(AUTOCAD);

		assertEquals(Optional.of(NOON.minus(Duration.ofDays(3))), onlySession().processStart());
	}

	@Test
	void isASessionOfEachServerThatWatchesIt() {
		watch(AUTOCAD, rule("Other", "Design", WatchRule.Kind.INTERACTIVE, "/Autodesk/"));
		processes.start(7, NOON, ACAD);
		tick();

		assertEquals(List.of("AutoCAD", "Design"), tracker.sessions().stream().map(SessionInfo::product).sorted().toList());
		processes.end(7);
		tick();
		assertEquals(2, told(SessionEnded.class).size());
		assertEquals(Map.of(), tracker.openByProduct());
	}

	@Test
	void reportsWhatWorksWithoutAPersonMarkedSo() {
		watch(rule("Autodesk", "Core Console", WatchRule.Kind.HEADLESS, "/accoreconsole$"));
		processes.start(7, NOON, "/opt/accoreconsole");
		tick();

		assertEquals(WatchRule.Kind.HEADLESS, onlySession().kind());
	}

	@Test
	void followsAProcessThatIsSeenAsItsParentFirst() {
		watch(AUTOCAD);
		processes.start(7, NOON, "/usr/bin/su");
		tick();
		processes.becomes(7, ACAD);
		tick();

		assertEquals(Optional.of(NOON), onlySession().processStart());
		assertEquals(1, told.size());
	}

	@Test
	void findsAWrapperThatBecomesTheProgramMinutesLater() {
		watch(AUTOCAD);
		processes.start(7, NOON, "/bin/wrapper");
		ticks(200);
		processes.becomes(7, ACAD);

		ticks(31);

		assertEquals(1, tracker.sessions().size());
	}

	@Test
	void looksAtProcessesThatStayWhatTheyAreRarely() {
		watch(AUTOCAD);
		for (int pid = 1; pid <= 100; pid++) {
			processes.start(pid, NOON, "/usr/bin/other");
		}
		ticks(10);
		int before = processes.descriptions();

		ticks(60);

		assertEquals(200, processes.descriptions() - before);
	}

	@Test
	void endsASessionWhoseProcessBecameAnotherProgram() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(60);
		processes.becomes(7, "/bin/other");

		ticks(31);

		SessionEnded ended = told(SessionEnded.class).get(0);
		assertFalse(ended.exact());
		assertEquals(EndReason.PROCESS_ENDED, ended.reason());
		assertTrue(ended.end().isBefore(clock.wall()) && ended.end().isAfter(clock.wall().minusSeconds(62)));
		assertEquals(List.of(), tracker.sessions());
	}

	@Test
	void knowsAProcessThatGotTheNumberOfAnother() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(10);
		processes.start(7, clock.wall().plusMillis(500), ACAD);

		ticks(3);

		assertEquals(2, told(SessionStarted.class).size());
		assertEquals(1, told(SessionEnded.class).size());
		assertEquals(NOON.plusSeconds(10).plusMillis(500), onlySession().processStart().orElseThrow());
		assertEquals(NOON.plusSeconds(10).plusMillis(500), told(SessionEnded.class).get(0).end());
	}

	@Test
	void findsAWatchedProgramUnderTheNumberOfAnUnwatchedOne() {
		watch(AUTOCAD);
		processes.start(7, NOON, "/usr/bin/other");
		ticks(100);
		processes.start(7, clock.wall(), ACAD);

		ticks(31);

		assertEquals(NOON.plusSeconds(100), onlySession().processStart().orElseThrow());
	}

	@Test
	void tellsInOneEventWhatIsRunning() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		processes.start(8, NOON, ACAD);
		tick();
		told.clear();

		tracker.tellRunning();

		assertEquals(1, told.size());
		assertEquals(2, told(SessionsRunning.class).get(0).sessions().size());
		told.clear();
		processes.end(7);
		processes.end(8);
		tick();
		told.clear();
		tracker.tellRunning();
		assertEquals(List.of(), told);
	}

	@Test
	void goesOnWithTheSessionsOfAKilledAgent() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		tick();
		SessionInfo session = onlySession();
		clock.pass(Duration.ofMinutes(10));

		killAndRestart();
		watch(AUTOCAD);
		ticks(3);

		assertEquals(session, onlySession());
		assertEquals(List.of(new SessionStarted(session)), told);
	}

	@Test
	void goesOnWithSessionsThoughTheConfigurationIsNotKnownYet() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		tick();
		SessionInfo session = onlySession();

		killAndRestart();
		ticks(100);
		tracker.tellRunning();

		assertEquals(session, onlySession());
		assertEquals(List.of(new SessionsRunning(List.of(session.key()))), told(SessionsRunning.class));
		processes.end(7);
		tick();
		assertEquals(1, told(SessionEnded.class).size());
	}

	@Test
	void endsWhatVanishedWhileTheAgentWasDownWhenItWasLastSeen() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(30);
		tracker.tellRunning();
		Instant proven = clock.wall();
		ticks(5);
		SessionInfo session = onlySession();
		processes.end(7);
		clock.pass(Duration.ofHours(2));

		killAndRestart();

		assertEquals(List.of(new SessionEnded(session, proven, false, EndReason.PROCESS_ENDED)), told);
		killAndRestart();
		assertEquals(List.of(), told);
	}

	@Test
	void takesNoOtherProcessForTheOneItKnewBeforeARestart() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		tick();
		processes.start(7, NOON.plusSeconds(1), ACAD);

		killAndRestart();
		watch(AUTOCAD);

		assertEquals(1, told(SessionEnded.class).size());
		assertEquals(1, told(SessionStarted.class).size());
	}

	@Test
	void recognisesAProcessByItsStartWhereThereIsNoBetterMark() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		processes.forgetBirths();
		tick();
		SessionInfo session = onlySession();
		processes.start(7, NOON.plusMillis(1900), ACAD);
		processes.forgetBirths();

		killAndRestart();
		assertEquals(session, onlySession());

		processes.start(7, NOON.plusMillis(2100), ACAD);
		processes.forgetBirths();
		killAndRestart();
		assertEquals(1, told(SessionEnded.class).size());
	}

	@Test
	void recognisesAProcessThoughTheClockWasSetWhileTheAgentWasDown() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		tick();
		SessionInfo session = onlySession();
		clock.jump(Duration.ofHours(1));

		killAndRestart();
		watch(AUTOCAD);

		assertEquals(session, onlySession());
	}

	@Test
	void tellsAnEndAgainThatMayNotHaveBeenTold() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		tick();
		safe = false;
		processes.end(7);
		tick();
		SessionEnded ended = told(SessionEnded.class).get(0);

		killAndRestart();
		assertEquals(List.of(ended), told, "in the same words");
		tracker.settle(false);
		killAndRestart();
		assertEquals(List.of(ended), told);
		safe = true;
		tracker.settle(true);

		killAndRestart();
		assertEquals(List.of(), told);
	}

	@Test
	void endsASessionWhoseRuleIsWithdrawn() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(5);
		SessionInfo session = onlySession();

		watch();

		assertEquals(List.of(new SessionEnded(session, clock.wall(), true, EndReason.RULE_WITHDRAWN)),
				told(SessionEnded.class));
		assertEquals(List.of(), journal.open());
	}

	@Test
	void doesNotReachBackToTheTimeBeforeTheRuleWasWithdrawn() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(5);
		watch();
		ticks(5);

		watch(AUTOCAD);

		assertEquals(Optional.empty(), onlySession().processStart());
	}

	@Test
	void goesOnWithASessionWhenItsRuleOnlyGotAnotherName() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(5);
		SessionInfo session = onlySession();

		watch(new WatchRule("Autodesk", "renamed", "AutoCAD", WatchRule.Kind.INTERACTIVE,
				"(?<version>\\d{4})/ACAD$", Optional.empty()));

		assertEquals(session, onlySession());
		assertEquals(1, told.size());
	}

	@Test
	void beginsAnotherSessionWhenTheRuleSaysAnotherProduct() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(5);

		watch(rule("Autodesk", "AutoCAD LT", WatchRule.Kind.INTERACTIVE, "/acad$"));

		assertEquals("AutoCAD LT", onlySession().product());
		assertEquals(1, told(SessionEnded.class).size());
	}

	@Test
	void inventsNothingWhenTheClockIsSet() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(5);
		for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-3), Duration.ofDays(400))) {
			clock.jump(jump);
			ticks(40);
		}
		assertEquals(1, told.size());

		clock.jump(Duration.ofHours(-5));
		processes.end(7);
		tick();

		SessionEnded ended = told(SessionEnded.class).get(0);
		assertTrue(ended.exact(), "the clock went back, so the host did not sleep");
		assertEquals(clock.wall().minusMillis(500), ended.end());
	}

	@Test
	void doesNotCountTheSleepOfTheHostForAProcessThatIsGoneAfterIt() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(5);
		Instant lastSeen = clock.wall();
		clock.jump(Duration.ofHours(8));
		processes.end(7);
		tick();

		assertEquals(lastSeen, told(SessionEnded.class).get(0).end());
		assertFalse(told(SessionEnded.class).get(0).exact());
	}

	@Test
	void isNotExactWhenItCouldNotLookForLong() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		ticks(5);
		Instant lastSeen = clock.wall();
		clock.pass(Duration.ofSeconds(30));
		processes.end(7);
		tick();

		assertEquals(lastSeen, told(SessionEnded.class).get(0).end());
		assertFalse(told(SessionEnded.class).get(0).exact());
	}

	@Test
	void tellsTheBeginningOnceMoreOnDemand() {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		tick();
		told.clear();

		tracker.retell();

		assertEquals(List.of(new SessionStarted(onlySession())), told);
	}

	@Test
	void leavesOutWhatTheSystemDoesNotTell() {
		watch(AUTOCAD);
		processes.start(7, Instant.parse("1969-12-31T00:00:00Z"), ACAD, "", "u".repeat(1000));
		tick();

		assertEquals(Optional.empty(), onlySession().processStart());
		assertEquals(255, onlySession().user().length());
	}

	@Test
	void givesEachSessionAKeyOfItsOwn() {
		watch(AUTOCAD);
		for (int pid = 1; pid <= 50; pid++) {
			processes.start(pid, NOON, ACAD);
		}
		tick();

		assertEquals(50, tracker.sessions().stream().map(SessionInfo::key).distinct().count());
		assertFalse(tracker.sessions().stream().map(SessionInfo::key).anyMatch(new UUID(0, 0)::equals));
	}

	private static WatchRule byUsageFiles(int firstYear, int lastYear) {
		return new WatchRule("Autodesk", "autocad", "AutoCAD", WatchRule.Kind.INTERACTIVE, AUTOCAD.path(), Optional.empty(),
				Optional.of(new UsageFiles(firstYear, lastYear, List.of("{home}/{year}"), "*", List.of(), "")));
	}

	@Test
	void tellsOfAProcessWhoseVersionIsKnownByUsageFilesToWhichUseItBelongs() throws IOException {
		watch(byUsageFiles(2010, 2019));
		processes.start(7, clock.wall(), "/opt/Autodesk/AutoCAD 2018/acad");
		processes.start(8, clock.wall(), "/opt/Autodesk/AutoCAD 2018/acad");
		processes.start(9, clock.wall(), "/opt/Autodesk/AutoCAD 2019/acad");
		processes.start(10, clock.wall(), ACAD);
		processes.start(11, clock.wall(), "/opt/acad");
		tick();

		Map<Long, SessionInfo> open = new java.util.HashMap<>();
		tracker.sessions().forEach(session -> open.put(session.pid(), session));
		assertEquals(open.get(7L).use(), open.get(8L).use(), "one user's use of one version");
		assertTrue(open.get(9L).use().isPresent());
		assertFalse(open.get(7L).use().equals(open.get(9L).use()), "another version");
		assertEquals(Optional.empty(), open.get(10L).use(), "2020 and newer are known by their processes");

		told.clear();
		tracker.tellRunning();
		assertEquals(List.of(new SessionsRunning(List.of(open.get(10L).key()))), told, "of the others only the end matters");

		start(); // the agent is killed and starts anew
		tracker.restore();
		Map<Long, SessionInfo> again = new java.util.HashMap<>();
		tracker.sessions().forEach(session -> again.put(session.pid(), session));
		assertEquals(open, again);
	}

	@Test
	void aNewRuleMakesASessionOfWhatWasNone() {
		processes.start(7, clock.wall(), "/opt/Autodesk/AutoCAD 2018/acad");
		watch(byUsageFiles(2010, 2019));
		tick();
		watch(byUsageFiles(2010, 2017));
		tick();

		assertEquals(List.of(Optional.empty()), tracker.sessions().stream().map(SessionInfo::use).toList());
		assertEquals(1, told.stream().filter(SessionEnded.class::isInstance).count());
	}

	@Test
	void beginsTheSameSessionAnewWhenItWasKilledBeforeTheDiskTookTheJournal() throws IOException {
		watch(AUTOCAD);
		disk.room(0);
		processes.start(7, NOON, ACAD);
		tick();
		SessionInfo before = onlySession();

		disk.room(Long.MAX_VALUE);
		killAndRestart();
		watch(AUTOCAD);

		assertEquals(before, onlySession());
	}

	@Test
	void beginsAnotherSessionOfAProcessWhoseRuleWasWithdrawnBeforeTheRestart() throws IOException {
		watch(AUTOCAD);
		processes.start(7, NOON, ACAD);
		tick();
		SessionInfo before = onlySession();
		watch();

		killAndRestart();
		watch(AUTOCAD);

		assertNotEquals(before.key(), onlySession().key());
	}
}
