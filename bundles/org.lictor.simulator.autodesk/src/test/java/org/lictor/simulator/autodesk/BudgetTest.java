package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class BudgetTest {

	private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-01T06:00:00Z"));

	@Test
	void callsComeBackWhenTheyHaveLeftTheWindow() {
		Budget budget = new Budget(clock, true);
		assertEquals(Optional.empty(), budget.take("a", 2, Duration.ofHours(8)));
		clock.advance(Duration.ofHours(1));
		assertEquals(Optional.empty(), budget.take("a", 2, Duration.ofHours(8)));
		assertEquals(Optional.of(Duration.ofHours(7)), budget.take("a", 2, Duration.ofHours(8)));
		assertEquals(Optional.empty(), budget.take("b", 2, Duration.ofHours(8)), "another budget");
		clock.advance(Duration.ofHours(7));
		assertEquals(Optional.empty(), budget.take("a", 2, Duration.ofHours(8)));
		assertEquals(Optional.of(Duration.ofHours(1)), budget.take("a", 2, Duration.ofHours(8)));
	}

	@Test
	void withoutLimitsNothingIsRefused() {
		Budget budget = new Budget(clock, false);
		for (int i = 0; i < 100; i++) {
			assertEquals(Optional.empty(), budget.take("a", 1, Duration.ofHours(8)));
		}
	}
}
