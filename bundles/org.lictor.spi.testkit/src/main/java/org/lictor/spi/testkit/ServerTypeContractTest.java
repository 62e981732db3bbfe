package org.lictor.spi.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Diagnostic;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.Observation;
import org.lictor.spi.PollResult;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;

/**
 * What every server type must do. A type's own test extends this class and says what there is to test; the tests
 * themselves cannot be overridden.
 *
 * <p>Every test makes a new instance of the type. The clock stands at {@link #NOW} unless a candidate moves it.
 */
public abstract class ServerTypeContractTest {

	/** The time at which everything happens. */
	public static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");

	private static final int CUTS = 400;
	private static final int MUTATIONS = 400;
	private static final int LARGEST_SAMPLE = 64 * 1024;

	/** A folder of the test's own, for files that a configuration names. */
	@TempDir
	Path folder;

	private final FakeClock clock = new FakeClock(NOW);

	/** For classes that say what there is to test. */
	protected ServerTypeContractTest() {
	}

	// What there is to test

	/** @return a new instance of the type */
	protected abstract ServerType type();

	/**
	 * Configurations with which a server can be monitored, in a world that exists: files lie where they should, the
	 * network answers.
	 *
	 * @param folder an empty folder for files
	 * @return at least one
	 * @throws IOException when the world cannot be made
	 */
	protected abstract List<Candidate> goodConfigurations(Path folder) throws IOException;

	/**
	 * Configurations that have the right form but cannot work: a file that is missing, a password that is refused.
	 * Every
	 * field of kind FILE, FOLDER or URL must be at fault in one of them.
	 *
	 * @param folder an empty folder for files
	 * @return none only when the schema has no such field
	 * @throws IOException when the world cannot be made
	 */
	protected abstract List<Candidate> badConfigurations(Path folder) throws IOException;

	/** @return evidence of every kind the type knows, each understood without a single problem */
	protected abstract List<EvidenceSample> samples();

	/** @return the clock that monitors are given; stands at {@link #NOW} */
	protected final FakeClock clock() {
		return clock;
	}

	// Who it is

	/** The id is kept for ever and typed by people. */
	@Test
	public final void hasAnIdOfLowerCaseLettersDigitsAndDashes() {
		assertTrue(type().id().matches("[a-z][a-z0-9-]*"), () -> "'" + type().id() + "' is no id");
	}

	/** Label, description and the version of the parser are there. */
	@Test
	public final void saysWhoItIsInWords() {
		ServerType type = type();

		assertAll(
				() -> assertFalse(type.label().isBlank(), "the label is empty"),
				() -> assertFalse(type.description().isBlank(), "the description is empty"),
				() -> assertFalse(type.parserVersion().isBlank(), "the parser's version is empty"));
	}

	/** What a type says of itself depends on nothing. */
	@Test
	public final void saysTheSameOfItselfEveryTime() {
		ServerType one = type();
		ServerType other = type();

		assertAll(
				() -> assertEquals(one.id(), other.id()),
				() -> assertEquals(one.label(), other.label()),
				() -> assertEquals(one.schema(), other.schema()),
				() -> assertEquals(one.capabilities(), other.capabilities()),
				() -> assertEquals(one.applications(), other.applications()),
				() -> assertEquals(one.parserVersion(), other.parserVersion()));
	}

	// The schema

	/** Every field has a label and a help text. */
	@Test
	public final void explainsEveryField() {
		for (Field field : type().schema().fields()) {
			assertFalse(field.label().isBlank(), () -> field.key() + " has no label");
			assertTrue(field.help().length() >= 10, () -> field.key() + " has no help worth the name");
		}
	}

	/** A default is a value that a person could have entered. */
	@Test
	public final void hasDefaultsThatPassItsOwnCheck() {
		ConfigurationSchema schema = type().schema();
		Map<String, String> defaults = schema.fields().stream().filter(field -> !field.defaultValue().isEmpty())
				.collect(Collectors.toMap(Field::key, Field::defaultValue));
		Set<String> secrets = schema.fields().stream().filter(field -> field.kind() == Field.Kind.SECRET)
				.map(Field::key).collect(Collectors.toSet());

		List<FieldProblem> wrong = schema.check(defaults, secrets).stream()
				.filter(problem -> defaults.containsKey(problem.key())).toList();

		assertEquals(List.of(), wrong);
	}

