package org.lictor.agent.internal;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.doctor.Decision;
import org.lictor.agent.internal.doctor.Doctor;
import org.lictor.agent.internal.licensinglog.Comparison;
import org.lictor.agent.internal.link.HttpsLink;
import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.usagefiles.UsageFileSurvey;
import org.lictor.agent.internal.usagefiles.UsageFileWatch;
import org.lictor.agent.internal.watch.ProcessSource;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.WatchRule;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** {@code lictor-agent doctor}: looks at the agent of a data folder from outside, whether it runs or not. */
final class Examination {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Path folder;
	private final String version;
	private final ProcessSource processes;
	private final UsageFileWatch.Sight sight;

	/**
	 * @param folder    data folder of an agent
	 * @param version   of the agent
	 * @param processes of this host
	 * @param sight     of usage files of this host
	 */
	Examination(Path folder, String version, ProcessSource processes, UsageFileWatch.Sight sight) {
		this.folder = folder;
		this.version = version;
		this.processes = processes;
		this.sight = sight;
	}

	/**
	 * @param all whether processes that no rule concerns are listed too
	 * @param out gets it
	 * @return whether something is to be done
	 * @throws AgentFailure when there is no agent here, or its folder may not be read
	 */
	boolean run(boolean all, PrintStream out) throws AgentFailure {
		Identity identity = readable(() -> Identity.load(DataFolder.identity(folder)));
		if (identity.enrolment().isEmpty()) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK, "No agent was enrolled on " + folder
					+ " yet. Start one with --enrol and an enrolment string of the server.");
		}
		Doctor.Report report = new Doctor(processes).examine(patient(identity.enrolment().get()), Instant.now());
		out.println("Lictor agent " + version + " on " + folder + ", asked of " + identity.enrolment().get().address());
		report.findings().forEach(finding -> print(finding, out));
		out.println();
		out.println("Processes" + (all ? ":" : " that a rule concerns:"));
		List<Decision> shown = report.decisions().stream().filter(decision -> all || decision.concerned()).toList();
		shown.forEach(decision -> out.println("  " + decision.process().pid() + "  " + text(decision.process().user(), "(user hidden)") + "  "
				+ text(decision.process().path(), "(program hidden)") + "\n      " + decision.why()));
		if (shown.isEmpty()) {
			out.println("  none");
		}
		if (!all) {
			out.println("  (" + (report.decisions().size() - shown.size()) + " others that no rule fits; --all lists them)");
		}
		return report.problems();
	}

	private static void print(Finding finding, PrintStream out) {
		String mark = switch (finding.level()) {
		case GOOD -> "ok  ";
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

	private Doctor.Patient patient(Identity.Enrolled enrolled) throws AgentFailure {
		Optional<String> contact = Optional.empty();
		Optional<Instant> serverTime = Optional.empty();
		Optional<AgentConfiguration> known = DataFolder.readConfiguration(folder);
		try (HttpsLink link = new HttpsLink(enrolled.address(), enrolled.fingerprint(), enrolled.secret(), version,
				new HttpsLink.Timeouts(PATIENCE, PATIENCE), DataFolder.route(folder, enrolled.address()))) {
			Optional<AgentConfiguration> told = link.configuration(Optional.empty(), Duration.ZERO);
			known = told.isPresent() ? told : known;
			serverTime = link.serverTime();
		} catch (LinkException e) {
			contact = Optional.of(e.getMessage());
		}
		JsonObject status = Files.exists(DataFolder.status(folder)) ? StatusFile.read(folder) : new JsonObject();
		long waiting = status.has("spool") ? status.getAsJsonObject("spool").get("events").getAsLong() : 0;
		String trouble = status.has("trouble") ? status.get("trouble").getAsString() : "";
		List<String> consents = status.has("consents")
				? status.getAsJsonArray("consents").asList().stream().map(JsonElement::getAsString).toList()
				: List.of();
		List<WatchRule> watch = known.map(AgentConfiguration::watch).orElse(List.of());
		// who may read the agent's folder may know of people as they are
		List<Finding> files = UsageFileFindings.of(UsageFileSurvey.look(sight, watch), consents, watch, Disclosure.CLEAR, Instant.now());
		return new Doctor.Patient(DataFolder.isInUse(folder), known, contact, serverTime, trouble, waiting,
				DataFolder.room(folder), files, StatusFile.text(status, "registrations"),
				LicensingLogFindings.of(StatusFile.text(status, "licensingLog"),
						Comparison.read(new StateFile(DataFolder.licensingLog(folder))), Disclosure.CLEAR));
	}

	@FunctionalInterface
	private interface Reading<T> {
		T read() throws AgentFailure;
	}

	private <T> T readable(Reading<T> reading) throws AgentFailure {
		if (!Files.isReadable(folder)) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK,
					folder + " cannot be read: run this as the agent's user, or as administrator.");
		}
		return reading.read();
	}
}
