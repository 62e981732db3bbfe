package org.lictor.store.internal.segments;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

import org.lictor.model.Product;
import org.lictor.store.SessionRow;

/** The sessions as one transaction sees them in the database: the truth that segments are made from. */
public interface SessionSource {

	/**
	 * How far the database is. All numbers only rise.
	 *
	 * @param session number given to the last session
	 * @param change  number of the last change of a session that had ended or ended by it
	 * @param dropped changes up to this number are written down no more
	 */
	record Mark(long session, long change, long dropped) {
	}

	/** Gets a change. */
	interface ChangeVisitor {

		/**
		 * @param session number of the session that changed or was removed
		 * @param month   in which it began and had ended before, {@link Months#NONE} when it had not ended
		 */
		void changed(long session, int month);
	}

	/** @return how far it is */
	Mark mark();

	/**
	 * @param after   sessions with greater numbers
	 * @param upTo    and not greater than this
	 * @param visitor gets them
	 */
	void between(long after, long upTo, Predicate<SessionRow> visitor);

	/**
	 * @param visitor gets sessions of which no end is known
	 */
	void open(Predicate<SessionRow> visitor);

	/**
	 * @param ids     numbers; those of no session are ignored
	 * @param visitor gets the sessions
	 */
	void withIds(Collection<Long> ids, Predicate<SessionRow> visitor);

	/**
	 * @param from    first start, epoch milliseconds
	 * @param until   first start after
	 * @param upTo    greatest number of a session
	 * @param visitor gets sessions that have ended
	 */
	void ended(long from, long until, long upTo, Predicate<SessionRow> visitor);

	/**
	 * @param after   changes with greater numbers
	 * @param visitor gets them
	 */
	void changes(long after, ChangeVisitor visitor);

	/** @return greatest number of a product */
	int greatestProduct();

	/**
	 * @param number from 1
	 * @return that product
	 */
	Optional<Product> product(int number);
}
