package org.lictor.agent.internal.doctor;

import java.util.Objects;

import org.lictor.agent.internal.watch.ObservedProcess;
import org.lictor.agent.internal.watch.Watchlist.Verdict;
import org.lictor.agent.protocol.ExaminationReport.Outcome;

/**
 * What a process is for one licence server, and why.
 *
 * @param process the process
 * @param server  name of the licence server
 * @param verdict of its rules
 */
public record Decision(ObservedProcess process, String server, Verdict verdict) {

	/** Checks that nothing is null. */
	public Decision {
		Objects.requireNonNull(process, "process");
		Objects.requireNonNull(server, "server");
		Objects.requireNonNull(verdict, "verdict");
	}

	/** @return whether the process is told to the server */
	public boolean counted() {
		return verdict instanceof Verdict.Matched matched && matched.isTold();
	}

	/** @return whether a rule has to do with the process, be it that it nearly fits */
	public boolean concerned() {
		return switch (outcome()) {
		case COUNTED, HEADLESS, IGNORED, OTHER_COMMAND_LINE, UNDECIDED -> true;
		case HIDDEN, NO_RULE -> false;
		};
	}

	/** @return what the process is for the server */
	public Outcome outcome() {
		return switch (verdict) {
		case Verdict.Matched matched -> switch (matched.rule().kind()) {
		case INTERACTIVE -> Outcome.COUNTED;
		case HEADLESS -> Outcome.HEADLESS;
		case IGNORED -> Outcome.IGNORED;
		};
		case Verdict.OtherCommandLine other -> Outcome.OTHER_COMMAND_LINE;
		case Verdict.Undecided undecided -> Outcome.UNDECIDED;
		case Verdict.Hidden hidden -> Outcome.HIDDEN;
		case Verdict.NoRule none -> Outcome.NO_RULE;
		};
	}

	/** @return why, in a sentence */
	public String why() {
		return switch (verdict) {
		case Verdict.Matched matched -> {
			String rule = "rule '" + matched.rule().applicationId() + "' of " + server;
			String version = matched.version().isEmpty() ? "" : ", version " + matched.version();
			boolean byFiles = matched.rule().usageFiles().filter(files -> files.covers(matched.version())).isPresent();
			yield switch (matched.rule().kind()) {
			case INTERACTIVE -> byFiles
					? "known by its usage files, with the user's consent, as " + matched.rule().product() + version + " (" + rule + ")"
					: "counts as " + matched.rule().product() + version + " (" + rule + ")";
			case HEADLESS -> "told as " + matched.rule().product() + version + " without a person, nobody's use (" + rule + ")";
			case IGNORED -> "not counted: uses no licence (" + rule + ")";
			};
		}
		case Verdict.OtherCommandLine other -> "not counted: its program fits rule '" + other.rule().applicationId() + "' of " + server
				+ ", but its command line does not";
		case Verdict.Undecided undecided -> "not counted: the expression of rule '" + undecided.rule().applicationId() + "' of " + server
				+ " takes too long on it; it has to be made simpler";
		case Verdict.Hidden hidden -> "not counted: the agent may not see which program this is";
		case Verdict.NoRule none -> "not counted: no rule of " + server + " fits it";
		};
	}
}
