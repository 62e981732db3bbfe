package org.lictor.core.internal.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.lictor.store.Difference;
import org.lictor.store.Stored;

/**
 * Times of something that may begin and end again: assignments, memberships. Goes on from what stands. For one thread.
 *
 * @param <K> what the times are of
 * @param <F> the facts they stand as
 */
final class Spans<K, F> {

	/** One time. */
	record Span(Optional<Instant> from, Optional<Instant> until, long evidence) {
	}

	/**
	 * How times stand as facts.
	 *
	 * @param <K> what the times are of
	 * @param <F> the facts
	 */
	interface Form<K, F> {

		/** @return what a fact is of */
		K key(F fact);

		/** @return its time */
		Span span(F fact);

		/** @return a fact */
		F fact(K key, Span span);
	}

	/** When somebody looked. */
	interface Looks {

		/** @return when evidence was observed; empty when it is not kept any more */
		Optional<Instant> at(long evidence);

		/** @return when the first evidence that is kept was observed */
		Optional<Instant> earliest();
	}

	private static final Comparator<Span> ORDER = Comparator
			.comparing((Span span) -> span.from().orElse(Instant.MIN))
			.thenComparing(span -> span.until().orElse(Instant.MAX));

	private static final class Times<F> {
		private List<Stored<F>> stands = new ArrayList<>(1);
		private List<Span> spans = new ArrayList<>(1);
	}

	private final Form<K, F> form;
	private final Map<K, Times<F>> times = new LinkedHashMap<>();
	private final Set<K> touched = new LinkedHashSet<>();
	private final Set<K> seen = new LinkedHashSet<>();

	/**
	 * @param form          how times stand as facts
	 * @param evidenceOrder which evidence comes after which
	 * @param stands        the facts that stand
	 */
	Spans(Form<K, F> form, Comparator<Long> evidenceOrder, Collection<Stored<F>> stands) {
		this.form = form;
		for (Stored<F> stored : stands) {
			times.computeIfAbsent(form.key(stored.fact()), none -> new Times<>()).stands.add(stored);
		}
		times.forEach((key, each) -> {
			List<Span> spans = new ArrayList<>(each.stands.stream().map(stored -> form.span(stored.fact())).toList());
			each.spans = joined(spans, evidenceOrder);
			if (spans.size() != each.spans.size()) {
				touched.add(key);
			}
		});
	}

	/**
	 * It holds, says the evidence. Of one evidence, ends without a beginning are told last, later ends first.
	 *
	 * @param key      what
	 * @param from     since when, empty when the vendor does not say
	 * @param until    until when, empty when it stands
	 * @param first    since when when it is new and the vendor does not say; empty when nobody knows
	 * @param evidence number of the evidence
	 * @param looks    when evidence was observed
	 */
	void tell(K key, Optional<Instant> from, Optional<Instant> until, Optional<Instant> first, long evidence, Looks looks) {
		Times<F> known = times.computeIfAbsent(key, none -> new Times<>());
		Optional<Span> last = known.spans.isEmpty() ? Optional.empty() : Optional.of(known.spans.getLast());
		if (from.isEmpty() && until.isPresent() && last.flatMap(Span::from).filter(begun -> !until.get().isAfter(begun)).isPresent()
				&& !until.equals(last.get().until())) {
			earlier(key, known, new Span(Optional.empty(), until, evidence));
			return;
		}
		boolean again = !seen.add(key);
		boolean continues = last.isPresent() && (last.get().until().isEmpty() || from.isPresent() && from.equals(last.get().from())
				|| from.isEmpty() && until.isPresent() && (again || !until.get().isAfter(last.get().until().get())));
		if (continues && again && from.isEmpty() && last.get().until().isPresent() && until.get().isBefore(last.get().until().get())) {
			// told of several versions, the latest end is the end
			return;
		}
		if (continues && beganAgain(last.get(), from, looks)) {
			known.spans.removeLast();
			known.spans.add(new Span(last.get().from(), from, last.get().evidence()));
			continues = false;
		}
		Span now;
		if (continues) {
			Optional<Instant> begun = from.isPresent() ? from : last.get().from();
			boolean same = begun.equals(last.get().from()) && until.equals(last.get().until());
			now = same ? last.get() : new Span(begun, until, evidence);
			known.spans.removeLast();
		} else {
			now = new Span(from.or(() -> begun(first, until, last, looks)), until, evidence);
		}
		if (!continues || !now.equals(last.get())) {
			touched.add(key);
		}
		known.spans.add(now);
	}

	/** It was there before it is told to have begun, so that is another time; the one before ended in between, nobody knows when. */
	private static boolean beganAgain(Span last, Optional<Instant> from, Looks looks) {
		return last.until().isEmpty() && from.filter(begun -> last.from().map(begun::isAfter).orElse(true)).isPresent()
				&& looks.at(last.evidence()).filter(look -> look.isBefore(from.get())).isPresent();
	}

