package org.lictor.agent.internal.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.lictor.agent.internal.watch.ObservedProcess;
import org.lictor.agent.internal.watch.ProcessSource;
import org.lictor.agent.internal.watch.Watchlist;
import org.lictor.agent.internal.watch.Watchlist.Verdict;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.WatchRule;

/** Examines an agent and the processes of its host. Changes nothing. For one thread. */
public final class Doctor {

	private static final Duration CLOCK_MAY_BE_OFF = Duration.ofSeconds(60);
	private static final long LEAST_ROOM = 100L << 20;

	/**
	 * What the doctor is told of the agent.
	 *
	 * @param running       whether it works
	 * @param configuration what it was last told to watch, empty when it was told nothing yet
	 * @param contact       what came of asking the server now: a sentence of what went wrong, empty when it answered
	 * @param serverTime    the server's clock at that answer, empty when it does not tell
	 * @param trouble       what the agent says ails it, empty when nothing
	 * @param waiting       how many events wait for the server
	 * @param room          bytes that can still be written to the data folder
	 * @param usageFiles    what is to be said of usage files and of consents to them
	 * @param registrations what the licensing helper answered last, a sentence; empty when it was not asked
	 * @param licensingLog  what is to be said of the log of the licensing service
	 */
	public record Patient(boolean running, Optional<AgentConfiguration> configuration, Optional<String> contact,
			Optional<Instant> serverTime, String trouble, long waiting, long room, List<Finding> usageFiles, String registrations,
			List<Finding> licensingLog) {
	}

	/**
	 * What came of an examination.
	 *
	 * @param findings  in the order in which they were looked at
	 * @param decisions of all processes, for each licence server
	 */
	public record Report(List<Finding> findings, List<Decision> decisions) {

		/** Copies the lists. */
		public Report {
			findings = List.copyOf(findings);
			decisions = List.copyOf(decisions);
		}

