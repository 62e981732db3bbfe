package org.lictor.agent.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;

/**
 * Brings the events of the spool to the server and removes what the server has stored. Used by one thread, but for what
 * is said to be safe.
 */
public final class Delivery {

	private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

	/** Most events of a batch; well below the limit of the protocol, to be lean on memory. */
	private static final int BATCH = 500;
	private static final int BATCH_BYTES = 512 << 10;

	private final Spool spool;
	private final ServerLink link;
	private final EventRecorder recorder;
	private final AgentClock clock;
	private final Host host;
	private final String agentVersion;
	private final Troubles troubles;
	private final Backoff backoff;
	private final Consumer<AgentFailure> fatal;
	private final Consumer<List<AgentEvent>> sent;

	private int most = BATCH;
	private long lastContactNanos;
	private volatile Duration heartbeat = Duration.ofSeconds(30);
	private volatile boolean failing;
	private volatile Optional<Instant> lastContact = Optional.empty();

	/**
	 * @param spool        holds the events
	 * @param link         to the server
	 * @param recorder     knows the present run
	 * @param clock        of the host
	 * @param host         this machine
	 * @param agentVersion version of the agent
	 * @param troubles     takes what goes wrong
	 * @param backoff      how long to wait when it goes wrong
	 * @param fatal        called when the server does not know this agent any more
	 * @param sent         is given what is about to be sent, once more when it is sent again
	 */
	public Delivery(Spool spool, ServerLink link, EventRecorder recorder, AgentClock clock, Host host,
			String agentVersion, Troubles troubles, Backoff backoff, Consumer<AgentFailure> fatal,
			Consumer<List<AgentEvent>> sent) {
		this.spool = spool;
		this.link = link;
		this.recorder = recorder;
		this.clock = clock;
		this.host = host;
		this.agentVersion = agentVersion;
		this.troubles = troubles;
		this.backoff = backoff;
		this.fatal = fatal;
		this.sent = sent;
		this.lastContactNanos = clock.nanos() - heartbeat.toNanos();
	}

	/** @param interval longest time between two signs of life. Safe to call from any thread */
	public void setHeartbeat(Duration interval) {
		heartbeat = interval;
	}

	/** @return when the server last answered; empty when it has not since the agent started. Safe for any thread */
	public Optional<Instant> lastContact() {
		return lastContact;
	}

	/** @return whether the last try did not work, so that the next one waits whatever arrives. Safe for any thread */
	public boolean isFailing() {
		return failing;
	}

	/**
	 * Sends one batch, or a sign of life when it is time for one.
	 *
	 * @return how long there is nothing to do, unless events arrive
	 */
	public Duration step() {
		try {
			List<AgentEvent> events = spool.head(most, BATCH_BYTES);
			Duration untilHeartbeat = heartbeat.minusNanos(clock.nanos() - lastContactNanos);
			if (events.isEmpty() && untilHeartbeat.isPositive()) {
				return untilHeartbeat;
			}
			return deliver(events);
		} catch (IOException e) {
			return failed("spool", "The spool cannot be read: " + Reasons.of(e) + ".");
		}
	}

	private Duration deliver(List<AgentEvent> events) throws IOException {
		try {
			EventBatch batch = new EventBatch(Protocol.VERSION, recorder.run(), recorder.wall(), recorder.mono(),
					agentVersion, host.name(), host.platform(), cut(troubles.local()), events);
			sent.accept(events);
			int removed = spool.acknowledge(events, link.send(batch).acknowledged());
			lastContactNanos = clock.nanos();
			lastContact = Optional.of(clock.wall());
			if (!events.isEmpty() && removed == 0) {
				return failed("unacknowledged",
						"The server takes events but does not say that it stored them; they are kept and sent again.");
			}
			most = Math.min(BATCH, most * 2);
			backoff.reset();
			failing = false;
			troubles.clear(Troubles.Topic.EVENTS, "The server takes events again.");
			return Duration.ZERO;
		} catch (LinkException e) {
			return explain(e, events);
		}
	}

	private Duration explain(LinkException e, List<AgentEvent> events) throws IOException {
		if (e.kind() == LinkException.Kind.CLOSED) {
			return heartbeat;
		}
		if (e.is(Problem.Reason.AGENT_UNKNOWN)) {
			fatal.accept(removed(e));
		}
		if (e.is(Problem.Reason.INVALID) || e.is(Problem.Reason.TOO_LARGE)) {
			if (events.size() > 1) {
				// One of them is the reason: found by halving.
				most = events.size() / 2;
				return Duration.ZERO;
			}
			if (!events.isEmpty()) {
				LOG.log(System.Logger.Level.WARNING, "The server refuses an event for good, it is given up: {0}",
						e.getMessage());
				spool.giveUp(events.get(0), "the server refused them: " + e.getMessage());
				return Duration.ZERO;
			}
		}
		return failed(kind(e), e.getMessage() + " Events are kept until the server takes them.");
	}

	private Duration failed(String kind, String text) {
		failing = true;
		troubles.set(Troubles.Topic.EVENTS, kind, text);
		return backoff.next();
	}

	/** What the agent says when the server removed it. */
	static AgentFailure removed(LinkException e) {
		return new AgentFailure(AgentFailure.CANNOT_WORK,
				e.getMessage() + " If this host is to be watched, enrol the agent anew with a new enrolment string.");
	}

	/** Troubles of one kind are one trouble. */
	static String kind(LinkException e) {
		return e.problem().map(problem -> problem.reason().name()).orElse(e.kind().name());
	}

	private static String cut(String text) {
		return text.length() <= Protocol.MAX_TEXT ? text : text.substring(0, Protocol.MAX_TEXT);
	}
}