	/** Nobody knows a secret beforehand. */
	@Test
	public final void hasNoSecretWithADefault() {
		for (Field field : type().schema().fields()) {
			assertTrue(field.kind() != Field.Kind.SECRET || field.defaultValue().isEmpty(),
					() -> field.key() + " is a secret and has a default");
		}
	}

	/** A choice has something to choose from, other fields do not. */
	@Test
	public final void offersChoicesWhereAChoiceIsAskedFor() {
		for (Field field : type().schema().fields()) {
			assertEquals(field.kind() == Field.Kind.CHOICE, !field.choices().isEmpty(),
					() -> field.key() + " is of kind " + field.kind() + " and has the choices " + field.choices());
		}
	}

	/** A field of the name {@code interval} is a length of time. */
	@Test
	public final void measuresItsIntervalInTime() {
		type().schema().field("interval").ifPresent(field -> assertEquals(Field.Kind.DURATION, field.kind()));
	}

	// Verifying

	/**
	 * Verifying a good configuration says so.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void acceptsGoodConfigurations() throws IOException {
		List<Candidate> candidates = goodConfigurations(folder);
		assertFalse(candidates.isEmpty(), "there is no good configuration to test");
		for (Candidate candidate : candidates) {
			ServerType type = type();
			assertEquals(List.of(), type.schema().check(candidate.values(), candidate.secrets().keySet()), candidate.what());

			Verification verification = type.verify(configuration(type, candidate), context(candidate), call());

			check(candidate, verification);
			assertTrue(verification.good(), () -> candidate.what() + ": " + verification);
		}
	}

	/**
	 * Verifying a bad configuration names the fields at fault, and no others.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void namesTheFieldsAtFault() throws IOException {
		for (Candidate candidate : badConfigurations(folder)) {
			ServerType type = type();
			assertEquals(List.of(), type.schema().check(candidate.values(), candidate.secrets().keySet()),
					() -> candidate.what() + ": the form alone is wrong already");

			Verification verification = type.verify(configuration(type, candidate), context(candidate), call());

			check(candidate, verification);
			assertFalse(verification.good(), () -> candidate.what() + ": " + verification);
			assertNotEquals(Status.State.UP, verification.status().state(), candidate.what());
			assertEquals(candidate.fieldsAtFault(),
					verification.problems().stream().map(FieldProblem::key).collect(Collectors.toSet()),
					() -> candidate.what() + ": " + verification);
		}
	}

	/**
	 * For every file, folder and address there is a test in which it is at fault.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void canTellEveryFieldThatPointsSomewhere() throws IOException {
		Set<String> pointing = type().schema().fields().stream()
				.filter(field -> field.kind() == Field.Kind.FILE || field.kind() == Field.Kind.FOLDER
						|| field.kind() == Field.Kind.URL)
				.map(Field::key).collect(Collectors.toSet());
		badConfigurations(folder).forEach(candidate -> pointing.removeAll(candidate.fieldsAtFault()));

		assertEquals(Set.of(), pointing, "no bad configuration is given for these fields");
	}

	/**
	 * Verifying returns at once, without touching the network, when it was called off or its deadline is over.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void verifiesWithoutAnExceptionWhenCalledOffOrTooLate() throws IOException {
		for (Candidate candidate : allConfigurations()) {
			for (Call call : List.of(calledOff(), tooLate())) {
				ServerType type = type();
				FakeContext context = new FakeContext(clock, FakeHttp.hanging(), new FakeSecrets(candidate.secrets()));
				check(candidate, assertTimeoutPreemptively(patience(),
						() -> type.verify(configuration(type, candidate), context, call), candidate.what()));
			}
		}
	}

	// Polling

	/**
	 * Opening a monitor reaches nobody.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void touchesNoNetworkUntilItIsPolled() throws IOException {
		for (Candidate candidate : allConfigurations()) {
			ServerType type = type();
			FakeContext context = context(candidate);

			type.open(configuration(type, candidate), context).close();

			assertEquals(List.of(), context.http().requests(), candidate.what());
		}
	}

	/**
	 * A good configuration is UP, or there is nothing to poll.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void pollsGoodConfigurations() throws IOException {
		for (Candidate candidate : goodConfigurations(folder)) {
			PollResult result = poll(candidate, context(candidate), call());

			if (result instanceof PollResult.Collected collected) {
				assertEquals(Status.State.UP, collected.status().state(), () -> candidate.what() + ": " + collected);
			}
		}
	}

	/**
	 * A bad configuration has a status that says so, with a class of trouble and a sentence.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void tellsTroubleAsAStatus() throws IOException {
		for (Candidate candidate : badConfigurations(folder)) {
			PollResult.Collected result = assertInstanceOf(PollResult.Collected.class,
					poll(candidate, context(candidate), call()), candidate.what());

			assertNotEquals(Status.State.UP, result.status().state(), () -> candidate.what() + ": " + result);
			assertNotEquals(Status.Detail.NONE, result.status().detail(), () -> candidate.what() + ": " + result);
		}
	}

	/**
	 * Whatever the network answers, a poll returns a status; and what it asked for in vain is not UP.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void survivesEveryKindOfNetwork() throws IOException {
		List<FakeHttp> networks = List.of(FakeHttp.down(),
				FakeHttp.answering(200, new byte[0]),
				FakeHttp.answering(200, "<html>Sign in".getBytes(StandardCharsets.UTF_8)),
				FakeHttp.answering(401, new byte[0]),
				FakeHttp.answering(403, "{\"title\":\"ForbiddenError\",\"detail\":\"\"}".getBytes(StandardCharsets.UTF_8)),
				FakeHttp.answering(429, new byte[0]),
				FakeHttp.answering(503, new byte[] { 0, 1, 2, -1 }));
		for (Candidate candidate : goodConfigurations(folder)) {
			for (FakeHttp network : networks) {
				PollResult result = poll(candidate, new FakeContext(clock, network, new FakeSecrets(candidate.secrets())),
						call());

				if (!network.requests().isEmpty() && result instanceof PollResult.Collected collected) {
					assertNotEquals(Status.State.UP, collected.status().state(), () -> candidate.what() + ": " + collected);
				}
			}
		}
	}

	/**
	 * A poll returns at once, without touching the network, when it was called off or its deadline is over.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void pollsWithoutAnExceptionWhenCalledOffOrTooLate() throws IOException {
		for (Candidate candidate : allConfigurations()) {
			for (Call call : List.of(calledOff(), tooLate())) {
				FakeContext context = new FakeContext(clock, FakeHttp.hanging(), new FakeSecrets(candidate.secrets()));
				assertTimeoutPreemptively(patience(), () -> poll(candidate, context, call), candidate.what());
			}
		}
	}

	/**
	 * A poll that waits returns when its thread is interrupted.
	 *
	 * @throws IOException when the world cannot be made
	 * @throws InterruptedException when the test itself is interrupted
	 */
	@Test
	public final void returnsWhenItsThreadIsInterrupted() throws IOException, InterruptedException {
		for (Candidate candidate : goodConfigurations(folder)) {
			CountDownLatch busy = new CountDownLatch(1);
			FakeHttp http = new FakeHttp(request -> {
				busy.countDown();
				new CountDownLatch(1).await();
				throw new IOException("never");
			});
			FakeContext context = new FakeContext(clock, http, new FakeSecrets(candidate.secrets()));
			AtomicReference<Throwable> trouble = new AtomicReference<>();
			Thread caller = new Thread(() -> {
				try {
					poll(candidate, context, call());
				} catch (Throwable e) {
					trouble.set(e);
				} finally {
					busy.countDown();
				}
			}, "contract test caller");
			caller.start();
			assertTrue(busy.await(patience().toSeconds(), TimeUnit.SECONDS), candidate.what());

			caller.interrupt();
			caller.join(patience().toMillis());

			assertFalse(caller.isAlive(), () -> candidate.what() + ": still polling after an interrupt");
			if (trouble.get() != null) {
				fail(candidate.what(), trouble.get());
			}
		}
	}

