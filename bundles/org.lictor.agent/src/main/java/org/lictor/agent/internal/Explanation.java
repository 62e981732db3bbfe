package org.lictor.agent.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.licensinglog.Comparison;
import org.lictor.agent.internal.watch.ProcessSource;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/** {@code lictor-agent explain}: what the agent reads, by which rules it decides, and what it told the server. */
final class Explanation {

	private final Path folder;
	private final ProcessSource processes;
	private final Path helper;
	private final SentRecord record;

	/**
	 * @param folder    data folder of an agent
	 * @param processes of this host
	 * @param helper    the licensing helper of this host, whether it is there or not
	 */
	Explanation(Path folder, ProcessSource processes, Path helper) {
		this.folder = folder;
		this.processes = processes;
		this.helper = helper;
		this.record = new SentRecord(folder);
	}

	/**
	 * @param all  whether the rules are listed one by one
	 * @param last how many of the events that were sent are listed
	 * @param out  gets it
	 * @throws AgentFailure when the folder may not be read
	 */
	void run(boolean all, int last, PrintStream out) throws AgentFailure {
		out.println("What it reads:");
		out.println("  " + processes.reads());
		Optional<AgentConfiguration> configuration = DataFolder.readConfiguration(folder);
		usageFiles(configuration.map(AgentConfiguration::watch).orElse(List.of())).forEach(line -> out.println("  " + line));
		if (configuration.filter(AgentConfiguration::registrations).isPresent()) {
			out.println("  what " + helper + " list writes, at most once an hour: registered products, their keys, versions and how"
					+ " their licences are obtained; neither serial numbers nor licence servers are told");
		}
		if (configuration.filter(AgentConfiguration::input).isPresent()) {
			out.println("  every half minute, of the sessions of the system in which watched applications run: whether keyboard and mouse"
					+ " are idle, and since when; nothing of what is typed");
		}
		out.println("In what form it tells of people:");
		out.println("  " + configuration.map(AgentConfiguration::disclosure).map(Explanation::form).orElse("it was told nothing yet"));
		out.println("What it looks for, and what it tells of nothing else:");
		List<WatchRule> rules = configuration.map(AgentConfiguration::watch).orElse(List.of());
		products(rules).forEach((what, products) -> out.println("  " + what + ": " + String.join(", ", products)));
		if (all) {
			rules.forEach(rule -> out.println("    " + describe(rule)));
		} else {
			out.println("  " + (rules.isEmpty() ? "nothing" : "(--all shows by which of the " + rules.size() + " rules)"));
		}
		Comparison.read(new StateFile(DataFolder.licensingLog(folder))).ifPresent(comparison -> {
			out.println("What the licensing service's log tells, beside its sessions:");
			out.println("  " + comparison.sentence());
			comparison.alone().forEach(alone -> out.println("  " + LicensingLogFindings.line(alone, Disclosure.CLEAR)));
		});
		examined(last, out);
		List<AgentEvent> sent = readable(record::read);
		List<AgentEvent> shown = sent.subList(Math.max(0, sent.size() - last), sent.size());
		out.println("What it told the server, the last " + shown.size() + " of " + sent.size() + " events that are still written down here:");
		shown.forEach(event -> out.println("  " + event.at() + "  " + describe(event.detail())));
	}

