package org.lictor.core.internal.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * A time for which a decision holds, {@code [from, until)}.
 *
 * @param from  first moment, empty when it is for all the past
 * @param until first moment it does not hold any more, empty when it is for all time to come
 */
record Validity(Optional<Instant> from, Optional<Instant> until) {

	/**
	 * @return this
	 * @throws ServiceException INVALID when the time is empty
	 */
	Validity checked() throws ServiceException {
		if (!begin().isBefore(end())) {
			throw new ServiceException(Reason.INVALID, "The time" + words() + " is empty.");
		}
		return this;
	}

	/** @return whether both hold at some moment */
	boolean overlaps(Validity other) {
		return begin().isBefore(other.end()) && other.begin().isBefore(end());
	}

	/**
	 * @param gone a time that overlaps this one
	 * @return what is left of this one before and after it, in order
	 */
	List<Validity> without(Validity gone) {
		List<Validity> left = new ArrayList<>();
		if (begin().isBefore(gone.begin())) {
			left.add(new Validity(from, gone.from));
		}
		if (gone.end().isBefore(end())) {
			left.add(new Validity(gone.until, until));
		}
		return left;
	}

	/** @return for sentences, with a blank before it; empty for all time */
	String words() {
		return from.map(moment -> " from " + moment).orElse("") + until.map(moment -> " until " + moment).orElse("");
	}

	private Instant begin() {
		return from.orElse(Instant.MIN);
	}

	private Instant end() {
		return until.orElse(Instant.MAX);
	}
}
