package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.core.internal.identity.Identity;
import org.lictor.service.ServiceException;
import org.lictor.store.DenialFact;
import org.lictor.store.SessionFilter;

/**
 * The host users that sessions and denials tell of, by server, and who each was when: one entry for each time in which a user was the
 * same accounts.
 */
final class SeenUsers {

	/** A host user at a server while it was the same accounts. */
	static final class Seen {
		private final String user;
		private final long server;
		private final Identity.Span span;
		private final Intervals times = new Intervals();
		private final Set<String> hosts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		private long sessions;
		private long last = Long.MIN_VALUE;

		private Seen(String user, long server, Identity.Span span) {
			this.user = user;
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

	/** A host user as it is written. */
	private record Written(long server, String user) {
	}

	private final Map<Key, Map<Identity.Span, Seen>> seen = new TreeMap<>();
	/** Those who were denied and are the same accounts at all times. */
	private final Map<Written, Seen> denied = new HashMap<>();
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
					.computeIfAbsent(span, none -> new Seen(user, session.server(), span));
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
		Denials.each(reading, reading.query().from(), reading.query().until(), each -> denied(reading, each.server(), each.fact()));
	}

	/** Who was refused was there, with a session or without. */
	private void denied(Reading reading, long server, DenialFact denial) {
		Written written = new Written(server, denial.user());
		Seen one = denied.get(written);
		if (one == null) {
			String key = HostUsers.key(denial.user());
			if (key.isEmpty()) {
				return;
			}
			Identity.Span span = reading.span(server, denial.user(), denial.at().toEpochMilli());
			one = seen.computeIfAbsent(new Key(reading.serverName(server), server, key), none -> new HashMap<>())
					.computeIfAbsent(span, none -> new Seen(denial.user(), server, span));
			if (!reading.dependsOnTime(server, denial.user())) {
				denied.put(written, one);
			}
		}
		one.last = Math.max(one.last, denial.at().toEpochMilli());
		if (!denial.host().isEmpty()) {
			one.hosts.add(denial.host());
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
