package org.lictor.agent.internal.usagefiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.agent.internal.Events.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.FakeClock;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.watch.Uses;
import org.lictor.agent.protocol.ConsentSource;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.ActionSeen;
import org.lictor.agent.protocol.EventDetail.Change;
import org.lictor.agent.protocol.EventDetail.Consent;
import org.lictor.agent.protocol.EventDetail.ConsentSeen;
import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.WatchRule;

/** Usage files and consents on a made-up host. */
class UsageFileWatchTest {

	private static final String KEY = "SOFTWARE\\Autodesk\\MC3";
	private static final String HELP = "Tick \"I agree\".";
	private static final String AVRO = "/home/ann/Roaming/Autodesk/AutoCAD 2018/R22/{guid}/1.0/MC3/Avro";
	private static final String CONSENT_FILE = "/home/ann/Roaming/Autodesk/ADPSDK/UserConsent/UnNamed.json";
	private static final WatchRule AUTOCAD = new WatchRule("S", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE,
			"/AutoCAD (?<version>\\d{4})/acad$", Optional.empty(),
			Optional.of(new UsageFiles(2010, 2019, List.of("{roaming}/Autodesk/AutoCAD {year}*/*/*/*/MC3/Avro"), "*.avro",
					List.of(new ConsentSource(ConsentSource.Kind.REGISTRY, "HKCU\\" + KEY, "ADAOptIn", "1"),
							new ConsentSource(ConsentSource.Kind.REGISTRY, "HKLM\\" + KEY, "ADAOptIn", "1"),
							new ConsentSource(ConsentSource.Kind.FILE, "{roaming}/Autodesk/ADPSDK/UserConsent/*.json",
									"preferences[consentId=B].optIn", "true")),
					HELP)));

	@TempDir
	Path temp;
	private final FakeClock clock = new FakeClock(NOON);
	private final FakeFiles files = new FakeFiles();
	private final Map<String, Map<String, String>> registry = new HashMap<>();
	private final List<EventDetail> told = new ArrayList<>();
	private boolean away;
	private boolean registryFails;
	private String trouble = "";
	private Uses uses;
	private UsageFileWatch watch;

	@BeforeEach
	void start() throws InterruptedException {
		uses = new Uses(new StateFile(temp.resolve("uses.json")));
		Registry keys = new Registry() {
			@Override
			public Map<String, String> values(String key) throws IOException {
				if (registryFails) {
					throw new IOException("no access");
				}
				return registry.getOrDefault(key, Map.of());
			}

			@Override
			public List<String> subkeys(String key) {
				return List.of();
			}
		};
		Home ann = new Home("ann", "S-1", Map.of("roaming", Path.of("/home/ann/Roaming")));
		watch = new UsageFileWatch(new UsageFileWatch.Sight(() -> List.of(ann), keys, files, new Patience() {
			@Override
			public <T> Optional<T> await(String name, Callable<T> work) throws ExecutionException {
				try {
					return away && name.equals("ann") ? Optional.empty() : Optional.of(work.call());
				} catch (Exception e) {
					throw new ExecutionException(e);
				}
			}
		}, UsageFileWatch.Pace.USUAL), clock, uses, told::addAll, new StateFile(temp.resolve("usage-files.json")), "pc", text -> trouble = text);
		watch.watch(List.of(AUTOCAD));
	}

	private void agree(String value) {
		registry.put("HKU\\S-1\\" + KEY, Map.of("ADAOptIn", value));
	}

	/** Time passes, and the agent looks as often as it would. */
	private void pass(Duration time) throws InterruptedException {
		Duration left = time;
		while (left.isPositive()) {
			Duration rest = watch.step();
			Duration next = rest.compareTo(left) < 0 ? rest : left;
			clock.pass(next);
			left = left.minus(next);
		}
		watch.step();
	}

	private void use(String file) {
		files.write(AVRO + "/" + file, "secret", clock.wall());
	}

	private List<ActionSeen> actions() {
		return told.stream().filter(ActionSeen.class::isInstance).map(ActionSeen.class::cast).toList();
	}

	private List<Consent> consents() {
		return told.stream().filter(ConsentSeen.class::isInstance).map(detail -> ((ConsentSeen) detail).consent()).toList();
	}

	@Test
	void tellsAStartAndASave() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		Instant started = clock.wall();
		pass(Duration.ofMinutes(5));
		use("a.avro");
		Instant saved = clock.wall();
		pass(Duration.ofMinutes(5));