	/**
	 * What a poll of a good configuration brings can be interpreted.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void understandsWhatItPolls() throws IOException {
		for (Candidate candidate : goodConfigurations(folder)) {
			ServerType type = type();
			if (poll(candidate, context(candidate), call()) instanceof PollResult.Collected collected) {
				for (Evidence evidence : collected.evidence()) {
					FakeSink sink = new FakeSink();
					Interpretation result = type.interpret(evidence, configuration(type, candidate), sink);
					assertInstanceOf(Interpretation.Understood.class, result, () -> evidence.name() + ": " + result);
				}
			}
		}
	}

	/**
	 * Closing twice is harmless, used or unused.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void mayBeClosedTwice() throws IOException {
		for (Candidate candidate : allConfigurations()) {
			ServerType type = type();
			Monitor unused = type.open(configuration(type, candidate), context(candidate));
			unused.close();
			unused.close();

			Monitor used = type.open(configuration(type, candidate), context(candidate));
			used.poll(call());
			used.close();
			used.close();
		}
	}

	/**
	 * No thread lives on after a monitor was closed.
	 *
	 * @throws IOException when the world cannot be made
	 * @throws InterruptedException when the test itself is interrupted
	 */
	@Test
	public final void leavesNoThreadBehind() throws IOException, InterruptedException {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		for (Candidate candidate : allConfigurations()) {
			ServerType type = type();
			type.verify(configuration(type, candidate), context(candidate), call());
			poll(candidate, context(candidate), call());
		}
		for (EvidenceSample sample : samples()) {
			interpret(sample, sample.bytes());
		}

		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (!before.contains(thread) && !belongsToTheJdk(thread)) {
				thread.join(patience().toMillis());
				assertFalse(thread.isAlive(), () -> "the thread '" + thread.getName() + "' is left behind");
			}
		}
	}

	/**
	 * No status, diagnostic, name or address tells a secret.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void keepsSecretsToItself() throws IOException {
		for (Candidate candidate : allConfigurations()) {
			ServerType type = type();
			FakeContext context = context(candidate);
			StringBuilder said = new StringBuilder();
			said.append(type.verify(configuration(type, candidate), context, call()));
			said.append(poll(candidate, context, call()));
			context.http().requests().forEach(request -> said.append(request.uri()));

			candidate.secrets().forEach((key, secret) -> assertFalse(said.toString().contains(secret),
					() -> candidate.what() + ": the secret '" + key + "' is told"));
		}
	}

	// Understanding

	/** Each sample is understood to its end and says something. */
	@Test
	public final void understandsEverySample() {
		assertFalse(samples().isEmpty(), "there is no evidence to test");
		for (EvidenceSample sample : samples()) {
			assertTrue(sample.bytes().length <= LARGEST_SAMPLE, () -> sample + " is larger than 64 KB");

			Outcome outcome = interpret(sample, sample.bytes());

			Interpretation.Understood understood = assertInstanceOf(Interpretation.Understood.class, outcome.result,
					() -> sample + ": " + outcome.result);
			assertFalse(understood.what().isBlank(), () -> sample + ": does not say what it is");
			assertEquals(0, understood.rejected(), () -> sample + ": " + outcome.sink.troubles());
			assertFalse(outcome.sink.observations().isEmpty(), () -> sample + ": says nothing");
			assertTrue(!sample.readableInPart() || outcome.sink.observations().size() >= 8,
					() -> sample + ": too small, at least 8 observations are needed");
		}
	}

	/**
	 * The same evidence gives the same observations in the same order, on a machine with another language and time
	 * zone too.
	 */
	@Test
	public final void saysTheSameOfTheSameEvidence() {
		for (EvidenceSample sample : samples()) {
			Outcome first = interpret(sample, sample.bytes());
			Outcome second = elsewhere(() -> interpret(sample, sample.bytes()));

			assertEquals(first.sink.observations(), second.sink.observations(), sample::toString);
			assertEquals(first.result, second.result, sample::toString);
			assertEquals(first.sink.diagnostics().size(), second.sink.diagnostics().size(), sample::toString);
		}
	}

	/**
	 * Evidence cut off at any place raises no exception; of a sample that is readable in part, what stood before is
	 * used, and nothing is made up. A sample that means nothing unless whole is never taken for complete.
	 */
	@Test
	public final void usesWhatStoodBeforeTheEndOfEvidenceCutOff() {
		for (EvidenceSample sample : samples()) {
			assertTimeoutPreemptively(Duration.ofMinutes(2), () -> cutOff(sample), sample::toString);
		}
	}

	/**
	 * Evidence with a damage at any place raises no exception; of a sample that is readable in part, what stood before
	 * the damage is used.
	 */
	@Test
	public final void usesWhatStoodBeforeADamage() {
		for (EvidenceSample sample : samples()) {
			assertTimeoutPreemptively(Duration.ofMinutes(2), () -> damage(sample), sample::toString);
		}
	}

	/** Evidence that is empty or no evidence at all is refused. */
	@Test
	public final void refusesNonsenseWithASentence() {
		byte[] noise = new byte[5000];
		new Random(1).nextBytes(noise);
		byte[] zeroes = new byte[5000];
		byte[] oneLine = new byte[300_000];
		Arrays.fill(oneLine, (byte) 'x');
		byte[] quotes = new byte[50_000];
		Arrays.fill(quotes, (byte) '"');
		for (EvidenceSample sample : samples()) {
			for (byte[] nonsense : List.of(new byte[0], noise, zeroes, oneLine, quotes)) {
				Outcome outcome = interpret(sample, nonsense);

				assertInstanceOf(Interpretation.Refused.class, outcome.result,
						() -> sample + " with nonsense in it: " + outcome.result);
			}
		}
	}

	/** Evidence whose bytes cannot be read is refused. */
	@Test
	public final void refusesWhatCannotBeRead() {
		for (EvidenceSample sample : samples()) {
			for (long readable : List.of(0L, sample.bytes().length / 2L)) {
				ServerType type = type();
				Interpretation result = type.interpret(
						sample.evidence(FakeContent.failingAfter(sample.bytes(), readable)), configuration(type, sample),
						new FakeSink());

				assertInstanceOf(Interpretation.Refused.class, result, () -> sample + " on a bad disk: " + result);
			}
		}
	}

	/** Interpreting stops within a record when the sink asks for it, and leaves no stream open. */
	@Test
	public final void stopsInterpretingWhenAsked() {
		for (EvidenceSample sample : samples()) {
			int all = interpret(sample, sample.bytes()).sink.observations().size();
			for (int wanted : List.of(0, all / 2)) {
				ServerType type = type();
				FakeContent content = FakeContent.of(sample.bytes());
				FakeSink sink = FakeSink.stoppingAfter(wanted);

				Interpretation result = type.interpret(sample.evidence(content), configuration(type, sample), sink);

				assertEquals(Interpretation.CANCELLED, result, sample::toString);
				assertTrue(sink.observations().size() <= wanted + sample.perRecord(),
						() -> sample + ": went on for " + sink.observations().size() + " observations, asked to stop at " + wanted);
				assertEquals(0, content.openStreams(), () -> sample + ": a stream is left open");
			}
		}
	}

	// What it can

	/**
	 * Capabilities and what samples and polls bring agree.
	 *
	 * @throws IOException when the world cannot be made
	 */
	@Test
	public final void bringsWhatItsCapabilitiesPromise() throws IOException {
		Set<Capability> capabilities = type().capabilities();
		Set<Class<?>> said = new HashSet<>();
		samples().forEach(sample -> interpret(sample, sample.bytes()).sink.observations()
				.forEach(observation -> said.add(observation.getClass())));
		boolean polls = false;
		for (Candidate candidate : goodConfigurations(folder)) {
			polls |= poll(candidate, context(candidate), call()) instanceof PollResult.Collected collected
					&& !collected.evidence().isEmpty();
		}
		boolean pollsSomething = polls;
		boolean takesFiles = samples().stream().anyMatch(sample -> sample.origin() == Evidence.Origin.FILE);

		assertAll(
				() -> assertEquals(capabilities.contains(Capability.SNAPSHOT), pollsSomething,
						"SNAPSHOT: a poll of a good configuration brings evidence"),
				() -> assertEquals(capabilities.contains(Capability.IMPORT), takesFiles,
						"IMPORT: there are samples of files"),
				() -> assertEquals(capabilities.contains(Capability.SESSIONS), said.contains(Observation.Checkout.class),
						"SESSIONS: some sample tells a checkout"),
				() -> assertEquals(capabilities.contains(Capability.DAILY_USAGE), said.contains(Observation.UsageDay.class),
						"DAILY_USAGE: some sample tells a day of use"),
				() -> assertEquals(capabilities.contains(Capability.DENIALS), said.contains(Observation.Denial.class),
						"DENIALS: some sample tells a denial"));
	}

	/** Applications go with the capability AGENTS. */
	@Test
	public final void namesApplicationsOnlyForAgents() {
		assertEquals(type().capabilities().contains(Capability.AGENTS), !type().applications().isEmpty(),
				"AGENTS: there are applications to watch");
	}

	/** Each rule for applications has an id of its own and a product. */
	@Test
	public final void namesEveryApplicationOnce() {
		List<String> ids = type().applications().stream().map(WatchedApplication::id).toList();

		assertEquals(ids.size(), Set.copyOf(ids).size(), () -> "an id stands twice among " + ids);
		type().applications().forEach(application -> {
			assertFalse(application.id().isBlank(), () -> application + " has no id");
			assertFalse(application.product().isBlank(), () -> application.id() + " has no product");
		});
	}

	/** No rule matches a program that is on every machine. */
	@Test
	public final void takesNoOrdinaryProgramForItsOwn() {
		List<String> ordinary = List.of("/usr/lib/systemd/systemd", "/usr/bin/bash", "/usr/bin/python3.11",
				"/usr/lib/jvm/java-21/bin/java", "/usr/lib/firefox/firefox", "C:/Windows/explorer.exe",
				"C:/Windows/System32/svchost.exe", "C:/Program Files/Microsoft Office/root/Office16/EXCEL.EXE",
				"C:/Program Files/Google/Chrome/Application/chrome.exe", "/sbin/launchd",
				"/System/Library/CoreServices/Finder.app/Contents/MacOS/Finder", "");
		for (WatchedApplication application : type().applications()) {
			Pattern path = Pattern.compile(application.path(), Pattern.CASE_INSENSITIVE);
			ordinary.forEach(program -> assertFalse(path.matcher(program).find(),
					() -> application.id() + " takes '" + program + "' for its own"));
		}
	}

	/** No rule takes long on a path made to slow it down. */
	@Test
	public final void recognisesApplicationsInNoTime() {
		CharSequence deep = new Interruptible("/Autodesk 2024 2025".repeat(200) + "/program");
		List<WatchedApplication> applications = type().applications();

		assertTimeoutPreemptively(patience(), () -> applications.forEach(application -> {
			Pattern.compile(application.path(), Pattern.CASE_INSENSITIVE).matcher(deep).find();
			application.commandLine().ifPresent(
					expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(deep).find());
		}));
	}

	// How it is done

	/** @return how long to wait for something that should be over at once; shorter where the waiting itself is tested */
	Duration patience() {
		return Duration.ofSeconds(20);
	}

	/**
	 * A text that lets an expression be interrupted while it is searched in it.
	 *
	 * @param text the text
	 */
	private record Interruptible(CharSequence text) implements CharSequence {

		@Override
		public char charAt(int index) {
			if (Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException("interrupted");
			}
			return text.charAt(index);
		}

		@Override
		public int length() {
			return text.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new Interruptible(text.subSequence(start, end));
		}
	}

	/** What came of interpreting. */
	private record Outcome(Interpretation result, FakeSink sink) {

		/** What a caller may use: nothing of evidence that was refused, unless it says so. */
		List<Observation> usable() {
			return result instanceof Interpretation.Refused refused && !refused.keep() ? List.of() : sink.observations();
		}
	}

	private void cutOff(EvidenceSample sample) {
		List<Observation> whole = interpret(sample, sample.bytes()).usable();
		int size = sample.bytes().length;
		int best = 0;
		for (int length = 0; length < size; length += step(size)) {
			int cut = length;
			Outcome outcome = interpret(sample, sample.firstBytes(cut));
			List<Observation> usable = outcome.usable();
			if (!sample.readableInPart()) {
				assertTrue(usable.equals(whole) || !(outcome.result instanceof Interpretation.Understood understood)
						|| understood.complete().isEmpty(), () -> sample + " cut off at byte " + cut + " is taken for complete");
				continue;
			}
			int agreed = agreed(whole, usable);
			int known = best;
			assertTrue(agreed >= known - sample.perRecord(), () -> sample + " cut off at byte " + cut + ": " + agreed
					+ " observations are left of " + known + " that stood before; " + outcome.result);
			assertTrue(usable.size() <= agreed + sample.perRecord(), () -> sample + " cut off at byte " + cut
					+ " says things the whole does not say: " + usable.subList(agreed, usable.size()));
			assertTrue(cut < size / 2 || agreed >= whole.size() / 4, () -> sample + " cut off at byte " + cut + " of "
					+ size + " says only " + agreed + " of " + whole.size() + "; " + outcome.result);
			best = Math.max(best, agreed);
		}
		if (sample.readableInPart()) {
			int agreed = agreed(whole, interpret(sample, sample.firstBytes(size - 1)).usable());
			assertTrue(agreed >= whole.size() - sample.perRecord(),
					() -> sample + " without its last byte says only " + agreed + " of " + whole.size());
		}
	}

	private void damage(EvidenceSample sample) {
		byte[] bytes = sample.bytes();
		List<Observation> whole = interpret(sample, bytes).usable();
		Random random = new Random(7);
		for (int i = 0; i < MUTATIONS; i++) {
			int at = random.nextInt(bytes.length);
			byte[] damaged = damaged(bytes, at, random);
			int number = i;
			Outcome outcome = interpret(sample, damaged);
			if (sample.readableInPart()) {
				int before = agreed(whole, interpret(sample, sample.firstBytes(at)).usable());
				int after = agreed(whole, outcome.usable());
				assertTrue(after >= before - sample.perRecord(), () -> sample + " damaged at byte " + at + " (mutation "
						+ number + "): " + after + " observations are left of " + before + " that stood before; "
						+ outcome.result);
			}
		}
	}

	private static byte[] damaged(byte[] bytes, int at, Random random) {
		List<Byte> result = new ArrayList<>(bytes.length + 16);
		for (byte one : bytes) {
			result.add(one);
		}
		switch (random.nextInt(5)) {
		case 0 -> result.set(at, (byte) random.nextInt(256));
		case 1 -> result.set(at, (byte) "\"<>&,;\n\0".charAt(random.nextInt(8)));
		case 2 -> result.subList(at, Math.min(result.size(), at + 1 + random.nextInt(40))).clear();
		case 3 -> {
			byte[] more = new byte[1 + random.nextInt(16)];
			random.nextBytes(more);
			for (byte one : more) {
				result.add(at, one);
			}
		}
		default -> result.addAll(at, List.copyOf(result.subList(at, Math.min(result.size(), at + random.nextInt(60)))));
		}
		byte[] damaged = new byte[result.size()];
		for (int i = 0; i < damaged.length; i++) {
			damaged[i] = result.get(i);
		}
		return damaged;
	}

	private static int step(int size) {
		return Math.max(1, size / CUTS);
	}

	private static int agreed(List<Observation> whole, List<Observation> part) {
		int count = 0;
		while (count < Math.min(whole.size(), part.size()) && whole.get(count).equals(part.get(count))) {
			count++;
		}
		return count;
	}

	private Outcome interpret(EvidenceSample sample, byte[] bytes) {
		ServerType type = type();
		FakeContent content = FakeContent.of(bytes);
		FakeSink sink = new FakeSink();

		Interpretation result = type.interpret(sample.evidence(content), configuration(type, sample), sink);

		assertNotNull(result, sample::toString);
		assertNotSame(Interpretation.CANCELLED, result, () -> sample + ": nobody asked to stop");
		assertEquals(0, content.openStreams(), () -> sample + ": a stream is left open");
		sink.diagnostics().forEach(ServerTypeContractTest::check);
		switch (result) {
		case Interpretation.Understood understood -> assertTrue(
				understood.rejected() >= 0 && understood.rejected() <= understood.records(),
				() -> sample + ": " + understood);
		case Interpretation.Refused refused -> {
			check(refused.why());
			assertEquals(Diagnostic.Severity.ERROR, refused.why().severity(), sample::toString);
		}
		case Interpretation.Cancelled cancelled -> fail(sample.toString());
		}
		return new Outcome(result, sink);
	}

	private PollResult poll(Candidate candidate, FakeContext context, Call call) {
		ServerType type = type();
		try (Monitor monitor = type.open(configuration(type, candidate), context)) {
			PollResult result = monitor.poll(call);
			assertNotNull(result, candidate.what());
			switch (result) {
			case PollResult.NothingToPoll nothing -> assertFalse(nothing.why().isBlank(), candidate.what());
			case PollResult.Collected collected -> {
				check(candidate, collected.status());
				collected.diagnostics().forEach(ServerTypeContractTest::check);
				collected.evidence().forEach(evidence -> check(candidate, evidence));
				context.keeper().kept().forEach(evidence -> check(candidate, evidence));
			}
			}
			return result;
		}
	}

	private void check(Candidate candidate, Verification verification) {
		assertNotNull(verification, candidate.what());
		check(candidate, verification.status());
		for (FieldProblem problem : verification.problems()) {
			assertTrue(type().schema().field(problem.key()).isPresent(),
					() -> candidate.what() + ": there is no field '" + problem.key() + "'");
			assertFalse(problem.message().isBlank(), () -> candidate.what() + ": " + problem.key() + " without a word");
		}
	}

	private static void check(Candidate candidate, Status status) {
		if (status.state() == Status.State.UP) {
			assertEquals(Status.Detail.NONE, status.detail(), () -> candidate.what() + ": " + status);
		} else {
			assertFalse(status.message().isBlank(), () -> candidate.what() + ": " + status + " without a word");
		}
	}

	private void check(Candidate candidate, Evidence evidence) {
		assertFalse(evidence.name().isBlank(), () -> candidate.what() + ": evidence without a name");
		assertFalse(evidence.observedAt().isAfter(clock.instant()),
				() -> candidate.what() + ": " + evidence.name() + " was observed in the future, " + evidence.observedAt());
		try {
			assertEquals(evidence.content().size(), length(evidence.content()), evidence::name);
			assertEquals(evidence.content().size(), length(evidence.content()), () -> evidence.name() + ", read again");
		} catch (IOException e) {
			fail(candidate.what() + ": " + evidence.name() + " cannot be read", e);
		}
	}

	private static long length(Content content) throws IOException {
		try (InputStream in = content.open()) {
			return in.transferTo(java.io.OutputStream.nullOutputStream());
		}
	}

	private static void check(Diagnostic diagnostic) {
		assertFalse(diagnostic.message().isBlank(), () -> diagnostic + " without a word");
	}

	private List<Candidate> allConfigurations() throws IOException {
		Path good = java.nio.file.Files.createDirectories(folder.resolve("good"));
		Path bad = java.nio.file.Files.createDirectories(folder.resolve("bad"));
		return Stream.concat(goodConfigurations(good).stream(), badConfigurations(bad).stream()).toList();
	}

	private static Configuration configuration(ServerType type, Candidate candidate) {
		return type.schema().complete(candidate.values());
	}

	private static Configuration configuration(ServerType type, EvidenceSample sample) {
		return type.schema().complete(sample.values());
	}

	private FakeContext context(Candidate candidate) {
		return new FakeContext(clock, new FakeHttp(candidate.script()), new FakeSecrets(candidate.secrets()));
	}

	private Call call() {
		return new Call(clock.instant().plusSeconds(60), new FakeProgress());
	}

	private Call calledOff() {
		return new Call(clock.instant().plusSeconds(60), FakeProgress.calledOff());
	}

	private Call tooLate() {
		return new Call(clock.instant().minusSeconds(1), new FakeProgress());
	}

	/** Runs something as it would run on a machine with other habits of language and time. */
	private static <T> T elsewhere(java.util.function.Supplier<T> task) {
		Locale locale = Locale.getDefault();
		TimeZone zone = TimeZone.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("tr-TR"));
			TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
			return task.get();
		} finally {
			Locale.setDefault(locale);
			TimeZone.setDefault(zone);
		}
	}

	private static boolean belongsToTheJdk(Thread thread) {
		return thread.getThreadGroup() == null || "system".equals(thread.getThreadGroup().getName())
				|| "InnocuousThreadGroup".equals(thread.getThreadGroup().getName())
				|| thread.getName().startsWith("ForkJoinPool.commonPool-");
	}
}
