package org.lictor.store.internal.segments;

import org.lictor.store.SessionInput;
import org.lictor.store.SessionRow;
import org.lictor.store.SessionUnit;

/** What many sessions have in common, so that each of them only names it by number. */
record Trait(long server, long licences, SessionUnit.Origin origin, boolean endExact, SessionInput.State inputState) {

	/** @return the same for equal traits in every process */
	long hash() {
		return (server * 31 + licences) * 64 + origin.ordinal() * 8 + inputState.ordinal() * 2 + (endExact ? 1 : 0);
	}

	static Trait of(SessionRow row) {
		return new Trait(row.server(), row.licences(), row.origin(), row.endExact(), row.inputState());
	}
}
