package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Folders;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.ManualClock;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.spi.Configuration;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;
import org.lictor.store.FactStore;
import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stores;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever evidence comes: folded as it came, derived anew, or read from files, it gives the same facts. */
class FoldPropertiesTest {

	private static final List<String> MAILS = List.of("ann@x.com", "ben@x.com", "eve@x.com");
	private static final List<String> IDS = List.of("-", "A1", "B2");
	private static final List<String> HASHES = List.of("-", "h1", "h2");
	private static final List<String> PRODUCTS = List.of("AutoCAD", "Maya");
	private static final List<String> TEAMS = List.of("-", "Red", "Blue");
	private static final List<String> DAYS = List.of("2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02");

	private static Path folder;
	private static Store store;
	private static Collecting collecting;
	private static final ManualClock CLOCK = ManualClock.morning();
	private static final LinesType TYPE = new LinesType();
	private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor();
	private static int servers;

	@BeforeContainer
	static void open() throws Exception {
		folder = Files.createTempDirectory("lictor-fold-properties");
		Folders.fill(folder);
		ServerTypes types = new ServerTypes();
		types.add(TYPE);
		store = Stores.open(folder, CLOCK, Progress.NONE);
		ChangeHub changes = new ChangeHub(TIMER);
		collecting = new Collecting(store, types, CLOCK, new Journal(store, CLOCK, changes), changes, () -> {
			// nobody watches here
		}, new SecretVault(new VaultKey(store.folder(), Optional::empty)));
	}

