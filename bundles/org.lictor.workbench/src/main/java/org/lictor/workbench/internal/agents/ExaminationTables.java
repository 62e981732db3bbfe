package org.lictor.workbench.internal.agents;

import java.util.List;

import org.eclipse.swt.widgets.Composite;
import org.lictor.service.Examination;
import org.lictor.service.Examination.Finding;
import org.lictor.service.Examination.Outcome;
import org.lictor.service.Examination.Seen;
import org.lictor.workbench.internal.agents.Lines.Column;
import org.lictor.workbench.internal.agents.Lines.Line;

/** Shows what an agent said of itself and of the processes of its host. */
final class ExaminationTables {

	private ExaminationTables() {
	}

	/**
	 * @param parent of the table
	 * @param name   of the table
	 * @return a table for findings
	 */
	static Lines findings(Composite parent, String name) {
		return new Lines(parent, name, List.of(new Column("Verdict", 12), new Column("Subject", 16), new Column("How it is", 60),
				new Column("What to do", 48)));
	}

	/**
	 * @param parent of the table
	 * @param name   of the table
	 * @return a table for processes
	 */
	static Lines processes(Composite parent, String name) {
		return new Lines(parent, name, List.of(new Column("Verdict", 18), new Column("Process", 10), new Column("User", 16),
				new Column("Program", 40), new Column("Licence server", 18), new Column("Why", 60)));
	}

	/** @return findings as lines */
	static List<Line> findings(Examination examination) {
		return examination.findings().stream().map(ExaminationTables::line).toList();
	}

	/** @return processes as lines */
	static List<Line> processes(Examination examination) {
		return examination.processes().stream().map(ExaminationTables::line).toList();
	}

	private static Line line(Finding finding) {
		return switch (finding.level()) {
		case GOOD -> line("done", "Good", finding);
		case NOTE -> line("info", "Note", finding);
		case PROBLEM -> line("warning", "To do", finding);
		};
	}

	private static Line line(String icon, String verdict, Finding finding) {
		return new Line(icon, List.of(verdict, finding.topic(), finding.text(), finding.advice()));
	}

	private static Line line(Seen seen) {
		return new Line(icon(seen.outcome()), List.of(verdict(seen.outcome()), seen.pid() == 0 ? seen.count() + " alike" : Long.toString(seen.pid()),
				seen.user(), seen.program(), seen.server(), seen.why()));
	}

	private static String icon(Outcome outcome) {
		return switch (outcome) {
		case COUNTED -> "done";
		case HEADLESS, IGNORED -> "info";
		case OTHER_COMMAND_LINE, UNDECIDED, HIDDEN -> "warning";
		case NO_RULE -> "";
		};
	}

	private static String verdict(Outcome outcome) {
		return switch (outcome) {
		case COUNTED -> "Counts";
		case HEADLESS -> "Nobody's use";
		case IGNORED -> "Left out";
		case OTHER_COMMAND_LINE -> "Nearly fits";
		case UNDECIDED -> "Undecided";
		case HIDDEN -> "Hidden";
		case NO_RULE -> "No rule";
		};
	}

	/**
	 * @param examination what was said
	 * @return how many processes are listed and how many not, a sentence
	 */
	static String count(Examination examination) {
		long listed = examination.processes().stream().mapToLong(Seen::count).sum();
		return listed + (listed == 1 ? " process" : " processes") + " listed"
				+ (examination.others() > 0 ? ", " + examination.others() + " others not." : ".");
	}
}
