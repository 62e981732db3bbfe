package org.lictor.agent.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.Recorder;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Protocol;

/** Numbers events, stamps them with both clocks and puts them into the spool. Safe for use by several threads. */
public final class EventRecorder implements Recorder {

	private final UUID run = UUID.randomUUID();
	private final Spool spool;
	private final AgentClock clock;
	private final Runnable arrived;
	private final long began;
	private long sequence;

	/**
	 * Begins a run.
	 *
	 * @param spool   keeps the events
	 * @param clock   of the host
	 * @param arrived called after events were put into the spool
	 */
	public EventRecorder(Spool spool, AgentClock clock, Runnable arrived) {
		this.spool = spool;
		this.clock = clock;
		this.arrived = arrived;
		this.began = clock.nanos();
	}

	@Override
	public boolean record(List<? extends EventDetail> details) {
		boolean safe;
		synchronized (this) {
			Instant at = wall();
			long mono = mono();
			List<AgentEvent> events = new ArrayList<>();
			for (EventDetail detail : details) {
				events.add(new AgentEvent(run, ++sequence, at, mono, detail));
			}
			safe = spool.append(events);
		}
		if (!details.isEmpty()) {
			arrived.run();
		}
		return safe;
	}

	/** @return the present run of the agent */
	public UUID run() {
		return run;
	}

	/** @return nanoseconds since the run began */
	public long mono() {
		return Math.max(0, clock.nanos() - began);
	}

	/** @return the wall clock, within what the protocol can carry */
	public Instant wall() {
		Instant wall = clock.wall();
		Instant last = Instant.ofEpochMilli(Protocol.MAX_EPOCH_MILLIS);
		return wall.isBefore(Instant.EPOCH) ? Instant.EPOCH : wall.isAfter(last) ? last : wall;
	}
}
