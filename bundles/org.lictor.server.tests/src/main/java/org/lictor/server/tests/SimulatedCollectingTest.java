package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.model.Status;
import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Fault;
import org.lictor.simulator.autodesk.SimulatedClock;
import org.lictor.simulator.autodesk.SimulatorOptions;
import org.lictor.spi.PollResult;

/**
 * The server type {@code autodesk} against the simulated cloud, over HTTP: what it collects equals the ledger, however it signs
 * in and whatever goes wrong on the way, and no secret is told.
 */
class SimulatedCollectingTest {

	/** How many seeds the build runs; {@code -Dlictor.seeds=1000} runs more. */
	private static final int SEEDS = Integer.getInteger("lictor.seeds", 15);
	/** The first of them; {@code -Dlictor.seed=17 -Dlictor.seeds=1} runs one again. */
	private static final int FIRST_SEED = Integer.getInteger("lictor.seed", 1);
	private static final List<String> WAYS = List.of("pat-exchange", "pat-header", "service-account", "password");

	private static SimulatedClock clock(Account account) {
		return new SimulatedClock(account.end().atTime(6, 0).toInstant(ZoneOffset.UTC));
	}

	private static AutodeskSimulator start(Account account, SimulatedClock clock) throws Exception {
		return AutodeskSimulator.start(SimulatorOptions.of(account).withClock(clock).withTroubles(Duration.ofMillis(2),
				Duration.ofMillis(20), Duration.ofSeconds(20)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pat-exchange", "pat-header", "service-account", "password" })
	void collectsWhatTheLedgerHolds(String way) throws Exception {
		Account account = Account.generate(5, 60, 12, 2, 3);
		SimulatedClock clock = clock(account);
		try (AutodeskSimulator simulator = start(account, clock)) {
			CloudRun run = new CloudRun(simulator, clock, way, Map.of("token-flex", "true"));
			assertEquals(Status.State.UP, run.collect().state());
			LedgerComparison comparison = new LedgerComparison(run, simulator.ledger(), clock.instant());
			comparison.check(false);
			comparison.checkContracts();
			assertEquals(List.of(), run.secretsTold());
		}
	}

	// ---- one fault alone -----------------------------------------------------------------------------------------------

	/** What a person is told while a fault lasts: the state, its detail, and words of the sentence that says what to do. */
	private record Told(Status.State state, Status.Detail detail, String words) {
	}

	private static final Map<Fault, Told> TOLD = new EnumMap<>(Map.ofEntries(
			Map.entry(Fault.SLOW, new Told(Status.State.UP, Status.Detail.NONE, "Collected at")),
			Map.entry(Fault.TRAILING_COMMA, new Told(Status.State.UP, Status.Detail.NONE, "Collected at")),
			Map.entry(Fault.REDIRECT, new Told(Status.State.UP, Status.Detail.NONE, "Collected at")),
			Map.entry(Fault.RENAMED_COLUMNS, new Told(Status.State.UP, Status.Detail.NONE, "Collected at")),
			Map.entry(Fault.PERSONAL_DATA_OFF, new Told(Status.State.UP, Status.Detail.NONE, "Collected at")),
			Map.entry(Fault.QUOTA, new Told(Status.State.DOWN, Status.Detail.QUOTA, "is used up until")),
			Map.entry(Fault.UNAUTHORIZED, new Told(Status.State.MISCONFIGURED, Status.Detail.AUTHENTICATION, "personal access token")),
			Map.entry(Fault.EXPIRED_ADDRESS, new Told(Status.State.DOWN, Status.Detail.NOT_UNDERSTOOD, "address of a file has run out")),
			Map.entry(Fault.TIME_OUT, new Told(Status.State.DOWN, Status.Detail.COMMUNICATION, "504")),
			Map.entry(Fault.CUT_OFF, new Told(Status.State.DOWN, Status.Detail.COMMUNICATION, "asked again by itself")),
			Map.entry(Fault.SERVER_ERROR, new Told(Status.State.DOWN, Status.Detail.COMMUNICATION, "50")),
			Map.entry(Fault.JOB_FAILED, new Told(Status.State.DOWN, Status.Detail.COMMUNICATION, "could not make the export")),
			Map.entry(Fault.UNKNOWN_COLUMNS, new Told(Status.State.DOWN, Status.Detail.NOT_UNDERSTOOD, "none of the exports")),
			Map.entry(Fault.NOT_PROVISIONED, new Told(Status.State.DOWN, Status.Detail.PERMISSION, "application")),
			Map.entry(Fault.BENEFIT_MISSING, new Told(Status.State.DOWN, Status.Detail.PERMISSION, "export Subscriptions, Users, Groups")),
			Map.entry(Fault.CONSENT_WITHDRAWN, new Told(Status.State.MISCONFIGURED, Status.Detail.AUTHENTICATION, "personal access token")),
			Map.entry(Fault.TOKEN_EXPIRED, new Told(Status.State.MISCONFIGURED, Status.Detail.AUTHENTICATION, "personal access token")),
			Map.entry(Fault.WRONG_PASSWORD, new Told(Status.State.MISCONFIGURED, Status.Detail.AUTHENTICATION, "password")),
			Map.entry(Fault.NOT_ADMINISTRATOR, new Told(Status.State.DOWN, Status.Detail.PERMISSION, "administrator"))));

	@ParameterizedTest
	@EnumSource(Fault.class)
	void tellsWhatIsWrongWhileAFaultLastsAndHasAllWhenItIsOver(Fault fault) throws Exception {
		Account account = Account.generate(7, 25, 6, 1, 1);
		SimulatedClock clock = clock(account);
		try (AutodeskSimulator simulator = start(account, clock)) {
			CloudRun run = new CloudRun(simulator, clock, fault == Fault.WRONG_PASSWORD ? "password" : "pat-exchange", Map.of("history", "500d"));
			simulator.faults().on(fault);
			Status status = Status.unknown(Status.Detail.NO_DATA_YET, "");
			for (int i = 0; i < 120; i++) {
				PollResult.Collected result = run.step();
				status = result.status();
				if (result.collecting().nextPoll().isEmpty()) {
					break;
				}
			}
			Told told = TOLD.get(fault);
			assertEquals(told.state() + " " + told.detail(), status.state() + " " + status.detail(), status.message());
			assertTrue(status.message().contains(told.words()), status.message());
			simulator.faults().clear();
			run.collect();
			clock.advance(Duration.ofDays(1));
			assertEquals(Status.State.UP, run.collect().state(), run::lately);
			new LedgerComparison(run, simulator.ledger(), clock.instant()).check(true);
			assertEquals(List.of(), run.secretsTold());
		}
	}

	// ---- everything at random ------------------------------------------------------------------------------------------

	static IntStream seeds() {
		return IntStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
	}

	/**
	 * Some days with faults of all kinds at random, alone and together, in a process that is killed now and then; then days on
	 * which all is well. No day is lost, and none stands twice.
	 */
	@ParameterizedTest(name = "-Dlictor.seed={0}")
	@MethodSource("seeds")
	void endsWithTheLedgerWhateverGoesWrongOnTheWay(int seed) throws Exception {
		SplittableRandom random = new SplittableRandom(seed);
		Account account = Account.generate(new Account.Options(seed, 12 + random.nextInt(15), 5, 1, 1 + random.nextInt(3),
				java.time.LocalDate.of(2024, 1, 1).plusDays(random.nextInt(700)), 1, random.nextInt(3) == 0 ? 5 : 0));
		SimulatedClock clock = clock(account);
		boolean contracts = random.nextInt(4) == 0;
		try (AutodeskSimulator simulator = start(account, clock)) {
			CloudRun run = new CloudRun(simulator, clock, WAYS.get(random.nextInt(WAYS.size())),
					Map.of("history", "450d", "token-flex", Boolean.toString(contracts)));
			run.dies(request -> random.nextInt(60) > 0 ? CloudRun.Moment.NEVER
					: random.nextBoolean() ? CloudRun.Moment.BEFORE : CloudRun.Moment.AFTER);
			for (int days = 1 + random.nextInt(3); days > 0; days--) {
				troubledDay(simulator, run, random);
				clock.advance(Duration.ofHours(24L * (1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 3))));
			}
			simulator.faults().clear();
			run.dies(request -> CloudRun.Moment.NEVER);
			run.restart();
			run.collect();
			clock.advance(Duration.ofDays(1 + (account.options().lateDays())));
			Status status = run.collect();
			assertEquals(Status.State.UP, status.state(), run::lately);
			LedgerComparison comparison = new LedgerComparison(run, simulator.ledger(), clock.instant());
			comparison.check(account.teams().size() == 1);
			if (contracts) {
				comparison.checkContracts();
			}
			assertEquals(List.of(), run.secretsTold());
		}
	}

	private static void troubledDay(AutodeskSimulator simulator, CloudRun run, SplittableRandom random) {
		List<Fault> singles = new ArrayList<>(Fault.singles());
		Set<Fault> some = new java.util.HashSet<>();
		for (int i = random.nextInt(4); i >= 0; i--) {
			some.add(singles.get(random.nextInt(singles.size())));
		}
		simulator.faults().atRandom(random.nextLong(), random.nextDouble() * 0.4, random.nextInt(3) == 0 ? Fault.singles() : some);
		Fault[] all = Fault.values();
		for (int polls = 5 + random.nextInt(60); polls > 0; polls--) {
			Fault lasting = all[random.nextInt(all.length)];
			if (random.nextInt(12) == 0) {
				simulator.faults().on(lasting);
			} else if (random.nextInt(3) == 0) {
				List.of(all).forEach(simulator.faults()::off);
			}
			try {
				run.step();
			} catch (CloudRun.Killed e) {
				run.restart();
			}
			if (random.nextInt(25) == 0) {
				run.restart();
			}
		}
	}
}
