package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.spi.Collecting.Quota;
import org.lictor.spi.Memory;

/**
 * Counts requests, so that no more are sent than Autodesk allows, and remembers until when Autodesk wants to be left
 * alone. What it counts stands in the server's memory before a request is sent: after a restart, or a kill, a request
 * that may have been sent is counted.
 *
 * <p>A limit's time is cut into 60 slots. A request counts until its whole slot is older than that time, so that a
 * little less is sent than would be allowed, never more. Used by one thread.
 */
final class Budget {

	private static final int SLOTS = 60;
	private static final String KEY = "quota/";
	/** Nobody is left alone longer than this, whatever an answer says. */
	private static final Duration LONGEST_BLOCK = Duration.ofDays(1);

	private final Memory memory;
	private final InstantSource clock;
	private final Map<Limit, Used> used = new EnumMap<>(Limit.class);

	/** Requests of one limit: beginning of each slot in seconds, and how many. */
	private static final class Used {
		private final Deque<long[]> slots = new ArrayDeque<>();
		private Instant blocked = Instant.EPOCH;

		long count() {
			return slots.stream().mapToLong(slot -> slot[1]).sum();
		}
	}

	/**
	 * @param memory where it is counted
	 * @param clock  the time
	 */
	Budget(Memory memory, InstantSource clock) {
		this.memory = memory;
		this.clock = clock;
		for (Limit limit : Limit.values()) {
			used.put(limit, read(memory.get(KEY + limit.name()).orElse("")));
		}
	}

	/**
	 * Counts a request that is about to be sent.
	 *
	 * @param limit the limit it falls under
	 * @throws Trouble when it must not be sent yet; nothing was counted then
	 */
	void take(Limit limit) throws Trouble {
		Optional<Instant> free = nextFree(limit);
		if (free.isPresent()) {
			throw Trouble.quota(free.get(), limit.owner());
		}
		Instant now = clock.instant();
		for (Limit each : limit.all()) {
			long slot = slot(each);
			long start = Math.floorDiv(now.getEpochSecond(), slot) * slot;
			Deque<long[]> slots = used.get(each).slots;
			if (slots.isEmpty() || slots.getLast()[0] < start) {
				slots.add(new long[] { start, 1 });
			} else {
				slots.getLast()[1]++;
			}
			save(each);
		}
	}

	/**
	 * @param limit a limit
	 * @return when the next request may be sent, empty when at once
	 */
	Optional<Instant> nextFree(Limit limit) {
		Instant now = clock.instant();
		Instant free = Instant.EPOCH;
		for (Limit each : limit.all()) {
			Used state = used.get(each);
			forget(each, state, now);
			free = later(free, state.blocked);
			long tooMany = state.count() - each.most() + 1;
			for (long[] slot : state.slots) {
				if (tooMany <= 0) {
					break;
				}
				tooMany -= slot[1];
				free = later(free, end(each, slot));
			}
		}
		return free.isAfter(now) ? Optional.of(free) : Optional.empty();
	}

	/**
	 * Autodesk wants to be left alone.
	 *
	 * @param limit what was asked under
	 * @param until until when; not longer than a day is obeyed
	 * @return when it ends
	 */
	Instant block(Limit limit, Instant until) {
		Instant longest = clock.instant().plus(LONGEST_BLOCK);
		Instant end = until.isAfter(longest) ? longest : until;
		Used state = used.get(limit);
		if (end.isAfter(state.blocked)) {
			state.blocked = end;
			save(limit);
		}
		return state.blocked;
	}

	/** @return what was used of each limit of which anything was */
	List<Quota> quotas() {
		List<Quota> quotas = new ArrayList<>();
		Instant now = clock.instant();
		used.forEach((limit, state) -> {
			forget(limit, state, now);
			if (!state.slots.isEmpty() || state.blocked.isAfter(now)) {
				quotas.add(new Quota(limit.label(), state.count(), limit.most(), limit.per(),
						state.blocked.isAfter(now) ? Optional.of(state.blocked) : Optional.empty()));
			}
		});
		return quotas;
	}

	/** What is over does not count, nor does what a clock that was set back since had written down. */
	private static void forget(Limit limit, Used state, Instant now) {
		long latest = now.getEpochSecond() + slot(limit);
		state.slots.removeIf(slot -> slot[0] > latest);
		if (state.blocked.isAfter(now.plus(LONGEST_BLOCK))) {
			state.blocked = Instant.EPOCH;
		}
		while (!state.slots.isEmpty() && !end(limit, state.slots.getFirst()).isAfter(now)) {
			state.slots.removeFirst();
		}
	}

	/** When a slot does not count any more. */
	private static Instant end(Limit limit, long[] slot) {
		return Instant.ofEpochSecond(slot[0] + slot(limit)).plus(limit.per());
	}

	private static long slot(Limit limit) {
		return limit.per().toSeconds() / SLOTS;
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private void save(Limit limit) {
		Used state = used.get(limit);
		StringBuilder text = new StringBuilder().append(state.blocked.toEpochMilli());
		state.slots.forEach(slot -> text.append(' ').append(slot[0]).append('x').append(slot[1]));
		memory.put(KEY + limit.name(), text.toString());
	}

	private static Used read(String text) {
		Used state = new Used();
		try {
			String[] parts = text.isEmpty() ? new String[0] : text.split(" ");
			for (int i = 0; i < parts.length; i++) {
				if (i == 0) {
					state.blocked = Instant.ofEpochMilli(Long.parseLong(parts[0]));
				} else {
					int times = parts[i].indexOf('x');
					state.slots.add(new long[] { Long.parseLong(parts[i].substring(0, times)),
							Long.parseLong(parts[i].substring(times + 1)) });
				}
			}
		} catch (NumberFormatException | StringIndexOutOfBoundsException e) {
			return new Used();
		}
		return state;
	}
}
