package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.core.internal.groups.MemberTimes;
import org.lictor.core.internal.groups.Membership;
import org.lictor.service.ReportGroup;
import org.lictor.store.AccountFact;
import org.lictor.store.DenialFact;
import org.lictor.store.SessionRow;
import org.lictor.store.StoredReportGroup;

/**
 * Which sessions belong to a report group, by rule {@link Membership#RULE}. Finds out once for each name. For one thread;
 * those made of one another may be asked by several at once.
 */
final class GroupOfSessions {

	/** It was not found out yet. */
	private static final byte UNKNOWN = 0;
	private static final byte NEVER = 1;
	private static final byte ALWAYS = 2;
	/** It depends on the time. */
	private static final byte AT_TIMES = 3;

	/** Of the names of one server: a byte each, because those of all sessions are looked at, and they lie in memory side by side. */
	private static final class Known {
		private byte[] when = new byte[1024];
		private final Map<Integer, MemberTimes> times = new HashMap<>();
		/** Whether it matters which accounts users are. */
		private final boolean byAccounts;

		Known(boolean byAccounts) {
			this.byAccounts = byAccounts;
		}
	}

	private final Reading reading;
	private final ReportGroup.Kind kind;
	private final Membership membership;
	/** By server, and by number of a text or of a product; where those are the same for all servers, of server 0. */
	private final Map<Long, Known> known = new HashMap<>();
	/** Who was denied something. */
	private final Map<Denied, MemberTimes> denied = new HashMap<>();
	/** By server and key, of accounts. */
	private final Map<Long, Map<String, MemberTimes>> accounts = new HashMap<>();
	private long lastServer = Long.MIN_VALUE;
	private Known ofLastServer = new Known(true);

	private GroupOfSessions(Reading reading, ReportGroup.Kind kind, Membership membership) {
		this.reading = reading;
		this.kind = kind;
		this.membership = membership;
	}

	private record Denied(long server, String name) {
	}

	/**
	 * @param reading the question
	 * @param group   the group
	 * @param today   empty to take memberships as they were; else those that hold at this moment count for all times
	 */
	GroupOfSessions(Reading reading, StoredReportGroup group, Optional<Instant> today) {
		this(reading, ReportGroup.Kind.valueOf(group.kind()), new Membership(group.members(), today, reading.directories()));
	}

	/** @return the same for another thread */
	GroupOfSessions again() {
		return new GroupOfSessions(reading, kind, membership);
	}

	/**
	 * @param reading the question
	 * @param kind    what is named
	 * @param name    of one, or of many with wildcards
	 * @return those sessions
	 */
	static GroupOfSessions named(Reading reading, ReportGroup.Kind kind, String name) {
		return new GroupOfSessions(reading, new StoredReportGroup("", kind.name(),
				List.of(new StoredReportGroup.Member(name, Optional.empty(), Optional.empty()))), Optional.empty());
	}

	/**
	 * @param session any
	 * @return whether it belongs to the group
	 */
	boolean has(SessionRow session) {
		return switch (kind) {
		case USERS -> has(session, session.server(), session.hostUser());
		case HOSTS -> has(session, 0, session.host());
		case PRODUCTS -> has(session, 0, session.product());
		case SERVERS -> has(session, session.server(), 0);
		};
	}

	/**
	 * @param server   number of a server
	 * @param hostUser number of the text that a session has as its user
	 * @return whether sessions of that user belong to the group, at some time at least; only of a group of users
	 */
	boolean mayBe(long server, int hostUser) {
		return when(server, hostUser) != NEVER;
	}

	private boolean has(SessionRow session, long server, int number) {
		byte when = when(server, number);
		return when == ALWAYS || when == AT_TIMES && ofLastServer.times.get(number).at(session.start());
	}

	private byte when(long server, int number) {
		if (server != lastServer) {
			lastServer = server;
			ofLastServer = known.computeIfAbsent(server, none -> new Known(byAccounts(server)));
		}
		if (number >= ofLastServer.when.length) {
			ofLastServer.when = Arrays.copyOf(ofLastServer.when, Math.max(number + 1, ofLastServer.when.length * 2));
		}
		byte when = ofLastServer.when[number];
		return when == UNKNOWN ? find(server, number) : when;
	}

