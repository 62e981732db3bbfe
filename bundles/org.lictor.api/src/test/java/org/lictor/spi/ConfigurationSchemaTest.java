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
}
