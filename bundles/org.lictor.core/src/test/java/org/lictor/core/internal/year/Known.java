package org.lictor.core.internal.year;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything that happened in a year of a company, as it was: what was told to Lictor is made of this,
		and so is what reports should say. */
final class Known {

	/** The grain of all times. */
	static final long MINUTE = 60_000;

	/** The servers: of the accounts and the agents; one that is polled; one that tells of sessions afterwards. */
	static final String ACME = "Acme";
	static final String FLOATING = "Floating";
	static final String TOLD = "Told";

	/**
	 * A session.
	 *
	 * @param user    as its source writes the user on the host
	 * @param start   epoch milliseconds
	 * @param until   until when it counts as use: its end, the last moment at which it was proven, or now
	 * @param state   what people read
	 * @param source  who told of it
	 */
	record Session(String server, String user, String host, String product, String version, boolean floating, long start, long until,
			String state, String source) {

		/** Without a domain, in small letters: what one user of hosts is known by. */
		String who() {
			return key(user);
		}

		boolean live() {
			return state.equals("live");
		}

		boolean overlaps(long from, long end) {
			return start < end && until > from;
		}

		boolean runs(long minute) {
			return start <= minute && minute < until;
		}
	}

	static String key(String user) {
		String name = user.substring(user.indexOf('\\') + 1);
		return (name.contains("@") ? name.substring(0, name.indexOf('@')) : name).toLowerCase(java.util.Locale.ROOT);
	}

	/**
	 * Somebody was refused licences.
	 *
	 * @param user     as its source writes the user on the host, may be empty
	 * @param licences how many were asked for, 0 when that is not told
	 * @param at       epoch milliseconds
	 * @param times    how often in that very moment
	 */
	record Denied(String server, String user, String host, String product, long licences, String reason, long at, long times) {

		/** As a session that ended when it began. */
		Session asSession() {
			return new Session(server, user, host, product, "", false, at, at, "denied", "");
		}

		boolean isIn(long from, long end) {
			return from <= at && at < end;
		}
	}

	/** What the account's own file said at a moment, all of it. */
	record Snapshot(Instant at, Set<Held> assigned, Map<String, Owned> owned, Set<Held> members) {
	}

	/** A person has a product, or is in a group. */
	record Held(String mail, String what) {
	}

	/** Seats of a product. */
	record Owned(long seats, Optional<LocalDate> lastDay) {
	}

	/** A day that the vendor counted. */
	record Counted(String mail, String bought, String ran, String version, LocalDate day, Optional<BigDecimal> tokens) {

		boolean flex() {
			return tokens.isPresent();
		}
	}

	/** What the vendor summed up. */
	record Summary(String mail, String product, LocalDate lastUsed) {
	}

	/** A server was asked: how many of which product were in use, of how many. */
	record Poll(Instant at, boolean answered, Map<String, long[]> used) {
	}

	/** A person decided who a user of hosts is. */
	record Mapped(String user, String mail, Optional<Instant> from, Optional<Instant> until) {

		boolean holds(long at) {
			return from.map(begin -> begin.toEpochMilli() <= at).orElse(true) && until.map(end -> at < end.toEpochMilli()).orElse(true);
		}
	}

	/** A group by which reports are narrowed. */
	record Group(String name, String kind, List<Member> members) {
	}

	/** A member of one. */
	record Member(String name, Optional<Instant> from, Optional<Instant> until) {
	}

	/** Tokens of a contract. */
	record Tokens(String contract, YearMonth month, String category, BigDecimal number) {
	}

	/** What something costs from a day on. */
	record Cost(String kind, String product, LocalDate from, BigDecimal amount) {
	}

	/** Whose days count. */
	final ZoneId zone = ZoneId.of("Europe/Berlin");
	/** When agents began to watch. */
	Instant begin = Instant.EPOCH;
	/** When the questions come. */
	Instant now = Instant.EPOCH;
	final Set<String> mails = new LinkedHashSet<>();
	final Map<String, String> names = new TreeMap<>();
	final List<Session> sessions = new ArrayList<>();
	final List<Denied> denials = new ArrayList<>();
	final List<Snapshot> snapshots = new ArrayList<>();
	final Set<Counted> counted = new LinkedHashSet<>();
	final List<Summary> summaries = new ArrayList<>();
	final List<Poll> polls = new ArrayList<>();
	final List<Mapped> mappings = new ArrayList<>();
	final List<Group> groups = new ArrayList<>();
	final List<Tokens> tokens = new ArrayList<>();
	final List<Cost> costs = new ArrayList<>();
	final Map<String, Set<String>> teams = new TreeMap<>();
	/** Host by host when its agent was heard last. */
	final Map<String, Instant> heard = new TreeMap<>();

	/** Which collections have a product as a part: those for which the vendor ever counted it. */
	Set<String> collections(String ran) {
		Set<String> found = new TreeSet<>();
		counted.stream().filter(day -> day.ran().equals(ran) && !day.bought().equals(ran)).forEach(day -> found.add(day.bought()));
		return found;
	}
}
