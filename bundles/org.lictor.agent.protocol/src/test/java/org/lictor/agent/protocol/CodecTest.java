package org.lictor.agent.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** JSON of the protocol, good and bad. */
class CodecTest {

	/** Fields that may be missing, behind the name of the object they stand in. */
	private static final Set<String> OPTIONAL = Set.of("watch[0].commandLine", "watch[1].commandLine", "watch[1].usageFiles",
			".disclosure", ".registrations", ".input", ".examination", "examination.trial", "trial.commandLine",
			".processStart", "session.processStart", "session.use", "session.osSession", ".osSession",
			".machine", "detail.machine", ".identity");

	@FunctionalInterface
	private interface Reader<T> {
		T read(byte[] json) throws ProtocolException;
	}

	private record Message<T>(String name, T value, byte[] json, Reader<T> reader) {
	}

	private static List<Message<?>> messages() {
		return List.of(new Message<>("string", Samples.ENROLMENT, Codec.encode(Samples.ENROLMENT), Codec::enrolmentString),
				new Message<>("request", Samples.REQUEST, Codec.encode(Samples.REQUEST), Codec::enrolmentRequest),
				new Message<>("answer", Samples.ANSWER, Codec.encode(Samples.ANSWER), Codec::enrolmentAnswer),
				new Message<>("configuration", Samples.CONFIGURATION, Codec.encode(Samples.CONFIGURATION),
						Codec::agentConfiguration),
				new Message<>("batch", Samples.BATCH, Codec.encode(Samples.BATCH), Codec::eventBatch),
				new Message<>("event", Samples.BATCH.events().get(5), Codec.encode(Samples.BATCH.events().get(5)),
						Codec::agentEvent),
				new Message<>("session", Samples.SESSION, Codec.encode(Samples.SESSION), Codec::sessionInfo),
				new Message<>("acknowledgement", Samples.ACKNOWLEDGEMENT, Codec.encode(Samples.ACKNOWLEDGEMENT),
						Codec::acknowledgement),
				new Message<>("examination", Samples.REPORT, Codec.encode(Samples.REPORT), Codec::examinationReport),
				new Message<>("problem", Samples.PROBLEM, Codec.encode(Samples.PROBLEM), Codec::problem));
	}

	private static Stream<DynamicTest> each(java.util.function.Consumer<Message<?>> test) {
		return messages().stream().map(message -> DynamicTest.dynamicTest(message.name(), () -> test.accept(message)));
	}

	@TestFactory
	Stream<DynamicTest> readsWhatItWrote() {
		return messages().stream().map(message -> DynamicTest.dynamicTest(message.name(),
				() -> assertEquals(message.value(), message.reader().read(message.json()))));
	}

	@Test
	void readsADetailByItsKind() throws ProtocolException {
		for (EventDetail detail : Samples.DETAILS) {
			assertEquals(detail, Codec.eventDetail(detail.kind(), Codec.encode(detail)));
		}
	}

	@Test
	void coversEveryKindInTheSamples() {
		assertEquals(List.of(EventDetail.Kind.values()),
				Samples.DETAILS.stream().map(EventDetail::kind).distinct().sorted().toList());
	}

	@TestFactory
	Stream<DynamicTest> ignoresFieldsItDoesNotKnow() {
		return each(message -> {
			for (String path : objectPaths(parse(message.json()))) {
				if (path.endsWith("acknowledged")) {
					continue; // its names are data
				}
				JsonObject changed = parse(message.json()).getAsJsonObject();
				((JsonObject) at(changed, path)).add("invented-later", JsonParser.parseString("{\"a\":[1]}"));
				assertEquals(message.value(), read(message, changed), path);
			}
		});
	}