		List<ActionSeen> actions = actions();
		assertEquals(List.of(started, saved), actions.stream().map(ActionSeen::action).toList());
		assertEquals(List.of(Change.MADE, Change.CHANGED), actions.stream().map(ActionSeen::change).toList());
		assertEquals(actions.get(0).use(), actions.get(1).use());
		assertEquals("2018", actions.get(0).use().version());
		assertEquals("ann", actions.get(0).use().user());
		assertEquals("pc", actions.get(0).use().host());
		assertEquals(List.of(Consent.GIVEN), consents());
		assertEquals(List.of(), files.read, "no usage file was read");
		assertEquals("", trouble);
	}

	@Test
	void readsNothingOfThoseFoldersWithoutConsent() throws InterruptedException {
		use("a.avro");
		for (String no : List.of("0", "")) {
			agree(no);
			pass(Duration.ofMinutes(3));
		}

		assertEquals(List.of(), files.looked.stream().filter(path -> path.contains("AutoCAD")).toList());
		assertEquals(List.of(), told, "nobody is seen to use it, so nobody is told to agree");
	}

	@Test
	void tellsThatConsentIsMissingOfSomebodyWhoUsesTheApplication() throws InterruptedException {
		UUID use = uses.began(new Uses.Of("S", "AutoCAD", "2018", "ann"), new UUID(1, 1), clock.wall());
		pass(Duration.ofMinutes(5));

		assertEquals(List.of(new ConsentSeen("S", "acad", "AutoCAD", "ann", Consent.MISSING, List.of(use), HELP)), told);
		assertEquals(List.of("consent missing: ann, AutoCAD for S"), watch.sentences());

		start(); // the agent starts anew
		pass(Duration.ofMinutes(5));
		assertEquals(1, told.size(), "it was told before");
	}

	@Test
	void countsFromTheMomentOfTheConsent() throws InterruptedException {
		use("old.avro");
		pass(Duration.ofMinutes(2));
		clock.pass(Duration.ofSeconds(5));
		agree("1");
		clock.pass(Duration.ofSeconds(5));
		use("new.avro");
		Instant started = clock.wall();
		pass(Duration.ofMinutes(2));

		assertEquals(List.of(started), actions().stream().map(ActionSeen::action).toList());
		assertEquals(Change.MADE, actions().getFirst().change());
	}

	@Test
	void readsNoMoreWhenConsentIsWithdrawn() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		pass(Duration.ofMinutes(1));
		agree("0");
		pass(Duration.ofMinutes(1));
		files.looked.clear();
		use("a.avro");
		pass(Duration.ofMinutes(5));
		assertEquals(List.of(), files.looked.stream().filter(path -> path.contains("AutoCAD")).toList());
		agree("1");
		pass(Duration.ofMinutes(5));

		assertEquals(1, actions().size(), "what was done without consent is not told afterwards");
		assertEquals(List.of(Consent.GIVEN, Consent.WITHDRAWN, Consent.GIVEN), consents());
		ConsentSeen withdrawn = (ConsentSeen) told.stream()
				.filter(detail -> detail instanceof ConsentSeen seen && seen.consent() == Consent.WITHDRAWN).findFirst()
				.orElseThrow();
		assertEquals(List.of(actions().getFirst().use().key()), withdrawn.uses(), "it ends the use");
		assertEquals(HELP, withdrawn.help());
	}

	@Test
	void everySourceHasItsSay() throws InterruptedException {
		uses.began(new Uses.Of("S", "AutoCAD", "2018", "ann"), new UUID(1, 1), clock.wall());
		files.write(CONSENT_FILE, "{\"preferences\":[{\"consentId\":\"A\",\"optIn\":false},{\"consentId\":\"B\",\"optIn\":true}]}", NOON);
		pass(Duration.ofMinutes(1));
		registry.put("HKLM\\" + KEY, Map.of("ADAOptIn", "0"));
		pass(Duration.ofMinutes(1));
		registry.put("HKLM\\" + KEY, Map.of("ADAOptIn", "1"));
		pass(Duration.ofMinutes(1));
		files.write(CONSENT_FILE.replace("UnNamed", "ann"),
				"{\"preferences\":[{\"consentId\":\"B\",\"optIn\":false}]}", NOON.plusSeconds(60));
		pass(Duration.ofMinutes(1));

		assertEquals(List.of(Consent.GIVEN, Consent.WITHDRAWN, Consent.GIVEN, Consent.WITHDRAWN), consents(),
				"the file says yes, the machine no, both yes, the newer file no");
	}

	@Test
	void theMachineAloneCannotAgreeForAUser() throws InterruptedException {
		uses.began(new Uses.Of("S", "AutoCAD", "2018", "ann"), new UUID(1, 1), clock.wall());
		registry.put("HKLM\\" + KEY, Map.of("ADAOptIn", "1"));
		pass(Duration.ofMinutes(1));

		assertEquals(List.of(Consent.MISSING), consents());
	}

	@Test
	void readsNothingWhenTheConsentCannotBeRead() throws InterruptedException {
		uses.began(new Uses.Of("S", "AutoCAD", "2018", "ann"), new UUID(1, 1), clock.wall());
		agree("1");
		registryFails = true;
		use("a.avro");
		pass(Duration.ofMinutes(1));
		registryFails = false;
		files.write(CONSENT_FILE, "{\"preferences\":[{\"consentId\":", NOON);
		pass(Duration.ofMinutes(1));

		assertEquals(List.of(Consent.UNREADABLE), consents());
		assertEquals(List.of(), files.looked.stream().filter(path -> path.contains("AutoCAD")).toList());
	}

	@Test
	void tellsNothingTwiceAfterARestartAndMissesNothing() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		Instant whileAway = clock.wall();
		clock.pass(Duration.ofMinutes(50));
		start();
		pass(Duration.ofMinutes(1));
		start();
		pass(Duration.ofMinutes(1));

		assertEquals(2, actions().size());
		assertEquals(whileAway, actions().get(1).action());
		assertEquals(actions().get(0).use(), actions().get(1).use());
		assertEquals(List.of(Consent.GIVEN), consents());
	}

	@Test
	void takesATimeAheadOfTheClockForNow() throws InterruptedException {
		agree("1");
		files.write(AVRO + "/of-2099.avro", "x", Instant.parse("2099-01-01T00:00:00Z"));
		pass(Duration.ofMinutes(1));
		assertEquals(List.of(), actions(), "nobody knows when it was written");

		files.write(AVRO + "/ahead.avro", "x", clock.wall().plus(Duration.ofHours(3)));
		pass(Duration.ofMinutes(1));
		assertEquals(1, actions().size());
		assertTrue(!actions().getFirst().action().isAfter(clock.wall()), "not after it was seen");
	}

	@Test
	void isNotMisledByAClockThatJumps() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		pass(Duration.ofMinutes(1));
		clock.jump(Duration.ofHours(-1));
		pass(Duration.ofMinutes(2));
		use("a.avro");
		Instant saved = clock.wall();
		pass(Duration.ofMinutes(1));
		clock.jump(Duration.ofHours(2));
		pass(Duration.ofMinutes(2));

		assertEquals(2, actions().size());
		assertEquals(saved, actions().get(1).action());
	}

	@Test
	void waitsForAProfileThatIsAway() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		away = true;
		pass(Duration.ofMinutes(1));
		assertTrue(trouble.contains("The profile of ann does not answer"), trouble);
		use("a.avro");
		pass(Duration.ofMinutes(1));
		assertEquals(List.of(), actions());
		away = false;
		pass(Duration.ofMinutes(1));

		assertEquals(1, actions().size());
		assertEquals("", trouble);
	}

	@Test
	void aFolderThatCannotBeListedIsNoFolderWithoutFiles() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		pass(Duration.ofMinutes(1));
		files.breakDown(AVRO);
		pass(Duration.ofMinutes(1));
		assertTrue(trouble.contains("cannot be listed"), trouble);
		files.mend();
		pass(Duration.ofMinutes(1));

		assertEquals(1, actions().size(), "the file is not new");
		assertEquals("", trouble);
	}

	@Test
	void looksAtNoOtherYearsAndNoOtherFiles() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		files.write(AVRO + "/notes.txt", "x", clock.wall());
		files.write(AVRO.replace("2018", "2020") + "/a.avro", "x", clock.wall());
		files.write(AVRO.replace("AutoCAD", "Revit") + "/a.avro", "x", clock.wall());
		pass(Duration.ofMinutes(1));
		assertEquals(List.of(), actions());

		files.delete(AVRO + "/notes.txt");
		use("a.avro");
		pass(Duration.ofMinutes(1));
		files.delete(AVRO + "/a.avro");
		pass(Duration.ofMinutes(1));
		assertEquals(1, actions().size(), "a file that goes is no action");
	}

	@Test
	void tellsConsentsAgainWhenTheyAreToldInAnotherForm() throws InterruptedException {
		agree("1");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		pass(Duration.ofMinutes(1));
		uses.forget();
		use("a.avro");
		pass(Duration.ofMinutes(1));

		assertEquals(List.of(Consent.GIVEN, Consent.GIVEN), consents());
		assertEquals(2, actions().stream().map(action -> action.use().key()).distinct().count());
	}

	@Test
	void tellsAnActionOnceThoughTwoRulesAreAboutTheProduct() throws InterruptedException {
		watch.watch(List.of(AUTOCAD, new WatchRule("S", "acad-mac", "AutoCAD", WatchRule.Kind.INTERACTIVE, "AutoCAD$",
				Optional.empty(), AUTOCAD.usageFiles())));
		agree("1");
		pass(Duration.ofMinutes(1));
		use("a.avro");
		pass(Duration.ofMinutes(1));

		assertEquals(List.of("acad"), actions().stream().map(action -> action.use().applicationId()).toList());
	}

	@Test
	void looksAtNothingWithoutARule() throws InterruptedException {
		watch.watch(List.of());
		agree("1");
		pass(Duration.ofHours(1));

		assertEquals(List.of(), files.looked);
	}
}
