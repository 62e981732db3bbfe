package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.groups.MemberTimes;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.core.internal.identity.Identity;
import org.lictor.service.ServiceException;
import org.lictor.store.DenialFact;
import org.lictor.store.DenialTable.DeniedUser;
import org.lictor.store.SessionFilter;

/**
 * The host users that sessions and denials tell of, by server, and who each was when: one entry for each time in which a user was the
 * same accounts.
 */
final class SeenUsers {

	/** A host user at a server while it was the same accounts. */
	static final class Seen {
		private String user;
		/** When it was written so: as in the first session, otherwise as in the first denial. */
		private long written;
		private final long server;
		private final Identity.Span span;
		private final Intervals times = new Intervals();
		private final Set<String> hosts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		private long sessions;
		private long last = Long.MIN_VALUE;

		private Seen(String user, long written, long server, Identity.Span span) {
			this.user = user;
			this.written = written;
			this.server = server;
			this.span = span;
		}

		String user() {
			return user;
		}

		long server() {
			return server;
		}

		Identity.Span span() {
			return span;
		}

		/** The times in which at least one session ran. */
		Intervals times() {
			return times.union();
		}

		Set<String> hosts() {
			return hosts;
		}

		long sessions() {
			return sessions;
		}

		Instant last() {
			return Instant.ofEpochMilli(last);
		}
	}

	private record Key(String server, long serverId, String user) implements Comparable<Key> {
		private static final Comparator<Key> ORDER = Comparator.comparing(Key::user).thenComparing(Key::server)
				.thenComparing(Key::serverId);

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}
	}

	private final Map<Key, Map<Identity.Span, Seen>> seen = new TreeMap<>();
	private long unnamed;

	/**
	 * @param reading the question; with a time, sessions that overlap it, cut to it
	 * @throws ServiceException CANCELLED
	 */
	SeenUsers(Reading reading) throws ServiceException {
		SessionFilter filter = reading.sessions();
		filter = new SessionFilter(filter.server(), filter.product(), reading.query().from(), reading.query().until(), false,
				false, filter.limit());
		Map<Integer, String> texts = new HashMap<>();
		reading.stream(filter, session -> {
			String user = texts.computeIfAbsent(session.hostUser(), reading.transaction().dictionary()::text);
			String key = HostUsers.key(user);
			if (key.isEmpty()) {
				unnamed++;
				return;
			}
			Identity.Span span = reading.span(session.server(), user, session.start());
			Seen one = seen
					.computeIfAbsent(new Key(reading.serverName(session.server()), session.server(), key), none -> new HashMap<>())
					.computeIfAbsent(span, none -> new Seen(user, Long.MIN_VALUE, session.server(), span));
			long start = Math.max(session.start(), reading.query().from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
			long end = Math.min(reading.countedUntil(session, reading.state(session)),
					reading.query().until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
			one.sessions++;
			one.last = Math.max(one.last, Math.max(start, end));
			one.hosts.add(reading.transaction().dictionary().text(session.host()));
			if (end > start) {
				one.times.add(start, end);
			}
		});
		addDenied(reading);
	}

	/**
	 * Who was refused was there, with a session or without. Only those who became somebody else between their first and their last denial, or
	 * of whose denials the question is about some, are looked at one denial after the other.
	 */
	private void addDenied(Reading reading) throws ServiceException {
		Set<String> changing = new HashSet<>();
		reading.transaction().facts().denials().users(reading.serverNumber(), reading.query().product(), reading.query().from(),
				reading.query().until(), each -> {
					if (!addWhole(reading, each.server(), each.fact())) {
						changing.add(each.fact().user());
					}
					return !reading.cancelled();
				});
		reading.checkCancelled();
		if (!changing.isEmpty()) {
			Denials.each(reading, changing, reading.query().from(), reading.query().until(), each -> {
				DenialFact denial = each.fact();
				long at = denial.at().toEpochMilli();
				add(reading, each.server(), denial.user(), denial.host(), reading.span(each.server(), denial.user(), at), at, at);
			});
		}
	}

	/** @return false when only some of the denials count, or not all for the same accounts */
	private boolean addWhole(Reading reading, long server, DeniedUser denied) {
		long first = denied.first().toEpochMilli();
		long last = denied.last().toEpochMilli();
		MemberTimes.Span all = new MemberTimes.Span(first, last + 1);
		MemberTimes asked = reading.narrowing().ofDenials(server, denied).within(all);
		if (HostUsers.key(denied.user()).isEmpty() || asked.never()) {
			return true;
		}
		Identity.Span span = reading.span(server, denied.user(), first);
		if (!asked.spans().equals(List.of(all)) || !reading.span(server, denied.user(), last).equals(span)) {
			return false;
		}
		add(reading, server, denied.user(), denied.host(), span, first, last);
		return true;
	}

	private void add(Reading reading, long server, String user, String host, Identity.Span span, long first, long last) {
		Seen one = seen.computeIfAbsent(new Key(reading.serverName(server), server, HostUsers.key(user)), none -> new HashMap<>())
				.computeIfAbsent(span, none -> new Seen(user, first, server, span));
		if (first < one.written || first == one.written && user.compareTo(one.user) < 0) {
			one.user = user;
			one.written = first;
		}
		one.last = Math.max(one.last, last);
		if (!host.isEmpty()) {
			one.hosts.add(host);
		}
	}

	/** @return each user at each server, by name; the times of one in their order */
	List<Seen> all() {
		List<Seen> all = new ArrayList<>();
		for (Map<Identity.Span, Seen> each : seen.values()) {
			each.values().stream().sorted(Comparator.comparing((Seen one) -> one.span.from().orElse(Instant.MIN)).thenComparing(Seen::user))
					.forEach(all::add);
		}
		return all;
	}

	/** @return how many sessions tell of no user at all, as agents do that only count */
	long unnamed() {
		return unnamed;
	}
}
