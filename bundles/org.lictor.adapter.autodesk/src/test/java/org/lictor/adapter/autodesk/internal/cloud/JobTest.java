package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JobTest {

	private static final Instant ASKED = Instant.parse("2026-11-03T06:00:00Z");
	private static final Duration FIRST = Duration.ofSeconds(2);
	private static final int MINUTE = 60;

	/** After how many seconds it is looked at an answer that is there after some. */
	private static List<Long> looks(int ready) {
		List<Long> looks = new ArrayList<>();
		Job job = Job.asking(Task.of(Task.Kind.USERS, "team"), ASKED, 0).asked("id", ASKED, FIRST);
		while (looks.isEmpty() || looks.getLast() < ready) {
			looks.add(Duration.between(ASKED, job.next()).toSeconds());
			job = job.later(job.next(), FIRST);
		}
		return looks;
	}

	@Test
	void looks_are_farther_apart_the_longer_an_answer_takes() {
		assertEquals(List.of(2L, 4L, 6L, 9L, 13L, 20L, 30L), looks(25));
	}

	@Property
	void an_answer_is_found_when_at_most_half_as_long_again_has_passed(@ForAll @IntRange(min = 1, max = 20_000) int ready) {
		long found = looks(ready).getLast();
		long late = found - ready;
		assertTrue(late <= Math.clamp(found / 3 + 1, FIRST.toSeconds(), MINUTE), () -> ready + " s were found after " + found + " s");
	}

	@Property
	void nobody_looks_oftener_than_once_a_minute_and_ten_times_before(@ForAll @IntRange(min = 1, max = 20_000) int ready) {
		assertTrue(looks(ready).size() <= 10 + ready / MINUTE);
	}

	@Test
	void a_clock_that_was_set_back_makes_nobody_wait_less_than_the_first_pause() {
		Job job = Job.asking(Task.of(Task.Kind.USERS, "team"), ASKED, 0).asked("id", ASKED, FIRST);
		Instant earlier = ASKED.minus(Duration.ofHours(1));
		assertEquals(earlier.plus(FIRST), job.later(earlier, FIRST).next());
	}
}
