package org.lictor.core.internal.year;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.lictor.core.internal.year.Known.Held;
import org.lictor.core.internal.year.Known.Snapshot;

/**
 * That somebody had something for a time, as complete lists told: from the first list with it, which is unknown when that was the
 * first list of all, until the first list without it.
 *
 * @param mail  whose
 * @param what  a product, or a group
 * @param from  since when
 * @param until until when, empty while it stands
 */
record Assigned(String mail, String what, Optional<Instant> from, Optional<Instant> until) {

	static List<Assigned> assignments(Known known) {
		return times(known, Snapshot::assigned);
	}

	static List<Assigned> members(Known known) {
		return times(known, Snapshot::members);
	}

	private static List<Assigned> times(Known known, Function<Snapshot, Set<Held>> list) {
		Set<Held> all = new LinkedHashSet<>();
		known.snapshots.forEach(snapshot -> all.addAll(list.apply(snapshot)));
		List<Assigned> times = new ArrayList<>();
		for (Held held : all) {
			Optional<Assigned> open = Optional.empty();
			for (int index = 0; index < known.snapshots.size(); index++) {
				Snapshot snapshot = known.snapshots.get(index);
				boolean there = list.apply(snapshot).contains(held);
				if (there && open.isEmpty()) {
					open = Optional.of(new Assigned(held.mail(), held.what(), index == 0 ? Optional.empty() : Optional.of(snapshot.at()),
							Optional.empty()));
				} else if (!there && open.isPresent()) {
					times.add(new Assigned(held.mail(), held.what(), open.get().from(), Optional.of(snapshot.at())));
					open = Optional.empty();
				}
			}
			open.ifPresent(times::add);
		}
		return times;
	}

	boolean holds(long at) {
		return from.map(begin -> begin.toEpochMilli() <= at).orElse(true) && until.map(end -> at < end.toEpochMilli()).orElse(true);
	}
}
