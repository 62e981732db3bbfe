package org.lictor.core.internal.groups;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The times {@code [from, until)} in which somebody or something is in a group, in epoch milliseconds. Immutable. */
public record MemberTimes(List<Span> spans) {

	/** All times. */
	public static final MemberTimes ALWAYS = new MemberTimes(List.of(new Span(Long.MIN_VALUE, Long.MAX_VALUE)));
	/** No time. */
	public static final MemberTimes NEVER = new MemberTimes(List.of());

	/**
	 * One time.
	 *
	 * @param from  first moment, the least number for all the past
	 * @param until first moment after it, the greatest number for all time to come
	 */
	public record Span(long from, long until) {

		/**
		 * @param from  first moment, empty for all the past
		 * @param until first moment after it, empty for all time to come
		 * @return the time
		 */
		public static Span of(Optional<Instant> from, Optional<Instant> until) {
			return new Span(from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
					until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
		}

		/**
		 * @param other a time
		 * @return what both have in common, perhaps empty
		 */
		public Span within(Span other) {
			return new Span(Math.max(from, other.from), Math.min(until, other.until));
		}

		/**
		 * @param moment epoch milliseconds
		 * @return whether it lies in this time
		 */
		public boolean has(long moment) {
			return moment >= from && moment < until;
		}
	}

	/**
	 * Joins times that overlap or meet.
	 *
	 * @param spans in any order, empty ones among them
	 */
	public MemberTimes(List<Span> spans) {
		if (spans.size() == 1 && spans.getFirst().from < spans.getFirst().until) {
			this.spans = List.copyOf(spans);
			return;
		}
		List<Span> joined = new ArrayList<>();
		for (Span span : spans.stream().filter(each -> each.from < each.until)
				.sorted(java.util.Comparator.comparingLong(Span::from)).toList()) {
			if (!joined.isEmpty() && span.from <= joined.getLast().until) {
				Span last = joined.removeLast();
				joined.add(new Span(last.from, Math.max(last.until, span.until)));
			} else {
				joined.add(span);
			}
		}
		this.spans = List.copyOf(joined);
	}

	/**
	 * @param moment epoch milliseconds
	 * @return whether that moment is among them
	 */
	public boolean at(long moment) {
		for (Span span : spans) {
			if (span.has(moment)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * @param other times
	 * @return the times of either
	 */
	public MemberTimes or(MemberTimes other) {
		List<Span> all = new ArrayList<>(spans);
		all.addAll(other.spans);
		return new MemberTimes(all);
	}

	/**
	 * @param span a time
	 * @return what of these times lies in it
	 */
	public MemberTimes within(Span span) {
		return new MemberTimes(spans.stream().map(each -> each.within(span)).toList());
	}

	/**
	 * @param other times
	 * @return the times of both
	 */
	public MemberTimes and(MemberTimes other) {
		return new MemberTimes(other.spans.stream().flatMap(span -> within(span).spans.stream()).toList());
	}

	/** @return whether there is no such time */
	public boolean never() {
		return spans.isEmpty();
	}
}
