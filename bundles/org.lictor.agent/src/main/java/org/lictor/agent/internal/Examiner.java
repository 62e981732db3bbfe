package org.lictor.agent.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.lictor.agent.internal.doctor.Decision;
import org.lictor.agent.internal.doctor.Doctor;
import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.ProcessSource;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationReport.Seen;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Protocol;

/**
 * Answers what the server wishes to know of this agent and its host, in the form in which the agent may tell of people:
 * processes that no rule concerns are named only where people are told of as they are, and a command line never. Used by one
 * thread.
 */
final class Examiner {

	private static final System.Logger LOG = System.getLogger(Examiner.class.getName());

	private final ProcessSource processes;
	private final ServerLink link;
	private final AgentClock clock;
	private final Function<AgentConfiguration, Doctor.Patient> patient;
	private final Consumer<ExaminationReport> sent;

	/**
	 * @param processes of the host, used by nobody else
	 * @param link      to the server
	 * @param clock     of the host
	 * @param patient   tells how the agent is under a configuration
	 * @param sent      is given what is about to be sent
	 */
	Examiner(ProcessSource processes, ServerLink link, AgentClock clock, Function<AgentConfiguration, Doctor.Patient> patient,
			Consumer<ExaminationReport> sent) {
		this.processes = processes;
		this.link = link;
		this.clock = clock;
		this.patient = patient;
		this.sent = sent;
	}

	/**
	 * Looks, and sends what came of it.
	 *
	 * @param configuration of the agent
	 * @param request       that came with it
	 * @return whether the server took it; if not, it asks again if it still wants to know
	 */
	boolean answer(AgentConfiguration configuration, ExaminationRequest request) {
		ExaminationReport report = report(configuration, request);
		sent.accept(report);
		try {
			link.report(report);
			return true;
		} catch (LinkException e) {
			LOG.log(System.Logger.Level.WARNING, "What came of an examination could not be told: {0}", e.getMessage());
			return false;
		}
	}

	private ExaminationReport report(AgentConfiguration configuration, ExaminationRequest request) {
		Doctor doctor = new Doctor(processes);
		Doctor.Report report = request.trial().map(doctor::tryOut)
				.orElseGet(() -> doctor.examine(patient.apply(configuration), clock.wall()));
		boolean named = configuration.disclosure() instanceof Disclosure.Clear;
		List<Decision> chosen = report.decisions().stream().filter(decision -> decision.concerned() || request.all() && named)
				.sorted(Comparator.comparing(decision -> !decision.concerned())).limit(Protocol.MAX_SEEN).toList();
		Set<Long> pids = chosen.stream().map(decision -> decision.process().pid()).collect(Collectors.toSet());
		long others = report.decisions().stream().map(decision -> decision.process().pid()).filter(pid -> !pids.contains(pid)).distinct()
				.count();
		return new ExaminationReport(request.id(), clock.wall(), report.findings(), told(chosen, configuration.disclosure()), others);
	}

	private static List<Seen> told(List<Decision> decisions, Disclosure form) {
		if (form instanceof Disclosure.Counts) {
			// each is told as any other of which the same is to be said
			return decisions.stream().collect(Collectors.groupingBy(decision -> seen(decision, 1, 0, "", ""), LinkedHashMap::new,
					Collectors.counting())).entrySet().stream().map(entry -> new Seen(entry.getValue(), 0, "", "", entry.getKey().server(),
							entry.getKey().outcome(), entry.getKey().why())).toList();
		}
		return decisions.stream().map(decision -> seen(decision, 1, decision.process().pid(), Disguise.user(form, decision.process().user()),
				Disguise.program(form, decision.process().path()))).toList();
	}

	private static Seen seen(Decision decision, long count, long pid, String user, String program) {
		return new Seen(count, pid, user, program, decision.server(), decision.outcome(), decision.why());
	}
}
