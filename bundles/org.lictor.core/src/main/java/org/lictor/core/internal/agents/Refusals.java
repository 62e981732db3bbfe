package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import org.lictor.agent.protocol.Problem;
import org.lictor.core.AgentRefusal;
import org.lictor.core.internal.Journal;
import org.lictor.model.Diagnostic;

/**
 * Tells the Event Log of agents that were refused, each host and reason once in ten minutes, so that whoever tries again
 * and again does not fill it. Safe for use by many threads.
 */
final class Refusals {

	private static final Duration PAUSE = Duration.ofMinutes(10);
	private static final int MOST = 1000;

	private record Case(String host, Problem.Reason reason) {
	}

	private final InstantSource clock;
	private final Journal journal;
	private final Map<Case, Instant> told = new HashMap<>();

	Refusals(InstantSource clock, Journal journal) {
		this.clock = clock;
		this.journal = journal;
	}

	/**
	 * @param host    of the agent, as it says
	 * @param problem why it is refused
	 * @return what to throw
	 */
	AgentRefusal refuse(String host, Problem problem) {
		if (isNews(new Case(host, problem.reason()))) {
			journal.add(Diagnostic.Severity.WARNING, host, "An agent on this host was refused. " + problem.message());
		}
		return new AgentRefusal(problem);
	}

	private synchronized boolean isNews(Case refused) {
		Instant now = clock.instant();
		told.values().removeIf(when -> when.plus(PAUSE).isBefore(now));
		return !told.containsKey(refused) && told.size() < MOST && told.put(refused, now) == null;
	}
}
