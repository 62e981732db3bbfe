package org.lictor.agent.protocol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What came of an {@link ExaminationRequest}. It tells of people in the form of the agent's {@link Disclosure}, and never a
 * command line.
 *
 * @param id        of the request
 * @param at        when it was made, by the host's clock
 * @param findings  in the order in which they were looked at; of a trial only what is in its way
 * @param processes what a rule says of them
 * @param others    how many processes were looked at besides, that no rule concerns or that there was no room for
 */
public record ExaminationReport(UUID id, Instant at, List<Finding> findings, List<Seen> processes, long others) {

	/** Checks each part, copies the lists. */
	public ExaminationReport {
		Checks.present("id", id);
		at = Checks.instant("at", at);
		Checks.size("findings", findings, Protocol.MAX_FINDINGS);
		findings = List.copyOf(findings);
		Checks.size("processes", processes, Protocol.MAX_SEEN);
		processes = List.copyOf(processes);
		Checks.range("others", others, 0, Long.MAX_VALUE);
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
	 * @param why     the same in a sentence; cut to {@link Protocol#MAX_TEXT}
	 */
	public record Seen(long count, long pid, String user, String program, String server, Outcome outcome, String why) {

		/** Checks each part. */
		public Seen {
			Checks.range("count", count, 1, Long.MAX_VALUE);
			Checks.range("pid", pid, 0, Long.MAX_VALUE);
			user = Checks.cut("user", user, Protocol.MAX_NAME);
			program = Checks.cut("program", program, Protocol.MAX_TEXT);
			Checks.filled("server", server, Protocol.MAX_NAME);
			Checks.present("outcome", outcome);
			why = Checks.cut("why", why, Protocol.MAX_TEXT);
		}
	}
}
