package org.lictor.store.internal.segments;

import java.util.function.ToLongFunction;

import org.lictor.store.SessionRow;

/** The columns of a {@link Segment}, in the order in which its file has them. */
enum Column {

	ID(SessionRow::id),
	PRODUCT(SessionRow::product),
	HOST(SessionRow::host),
	HOST_USER(SessionRow::hostUser),
	AGENT(SessionRow::agent),
	OS_SESSION(SessionRow::osSession),
	START(SessionRow::start),
	/** From the start. */
	LENGTH(row -> row.end() - row.start()),
	/** From the last proven moment to the end. */
	UNPROVEN(row -> row.end() - row.lastProven()),
	INPUT_IDLE(SessionRow::inputIdle),
	INPUT_USED(SessionRow::inputUsed),
	INPUT_SINCE(SessionRow::inputSince),
	/** Number of a {@link Trait}. */
	TRAIT(row -> 0);

	private final ToLongFunction<SessionRow> value;

	Column(ToLongFunction<SessionRow> value) {
		this.value = value;
	}

	long of(SessionRow row) {
		return value.applyAsLong(row);
	}
}
