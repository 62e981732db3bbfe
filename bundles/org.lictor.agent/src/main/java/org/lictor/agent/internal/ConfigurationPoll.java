package org.lictor.agent.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Problem;

/** Always has one call open by which the server can tell a change of the configuration at once. Used by one thread. */
public final class ConfigurationPoll {

	/** How long the server may hold a call. */
	private static final Duration WAIT = Duration.ofSeconds(50);

	/** A server that answers sooner though nothing changed does not wait, and is not asked more often than this. */
	private static final Duration LEAST = Duration.ofSeconds(2);

	/** Answers what the server wishes to know. */
	@FunctionalInterface
	interface Answering {

		/**
		 * @param configuration of the agent
		 * @param request       that came with it
		 * @return whether the server took the answer
		 */
		boolean answer(AgentConfiguration configuration, ExaminationRequest request);
	}

	private final ServerLink link;
	private final AgentClock clock;
	private final Troubles troubles;
	private final Backoff backoff;
	private final Consumer<AgentConfiguration> changed;
	private final Answering examiner;
	private final Consumer<AgentFailure> fatal;
	private Optional<String> etag;
	private volatile boolean failing = true;

	/**
	 * @param link     to the server
	 * @param clock    of the host
	 * @param known    etag of the configuration in use, empty when there is none
	 * @param troubles takes what goes wrong
	 * @param backoff  how long to wait when it goes wrong
	 * @param changed  called with each new configuration
	 * @param examiner answers what the server wishes to know
	 * @param fatal    called when the server does not know this agent any more
	 */
	public ConfigurationPoll(ServerLink link, AgentClock clock, Optional<String> known, Troubles troubles,
			Backoff backoff, Consumer<AgentConfiguration> changed, Answering examiner,
			Consumer<AgentFailure> fatal) {
		this.link = link;
		this.clock = clock;
		this.etag = known;
		this.troubles = troubles;
		this.backoff = backoff;
		this.changed = changed;
		this.examiner = examiner;
		this.fatal = fatal;
	}

	/** @return whether there was no call yet that worked, or the last one did not. Safe for any thread */
	public boolean isFailing() {
		return failing;
	}

	/**
	 * Makes one call.
	 *
	 * @return how long to wait before the next
	 */
	public Duration step() {
		long began = clock.nanos();
		try {
			// The first call, also after a failure, is to show that there is a way to the server: it does not wait.
			Optional<AgentConfiguration> next = link.configuration(etag, failing ? Duration.ZERO : WAIT);
			boolean first = failing;
			backoff.reset();
			failing = false;
			troubles.clear(Troubles.Topic.CONFIGURATION, "The server can be reached again.");
			boolean other = next.isPresent() && !next.map(AgentConfiguration::etag).equals(etag);
			if (other) {
				etag = next.map(AgentConfiguration::etag);
				changed.accept(next.get().with(Optional.empty()));
			}
			boolean answered = next.isPresent() && next.get().examination()
					.filter(request -> examiner.answer(next.get(), request)).isPresent();
			if (other || answered || first) {
				return Duration.ZERO;
			}
			Duration rest = LEAST.minusNanos(clock.nanos() - began);
			return rest.isNegative() ? Duration.ZERO : rest;
		} catch (LinkException e) {
			if (e.kind() == LinkException.Kind.CLOSED) {
				return WAIT;
			}
			if (e.is(Problem.Reason.AGENT_UNKNOWN)) {
				fatal.accept(Delivery.removed(e));
			}
			failing = true;
			troubles.set(Troubles.Topic.CONFIGURATION, Delivery.kind(e),
					e.getMessage() + " The last known configuration is used meanwhile.");
			return backoff.next();
		}
	}
}
