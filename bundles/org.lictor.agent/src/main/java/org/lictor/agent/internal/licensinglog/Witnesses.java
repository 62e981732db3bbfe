package org.lictor.agent.internal.licensinglog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.protocol.EventDetail.EndReason;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/**
 * Brings what the log tells together with the sessions: a licence obtained with a start, one given back with an end, of the
 * same product and user as far as the log tells these, within three minutes. What finds no counterpart stands alone. A
 * licence that is obtained while such a session runs is renewed, and no start. A process is one session, however many licence
 * servers it is told to; versions that are known by usage files are none of the licensing service's. Used by one thread.
 */
final class Witnesses {

	private static final Duration WITHIN = Duration.ofMinutes(3);
	private static final int MOST_ALONE = 100;
	/** So many wait for their counterpart at most. */
	private static final int MOST_WAITING = 1000;

	private record Entry(boolean inLog, boolean start, Instant at, long nanos, String product, String rule, String user) {

		boolean fits(Entry other) {
			return inLog != other.inLog && start == other.start && agrees(other);
		}

		/** What is not told is no contradiction. */
		boolean agrees(Entry other) {
			return (product.isEmpty() || other.product.isEmpty() || product.equalsIgnoreCase(other.product)
					|| product.equalsIgnoreCase(other.rule) || rule.equalsIgnoreCase(other.product))
					&& (user.isEmpty() || other.user.isEmpty() || person(user).equals(person(other.user)));
		}

		private static String person(String user) {
			String name = user.substring(user.lastIndexOf('\\') + 1);
			int at = name.indexOf('@');
			return (at >= 0 ? name.substring(0, at) : name).toLowerCase(Locale.ROOT);
		}
	}

	private record Process(SessionInfo session, Entry entry) {
	}

	private final AgentClock clock;
	private final Map<Long, Process> processes = new HashMap<>();
	private final List<Entry> waiting = new ArrayList<>();
	private final Deque<Comparison.Alone> alone = new ArrayDeque<>();
	private Optional<Instant> since = Optional.empty();
	private int starts;
	private int ends;
	private int before;

	Witnesses(AgentClock clock) {
		this.clock = clock;
	}

	/** The log is read from now on, or not any more. What was compared is forgotten. */
	void compare(boolean read) {
		if (read != since.isPresent()) {
			since = read ? Optional.of(clock.wall()) : Optional.empty();
			waiting.clear();
			alone.clear();
			starts = 0;
			ends = 0;
			before = 0;
		}
	}

	/** @param session that began, or goes on after a restart of the agent */
	void began(SessionInfo session) {
		Process known = processes.get(session.pid());
		if (session.kind() != WatchRule.Kind.INTERACTIVE || session.use().isPresent()
				|| known != null && known.session.processStart().equals(session.processStart())) {
			return;
		}
		Entry entry = entry(session, true);
		processes.put(session.pid(), new Process(session, entry));
		if (session.processStart().filter(start -> Duration.between(start, clock.wall()).compareTo(WITHIN) <= 0).isPresent()) {
			arrive(entry);
		}
	}

	/** @param ended session */
	void ended(SessionEnded ended) {
		Process known = processes.get(ended.session().pid());
		if (known != null && known.session.key().equals(ended.session().key())) {
			processes.remove(ended.session().pid());
			if (ended.reason() == EndReason.PROCESS_ENDED && ended.exact()) {
				arrive(entry(ended.session(), false));
			}
		}
	}

	private Entry entry(SessionInfo session, boolean start) {
		return new Entry(false, start, clock.wall(), clock.nanos(), session.product(), session.applicationId(), session.user());
	}

	/** @param found in the log: a licence obtained or given back */
	void logged(LogPatterns.Found found) {
		arrive(new Entry(true, found.kind() == LogPatterns.Kind.OBTAINED, clock.wall(), clock.nanos(), found.product(), "", found.user()));
	}

	private void arrive(Entry entry) {
		if (since.isEmpty()) {
			return;
		}
		Optional<Entry> counterpart = waiting.stream().filter(entry::fits).findFirst();
		if (counterpart.isPresent()) {
			waiting.remove(counterpart.get());
			if (entry.start) {
				starts++;
			} else {
				ends++;
			}
		} else if (!entry.inLog || !entry.start || processes.values().stream().noneMatch(process -> process.entry.agrees(entry))) {
			waiting.add(entry);
			if (waiting.size() > MOST_WAITING) {
				standsAlone(waiting.removeFirst());
			}
		}
	}

	/** @return what came of it so far, empty when the log is not read */
	Optional<Comparison> comparison() {
		for (Iterator<Entry> all = waiting.iterator(); all.hasNext();) {
			Entry entry = all.next();
			if (clock.nanos() - entry.nanos > WITHIN.toNanos()) {
				all.remove();
				standsAlone(entry);
			}
		}
		return since.map(began -> new Comparison(began, starts, ends, List.copyOf(alone), before));
	}

	private void standsAlone(Entry entry) {
		alone.add(new Comparison.Alone(entry.inLog, entry.start, entry.at, entry.product, entry.user));
		if (alone.size() > MOST_ALONE) {
			alone.removeFirst();
			before++;
		}
	}
}
