package org.lictor.agent.internal.input;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.Recorder;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.Input;
import org.lictor.agent.protocol.EventDetail.InputSeen;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.WatchRule;

/**
 * Tells of the sessions that run whether somebody uses keyboard or mouse, when that changes; only while the server asks for
 * it. Of what is typed it knows nothing. Used by one thread, but for {@link #wanted} and {@link #noticed}.
 */
public final class InputWatch {

	private static final Duration LOOK = Duration.ofSeconds(30);
	private static final Duration UNWANTED = Duration.ofDays(1);

	private final InputSource source;
	private final AgentClock clock;
	private final Recorder recorder;
	private final Runnable due;
	/** The session of the system of each session that runs. */
	private final Map<UUID, String> open = new LinkedHashMap<>();
	private final Map<UUID, Input> told = new HashMap<>();
	private volatile boolean wanted;

	/**
	 * @param source   knows the sessions of the system
	 * @param clock    of the host
	 * @param recorder takes what is told
	 * @param due      called when {@link #step} has something to do sooner than it said
	 */
	public InputWatch(InputSource source, AgentClock clock, Recorder recorder, Runnable due) {
		this.source = source;
		this.clock = clock;
		this.recorder = recorder;
		this.due = due;
	}

	/**
	 * Whether the server asks for it. Safe to call from any thread.
	 *
	 * @param whether from now on
	 */
	public void wanted(boolean whether) {
		if (wanted != whether) {
			wanted = whether;
			due.run();
		}
	}

	/**
	 * Notices which sessions begin and end. Safe to call from any thread.
	 *
	 * @param details that are told
	 */
	public void noticed(List<? extends EventDetail> details) {
		synchronized (open) {
			for (EventDetail detail : details) {
				if (detail instanceof EventDetail.SessionStarted started && started.session().use().isEmpty()
						&& started.session().kind() == WatchRule.Kind.INTERACTIVE) {
					open.put(started.session().key(), started.session().osSession());
				} else if (detail instanceof EventDetail.SessionEnded ended) {
					open.remove(ended.session().key());
				}
			}
		}
	}

	/**
	 * Looks, and tells what changed.
	 *
	 * @return how long there is nothing to do, unless {@link #wanted} changes
	 * @throws InterruptedException when the thread is asked to stop
	 */
	public Duration step() throws InterruptedException {
		Map<String, List<UUID>> bySession = new TreeMap<>();
		synchronized (open) {
			open.forEach((key, osSession) -> bySession.computeIfAbsent(osSession, none -> new ArrayList<>()).add(key));
			told.keySet().retainAll(open.keySet());
		}
		if (!wanted && told.isEmpty()) {
			return UNWANTED;
		}
		for (Map.Entry<String, List<UUID>> each : bySession.entrySet()) {
			Instant now = clock.wall();
			InputSource.Seen seen = wanted && !each.getKey().isEmpty() ? source.look(each.getKey(), now)
					: new InputSource.Seen(Input.UNKNOWN, now);
			tell(each.getValue(), seen);
		}
		if (!wanted) {
			told.clear(); // the last that is told of each is that it is not known any more
			return UNWANTED;
		}
		return LOOK;
	}

	private void tell(List<UUID> keys, InputSource.Seen seen) {
		// what is not known need not be told at first
		List<UUID> changed = keys.stream().filter(key -> told.getOrDefault(key, Input.UNKNOWN) != seen.input()).toList();
		List<InputSeen> details = new ArrayList<>();
		for (int from = 0; from < changed.size(); from += Protocol.MAX_INPUT) {
			details.add(new InputSeen(changed.subList(from, Math.min(changed.size(), from + Protocol.MAX_INPUT)), seen.input(), seen.since()));
		}
		if (!details.isEmpty()) {
			recorder.record(details);
		}
		changed.forEach(key -> told.put(key, seen.input()));
	}
}