	/** Every field of every object, removed and then set to null, to a number, to a text, to a list and to an object. */
	@TestFactory
	Stream<DynamicTest> namesTheFieldThatIsMissingOrOfAnotherType() {
		return each(message -> {
			JsonElement sound = parse(message.json());
			for (String path : objectPaths(sound)) {
				for (String name : List.copyOf(((JsonObject) at(sound, path)).keySet())) {
					String field = path.isEmpty() ? name : path + "." + name;
					if (path.equals("acknowledged")) {
						field = path; // its names are runs
					}
					for (JsonElement wrong : List.of(JsonNull.INSTANCE, new JsonPrimitive(-17.5), new JsonArray(),
							new JsonPrimitive(true), new JsonObject(), new JsonPrimitive("€".repeat(5000)))) {
						JsonObject changed = parse(message.json()).getAsJsonObject();
						JsonObject object = (JsonObject) at(changed, path);
						boolean optional = OPTIONAL.contains(path.substring(path.lastIndexOf('.') + 1) + "." + name);
						if (wrong.isJsonNull()) {
							object.remove(name);
						} else {
							object.add(name, wrong);
						}
						try {
							read(message, changed);
							assertTrue(wrong.isJsonNull() && (optional || field.equals("acknowledged"))
									|| isOfTheType(field, wrong), field + " = " + wrong);
						} catch (Refused e) {
							assertFalse(wrong.isJsonNull() && optional, field);
							assertTrue(e.getCause().getMessage().contains(name.length() == 36 ? "acknowledged" : name)
									|| e.field().startsWith(field), e.field() + " for " + field);
						}
					}
				}
			}
		});
	}

	/** What is another value of the same type, and so may pass. */
	private static boolean isOfTheType(String field, JsonElement value) {
		if (field.equals("events[8].detail")) {
			return value.isJsonObject(); // AGENT_STOPPED says nothing more
		}
		if (field.endsWith(".usageFiles.consent")) {
			return value.isJsonArray();
		}
		if (field.equals("input")) {
			return value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean(); // of a configuration
		}
		return switch (field.substring(field.lastIndexOf('.') + 1)) {
		case "exact", "all", "registrations" -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
		case "watch", "events", "sessions", "folders", "uses", "products", "methods", "findings", "processes", "machine" -> value.isJsonArray();
		case "acknowledged" -> value.isJsonObject();
		// what is said in an examination is cut
		case "text", "why", "user", "program" -> field.matches("(findings|processes).*") && isText(value);
		case "advice" -> isText(value);
		// a message of a problem is cut, and an unknown reason is taken for INTERNAL
		case "message", "reason" -> isText(value);
		default -> false;
		};
	}

	private static boolean isText(JsonElement value) {
		return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
	}

	@TestFactory
	Stream<DynamicTest> survivesEveryTruncation() {
		return each(message -> {
			for (int length = 0; length < message.json().length; length++) {
				byte[] cut = java.util.Arrays.copyOf(message.json(), length);
				assertThrows(ProtocolException.class, () -> message.reader().read(cut), "length " + length);
			}
		});
	}

	@Property(tries = 3000)
	void answersAnyAlteredBytesWithAValueOrAProtocolException(@ForAll @IntRange(min = 0, max = 9) int which,
			@ForAll @IntRange(min = 0, max = 1 << 20) int position, @ForAll byte value,
			@ForAll @IntRange(min = 0, max = 2) int how) {
		Message<?> message = messages().get(which);
		byte[] json = message.json().clone();
		int place = position % json.length;
		switch (how) {
		case 0 -> json[place] = value;
		case 1 -> System.arraycopy(json, place, json, 0, json.length - place);
		default -> json[place] = (byte) "{}[]\",:0-e."
				.charAt(Math.floorMod(value, 11));
		}
		try {
			message.reader().read(json);
		} catch (ProtocolException e) {
			assertFalse(e.getMessage().isBlank());
		}
	}

	@Property
	void keepsAnyTextOfAName(@ForAll @StringLength(min = 0, max = 255) String text) throws ProtocolException {
		// What is no Unicode, a half of a surrogate pair, cannot be written in UTF-8.
		String name = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
		SessionInfo session = new SessionInfo(Samples.KEY, "s", "a", "p", WatchRule.Kind.INTERACTIVE, name, "h", name, 1,
				Optional.empty(), name);

		assertEquals(session, Codec.sessionInfo(Codec.encode(session)));
	}

