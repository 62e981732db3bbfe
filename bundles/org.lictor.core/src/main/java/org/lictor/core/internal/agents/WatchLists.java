package org.lictor.core.internal.agents;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.ConsentSource;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.AgentRefusal;
import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.service.ServiceException;
import org.lictor.spi.Capability;
import org.lictor.spi.ServerType;
import org.lictor.spi.WatchedApplication;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/**
 * Composes what an agent is to watch: the applications of all enabled servers to which a group of the agent's is assigned, first
 * those of the server's own rules, then those of its type. Wakes the agents that wait when that changes. Safe for use by many threads; holds none while
 * agents wait.
 */
public final class WatchLists {

	private static final System.Logger LOGGER = System.getLogger(WatchLists.class.getName());

	private record Waiter(long agent, Optional<String> known, CompletableFuture<Optional<AgentConfiguration>> answer) {
	}

	private final Store store;
	private final ServerTypes types;
	private final PseudonymKey pseudonyms;
	private final Examinations examinations;
	private final Executor executor;
	private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
	private final AtomicBoolean waking = new AtomicBoolean();
	private volatile boolean closed;

	/**
	 * @param store    knows groups, members and servers
	 * @param types    knows applications
	 * @param pseudonyms the company's key
	 * @param examinations knows what is wished to know of agents besides
	 * @param executor on which waiting agents are answered
	 */
	public WatchLists(Store store, ServerTypes types, PseudonymKey pseudonyms, Examinations examinations, Executor executor) {
		this.store = store;
		this.types = types;
		this.pseudonyms = pseudonyms;
		this.examinations = examinations;
		this.executor = executor;
	}

