package org.lictor.workbench.internal.views;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class PaceTest {

	private final Pace pace = new Pace();

	@Test
	void asksSoonWhenNothingWasAskedYet() {
		assertEquals(100, pace.delay(5_000));
	}

	@Test
	void pausesASecondAfterAQuickAnswer() {
		pace.answered(10_000, Duration.ofMillis(20));
		assertEquals(1_000, pace.delay(10_000));
		assertEquals(400, pace.delay(10_600));
		assertEquals(100, pace.delay(60_000));
	}

	@Test
	void pausesLongerAfterASlowAnswer() {
		pace.answered(10_000, Duration.ofSeconds(4));
		assertEquals(12_000, pace.delay(10_000));
	}
}
