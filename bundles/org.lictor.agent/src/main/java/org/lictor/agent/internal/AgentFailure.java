package org.lictor.agent.internal;

/** The agent cannot go on, for a reason a person can understand. The message is a sentence without secrets. */
public final class AgentFailure extends Exception {

	private static final long serialVersionUID = 1L;

	/** The arguments cannot be understood. */
	public static final int USAGE = 2;

	/** Something keeps the agent from working until somebody changes it. */
	public static final int CANNOT_WORK = 3;

	private final int exitCode;

	/**
	 * @param exitCode one of the constants of this class
	 * @param message  what happened and what to do
	 */
	public AgentFailure(int exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	/** @return the exit code of the process */
	public int exitCode() {
		return exitCode;
	}
}
