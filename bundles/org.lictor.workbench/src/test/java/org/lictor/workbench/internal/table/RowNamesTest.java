package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

/** One row is not said to be several. */
class RowNamesTest {

	@Test
	void oneIsNamedInTheSingular() {
		Map.of("denials", "denial", "host users", "host user", "matches", "match", "quotas and tasks", "quotas and tasks")
				.forEach((plural, singular) -> assertEquals(singular, RowNames.of(1, plural)));
	}

	@Test
	void noneAndManyAreNamedInThePlural() {
		assertEquals("events", RowNames.of(0, "events"));
		assertEquals("matches", RowNames.of(2, "matches"));
	}
}
