package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.Problem;
import org.lictor.core.AgentRefusal;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.access.Tokens;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.service.ServiceException;
import org.lictor.store.EnrolmentToken;
import org.lictor.store.Store;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredGroup;
import org.lictor.store.Transaction;

/**
 * Takes agents in. The same installation again is the same agent with a new secret, so that an answer lost on the way
 * leaves nothing behind; so is the same machine under the same name, installed anew, whose former agent is not heard any
 * more. An installation whose agent was removed gets a new number, and so does the copy of one that lives elsewhere.
 */
final class Enrolments {

	/** How long an expired token is remembered, so that it can be told from one that never was. */
	private static final Duration MEMORY = Duration.ofDays(90);

	/** An agent that was heard no longer ago than this may live. */
	private static final Duration ALIVE = Duration.ofMinutes(2);

	private final Store store;
	private final InstantSource clock;
	private final Journal journal;
	private final Refusals refusals;

	Enrolments(Store store, InstantSource clock, Journal journal, Refusals refusals) {
		this.store = store;
		this.clock = clock;
		this.journal = journal;
		this.refusals = refusals;
	}

	/**
	 * @param request of an agent whose protocol is understood
	 * @return its identity
	 * @throws AgentRefusal     TOKEN_UNKNOWN, TOKEN_EXPIRED
	 * @throws ServiceException UNAVAILABLE when nothing can be stored now
	 */
	EnrolmentAnswer enrol(EnrolmentRequest request) throws AgentRefusal, ServiceException {
		Instant now = clock.instant();
		Optional<EnrolmentToken> token = store
				.read(transaction -> transaction.enrolmentTokens().byHash(Tokens.hash(request.token())));
		if (token.isEmpty()) {
			throw refusals.refuse(request.host(), new Problem(Problem.Reason.TOKEN_UNKNOWN,
					"The enrolment token is not one of this server's. Make a new enrolment string on the server with"
							+ " 'agents token'."));
		}
		if (!now.isBefore(token.get().expiresAt())) {
			throw refusals.refuse(request.host(), new Problem(Problem.Reason.TOKEN_EXPIRED,
					"The enrolment token expired at " + token.get().expiresAt()
							+ ". Make a new enrolment string on the server with 'agents token'."));
		}
		String secret = Tokens.fresh();
		long id = store.write(transaction -> take(transaction, request, token.get(), Tokens.hash(secret), now));
		return new EnrolmentAnswer(Long.toString(id), secret);
	}

	private long take(Transaction transaction, EnrolmentRequest request, EnrolmentToken token, String secretHash,
			Instant now) {
		transaction.enrolmentTokens().removeExpired(now.minus(MEMORY));
		List<LogEntry> entries = new ArrayList<>();
		String plain = request.installationId().toString();
		Optional<StoredAgent> known = transaction.agents().byInstallation(Parting.installation(plain, request.machine()))
				.or(() -> transaction.agents().byInstallation(plain));
		boolean copied = known.filter(agent -> Marks.differ(agent.machine(), request.machine()) && !rests(agent, now)).isPresent();
		String installation = copied ? Parting.installation(plain, request.machine())
				: known.map(StoredAgent::installation).orElse(plain);
		Optional<StoredAgent> former = copied ? Optional.empty() : known.or(() -> installedAnew(transaction, request, now));
		StoredAgent agent;
		if (former.isPresent()) {
			agent = goesOn(former.get(), request, installation, secretHash, now);
			entries.add(known.isPresent() ? again(former.get(), request)
					: journal.entry(Diagnostic.Severity.INFO, request.host(), "Agent " + agent.id() + " was installed anew on the"
							+ " same machine and goes on as the same agent: its history and its groups stay."));
		} else {
			namesakes(transaction, request).ifPresent(entries::add);
			agent = goesOn(transaction.agents().add(installation, secretHash, request.host(), request.platform(),
					request.agentVersion(), now), request, installation, secretHash, now);
			for (StoredGroup group : transaction.groups().all()) {
				if (group.autoAssign()) {
					transaction.groups().join(group.id(), agent.id(), now);
				}
			}
			entries.add(journal.entry(Diagnostic.Severity.INFO, request.host(),
					"Agent " + agent.id() + ", version " + request.agentVersion() + " on " + request.platform()
							+ ", enrolled."));
		}
		transaction.agents().update(agent);
		token.group().ifPresent(group -> {
			if (transaction.groups().all().stream().anyMatch(each -> each.id() == group)) {
				transaction.groups().join(group, agent.id(), now);
			}
		});
		Journal.append(transaction, entries);
		return agent.id();
	}

	private static StoredAgent goesOn(StoredAgent former, EnrolmentRequest request, String installation, String secretHash,
			Instant now) {
		return new StoredAgent(former.id(), installation, secretHash, request.host(), request.platform(),
				request.agentVersion(), now, former.lastHeard(), former.clockOffset(), former.message(), former.removedAt(),
				request.machine().isEmpty() ? former.machine() : request.machine(), former.partedFrom(), former.stopped());
	}

	private LogEntry again(StoredAgent former, EnrolmentRequest request) {
		return journal.entry(former.lastHeard().isPresent() ? Diagnostic.Severity.WARNING : Diagnostic.Severity.INFO,
				request.host(), "Agent " + former.id() + " enrolled again, with the same installation as before. Its former"
						+ " secret is worth nothing any more. If two hosts share a copy of one installation, remove the"
						+ " agent's data folder on one of them.");
	}

	/** Whether nobody would be cut off who lives. */
	private static boolean rests(StoredAgent agent, Instant now) {
		return agent.stopped() || agent.lastHeard().filter(last -> last.isAfter(now.minus(ALIVE))).isEmpty();
	}

	/** The agent of this host before it, or the agent on it, was installed anew: of the same name and the same machine. */
	private static Optional<StoredAgent> installedAnew(Transaction transaction, EnrolmentRequest request, Instant now) {
		return transaction.agents().byHost(request.host()).stream()
				.filter(agent -> Marks.same(agent.machine(), request.machine()) && rests(agent, now))
				.max(Comparator.comparing(agent -> agent.lastHeard().orElse(agent.enrolledAt())));
	}

	/** A host that was installed anew and does not tell its machine is another one, as far as can be told. */
	private Optional<LogEntry> namesakes(Transaction transaction, EnrolmentRequest request) {
		List<String> others = transaction.agents().byHost(request.host()).stream().map(agent -> Long.toString(agent.id())).toList();
		return others.isEmpty() ? Optional.empty()
				: Optional.of(journal.entry(Diagnostic.Severity.WARNING, request.host(),
						"A host of this name has an agent already: " + String.join(", ", others)
								+ ". If the host was installed anew, remove the former agent with 'agents remove'; its"
								+ " sessions stay."));
	}
}
