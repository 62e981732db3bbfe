package org.lictor.core.internal.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.agents.Examinations;
import org.lictor.core.internal.agents.WatchLists;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.service.AgentInfo;
import org.lictor.service.Examination;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Membership;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;

/** Has agents look at themselves and their hosts, and adds what only the server knows. Safe for use by many threads. */
public final class AgentExamination {

	private final Store store;
	private final Journal journal;
	private final Examinations examinations;
	private final WatchLists watchLists;
	private final BooleanSupplier listens;

	/**
	 * @param store        knows groups
	 * @param journal      is told what an administrator did
	 * @param examinations takes wishes and answers
	 * @param watchLists   wakes the agent
	 * @param listens      whether agents come to this process
	 */
	public AgentExamination(Store store, Journal journal, Examinations examinations, WatchLists watchLists, BooleanSupplier listens) {
		this.store = store;
		this.journal = journal;
		this.examinations = examinations;
		this.watchLists = watchLists;
		this.listens = listens;
	}

	/**
	 * @param agent    an agent
	 * @param trial    a rule to try, empty to examine the agent
	 * @param all      whether processes that no rule concerns are listed too
	 * @param progress asked whether anybody still waits
	 * @return what came of it
	 * @throws ServiceException UNAVAILABLE when the agent cannot be asked or does not answer; CANCELLED
	 */
	Examination run(AgentInfo agent, Optional<WatchRule> trial, boolean all, Progress progress) throws ServiceException {
		if (!listens.getAsBoolean()) {
			throw new ServiceException(Reason.UNAVAILABLE, "No server listens to agents on the data folder " + store.folder()
					+ ", so the agent on " + agent.host() + " cannot be asked. Start one, or mend what the Event Log says of it.");
		}
		if (!agent.online()) {
			throw new ServiceException(Reason.UNAVAILABLE, "The agent on " + agent.host() + " cannot be asked: it was "
					+ agent.lastHeard().map(last -> "last heard at " + last).orElse("never heard since it enrolled")
					+ ". Start its host and its service; on the host, lictor-agent doctor says more.");
		}
		long number = Long.parseLong(agent.id());
		ExaminationReport report = examinations.ask(number, agent.host(), new ExaminationRequest(UUID.randomUUID(), all, trial),
				() -> watchLists.wake(number), progress);
		journal.add(Diagnostic.Severity.INFO, agent.host(), trial.isPresent()
				? "An administrator tried a rule on the processes of this host." : "An administrator had this agent examined.");
		List<Examination.Finding> findings = new ArrayList<>();
		if (trial.isEmpty()) {
			findings.add(groups(number));
		}
		report.findings().forEach(finding -> findings.add(new Examination.Finding(Examination.Level.valueOf(finding.level().name()),
				finding.topic(), finding.text(), finding.advice())));
		return new Examination(agent.id(), agent.host(), report.at(), findings, report.processes().stream().map(AgentExamination::seen).toList(),
				report.others());
	}

	private static Examination.Seen seen(ExaminationReport.Seen seen) {
		return new Examination.Seen(seen.count(), seen.pid(), seen.user(), seen.program(), seen.server(),
				Examination.Outcome.valueOf(seen.outcome().name()), seen.why());
	}

	private Examination.Finding groups(long agent) throws ServiceException {
		return store.read(transaction -> {
			Set<String> groups = new TreeSet<>();
			Set<Long> mine = new TreeSet<>(transaction.groups().memberships().stream().filter(membership -> membership.agent() == agent)
					.map(Membership::group).toList());
			transaction.groups().all().stream().filter(group -> mine.contains(group.id())).forEach(group -> groups.add(group.name()));
			Set<String> servers = new TreeSet<>();
			Set<String> disabled = new TreeSet<>();
			for (long id : transaction.groups().serversOf(agent)) {
				Optional<StoredServer> server = transaction.servers().byId(id);
				server.ifPresent(each -> (each.enabled() ? servers : disabled).add(each.name()));
			}
			if (groups.isEmpty()) {
				return new Examination.Finding(Examination.Level.PROBLEM, "groups", "It is in no group.",
						"Put it into one (groups add-agent) that is assigned to a licence server (groups assign).");
			}
			String text = "In " + String.join(", ", groups) + (servers.isEmpty() ? ", which watch for no licence server that is monitored"
					: ", which watch for " + String.join(", ", servers)) + ".";
			if (servers.isEmpty()) {
				return new Examination.Finding(Examination.Level.PROBLEM, "groups", text, disabled.isEmpty()
						? "Assign a group to a licence server (groups assign)."
						: "Monitor " + String.join(", ", disabled) + " again (servers enable), or assign a group to another one.");
			}
			return new Examination.Finding(Examination.Level.GOOD, "groups", text, "");
		});
	}
}
