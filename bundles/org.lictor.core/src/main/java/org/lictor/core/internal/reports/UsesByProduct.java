package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFilter;

/** The times of use of every product by every user, cut to a length of time. */
final class UsesByProduct {

	/** A product of a server. */
	record Key(String server, long serverId, String product) implements Comparable<Key> {
		private static final Comparator<Key> ORDER = Comparator.comparing(Key::server).thenComparing(Key::product)
				.thenComparing(Key::serverId);

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}
	}

	/** The use of one product by one user. */
	static final class Use {
		private final Intervals times = new Intervals();
		private String hostUser = "";
		private long lastStart;

		Intervals times() {
			return times;
		}

		String hostUser() {
			return hostUser;
		}
	}

	private final Map<Key, Map<String, Use>> uses = new TreeMap<>();

	/**
	 * @param reading the question
	 * @param from    uses are cut to begin then
	 * @param until   and to end then
	 * @throws ServiceException CANCELLED
	 */
	UsesByProduct(Reading reading, Instant from, Instant until) throws ServiceException {
		SessionFilter filter = reading.sessions().between(from, until);
		Map<Integer, String> keys = new HashMap<>();
		reading.stream(filter, session -> {
			long start = Math.max(session.start(), from.toEpochMilli());
			long end = Math.min(reading.countedUntil(session, reading.state(session)), until.toEpochMilli());
			if (end <= start) {
				return;
			}
			String user = keys.computeIfAbsent(session.hostUser(),
					number -> HostUsers.key(reading.transaction().dictionary().text(number)));
			Key key = new Key(reading.serverName(session.server()), session.server(),
					reading.transaction().dictionary().product(session.product()).name());
			Use use = uses.computeIfAbsent(key, none -> new TreeMap<>()).computeIfAbsent(user, none -> new Use());
			use.times.add(start, end);
			if (use.hostUser.isEmpty() || session.start() >= use.lastStart) {
				use.hostUser = reading.transaction().dictionary().text(session.hostUser());
				use.lastStart = session.start();
			}
		});
	}

	/** @return by product, by user as compared */
	Map<Key, Map<String, Use>> all() {
		return uses;
	}
}
