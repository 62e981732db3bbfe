package org.lictor.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.osgi.annotation.versioning.ProviderType;

/** Sessions. Part of a {@link Transaction}. */
@ProviderType
public interface SessionStore {

	/**
	 * @param id number of a session
	 * @return that session, empty when there is none
	 */
	Optional<SessionFact> byId(long id);

	/**
	 * @param ids numbers of sessions; those of none are ignored
	 * @return those sessions
	 */
	List<Stored<SessionFact>> byIds(Collection<Long> ids);

	/**
	 * @param unit sessions derived together
	 * @param keys of sessions
	 * @return those that stand, by key
	 */
	Map<UUID, SessionFact> byKeys(SessionUnit unit, Collection<UUID> keys);

	/**
	 * @param unit sessions derived together
	 * @return all of them, by number
	 */
	List<Stored<SessionFact>> of(SessionUnit unit);

	/**
	 * Only in transactions that read.
	 *
	 * @param moment a time
	 * @param atMost so many
	 * @return numbers of sessions that ended before it, those of the oldest months first
	 */
	List<Long> endedBefore(Instant moment, int atMost);

	/** @return the units that have sessions, by origin and number */
	List<SessionUnit> units();

	/**
	 * Keeps sessions as given: a session with the same unit and key is changed and keeps its number, the others are added.
	 *
	 * @param sessions of any units; each unit and key at most once
	 */
	void put(Collection<SessionFact> sessions);

	/**
	 * @param sessions ones that stand, known by their numbers; others are ignored
	 */
	void remove(Collection<Stored<SessionFact>> sessions);

	/**
	 * @param unit sessions derived together
	 * @param keys of sessions to be removed; keys of none are ignored
	 */
	void remove(SessionUnit unit, Collection<UUID> keys);

	/** Gets the first use that agents told of. */
	@FunctionalInterface
	interface FirstVisitor {

		/**
		 * @param server  number of a server
		 * @param product number of a product; there may be others of its name
		 * @param start   of the first session
		 */
		void first(long server, int product, Instant start);
	}

	/**
	 * Tells since when agents saw which products. Only in transactions that read.
	 *
	 * @param visitor gets each server and name of a product, perhaps several times with different moments
	 */
	void firstTold(FirstVisitor visitor);

	/**
	 * Compares what reports read with the database. Only in transactions that read; takes as long as reading all sessions.
	 *
	 * @return a sentence for each session that differs, none when all is well
	 */
	List<String> checkColumns();

	/** Has what reports read made again from the database, by whoever reads next. */
	void remakeColumns();

	/**
	 * Goes through sessions. In a transaction that only reads, sessions of one name of a product follow each other and come in
	 * the order of their starts, unless the newest are to come first.
	 *
	 * @param filter  which
	 * @param visitor gets one session after the other, always in the same object, and returns false to stop
	 */
	void stream(SessionFilter filter, Predicate<SessionRow> visitor);

	/**
	 * Goes through sessions as {@link #stream} does, but by several threads when they are many and processors are free. The
	 * sessions of one name of a product all go to one visitor, in the order of their starts and before those of its next name;
	 * names come in any order. Comes back when no visitor works any more, and what they did is visible then. Only in
	 * transactions that read, of which visitors ask nothing else than the dictionary.
	 *
	 * @param filter   which; its order and limit do not matter; its condition is asked by several threads at once
	 * @param visitors one for each thread that may work, at least one, the first of them for the thread that calls; gets one session
	 *                 after the other, always in the same object; when one returns false, or throws, nobody begins with another name
	 */
	void sweep(SessionFilter filter, List<? extends Predicate<SessionRow>> visitors);

	/**
	 * @param filter which; its order and limit do not matter
	 * @return how many there are
	 */
	long count(SessionFilter filter);
}
