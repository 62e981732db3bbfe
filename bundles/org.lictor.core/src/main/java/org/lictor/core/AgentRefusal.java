package org.lictor.core;

import java.util.Objects;

import org.lictor.agent.protocol.Problem;

/** A call of an agent was refused. Its problem is what to answer the agent. */
public final class AgentRefusal extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	/**
	 * @param problem what to answer the agent
	 */
	public AgentRefusal(Problem problem) {
		super(problem.message());
		this.problem = Objects.requireNonNull(problem, "problem");
	}

	/**
	 * @param problem what to answer the agent
	 * @param cause   what lies behind it
	 */
	public AgentRefusal(Problem problem, Throwable cause) {
		super(problem.message(), cause);
		this.problem = Objects.requireNonNull(problem, "problem");
	}

	/** @return what to answer the agent: a reason with its HTTP status and a sentence */
	public Problem problem() {
		return problem;
	}
}
