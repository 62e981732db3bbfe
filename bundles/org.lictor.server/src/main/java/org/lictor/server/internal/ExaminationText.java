package org.lictor.server.internal;

import java.io.PrintStream;
import java.util.List;

import org.lictor.service.AgentInfo;
import org.lictor.service.Examination;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** What an agent said of itself and its host, for people: as {@code lictor-agent doctor} says it there. */
final class ExaminationText {

	private ExaminationText() {
	}

	/**
	 * @param lictor knows the agents
	 * @param name   id of an agent, or its host in upper or lower case
	 * @return the id
	 * @throws ServiceException NOT_FOUND; INVALID when several agents are of that host
	 */
	static String agent(Lictor lictor, String name) throws ServiceException {
		List<AgentInfo> agents = lictor.agents().list();
		if (agents.stream().anyMatch(agent -> agent.id().equals(name))) {
			return name;
		}
		List<String> ids = agents.stream().filter(agent -> agent.host().equalsIgnoreCase(name)).map(AgentInfo::id).toList();
		if (ids.isEmpty()) {
			throw new ServiceException(Reason.NOT_FOUND, "There is no agent '" + name + "', and none on a host of that name.");
		}
		if (ids.size() > 1) {
			throw new ServiceException(Reason.INVALID,
					"Several agents are on a host '" + name + "'. Name one by its id: " + String.join(", ", ids) + ".");
		}
		return ids.getFirst();
	}

	/**
	 * @param examination what was said
	 * @param all         whether all processes were asked for
	 * @param out         gets it
	 */
	static void print(Examination examination, boolean all, PrintStream out) {
		out.println("The agent on " + examination.host() + ", as it found itself at " + examination.at() + ":");
		examination.findings().forEach(finding -> print(finding, out));
		out.println();
		out.println("Processes" + (all ? ":" : " that a rule concerns:"));
		processes(examination, out);
	}

	/**
	 * @param examination what was said of processes
	 * @param out         gets it
	 */
	static void processes(Examination examination, PrintStream out) {
		for (Examination.Seen seen : examination.processes()) {
			out.println("  " + (seen.pid() == 0 ? seen.count() + " alike" : seen.pid() + "  " + text(seen.user(), "(user hidden)") + "  "
					+ text(seen.program(), "(program hidden)")));
			out.println("      " + seen.why());
		}
		if (examination.processes().isEmpty()) {
			out.println("  none");
		}
		if (examination.others() > 0) {
			out.println("  (" + examination.others() + " others are not listed)");
		}
	}

	private static void print(Examination.Finding finding, PrintStream out) {
		String mark = switch (finding.level()) {
		case GOOD -> "ok";
		case NOTE -> "note";
		case PROBLEM -> "TO DO";
		};
		out.printf("%-6s%-14s%s%n", mark, finding.topic(), finding.text());
		if (!finding.advice().isEmpty()) {
			out.printf("%-20s-> %s%n", "", finding.advice());
		}
	}

	private static String text(String text, String otherwise) {
		return text.isEmpty() ? otherwise : text;
	}
}
