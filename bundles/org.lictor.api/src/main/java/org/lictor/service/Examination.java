package org.lictor.service;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How an agent is, and what the processes of its host are for it, as the agent itself found it. It tells of people in the form
 * that the agent's groups allow, and never a command line.
 *
 * @param agent     id of the agent
 * @param host      its name, as the agent last told it
 * @param at        when the agent looked, by its host's clock
 * @param findings  in the order in which they were looked at; of a rule that was tried only what is in its way
 * @param processes what the rules say of them, a line for each licence server
 * @param others    how many processes were looked at besides, that no rule concerns or that there was no room for
 */
public record Examination(String agent, String host, Instant at, List<Finding> findings, List<Seen> processes, long others) {

	/** Checks that nothing is null, copies the lists. */
	public Examination {
		Objects.requireNonNull(agent, "agent");
		Objects.requireNonNull(host, "host");
		Objects.requireNonNull(at, "at");
		findings = List.copyOf(findings);
		processes = List.copyOf(processes);
	}

	/** @return whether something is to be done */
	public boolean problems() {
		return findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM);
	}

	/** How something is. */
	public enum Level {
		/** As it should be. */
		GOOD,
		/** Worth knowing. */
		NOTE,
		/** Something is to be done. */
		PROBLEM
	}

	/**
	 * One thing that was looked at.
	 *
	 * @param level  how it is
	 * @param topic  what it is about, a word or two
	 * @param text   how it is, in a sentence
	 * @param advice what to do, empty where nothing is to be done
	 */
	public record Finding(Level level, String topic, String text, String advice) {

		/** Checks that nothing is null. */
		public Finding {
			Objects.requireNonNull(level, "level");
			Objects.requireNonNull(topic, "topic");
			Objects.requireNonNull(text, "text");
			Objects.requireNonNull(advice, "advice");
		}
	}

	/** What a process is for a licence server. */
	public enum Outcome {
		/** A person's use of the product. */
		COUNTED,
		/** Told as work without a person. */
		HEADLESS,
		/** Known to use no licence. */
		IGNORED,
		/** A rule fits its program, but not its command line. */
		OTHER_COMMAND_LINE,
		/** A rule takes too long to decide. */
		UNDECIDED,
		/** The agent may not see which program it is. */
		HIDDEN,
		/** No rule fits. */
		NO_RULE
	}

	/**
	 * A process, or several alike where not each may be told.
	 *
	 * @param count   how many, at least 1
	 * @param pid     number of the process, 0 when it may not be told
	 * @param user    as it may be told, empty when it may not or is not known
	 * @param program path or file name as it may be told, empty when it may not or is not known
	 * @param server  name of the licence server whose rules were tried
	 * @param outcome what it is for that server
	 * @param why     the same in a sentence
	 */
	public record Seen(long count, long pid, String user, String program, String server, Outcome outcome, String why) {

		/** Checks that nothing is null. */
		public Seen {
			Objects.requireNonNull(user, "user");
			Objects.requireNonNull(program, "program");
			Objects.requireNonNull(server, "server");
			Objects.requireNonNull(outcome, "outcome");
			Objects.requireNonNull(why, "why");
		}
	}
}