	@Test
	void refusesWhatIsNotStrictJson() {
		for (String text : List.of("", "null", "[]", "7", "{'reason':'INTERNAL','message':''}",
				"{\"reason\":\"INTERNAL\",\"message\":\"\"} {}", "{reason:\"INTERNAL\"}", "[".repeat(100_000),
				"{\"a\":".repeat(100_000), "{\"reason\":\"INTERNAL\",\"message\":NaN}")) {
			assertThrows(ProtocolException.class, () -> Codec.problem(text.getBytes(StandardCharsets.UTF_8)));
		}
		assertThrows(ProtocolException.class, () -> Codec.problem(new byte[] { '{', '"', (byte) 0xc3, '"', ':', '1', '}' }));
	}

	@Test
	void refusesNumbersThatAreNotWholeOrDoNotFit() {
		for (String number : List.of("1.0", "1e3", "9223372036854775808", "-1", "0")) {
			String json = new String(Codec.encode(Samples.BATCH.events().get(0)), StandardCharsets.UTF_8)
					.replace("\"sequence\":1,", "\"sequence\":" + number + ",");
			ProtocolException e = assertThrows(ProtocolException.class,
					() -> Codec.agentEvent(json.getBytes(StandardCharsets.UTF_8)), number);
			assertEquals("sequence", e.field());
		}
	}

	@Test
	void namesTheEventAtFaultInABatch() {
		String json = new String(Codec.encode(Samples.BATCH), StandardCharsets.UTF_8).replace("\"pid\":4711",
				"\"pid\":\"x\"");

		ProtocolException e = assertThrows(ProtocolException.class,
				() -> Codec.eventBatch(json.getBytes(StandardCharsets.UTF_8)));

		assertEquals("events[1].detail.session.pid", e.field());
		assertEquals("events[1].detail.session.pid: is not a number", e.getMessage());
	}

	@Test
	void namesTheRuleWhoseExpressionCannotBeCompiled() {
		String json = new String(Codec.encode(Samples.CONFIGURATION), StandardCharsets.UTF_8).replace("\"/acad$\"",
				"\"(\"");

		ProtocolException e = assertThrows(ProtocolException.class,
				() -> Codec.agentConfiguration(json.getBytes(StandardCharsets.UTF_8)));

		assertEquals("watch[0].path", e.field());
	}

