package org.lictor.adapter.autodesk.internal.cloud;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of days, as spans that do not touch, in order.
 *
 * @param spans from the earliest on
 */
record Days(List<Span> spans) {

	/** No day. */
	static final Days NONE = new Days(List.of());

	/**
	 * Days one after the other.
	 *
	 * @param from  the first day
	 * @param until the last day, not before the first
	 */
	record Span(LocalDate from, LocalDate until) {

		/** Checks the order. */
		Span {
			if (until.isBefore(from)) {
				throw new IllegalArgumentException(until + " is before " + from);
			}
		}

		/** @return how many days these are */
		long length() {
			return until.toEpochDay() - from.toEpochDay() + 1;
		}

		@Override
		public String toString() {
			return from + ".." + until;
		}

		/** @return what {@link #toString} wrote */
		static Span of(String text) {
			int dots = text.indexOf("..");
			if (dots < 0) {
				throw new IllegalArgumentException("no span of days: " + text);
			}
			try {
				return new Span(LocalDate.parse(text.substring(0, dots)), LocalDate.parse(text.substring(dots + 2)));
			} catch (DateTimeException e) {
				throw new IllegalArgumentException("no span of days: " + text, e);
			}
		}
	}

	/** Copies the list. */
	Days {
		spans = List.copyOf(spans);
	}

	/** @return these days and those of a span */
	Days with(Span more) {
		List<Span> all = new ArrayList<>(spans);
		all.add(more);
		all.sort(Comparator.comparing(Span::from));
		List<Span> merged = new ArrayList<>();
		for (Span span : all) {
			Span last = merged.isEmpty() ? null : merged.getLast();
			if (last == null || span.from().isAfter(last.until().plusDays(1))) {
				merged.add(span);
			} else if (span.until().isAfter(last.until())) {
				merged.set(merged.size() - 1, new Span(last.from(), span.until()));
			}
		}
		return new Days(merged);
	}

	/** @return those of these days that are not in a span */
	Days without(Span less) {
		Days rest = NONE;
		for (Span span : spans) {
			for (Span left : new Days(List.of(less)).missingIn(span)) {
				rest = rest.with(left);
			}
		}
		return rest;
	}

	/** @return those of these days that are not after one */
	Days upTo(LocalDate last) {
		List<Span> kept = new ArrayList<>();
		for (Span span : spans) {
			if (!span.from().isAfter(last)) {
				kept.add(new Span(span.from(), span.until().isAfter(last) ? last : span.until()));
			}
		}
		return new Days(kept);
	}

	/** @return the days of a span that are not among these */
	List<Span> missingIn(Span whole) {
		List<Span> missing = new ArrayList<>();
		LocalDate next = whole.from();
		for (Span span : spans) {
			if (span.until().isBefore(next) || span.from().isAfter(whole.until())) {
				continue;
			}
			if (span.from().isAfter(next)) {
				missing.add(new Span(next, span.from().minusDays(1)));
			}
			next = span.until().plusDays(1);
		}
		if (!next.isAfter(whole.until())) {
			missing.add(new Span(next, whole.until()));
		}
		return missing;
	}

	@Override
	public String toString() {
		return String.join(" ", spans.stream().map(Span::toString).toList());
	}

	/** @return what {@link #toString} wrote; no days when it is something else */
	static Days of(String text) {
		Days days = NONE;
		try {
			for (String span : text.isBlank() ? new String[0] : text.strip().split(" ")) {
				days = days.with(Span.of(span));
			}
		} catch (IllegalArgumentException e) {
			return NONE;
		}
		return days;
	}
}
