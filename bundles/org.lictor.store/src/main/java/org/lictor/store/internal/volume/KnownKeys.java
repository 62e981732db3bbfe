package org.lictor.store.internal.volume;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.store.SessionUnit;

/**
 * Halves of the keys of sessions of units that large batches were put into, shared by the transactions of a store, so that the next
 * large batch need not look for sessions that cannot be there. Of a unit it may know more than is in the table, never less: only
 * this process adds sessions, and what a transaction took is given back when it was committed, else forgotten. For the one
 * transaction that writes; when the database was opened again, {@link #forget} must be called.
 */
public final class KnownKeys {

	/** At most so many of all units together: 12 MB. */
	static final int MOST = 500_000;

	/** Those that were not used for longest come first. */
	private final Map<SessionUnit, LongSet> units = new LinkedHashMap<>();
	private int all;
	/** Units that have more sessions than this. */
	private final Map<SessionUnit, Integer> larger = new HashMap<>();

	Optional<LongSet> take(SessionUnit unit) {
		Optional<LongSet> taken = Optional.ofNullable(units.remove(unit));
		taken.ifPresent(halves -> all -= halves.size());
		return taken;
	}

	void give(SessionUnit unit, LongSet halves) {
		if (halves.size() > MOST) {
			tooMany(unit, MOST);
			return;
		}
		take(unit);
		for (Iterator<LongSet> each = units.values().iterator(); all + halves.size() > MOST; each.remove()) {
			all -= each.next().size();
		}
		units.put(unit, halves);
		all += halves.size();
	}

	/** A unit has more sessions than so many: to read the keys of that many is in vain. */
	void tooMany(SessionUnit unit, int sessions) {
		larger.merge(unit, sessions, Math::max);
	}

	/** @return whether a unit is known to have had more sessions than so many */
	boolean hasMore(SessionUnit unit, int sessions) {
		return larger.getOrDefault(unit, 0) >= sessions;
	}

	/** Another process may have added sessions. */
	public void forget() {
		units.clear();
		larger.clear();
		all = 0;
	}
}
