package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import org.lictor.adapter.autodesk.internal.cloud.Days.Span;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DaysTest {

	private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

	@Property
	void holdsTheDaysOfAllSpansAndKnowsTheOthers(@ForAll @Size(max = 20) List<@IntRange(min = 0, max = 90) Integer> starts,
			@ForAll @IntRange(min = 1, max = 15) int length) {
		Days days = Days.NONE;
		TreeSet<LocalDate> set = new TreeSet<>();
		for (int start : starts) {
			days = days.with(new Span(FIRST.plusDays(start), FIRST.plusDays(start + length - 1L)));
			for (int i = 0; i < length; i++) {
				set.add(FIRST.plusDays(start + (long) i));
			}
		}
		Span whole = new Span(FIRST.minusDays(3), FIRST.plusDays(120));
		TreeSet<LocalDate> missing = new TreeSet<>();
		days.missingIn(whole).forEach(span -> span.from().datesUntil(span.until().plusDays(1)).forEach(missing::add));
		TreeSet<LocalDate> both = new TreeSet<>(set);
		both.addAll(missing);

		assertEquals(whole.length(), both.size());
		assertEquals(whole.length(), set.size() + missing.size());
		assertEquals(days, Days.of(days.toString()));

		Span less = new Span(FIRST.plusDays(20), FIRST.plusDays(20L + length));
		List<LocalDate> left = set.stream().filter(day -> day.isBefore(less.from()) || day.isAfter(less.until())).toList();
		assertEquals(left, days.without(less).spans().stream().flatMap(span -> span.from().datesUntil(span.until().plusDays(1))).toList());
	}
}