	/**
	 * What had ended before anybody looked did not begin at the first look. What ended since then began between two looks: all that is
	 * sure of it is the moment of its end.
	 */
	private static Optional<Instant> begun(Optional<Instant> first, Optional<Instant> until, Optional<Span> last, Looks looks) {
		return first.filter(look -> until.isEmpty() || look.isBefore(until.get())).or(() -> until.filter(end -> last.isPresent()
				|| first.isPresent() && looks.earliest().filter(look -> look.isBefore(end)).isPresent()));
	}

	/** It ended before the last time that is known began: so it says nothing of that one. */
	private void earlier(K key, Times<F> known, Span ended) {
		Instant end = ended.until().orElseThrow();
		boolean told = known.spans.stream().anyMatch(span -> span.until().filter(until -> !until.isBefore(end)).isPresent()
				&& span.from().map(begin -> begin.isBefore(end)).orElse(true));
		if (!told) {
			known.spans.addFirst(ended);
			touched.add(key);
		}
	}

	/**
	 * A list held everything that holds: what it did not tell ended.
	 *
	 * @param concerned what the list spoke of
	 * @param at        when
	 */
	void endOthers(Predicate<K> concerned, Instant at) {
		times.forEach((key, known) -> {
			Span last = known.spans.getLast();
			if (!seen.contains(key) && last.until().isEmpty() && concerned.test(key)) {
				known.spans.removeLast();
				known.spans.add(new Span(last.from(), Optional.of(at), last.evidence()));
				touched.add(key);
			}
		});
	}

	/**
	 * @param evidenceOrder which evidence comes after which
	 * @return what must change so that the facts say what was told
	 */
	Changes<F> changes(Comparator<Long> evidenceOrder) {
		List<Stored<F>> gone = new ArrayList<>();
		List<Stored<F>> changed = new ArrayList<>();
		List<F> fresh = new ArrayList<>();
		for (K key : touched) {
			Times<F> known = times.get(key);
			known.spans = joined(known.spans, evidenceOrder);
			Difference<F> difference = Difference.between(known.stands,
					known.spans.stream().map(span -> form.fact(key, span)).toList());
			int both = Math.min(difference.gone().size(), difference.fresh().size());
			for (int i = 0; i < both; i++) {
				changed.add(new Stored<>(difference.gone().get(i).id(), difference.fresh().get(i)));
			}
			gone.addAll(difference.gone().subList(both, difference.gone().size()));
			fresh.addAll(difference.fresh().subList(both, difference.fresh().size()));
		}
		return new Changes<>(gone, changed, fresh);
	}

	/**
	 * What must change. A fact that gives way to another of the same key becomes that one, which costs the database less than to
	 * remove it from each index and to add the other.
	 *
	 * @param gone    facts that do not stand any more
	 * @param changed facts that stand, as they are from now on
	 * @param fresh   new ones
	 */
	record Changes<F>(List<Stored<F>> gone, List<Stored<F>> changed, List<F> fresh) {
	}

	/**
	 * The changes were written, and the next evidence may be told.
	 *
	 * @param changes as {@link #changes} gave them
	 * @param added   the fresh facts as they stand now
	 */
	void written(Changes<F> changes, Collection<Stored<F>> added) {
		changes.gone().forEach(stored -> standing(stored).removeIf(each -> each.id() == stored.id()));
		changes.changed().forEach(stored -> standing(stored).replaceAll(each -> each.id() == stored.id() ? stored : each));
		added.forEach(stored -> standing(stored).add(stored));
		touched.clear();
		seen.clear();
	}

	/** The facts that stand of the same key. */
	private List<Stored<F>> standing(Stored<F> like) {
		return times.get(form.key(like.fact())).stands;
	}

	/** Accounts may have turned out to be one only later, so that times of one person may overlap. */
	private static List<Span> joined(List<Span> spans, Comparator<Long> evidenceOrder) {
		if (spans.size() < 2) {
			return spans;
		}
		List<Span> ordered = new ArrayList<>(spans);
		ordered.sort(ORDER);
		List<Span> joined = new ArrayList<>();
		for (Span span : ordered) {
			Optional<Span> open = joined.isEmpty() ? Optional.empty() : Optional.of(joined.getLast());
			boolean overlaps = open.isPresent() && (open.get().until().isEmpty()
					|| span.from().map(from -> from.isBefore(open.get().until().get())).orElse(true));
			if (overlaps) {
				joined.removeLast();
				Optional<Instant> until = open.get().until().isEmpty() || span.until().isEmpty() ? Optional.empty()
						: Optional.of(later(open.get().until().get(), span.until().get(), Comparator.naturalOrder()));
				joined.add(new Span(open.get().from(), until,
						later(open.get().evidence(), span.evidence(), evidenceOrder)));
			} else {
				joined.add(span);
			}
		}
		return joined;
	}

	private static <T> T later(T one, T other, Comparator<T> order) {
		return order.compare(one, other) > 0 ? one : other;
	}
}
