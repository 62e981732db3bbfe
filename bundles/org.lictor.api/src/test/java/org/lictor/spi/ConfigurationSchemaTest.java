package org.lictor.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ConfigurationSchemaTest {

	private final ConfigurationSchema schema = ConfigurationSchema.of(
			Field.required("file", "File", Field.Kind.FILE, "The file."),
			Field.optional("interval", "Interval", Field.Kind.DURATION, "How often.").withDefault("5m"),
			Field.optional("zone", "Time zone", Field.Kind.TIME_ZONE, "Whose days."),
			Field.optional("address", "Address", Field.Kind.URL, "Where."),
			Field.optional("count", "Count", Field.Kind.INTEGER, "How many."),
			Field.optional("deep", "Deep", Field.Kind.BOOLEAN, "Whether."),
			new Field("mode", "Mode", Field.Kind.CHOICE, false, "", "Which.", List.of("fast", "slow")),
			Field.required("password", "Password", Field.Kind.SECRET, "The password."));

	@Test
	void acceptsGoodValuesAndFillsInDefaults() {
		Map<String, String> values = Map.of("file", "/x.xml", "zone", "Europe/Berlin", "address", "https://example.com",
				"count", "-3", "deep", "true", "mode", "slow");
		assertEquals(List.of(), schema.check(values, Set.of("password")));
		Configuration configuration = schema.complete(values);
		assertEquals(Optional.of(Duration.ofMinutes(5)), configuration.duration("interval"));
		assertEquals(Optional.of(ZoneId.of("Europe/Berlin")), configuration.zone("zone"));
		assertEquals(Optional.of(-3L), configuration.integer("count"));
		assertTrue(configuration.flag("deep"));
		assertEquals(Optional.empty(), configuration.text("password"));
	}

	@Test
	void namesEveryFieldAtFault() {
		Map<String, String> values = Map.of("file", " ", "interval", "0s", "zone", "Mars/Base", "address", "ftp://x",
				"count", "many", "deep", "yes", "mode", "medium", "colour", "red", "password", "s3cret");
		List<FieldProblem> problems = schema.check(values, Set.of());
		assertEquals(
				List.of("file", "interval", "zone", "address", "count", "deep", "mode", "password", "colour", "password"),
				problems.stream().map(FieldProblem::key).toList());
	}

	@Test
	void neverRepeatsASecretInAProblem() {
		List<FieldProblem> problems = schema.check(Map.of("file", "/x", "password", "s3cret"), Set.of("password"));
		assertEquals(1, problems.size());
		assertTrue(problems.stream().noneMatch(problem -> problem.message().contains("s3cret")));
	}

	@Test
	void readsLengthsOfTimeAndNothingElse() {
		assertEquals(Optional.of(Duration.ofDays(30)), Durations.parse("30d"));
		assertEquals(Optional.of(Duration.ofSeconds(30)), Durations.parse(" 30 s "));
		for (String bad : List.of("", "30", "s", "-1s", "0h", "1w", "1.5h", "99999999999d")) {
			assertEquals(Optional.empty(), Durations.parse(bad), bad);
		}
	}

	@Test
	void refusesAKeyThatStandsTwiceOrHasAnotherForm() {
		Field field = Field.optional("a", "A", Field.Kind.TEXT, "");
		assertThrows(IllegalArgumentException.class, () -> ConfigurationSchema.of(field, field));
		assertThrows(IllegalArgumentException.class, () -> Field.optional("A b", "A", Field.Kind.TEXT, ""));
	}

	private final Field way = new Field("way", "Way", Field.Kind.CHOICE, false, "open", "How.", List.of("open", "key", "card"))
			.explaining(List.of(new Field.Choice("key", "With a key", "Have a key made.")));
	private final ConfigurationSchema doors = ConfigurationSchema.of(way,
			Field.required("key", "Key", Field.Kind.SECRET, "The key.").onlyFor("way", "key"),
			Field.optional("turns", "Turns", Field.Kind.INTEGER, "How often it is turned.").withDefault("1").onlyFor("way", "key", "card"),
			Field.optional("card", "Card", Field.Kind.TEXT, "Its number.").onlyFor("way", "key", "card").neededFor("way", "card"),
			Field.optional("alarm", "Alarm", Field.Kind.BOOLEAN, "Whether.").onlyFor("way", "card"),
			Field.required("code", "Code", Field.Kind.TEXT, "Of the alarm.").onlyFor("alarm", "true"),
			Field.optional("dark", "Dark", Field.Kind.TEXT, "Without alarm.").onlyFor("alarm", "false"));

	private List<String> meant(Map<String, String> values) {
		return doors.fields().stream().filter(field -> doors.isMeant(field, values)).map(Field::key).toList();
	}

	private List<String> problems(Map<String, String> values, String... secrets) {
		return doors.check(values, Set.of(secrets)).stream().map(FieldProblem::key).toList();
	}

	@Test
	void fieldsAreMeantByWhatIsChosenAndByDefaultsWhereNothingIs() {
		assertEquals(List.of("way"), meant(Map.of()));
		assertEquals(List.of("way", "key", "turns", "card"), meant(Map.of("way", "key")));
		assertEquals(List.of("way", "turns", "card", "alarm", "dark"), meant(Map.of("way", "card")));
		assertEquals(List.of("way", "turns", "card", "alarm", "code"), meant(Map.of("way", "card", "alarm", "true")));
		assertEquals(List.of("way"), meant(Map.of("alarm", "true")), "what decides must be meant itself");
	}

	@Test
	void whatIsNotMeantIsNeitherNeededNorCheckedNorUsed() {
		assertEquals(List.of(), problems(Map.of("turns", "many", "code", "")));
		assertEquals(List.of("key", "turns"), problems(Map.of("way", "key", "turns", "many")));
		assertEquals(List.of("card"), problems(Map.of("way", "card")), "needed for the card, optional for the key");
		assertEquals(List.of(), problems(Map.of("way", "key"), "key"));
		assertEquals(List.of("key"), problems(Map.of("key", "s3cret")), "a secret is never taken as a plain value");
		assertEquals(Map.of("way", "open"), doors.complete(Map.of("turns", "3", "card", "7")).values());
		assertEquals(Map.of("way", "card", "turns", "1", "card", "7"), doors.complete(Map.of("way", "card", "card", "7")).values());
	}

	@Test
	void choicesAreExplainedOrStandForThemselves() {
		assertEquals("With a key", way.choice("key").label());
		assertEquals(new Field.Choice("open", "open", ""), way.choice("open"));
		assertThrows(IllegalArgumentException.class, () -> way.explaining(List.of(new Field.Choice("axe", "With an axe", ""))));
	}

	@Test
	void refusesConditionsThatCannotBeMet() {
		Field text = Field.optional("text", "Text", Field.Kind.TEXT, "");
		for (Field bad : List.of(text.onlyFor("way", "axe"), text.onlyFor("later", "true"), text.neededFor("text", "x"))) {
			assertThrows(IllegalArgumentException.class,
					() -> ConfigurationSchema.of(way, bad, Field.optional("later", "Later", Field.Kind.BOOLEAN, "")));
		}
		assertThrows(IllegalArgumentException.class, () -> text.onlyFor("way"));
	}
}