	@AfterContainer
	static void close() throws Exception {
		collecting.close();
		store.close();
		TIMER.shutdownNow();
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(each);
			}
		}
	}

	@Provide
	Arbitrary<List<List<String>>> evidence() {
		Arbitrary<String> mail = Arbitraries.of(MAILS);
		Arbitrary<String> product = Arbitraries.of(PRODUCTS);
		Arbitrary<String> team = Arbitraries.of(TEAMS);
		Arbitrary<String> day = Arbitraries.of(DAYS);
		Arbitrary<String> line = Arbitraries.oneOf(
				Combinators.combine(product, Arbitraries.integers().between(1, 2), team).as((p, n, t) -> "seats " + p + " " + n + " " + t),
				Combinators.combine(mail, product, team).as((m, p, t) -> "assigned " + m + " " + p + " " + t),
				Combinators.combine(mail, product, team).as((m, p, t) -> "assigned " + m + " " + p + " " + t),
				Combinators.combine(mail, product, day, team).as((m, p, d, t) -> "day " + m + " " + p + " " + d + " " + t),
				Combinators.combine(mail, product, day, team).as((m, p, d, t) -> "day " + m + " " + p + " " + d + " " + t),
				Combinators.combine(Arbitraries.of(IDS), Arbitraries.of(HASHES), mail).as((i, h, m) -> "account " + i + " " + h + " " + m),
				Combinators.combine(mail, team).as((m, t) -> "member Design " + m + " " + t),
				Combinators.combine(Arbitraries.of("Red", "Blue"), Arbitraries.of("premium", "reporting")).as((t, b) -> "team " + t + " " + b),
				Arbitraries.integers().between(1, 3).map(n -> "tokens C 2026-01 Desktop " + n),
				Combinators.combine(Arbitraries.integers().between(1, 2), Arbitraries.integers().between(1, 2))
						.as((r, s) -> "denied 2026-01-30T08:00:0" + r + "Z ann PC Maya " + s),
				Combinators.combine(Arbitraries.integers().between(1, 2), Arbitraries.of("-", "full"))
						.as((n, w) -> "denied 2026-01-30T08:00:00Z ann PC Maya - " + w),
				Combinators.combine(Arbitraries.integers().between(1, 2), Arbitraries.integers().between(1, 2))
						.as((r, s) -> "session r" + r + " ann PC Maya 2026-01-30T08:00:00Z " + s));
		Arbitrary<List<String>> lists = Arbitraries.of("all ENTITLEMENTS", "all ASSIGNMENTS", "all GROUPS", "teams Red", "teams Red,Blue",
				"days 2026-01-31 2026-02-01", "days 2026-01-30 2026-02-02").list().ofMaxSize(3);
		return Combinators.combine(lists, line.list().ofMaxSize(8)).as((head, body) -> {
			List<String> text = new ArrayList<>(head);
			text.addAll(body);
			return text;
		}).list().ofMinSize(1).ofMaxSize(7);
	}

	@Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
	void foldingOneAfterTheOtherDerivingAnewAndFilesAgree(@ForAll("evidence") List<List<String>> evidence, @ForAll Random random)
			throws Exception {
		String polled = add();
		String files = add();
		String shuffled = add();
		List<Evidence> asFiles = new ArrayList<>();
		for (int index = 0; index < evidence.size(); index++) {
			CLOCK.forward(java.time.Duration.ofSeconds(7));
			byte[] bytes = (String.join("\n", evidence.get(index)) + "\nnote " + index).getBytes(StandardCharsets.UTF_8);
			Evidence poll = new Evidence(Evidence.Origin.POLL, "answer", CLOCK.instant(), Content.of(bytes));
			boolean twice = random.nextBoolean();
			boolean kept = random.nextBoolean();
			TYPE.ask = java.util.Optional.of(context -> {
				try {
					if (kept) {
						context.keeper().keep(poll, Map.of("done", java.util.Optional.of("yes")));
						return PollResult.failed(Status.up(""));
					}
				} catch (java.io.IOException e) {
					throw new java.io.UncheckedIOException(e);
				}
				return new PollResult.Collected(Status.up(""), List.of(poll), List.of());
			});
			for (int times = twice ? 2 : 1; times > 0; times--) {
				collecting.servers().poll(polled, Progress.NONE);
			}
			asFiles.add(new Evidence(Evidence.Origin.FILE, "file " + index, CLOCK.instant(), Content.of(bytes)));
		}
		for (Evidence file : asFiles) {
			collecting.imports().run(files, file, Progress.NONE);
		}
		Collections.shuffle(asFiles, random);
		for (Evidence file : asFiles) {
			collecting.imports().run(shuffled, file, Progress.NONE);
		}

		Map<String, List<String>> expected = facts(polled, Evidence.Origin.POLL);
		assertEquals(List.of(), differences(polled, Evidence.Origin.POLL), "incrementally as derived anew");
		assertEquals(List.of(), differences(files, Evidence.Origin.FILE), "files as derived anew");
		assertEquals(expected, facts(files, Evidence.Origin.FILE), "files as polls");
		assertEquals(expected, facts(shuffled, Evidence.Origin.FILE), "in whatever order they are imported");

		for (String server : List.of(polled, files, shuffled)) {
			long id = id(server);
			collecting.servers().remove(server);
			assertEquals(0L, store.<Long>read(tx -> (long) tx.facts().accounts().of(id).size()
					+ tx.facts().usageDays().of(new FactUnit(id, Evidence.Origin.POLL)).size()
					+ tx.facts().usageDays().of(new FactUnit(id, Evidence.Origin.FILE)).size() + tx.facts().assignments().of(id).size()
					+ tx.facts().teams().of(id).size() + tx.facts().groupMembers().of(id).size()
					+ tx.facts().tokenUses().of(id).size() + tx.facts().denials().of(id).size() + tx.monitors().memory(id).size()));
		}
	}

	/** Numbers of evidence are in the order in which it came, not in which it was made. */
	@Example
	void ofTwoMembershipsThatTurnOutToBeOneTheLaterIsNamedInWhateverOrderFilesCome() throws Exception {
		for (int seed = 1; seed <= 6; seed++) {
			foldingOneAfterTheOtherDerivingAnewAndFilesAgree(List.of(List.of("member Design ann@x.com Blue"),
					List.of("account B2 h2 eve@x.com", "member Design eve@x.com Blue"), List.of("account B2 h2 ann@x.com")), new Random(seed));
		}
	}

	/** An id that is told joins an account of the same id with one of the same hashed id, whose hashed ids differ. */
	@Example
	void ofTwoAccountsThatAreBothTheOneThatIsToldOneStays() throws Exception {
		for (int seed = 1; seed <= 6; seed++) {
			foldingOneAfterTheOtherDerivingAnewAndFilesAgree(List.of(List.of("account - h2 eve@x.com"), List.of("all ENTITLEMENTS"),
					List.of("assigned ann@x.com Maya -", "member Design ann@x.com Red", "account B2 h1 eve@x.com",
							"seats Maya 1 Red", "day eve@x.com Maya 2026-02-02 -", "account B2 h2 ann@x.com")), new Random(seed));
		}
	}

	/** Which of two accounts a mail address is does not depend on which was known first. */
	@Example
	void whatIsToldOfAMailAddressThatTwoHaveIsOfTheSameOneInWhateverOrderFilesCome() throws Exception {
		for (int seed = 1; seed <= 12; seed++) {
			foldingOneAfterTheOtherDerivingAnewAndFilesAgree(List.of(List.of("account B2 - ann@x.com"),
					List.of("member Design ben@x.com Blue", "account A1 h2 ben@x.com"),
					List.of("all GROUPS", "account A1 h2 ann@x.com", "member Design ann@x.com Blue")), new Random(seed));
		}
	}

	private static String add() throws ServiceException {
		String name = "Server " + servers++;
		collecting.servers().add(new ServerDefinition(name, LinesType.ID, Map.of("interval", "1d"), Map.of(), true));
		return name;
	}

	private static long id(String server) throws ServiceException {
		return store.read(tx -> tx.servers().byName(server)).orElseThrow().id();
	}

	private static List<String> differences(String server, Evidence.Origin origin) throws ServiceException {
		return collecting.facts().derive(new FactUnit(id(server), origin), TYPE, new Configuration(Map.of()), false, Progress.NONE)
				.differences();
	}

	/** All facts as texts, in which evidence is named by its place in the row. */
	private static Map<String, List<String>> facts(String server, Evidence.Origin origin) throws ServiceException {
		FactUnit unit = new FactUnit(id(server), origin);
		return store.read(tx -> {
			Map<Long, Integer> places = new HashMap<>();
			tx.sourceEvidence().of(unit.server(), origin).forEach(each -> places.put(each.id(), places.size()));
			Map<String, List<String>> facts = new HashMap<>();
			FactStore all = tx.facts();
			for (FactTable<?> table : List.of(all.entitlements(), all.accounts(), all.assignments(),
					all.usageSummaries(), all.teams(), all.groupMembers(), all.tokenUses(), all.tokenContracts(), all.denials())) {
				facts.put(table.getClass().getSimpleName() + facts.size(),
						table.of(unit).stream().map(stored -> text(stored.fact().toString(), places)).sorted().toList());
			}
			facts.put("days", all.usageDays().of(unit).stream().map(fact -> text(fact.toString(), places)).sorted().toList());
			facts.put("sessions", tx.sessions().of(SessionUnit.vendor(unit)).stream()
					.map(stored -> stored.fact().key() + " " + stored.fact().end() + " " + places.get(stored.fact().evidence())).sorted().toList());
			return facts;
		});
	}

	private static String text(String fact, Map<Long, Integer> places) {
		return java.util.regex.Pattern.compile("evidence=(\\d+)").matcher(fact)
				.replaceAll(found -> "evidence " + places.get(Long.valueOf(found.group(1))));
	}
}