	private byte find(long server, int number) {
		MemberTimes times = times(server, number);
		byte when = times.never() ? NEVER : times.equals(MemberTimes.ALWAYS) ? ALWAYS : AT_TIMES;
		if (when == AT_TIMES) {
			ofLastServer.times.put(number, times);
		}
		ofLastServer.when[number] = when;
		return when;
	}

	private boolean byAccounts(long server) {
		synchronized (reading) {
			return kind == ReportGroup.Kind.USERS && membership.mayBeAccounts(reading.accounts(server));
		}
	}

	private MemberTimes times(long server, int number) {
		// who somebody is the question finds out for one thread after the other
		synchronized (reading) {
			return switch (kind) {
			case USERS -> ofUser(server, text(number), ofLastServer.byAccounts);
			case HOSTS -> membership.of(text(number));
			case PRODUCTS -> membership.of(reading.transaction().dictionary().product(number).name());
			case SERVERS -> membership.of(reading.serverName(server));
			};
		}
	}

	/**
	 * @param server number of the server that refused licences
	 * @param denial to whom
	 * @return whether it belongs to the group, as a session would that begins then
	 */
	boolean hasDenial(long server, DenialFact denial) {
		return ofDenials(server, denial.product().name(), denial.user(), denial.host()).at(denial.at().toEpochMilli());
	}

	/**
	 * @param server  number of a server that refused licences
	 * @param product of what
	 * @param user    to whom, empty when not told
	 * @param host    on which machine, empty when not told
	 * @return when denials of these belong to the group
	 */
	MemberTimes ofDenials(long server, String product, String user, String host) {
		return switch (kind) {
		case USERS -> denied.computeIfAbsent(new Denied(server, user), key -> ofUser(server, user, true));
		case HOSTS -> denied.computeIfAbsent(new Denied(0, host), key -> membership.of(host));
		case PRODUCTS, SERVERS -> denied.computeIfAbsent(new Denied(server, product), key -> of(server, product));
		};
	}

	/**
	 * @param server  number of a server
	 * @param product name of a product
	 * @return when all their use may belong to the group; all times for groups of users and hosts
	 */
	MemberTimes of(long server, String product) {
		return switch (kind) {
		case USERS, HOSTS -> MemberTimes.ALWAYS;
		case PRODUCTS -> membership.of(product);
		case SERVERS -> membership.of(reading.serverName(server));
		};
	}

	/**
	 * @param server  number of the server that assigned a seat
	 * @param account to whom
	 * @param product what
	 * @return whether the seat belongs to the group now; a seat is on no host
	 */
	boolean hasSeat(long server, AccountFact account, String product) {
		MemberTimes times = switch (kind) {
		case USERS -> accounts.computeIfAbsent(server, none -> new HashMap<>()).computeIfAbsent(account.key(),
				none -> membership.ofAccount(account, each -> reading.vendorGroups(server, each), name -> isSurely(server, name, account)));
		case HOSTS -> MemberTimes.NEVER;
		case PRODUCTS, SERVERS -> of(server, product);
		};
		return times.at(reading.now().toEpochMilli());
	}

	private boolean isSurely(long server, String user, AccountFact account) {
		return reading.matches(server, user, reading.now().toEpochMilli()).stream()
				.anyMatch(match -> !match.ambiguous() && match.account().key().equals(account.key()));
	}

	/** @return whether it is about users */
	boolean ofUsers() {
		return kind == ReportGroup.Kind.USERS;
	}

	/** @return whether it is about hosts */
	boolean ofHosts() {
		return kind == ReportGroup.Kind.HOSTS;
	}

	/** @return whether it parts the use of one product of one server, so that what the server told of it says nothing */
	boolean partsUse() {
		return kind == ReportGroup.Kind.USERS || kind == ReportGroup.Kind.HOSTS;
	}

	private MemberTimes ofUser(long server, String user, boolean byAccounts) {
		return membership.ofUser(user, byAccounts ? reading.history(server, user) : List.of(), account -> reading.vendorGroups(server, account));
	}

	private String text(int number) {
		return reading.transaction().dictionary().text(number);
	}
}