	/**
	 * See {@link org.lictor.core.AgentGateway#configuration}.
	 *
	 * @param agent number of the agent
	 * @param known the etag it has
	 * @param wait  how long to wait for another one
	 * @return the answer
	 */
	public CompletionStage<Optional<AgentConfiguration>> configuration(long agent, Optional<String> known,
			Duration wait) {
		Waiter waiter = new Waiter(agent, known, new CompletableFuture<>());
		// first in the queue, then looking, so that a change in between is not missed
		waiters.add(waiter);
		waiter.answer.whenComplete((answer, trouble) -> waiters.remove(waiter));
		look(List.of(waiter));
		if (!waiter.answer.isDone()) {
			Duration longest = Duration.ofSeconds(Protocol.MAX_WAIT_SECONDS);
			Duration time = wait.isNegative() ? Duration.ZERO : wait.compareTo(longest) > 0 ? longest : wait;
			if (closed || time.isZero()) {
				waiter.answer.complete(Optional.empty());
			} else {
				waiter.answer.completeOnTimeout(Optional.empty(), time.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		return waiter.answer;
	}

	/** Something changed that may change what agents watch. Returns at once. */
	public void changed() {
		if (!waiters.isEmpty() && !closed && waking.compareAndSet(false, true)) {
			executor.execute(() -> {
				waking.set(false);
				look(List.copyOf(waiters));
			});
		}
	}

	/**
	 * Something is wished to know of an agent. Returns at once.
	 *
	 * @param agent its number
	 */
	public void wake(long agent) {
		executor.execute(() -> look(waiters.stream().filter(waiter -> waiter.agent == agent).toList()));
	}

	/** Answers all who wait that nothing has changed; nobody waits any more afterwards. */
	public void close() {
		closed = true;
		waiters.forEach(waiter -> waiter.answer.complete(Optional.empty()));
	}

	/**
	 * Remembers the rules that a type has now, for the time it is not there.
	 *
	 * @param type that was installed
	 * @throws ServiceException UNAVAILABLE when they cannot be stored
	 */
	public void remember(ServerType type) throws ServiceException {
		if (!type.capabilities().contains(Capability.AGENTS)) {
			return;
		}
		List<WatchRule> rules = rules(type.id(), type.applications());
		boolean known = store.read(transaction -> RuleMemory.recall(transaction, type.id()).equals(rules));
		if (!known) {
			store.write(transaction -> {
				RuleMemory.remember(transaction, type.id(), rules);
				return null;
			});
		}
	}

	private void look(List<Waiter> those) {
		try {
			store.read(transaction -> {
				those.forEach(waiter -> look(transaction, waiter));
				return null;
			});
		} catch (ServiceException | RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "What agents are to watch cannot be found out.", e);
			Problem problem = new Problem(Problem.Reason.UNAVAILABLE,
					"The server cannot find out what to watch just now. Its log says why.");
			those.forEach(waiter -> waiter.answer.completeExceptionally(new AgentRefusal(problem, e)));
		}
	}

	private void look(Transaction transaction, Waiter waiter) {
		if (transaction.agents().byId(waiter.agent).filter(agent -> agent.removedAt().isEmpty()).isEmpty()) {
			waiter.answer.completeExceptionally(new AgentRefusal(AgentEntrance.unknown()));
			return;
		}
		AgentConfiguration configuration = compose(transaction, waiter.agent);
		Optional<ExaminationRequest> wish = examinations.of(waiter.agent);
		if (wish.isPresent() || waiter.known.filter(configuration.etag()::equals).isEmpty()) {
			waiter.answer.complete(Optional.of(configuration.with(wish)));
		}
	}

	private AgentConfiguration compose(Transaction transaction, long agent) {
		Optional<Disclosure> disclosure = disclosure(transaction, agent);
		if (disclosure.isEmpty()) {
			return configuration(List.of(), Disclosure.CLEAR, false, false);
		}
		List<WatchRule> watch = new ArrayList<>();
		boolean registrations = false;
		for (long id : transaction.groups().serversOf(agent)) {
			Optional<StoredServer> server = transaction.servers().byId(id).filter(StoredServer::enabled);
			server.ifPresent(each -> {
				watch.addAll(OwnRules.of(transaction, each));
				watch.addAll(typeRules(transaction, each));
			});
			registrations |= server.filter(each -> types.has(each.type(), Capability.REGISTRATIONS)).isPresent();
		}
		if (watch.size() > Protocol.MAX_RULES) {
			LOGGER.log(System.Logger.Level.WARNING, "Agent " + agent + " would have " + watch.size()
					+ " rules. It gets the first " + Protocol.MAX_RULES + " only; assign its groups to fewer servers.");
			watch.subList(Protocol.MAX_RULES, watch.size()).clear();
		}
		return configuration(watch, disclosure.get(), registrations, transaction.groups().tellsIdle(agent));
	}

	/** Without the company's key nothing is watched: better no figures than names that were to stay on their host. */
	private Optional<Disclosure> disclosure(Transaction transaction, long agent) {
		return switch (transaction.groups().privacyOf(agent)) {
		case CLEAR -> Optional.of(Disclosure.CLEAR);
		case COUNTS -> Optional.of(new Disclosure.Counts());
		case PSEUDONYM -> {
			Optional<String> key = pseudonyms.read(transaction);
			if (key.isEmpty()) {
				LOGGER.log(System.Logger.Level.WARNING, "The company's key for pseudonyms cannot be deciphered. Agents that are to use it "
						+ "watch nothing until the file secrets.key of this data folder is restored.");
			}
			yield key.map(Disclosure.Pseudonym::new);
		}
		};
	}

	private static AgentConfiguration configuration(List<WatchRule> watch, Disclosure disclosure, boolean registrations,
			boolean input) {
		byte[] content = Codec
				.encode(new AgentConfiguration("none", Intervals.DEFAULT, watch, disclosure, registrations, input));
		return new AgentConfiguration(etag(content), Intervals.DEFAULT, watch, disclosure, registrations, input);
	}

	/**
	 * @param transaction that reads
	 * @param server      a licence server
	 * @return the rules that its type has, none when agents are of no use to it
	 */
	public List<WatchRule> typeRules(Transaction transaction, StoredServer server) {
		Optional<ServerType> type = types.find(server.type());
		try {
			if (type.isPresent()) {
				return type.get().capabilities().contains(Capability.AGENTS)
						? rules(server.name(), type.get().applications())
						: List.of();
			}
		} catch (RuntimeException | LinkageError e) {
			LOGGER.log(System.Logger.Level.WARNING, "The server type " + server.type()
					+ " failed to say what agents are to watch; they go on with what it said before.", e);
		}
		return RuleMemory.recall(transaction, server.type()).stream().map(rule -> rule.forServer(server.name())).toList();
	}

	/**
	 * @param server       name of a licence server
	 * @param applications its rules
	 * @return the same for agents
	 * @throws IllegalArgumentException when one is longer than agents take
	 */
	public static List<WatchRule> rules(String server, List<WatchedApplication> applications) {
		return applications.stream().map(application -> new WatchRule(server, application.id(), application.product(),
				WatchRule.Kind.valueOf(application.kind().name()), application.path(), application.commandLine(),
				application.usageFiles().map(WatchLists::usageFiles))).toList();
	}

	private static UsageFiles usageFiles(org.lictor.spi.UsageFiles files) {
		return new UsageFiles(files.firstYear(), files.lastYear(), files.folders(), files.names(),
				files.consent().stream().map(source -> new ConsentSource(ConsentSource.Kind.valueOf(source.kind().name()),
						source.place(), source.value(), source.yes())).toList(),
				files.help());
	}

	private static String etag(byte[] content) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
			return HexFormat.of().formatHex(hash, 0, 16);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}
