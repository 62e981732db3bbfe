package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.lictor.spi.testkit.FakeClock;
import org.lictor.spi.testkit.FakeMemory;

class BudgetTest {

	private final FakeClock clock = new FakeClock(Instant.parse("2026-11-03T12:00:00Z"));
	private final FakeMemory memory = new FakeMemory();
	private Budget budget = new Budget(memory, clock);

	@Test
	void allowsSoManyInAMinuteAndSaysWhenThereIsMore() throws Trouble {
		for (int i = 0; i < 10; i++) {
			budget.take(Limit.INSIGHTS_EXPORTS);
		}

		Trouble trouble = assertThrows(Trouble.class, () -> budget.take(Limit.INSIGHTS_EXPORTS));

		assertEquals(Optional.of(Instant.parse("2026-11-03T12:01:01Z")), trouble.until());
		clock.set(trouble.until().get());
		budget.take(Limit.INSIGHTS_EXPORTS);
	}

	@Test
	void countsWhatWasSentBeforeARestart() throws Trouble {
		for (int i = 0; i < 10; i++) {
			budget.take(Limit.INSIGHTS_EXPORTS);
			budget = new Budget(memory, clock);
		}

		assertTrue(budget.nextFree(Limit.INSIGHTS_EXPORTS).isPresent());
	}

	@Test
	void allowsTokenFlexOneBurstAndThenTheSustainedRateOnly() throws Trouble {
		Instant begin = clock.instant();
		int sent = 0;
		while (clock.instant().isBefore(begin.plus(Duration.ofHours(8)))) {
			Optional<Instant> free = budget.nextFree(Limit.TOKEN_FLEX);
			if (free.isPresent()) {
				clock.set(free.get());
			} else {
				budget.take(Limit.TOKEN_FLEX);
				sent++;
			}
		}

		assertTrue(sent >= 2390 && sent <= 2402, "sent " + sent);
	}

	@Test
	void leavesAloneNotLongerThanADay() {
		assertEquals(clock.instant().plus(Duration.ofDays(1)), budget.block(Limit.INSIGHTS, clock.instant().plus(Duration.ofDays(900))));
	}

	@Test
	void forgetsWhatAWrongClockWroteDown() throws Trouble {
		clock.advance(Duration.ofDays(400));
		for (int i = 0; i < 10; i++) {
			budget.take(Limit.INSIGHTS_EXPORTS);
		}
		budget.block(Limit.INSIGHTS_EXPORTS, clock.instant().plusSeconds(100));
		clock.advance(Duration.ofDays(-400));

		assertEquals(Optional.empty(), new Budget(memory, clock).nextFree(Limit.INSIGHTS_EXPORTS));
	}

	@Test
	void takesAMemoryThatMakesNoSenseForAnEmptyOne() {
		memory.put("quota/INSIGHTS", "what 1x2 3y");

		assertEquals(Optional.empty(), new Budget(memory, clock).nextFree(Limit.INSIGHTS));
	}
}