	private void examined(int last, PrintStream out) throws AgentFailure {
		List<ExaminationReport> reports = readable(record::readExamined);
		List<ExaminationReport> shown = reports.subList(Math.max(0, reports.size() - last), reports.size());
		out.println("What administrators had examined from the server, each with what was told of processes, the last " + shown.size() + " of "
				+ reports.size() + " times:");
		for (ExaminationReport report : shown) {
			out.println("  " + report.at() + "  " + report.findings().size() + " findings, " + report.processes().size() + " processes or kinds of them");
			report.processes().forEach(seen -> out.println("    " + Stream.of(seen.pid() == 0 ? seen.count() + " alike" : "process " + seen.pid(),
					seen.user(), seen.program(), seen.why()).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "))));
		}
	}

	@FunctionalInterface
	private interface Reading<T> {
		List<T> read() throws IOException;
	}

	private static <T> List<T> readable(Reading<T> reading) throws AgentFailure {
		try {
			return reading.read();
		} catch (IOException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK, "What was sent cannot be read: " + Reasons.of(e)
					+ ". Run this as the agent's user, or as administrator.");
		}
	}

	private static String form(Disclosure disclosure) {
		return switch (disclosure) {
		case Disclosure.Clear clear -> "as they are: user, host, path of the program, number of the process";
		case Disclosure.Pseudonym pseudonym -> "a pseudonym in place of the user, made here with the company's key; host, file name of the "
				+ "program, number of the process";
		case Disclosure.Counts counts -> "neither user nor host nor program; a mark that changes every day tells how many there are";
		};
	}

	private static Map<String, Set<String>> products(List<WatchRule> rules) {
		Map<String, Set<String>> products = new LinkedHashMap<>();
		for (WatchRule.Kind kind : WatchRule.Kind.values()) {
			rules.stream().filter(rule -> rule.kind() == kind).forEach(
					rule -> products.computeIfAbsent(what(kind) + " for " + rule.server(), none -> new TreeSet<>()).add(rule.product()));
		}
		return products;
	}

	private static String what(WatchRule.Kind kind) {
		return switch (kind) {
		case INTERACTIVE -> "counted";
		case HEADLESS -> "told as working without a person";
		case IGNORED -> "known, and not told";
		};
	}

	private static String describe(WatchRule rule) {
		return rule.server() + ", rule " + rule.applicationId() + ", " + what(rule.kind()) + ": " + rule.product() + ", where the path holds "
				+ rule.path() + rule.commandLine().map(text -> " and the command line " + text).orElse("");
	}

	private static String describe(EventDetail detail) {
		return switch (detail) {
		case EventDetail.AgentStarted started -> "the agent started: version " + started.agentVersion() + ", " + started.platform() + ", host "
				+ started.host() + (started.machine().isEmpty() ? "" : ", marks of the machine " + String.join(" ", started.machine()));
		case EventDetail.AgentStopped stopped -> "the agent stopped";
		case EventDetail.SessionStarted started -> "began: " + describe(started.session());
		case EventDetail.SessionsRunning running -> running.sessions().size() + " of the sessions above still run";
		case EventDetail.SessionEnded ended -> "ended at " + ended.end() + (ended.exact() ? "" : " (last seen)") + ": "
				+ describe(ended.session());
		case EventDetail.Trouble trouble -> "trouble: " + trouble.message();
		case EventDetail.ActionSeen seen -> "used at " + seen.action() + ": " + seen.use().product() + " " + seen.use().version()
				+ " for " + seen.use().server() + ", user " + text(seen.use().user()) + ", host " + seen.use().host();
		case EventDetail.ConsentSeen seen -> "consent " + seen.consent().name().toLowerCase(Locale.ROOT) + ": " + seen.product()
				+ " for " + seen.server() + ", user " + text(seen.user());
		case EventDetail.ProductsRegistered registered -> registered.message().isEmpty()
				? registered.products().size() + " registered products: " + String.join(", ",
						registered.products().stream().map(each -> each.feature() + " " + each.version()).toList())
				: registered.message();
		case EventDetail.InputSeen seen -> seen.sessions().size() + " of the sessions above: keyboard and mouse "
				+ seen.input().name().toLowerCase(Locale.ROOT) + " since " + seen.since();
		};
	}

	private static String describe(SessionInfo session) {
		return session.product() + (session.version().isEmpty() ? "" : " " + session.version()) + " for " + session.server() + ", user "
				+ text(session.user()) + ", host " + session.host()
				+ session.processStart().map(start -> ", since " + start).orElse("")
				+ (session.path().isEmpty() ? "" : ", " + session.path()) + (session.pid() == 0 ? "" : ", process " + session.pid())
				+ (session.osSession().isEmpty() ? "" : ", session " + session.osSession() + " of the system");
	}

	private static String text(String user) {
		return user.isEmpty() ? "not known" : user;
	}

	/** What is read of those who use old versions. */
	private static List<String> usageFiles(List<WatchRule> rules) {
		Set<String> consents = new TreeSet<>();
		Set<String> folders = new TreeSet<>();
		rules.stream().flatMap(rule -> rule.usageFiles().stream()).forEach(files -> {
			files.consent().forEach(source -> consents.add(source.place()));
			folders.addAll(files.folders());
		});
		return consents.isEmpty() ? List.of()
				: List.of("whether each user agreed to usage files being read, at " + String.join(", ", consents),
						"of users who did: names, sizes and times of the files, and never their contents, in " + folders.size()
								+ " folders such as " + folders.iterator().next());
	}
}