	@Test
	void takesAReasonItDoesNotKnowForADefectOfTheServer() throws ProtocolException {
		assertEquals(new Problem(Problem.Reason.INTERNAL, "m"),
				Codec.problem("{\"reason\":\"INVENTED_LATER\",\"message\":\"m\"}".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void readsABodyUpToItsLimitOnly() throws IOException, ProtocolException {
		assertEquals(5, Codec.readBody(new ByteArrayInputStream(new byte[5]), 5).length);
		assertThrows(ProtocolException.class, () -> Codec.readBody(new ByteArrayInputStream(new byte[6]), 5));
	}

	@Test
	void coversTheYearsOfUsageFilesAndNoOthers() {
		assertEquals(List.of(false, true, true, false, false, false), Stream.of("2009", "2010", "2019", "2020", "", "2018 SP1")
				.map(Samples.USAGE_FILES::covers).toList());
	}

	@Test
	void refusesUsageFilesThatAreNotBelowAFolderOfTheUser() {
		for (String folder : List.of("/home/*/{year}", "{home}", "{home}/Autodesk/AutoCAD", "")) {
			assertThrows(IllegalArgumentException.class,
					() -> new UsageFiles(2010, 2019, List.of(folder), "*", List.of(), ""), folder);
		}
		assertThrows(IllegalArgumentException.class, () -> new UsageFiles(2019, 2018, List.of(), "*", List.of(), ""));
		assertThrows(IllegalArgumentException.class,
				() -> new ConsentSource(ConsentSource.Kind.REGISTRY, "HKCR\\x", "v", "1"));
		assertThrows(IllegalArgumentException.class, () -> new WatchRule("s", "batch", "p", WatchRule.Kind.HEADLESS, "x",
				Optional.empty(), Optional.of(Samples.USAGE_FILES)));
	}

	@Test
	void limitsTheNumberOfEventsRulesAndSessions() {
		assertThrows(IllegalArgumentException.class, () -> new EventBatch(1, Samples.RUN, Samples.AT, 0, "", "h", "", "",
				Collections.nCopies(Protocol.MAX_EVENTS + 1, Samples.BATCH.events().get(0))));
		assertThrows(IllegalArgumentException.class, () -> new AgentConfiguration("e", Intervals.DEFAULT,
				Collections.nCopies(Protocol.MAX_RULES + 1, Samples.AUTOCAD)));
		assertThrows(IllegalArgumentException.class,
				() -> new EventDetail.SessionsRunning(Collections.nCopies(Protocol.MAX_RUNNING + 1, Samples.KEY)));
	}

	@Test
	void keepsInstantsToTheMillisecondThatIsWritten() {
		AgentEvent event = new AgentEvent(Samples.RUN, 1, Instant.parse("2026-01-01T00:00:00.123456789Z"), 0,
				new EventDetail.AgentStopped());

		assertEquals(Instant.parse("2026-01-01T00:00:00.123Z"), event.at());
		assertThrows(IllegalArgumentException.class,
				() -> new AgentEvent(Samples.RUN, 1, Instant.MAX, 0, new EventDetail.AgentStopped()));
	}

	@Test
	void putsNoSecretIntoATextForPeople() {
		assertFalse(Samples.REQUEST.toString().contains(Samples.REQUEST.token()));
		assertFalse(Samples.ANSWER.toString().contains(Samples.ANSWER.secret()));
		assertFalse(Samples.ENROLMENT.toString().contains(Samples.ENROLMENT.token()));
	}

	@Test
	void acknowledgesByRun() throws ProtocolException {
		assertEquals(Map.of(), Codec.acknowledgement(Codec.encode(new Acknowledgement(Map.of()))).acknowledged());
		ProtocolException e = assertThrows(ProtocolException.class,
				() -> Codec.acknowledgement("{\"acknowledged\":{\"x\":1}}".getBytes(StandardCharsets.UTF_8)));
		assertEquals("acknowledged: is not a UUID", e.getMessage());
	}

	@Test
	void cutsWhatAnExaminationSaysWithoutPartingACharacter() {
		Finding finding = Finding.note("disk", "x".repeat(Protocol.MAX_TEXT - 1) + "\ud83d\ude00", "");

		assertEquals("x".repeat(Protocol.MAX_TEXT - 1), finding.text());
		assertThrows(IllegalArgumentException.class, () -> Finding.problem("disk", "It is full.", " "));
	}

	/** A ProtocolException on its way through a lambda. */
	private static final class Refused extends RuntimeException {
		private static final long serialVersionUID = 1L;

		Refused(ProtocolException cause) {
			super(cause);
		}

		String field() {
			return ((ProtocolException) getCause()).field();
		}
	}

	private static Object read(Message<?> message, JsonElement json) {
		try {
			return message.reader().read(json.toString().getBytes(StandardCharsets.UTF_8));
		} catch (ProtocolException e) {
			throw new Refused(e);
		}
	}

	private static JsonElement parse(byte[] json) {
		return JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
	}

	private static List<String> objectPaths(JsonElement root) {
		List<String> paths = new java.util.ArrayList<>();
		collect(root, "", paths);
		return paths;
	}

	private static void collect(JsonElement element, String path, List<String> paths) {
		if (element instanceof JsonObject object) {
			paths.add(path);
			object.entrySet()
					.forEach(field -> collect(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), paths));
		} else if (element instanceof JsonArray array) {
			for (int i = 0; i < array.size(); i++) {
				collect(array.get(i), path + "[" + i + "]", paths);
			}
		}
	}

	private static JsonElement at(JsonElement root, String path) {
		JsonElement element = root;
		for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
			int bracket = step.indexOf('[');
			element = element.getAsJsonObject().get(bracket < 0 ? step : step.substring(0, bracket));
			if (bracket >= 0) {
				element = element.getAsJsonArray().get(Integer.parseInt(step.substring(bracket + 1, step.length() - 1)));
			}
		}
		return element;
	}
}