		/** @return whether something is to be done */
		public boolean problems() {
			return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.PROBLEM);
		}
	}

	private final ProcessSource processes;

	/**
	 * @param processes of the host
	 */
	public Doctor(ProcessSource processes) {
		this.processes = processes;
	}

	/**
	 * @param patient what is known of the agent
	 * @param now     by the host's clock
	 * @return what came of it
	 */
	public Report examine(Patient patient, Instant now) {
		List<Finding> findings = new ArrayList<>();
		findings.add(patient.running() ? Finding.good("agent", "It is running.")
				: Finding.problem("agent", "It is not running.", "Start its service, or lictor-agent --data DIR."));
		contact(patient, now).forEach(findings::add);
		findings.add(watches(patient.configuration()));
		patient.configuration().map(AgentConfiguration::disclosure).map(Doctor::privacy).ifPresent(findings::add);
		findings.add(patient.waiting() == 0 ? Finding.good("spool", "Nothing waits for the server.")
				: Finding.note("spool", patient.waiting() + " events wait for the server.", patient.contact().isPresent()
						? "They are sent as soon as it can be reached." : "They are on their way; look again in a minute."));
		findings.add(patient.room() >= LEAST_ROOM ? Finding.good("disk", "There is room in the data folder.")
				: Finding.problem("disk", "Only " + (patient.room() >> 20) + " MB can be written to the data folder.",
						"Make room: what cannot be kept is lost when the server is away."));
		if (!patient.trouble().isEmpty()) {
			findings.add(Finding.problem("trouble", patient.trouble(), "See the log in the data folder."));
		}
		List<Decision> decisions = decisions(patient.configuration().map(AgentConfiguration::watch).orElse(List.of()));
		findings.add(sight(decisions));
		findings.addAll(applications(patient.configuration(), decisions));
		findings.addAll(patient.usageFiles());
		if (!patient.registrations().isEmpty()) {
			findings.add(Finding.note("lic. helper", patient.registrations(), ""));
		}
		findings.addAll(patient.licensingLog());
		return new Report(findings, decisions);
	}

	/**
	 * Tries a rule on the processes that run now.
	 *
	 * @param rule alone
	 * @return what it says of each process, and what is in the way of finding out
	 */
	public Report tryOut(WatchRule rule) {
		List<Decision> decisions = decisions(List.of(rule));
		return new Report(List.of(sight(decisions)), decisions);
	}

	private static List<Finding> contact(Patient patient, Instant now) {
		if (patient.contact().isPresent()) {
			return List.of(Finding.problem("server", patient.contact().get(), "Until then events are kept, and nothing is lost for 30 days."));
		}
		List<Finding> findings = new ArrayList<>();
		findings.add(Finding.good("server", "It answers and knows this agent; its certificate is the one this agent was enrolled with."));
		patient.serverTime().map(time -> Duration.between(time, now)).ifPresent(off -> findings.add(
				off.abs().compareTo(CLOCK_MAY_BE_OFF) <= 0 ? Finding.good("clock", "It goes with the server's.")
						: Finding.note("clock", "It is " + off.abs().toSeconds() + " s " + (off.isNegative() ? "behind" : "ahead of")
								+ " the server's.", "Times are corrected by the server; set the clock all the same.")));
		return findings;
	}

	private static Finding watches(Optional<AgentConfiguration> configuration) {
		if (configuration.isEmpty()) {
			return Finding.problem("watch list", "The server has not told yet what to watch.", "Wait until it can be reached.");
		}
		Set<String> servers = new TreeSet<>();
		configuration.get().watch().forEach(rule -> servers.add(rule.server()));
		return servers.isEmpty()
				? Finding.problem("watch list", "It is empty: no group of this agent is assigned to a licence server.",
						"Have an administrator put the agent into a group (groups add-agent) and assign the group (groups assign).")
				: Finding.good("watch list", configuration.get().watch().size() + " rules, for " + String.join(", ", servers) + ".");
	}

	private static Finding privacy(Disclosure disclosure) {
		return Finding.good("privacy", switch (disclosure) {
		case Disclosure.Clear clear -> "The names of users are told as they are.";
		case Disclosure.Pseudonym pseudonym -> "A pseudonym is told in place of the name of a user.";
		case Disclosure.Counts counts -> "Neither users nor this host are told.";
		});
	}

	private List<Decision> decisions(List<WatchRule> rules) {
		Watchlist watchlist = new Watchlist(rules);
		processes.wantsCommandLineOf(watchlist::asksForCommandLine);
		List<Decision> decisions = new ArrayList<>();
		for (long pid : processes.scan()) {
			Optional<ObservedProcess> process = processes.describe(pid);
			process.ifPresent(found -> watchlist.decide(found)
					.forEach((server, verdict) -> decisions.add(new Decision(found, server, verdict))));
		}
		return decisions;
	}

	/** Whether the agent sees the programs of others. */
	private static Finding sight(List<Decision> decisions) {
		long hidden = decisions.stream().filter(decision -> decision.verdict() instanceof Verdict.Hidden)
				.filter(decision -> !decision.process().commandLine().isEmpty()).map(decision -> decision.process().pid()).distinct().count();
		return hidden == 0 ? Finding.good("processes", "The programs of all users can be seen.")
				: Finding.problem("processes", "Of " + hidden + " processes the program cannot be seen.",
						"Run the agent as a service with the rights its package gives it.");
	}

	private static List<Finding> applications(Optional<AgentConfiguration> configuration, List<Decision> decisions) {
		Map<String, Integer> running = new TreeMap<>();
		configuration.map(AgentConfiguration::watch).orElse(List.of()).stream().filter(rule -> rule.kind() == WatchRule.Kind.INTERACTIVE)
				.forEach(rule -> running.putIfAbsent(rule.product(), 0));
		Map<String, Integer> counts = new LinkedHashMap<>(running);
		for (Decision decision : decisions) {
			if (decision.counted() && decision.verdict() instanceof Verdict.Matched matched
					&& matched.rule().kind() == WatchRule.Kind.INTERACTIVE) {
				counts.merge(matched.rule().product(), 1, Integer::sum);
			}
		}
		List<String> open = counts.entrySet().stream().filter(entry -> entry.getValue() > 0)
				.map(entry -> entry.getKey() + " (" + entry.getValue() + ")").toList();
		if (counts.isEmpty()) {
			return List.of();
		}
		return List.of(Finding.good("applications", counts.size() + " products are watched; running now: "
				+ (open.isEmpty() ? "none of them." : String.join(", ", open) + ".")));
	}
}
