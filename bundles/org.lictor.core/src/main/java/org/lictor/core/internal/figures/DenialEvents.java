package org.lictor.core.internal.figures;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import org.lictor.core.internal.identity.HostUsers;

/**
 * Counts the denials of one product of one server, by rule {@code denial-event v1}: programs that are refused ask again at once,
 * so all denials of one user in the same minute of the clock are one event; where no user is told, those of a host; where
 * neither is, each minute is one. So an hour has as many events as its minutes. For one thread.
 */
public final class DenialEvents {

	/** Name and version of the rule. */
	public static final String RULE = "denial-event v1";

	private static final long MINUTE = 60_000;

	private final Set<Event> events = new HashSet<>();
	private final Set<String> users = new HashSet<>();
	private long denials;

	private record Event(String user, String host, long minute) {
	}

	/**
	 * @param user  host user as a source tells it, may be empty
	 * @param host  the machine, may be empty
	 * @param at    when, epoch milliseconds
	 * @param times how many denials, at least 1
	 */
	public void add(String user, String host, long at, long times) {
		String key = HostUsers.key(user);
		denials += times;
		events.add(new Event(key, key.isEmpty() ? host.toLowerCase(Locale.ROOT) : "", Math.floorDiv(at, MINUTE)));
		if (!key.isEmpty()) {
			users.add(key);
		}
	}

	/** @return how many denials */
	public long denials() {
		return denials;
	}

	/** @return how many events */
	public long events() {
		return events.size();
	}

	/** @return of how many users it is told */
	public long users() {
		return users.size();
	}
}
