package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Which sessions to go through.
 *
 * @param server      only of this server, by number; empty for all
 * @param product     only of products of this name, any version; empty for all
 * @param from        only those that end later than this or have no end; empty for all
 * @param until       only those that start before this; empty for all
 * @param openOnly    only those that have no end
 * @param newestFirst whether the order matters: latest start first, and of the same start the greater number first
 * @param limit       at most so many, at least 1; empty for all
 * @param users       only of those users of whom it says that they may be meant
 * @param condition   only those that fulfil it; asked for one session after the other, always in the same object
 */
public record SessionFilter(OptionalLong server, Optional<String> product, Optional<Instant> from,
		Optional<Instant> until, boolean openOnly, boolean newestFirst, OptionalInt limit, Users users,
		Predicate<SessionRow> condition) {

	/** Fulfilled by all. */
	public static final Predicate<SessionRow> ANY = session -> true;

	/**
	 * Tells whose sessions may be meant. Asked before anything else, because of the sessions of many a few are of one user, and to look
	 * at nothing but the user is several times faster than to look at a session.
	 */
	@FunctionalInterface
	public interface Users {

		/** Of everybody. */
		Users ALL = (server, hostUser) -> true;

		/**
		 * @param server   number of the server of a session
		 * @param hostUser number of the text that says who uses it
		 * @return false when no session of that user is meant
		 */
		boolean mayBe(long server, int hostUser);
	}

	/** All sessions, in any order. */
	public static final SessionFilter ALL = new SessionFilter(OptionalLong.empty(), Optional.empty(), Optional.empty(),
			Optional.empty(), false, false, OptionalInt.empty(), Users.ALL, ANY);

	/** Checks that nothing is null and the limit is positive, cuts instants to milliseconds. */
	public SessionFilter {
		Objects.requireNonNull(server, "server");
		Objects.requireNonNull(product, "product");
		from = Millis.of(from);
		until = Millis.of(until);
		Objects.requireNonNull(limit, "limit");
		Objects.requireNonNull(users, "users");
		Objects.requireNonNull(condition, "condition");
		if (limit.isPresent() && limit.getAsInt() < 1) {
			throw new IllegalArgumentException("a limit is at least 1, not " + limit.getAsInt());
		}
	}

	/**
	 * Sessions of everybody.
	 *
	 * @param server      as above
	 * @param product     as above
	 * @param from        as above
	 * @param until       as above
	 * @param openOnly    as above
	 * @param newestFirst as above
	 * @param limit       as above
	 * @param condition   as above
	 */
	public SessionFilter(OptionalLong server, Optional<String> product, Optional<Instant> from, Optional<Instant> until,
			boolean openOnly, boolean newestFirst, OptionalInt limit, Predicate<SessionRow> condition) {
		this(server, product, from, until, openOnly, newestFirst, limit, Users.ALL, condition);
	}

	/**
	 * Sessions of any kind.
	 *
	 * @param server      as above
	 * @param product     as above
	 * @param from        as above
	 * @param until       as above
	 * @param openOnly    as above
	 * @param newestFirst as above
	 * @param limit       as above
	 */
	public SessionFilter(OptionalLong server, Optional<String> product, Optional<Instant> from, Optional<Instant> until,
			boolean openOnly, boolean newestFirst, OptionalInt limit) {
		this(server, product, from, until, openOnly, newestFirst, limit, Users.ALL, ANY);
	}

	/**
	 * @param id number of a server
	 * @return the same filter for that server
	 */
	public SessionFilter server(long id) {
		return new SessionFilter(OptionalLong.of(id), product, from, until, openOnly, newestFirst, limit, users, condition);
	}

	/**
	 * @param name of a product
	 * @return the same filter for products of that name
	 */
	public SessionFilter product(String name) {
		return new SessionFilter(server, Optional.of(name), from, until, openOnly, newestFirst, limit, users, condition);
	}

	/**
	 * @param begin first moment
	 * @param end   first moment after
	 * @return the same filter for sessions that overlap that time
	 */
	public SessionFilter between(Instant begin, Instant end) {
		return new SessionFilter(server, product, Optional.of(begin), Optional.of(end), openOnly, newestFirst, limit, users, condition);
	}

	/** @return the same filter for sessions that have no end */
	public SessionFilter open() {
		return new SessionFilter(server, product, from, until, true, newestFirst, limit, users, condition);
	}

	/**
	 * @param moment any
	 * @return the same filter for sessions that end later or have no end
	 */
	public SessionFilter endingAfter(Instant moment) {
		return new SessionFilter(server, product, Optional.of(moment), until, openOnly, newestFirst, limit, users, condition);
	}

	/** @return the same filter, newest first */
	public SessionFilter newest() {
		return new SessionFilter(server, product, from, until, openOnly, true, limit, users, condition);
	}

	/**
	 * @param rows at least 1
	 * @return the same filter for the newest so many
	 */
	public SessionFilter newest(int rows) {
		return new SessionFilter(server, product, from, until, openOnly, true, OptionalInt.of(rows), users, condition);
	}

	/**
	 * @param condition which of them, in addition; looked at as often as there are sessions that are in question otherwise
	 * @return the same filter for sessions that fulfil it
	 */
	public SessionFilter only(Predicate<SessionRow> condition) {
		return new SessionFilter(server, product, from, until, openOnly, newestFirst, limit, users,
				this.condition == ANY ? condition : this.condition.and(condition));
	}

	/**
	 * @param some tells of which users; instead of what told it before
	 * @return the same filter for sessions of those
	 */
	public SessionFilter users(Users some) {
		return new SessionFilter(server, product, from, until, openOnly, newestFirst, limit, some, condition);
	}

	/**
	 * @param session any
	 * @return whether it is of one of the users and fulfils the condition; nothing is said of the rest
	 */
	public boolean meets(SessionRow session) {
		return (users == Users.ALL || users.mayBe(session.server(), session.hostUser())) && condition.test(session);
	}
}
