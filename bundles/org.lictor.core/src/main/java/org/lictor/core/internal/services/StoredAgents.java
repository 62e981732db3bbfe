package org.lictor.core.internal.services;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.access.Tokens;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.service.AgentInfo;
import org.lictor.service.Agents;
import org.lictor.service.Changes;
import org.lictor.service.Enrolment;
import org.lictor.service.Examination;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.WatchedApplication;
import org.lictor.store.EnrolmentToken;
import org.lictor.store.Membership;
import org.lictor.store.Store;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredGroup;

/** Administration of agents in a store. */
public final class StoredAgents implements Agents {

	/** Setting: where the listener of this data folder was last reached. */
	public static final String ADDRESS = "listener.address";
	/** Setting: SHA-256 of the certificate it had then. */
	public static final String FINGERPRINT = "listener.fingerprint";

	private static final Duration SHORTEST = Duration.ofMinutes(1);
	private static final Duration LONGEST = Duration.ofDays(3653);

	private final Store store;
	private final InstantSource clock;
	private final Journal journal;
	private final ChangeHub changes;
	private final Supplier<Duration> silenceLimit;
	private final BooleanSupplier reachable;
	private final LongConsumer removed;
	private final AgentExamination examination;
	private final RuleAdministration rules;

	/**
	 * @param store             keeps the agents
	 * @param clock             tells the time
	 * @param journal           is told what an administrator did
	 * @param changes           is told that something changed
	 * @param silenceLimit      for how long an agent may be silent and still count as alive
	 * @param reachable         whether agents find somebody who listens where this data folder was last reached
	 * @param removed           is told the number of an agent that was removed, which may be waiting
	 * @param examination       asks agents
	 * @param rules             by which agents watch
	 */
	public StoredAgents(Store store, InstantSource clock, Journal journal, ChangeHub changes,
			Supplier<Duration> silenceLimit, BooleanSupplier reachable, LongConsumer removed, AgentExamination examination,
			RuleAdministration rules) {
		this.store = store;
		this.clock = clock;
		this.journal = journal;
		this.changes = changes;
		this.silenceLimit = silenceLimit;
		this.reachable = reachable;
		this.removed = removed;
		this.examination = examination;
		this.rules = rules;
	}

	@Override
	public List<AgentInfo> list() throws ServiceException {
		Instant heardSince = clock.instant().minus(silenceLimit.get());
		return store.read(transaction -> {
			Map<Long, String> names = new HashMap<>();
			transaction.groups().all().forEach(group -> names.put(group.id(), group.name()));
			Map<Long, Set<String>> groups = new HashMap<>();
			for (Membership membership : transaction.groups().memberships()) {
				if (names.containsKey(membership.group())) {
					groups.computeIfAbsent(membership.agent(), none -> new TreeSet<>()).add(names.get(membership.group()));
				}
			}
			return transaction.agents().all().stream()
					.map(agent -> info(agent, List.copyOf(groups.getOrDefault(agent.id(), Set.of())), heardSince)).toList();
		});
	}

	private static AgentInfo info(StoredAgent agent, List<String> groups, Instant heardSince) {
		return new AgentInfo(Long.toString(agent.id()), agent.host(), agent.platform(), agent.version(),
				agent.enrolledAt(), agent.lastHeard(),
				agent.lastHeard().map(last -> !last.isBefore(heardSince)).orElse(false), agent.clockOffset(), groups,
				agent.message());
	}

	@Override
	public void remove(String id) throws ServiceException {
		StoredAgent gone = store.write(transaction -> {
			StoredAgent agent = transaction.agents().all().stream().filter(each -> Long.toString(each.id()).equals(id))
					.findFirst().orElseThrow(() -> unknown(id));
			transaction.agents().remove(agent.id(), clock.instant());
			return agent;
		});
		journal.add(Diagnostic.Severity.INFO, gone.host(),
				"Agent " + id + " was removed; the sessions it reported stay.");
		changes.changed(Changes.Topic.AGENTS, Changes.Topic.SESSIONS);
		removed.accept(gone.id());
	}

	@Override
	public Enrolment token(Optional<String> group, Duration lifetime) throws ServiceException {
		if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
			throw new ServiceException(Reason.INVALID,
					"An enrolment string is good for one minute to ten years, not for " + lifetime + ".");
		}
		if (!reachable.getAsBoolean()) {
			throw new ServiceException(Reason.UNAVAILABLE,
					"Nothing listens to agents at this moment; the Event Log says why. Mend that, then make the string again.");
		}
		String token = Tokens.fresh();
		Instant now = clock.instant();
		Instant expiresAt = now.plus(lifetime);
		EnrolmentString string = store.write(transaction -> {
			OptionalLong number = OptionalLong.empty();
			if (group.isPresent()) {
				StoredGroup found = transaction.groups().byName(group.get()).orElseThrow(
						() -> new ServiceException(Reason.NOT_FOUND, "There is no agent group '" + group.get() + "'."));
				number = OptionalLong.of(found.id());
			}
			Optional<String> address = transaction.settings().get(ADDRESS);
			Optional<String> fingerprint = transaction.settings().get(FINGERPRINT);
			if (address.isEmpty() || fingerprint.isEmpty()) {
				throw new ServiceException(Reason.UNAVAILABLE, "No server has ever listened on the data folder "
						+ store.folder() + ", so agents would not know where to go. Start one first.");
			}
			transaction.enrolmentTokens().add(new EnrolmentToken(Tokens.hash(token), number, now, expiresAt));
			return new EnrolmentString(URI.create(address.get()), fingerprint.get(), token);
		});
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, "An enrolment string for agents was made"
				+ group.map(name -> ", for the group '" + name + "'").orElse("") + "; it is good until " + expiresAt + ".");
		return new Enrolment(string.text(), group, expiresAt);
	}

	@Override
	public Examination examine(String id, boolean all, Progress progress) throws ServiceException {
		return examination.run(agent(id), Optional.empty(), all, progress);
	}

	@Override
	public Examination tryRule(String id, String server, WatchedApplication rule, boolean all, Progress progress) throws ServiceException {
		return examination.run(agent(id), Optional.of(RuleAdministration.checked(server, rule)), all, progress);
	}

	@Override
	public List<WatchedApplication> rules(String server) throws ServiceException {
		return rules.list(server);
	}

	@Override
	public void putRule(String server, WatchedApplication rule) throws ServiceException {
		rules.put(server, rule);
	}

	@Override
	public void removeRule(String server, String rule) throws ServiceException {
		rules.remove(server, rule);
	}

	private AgentInfo agent(String id) throws ServiceException {
		return list().stream().filter(agent -> agent.id().equals(id)).findFirst().orElseThrow(() -> unknown(id));
	}

	private static ServiceException unknown(String id) {
		return new ServiceException(Reason.NOT_FOUND, "There is no agent '" + id + "'.");
	}
}
