package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.Names;
import org.lictor.core.internal.agents.OwnRules;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Changes;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.Servers;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.SignIn;
import org.lictor.spi.Call;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Http;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Secrets;
import org.lictor.spi.ServerType;
import org.lictor.spi.SignInResult;
import org.lictor.spi.SignInStart;
import org.lictor.spi.SignsInByBrowser;
import org.lictor.spi.Verification;
import org.lictor.store.GroupAssignment;
import org.lictor.store.Store;
import org.lictor.store.StoredGroup;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/** Administration of the licence servers in a store. */
final class ConfiguredServers implements Servers {

	private static final Duration LONGEST_VERIFY = Duration.ofMinutes(1);

	private static final System.Logger LOGGER = System.getLogger(ConfiguredServers.class.getName());

	private final Store store;
	private final ServerTypes types;
	private final SecretVault vault;
	private final PluginCalls plugins;
	private final Http http;
	private final Polling polling;
	private final Monitoring monitoring;
	private final ServerLocks locks;
	private final InstantSource clock;
	private final Journal journal;
	private final ChangeHub changes;
	private final Runnable watchListsChanged;
	private final ReplacedSecrets replaced = new ReplacedSecrets();
	private final PendingSignIns signIns;

	/**
	 * @param store             keeps the servers
	 * @param types             the installed server types
	 * @param vault             enciphers secrets
	 * @param plugins           calls server types
	 * @param http              for verifying
	 * @param polling           knows what a type is like
	 * @param monitoring        polls
	 * @param locks             one a server
	 * @param clock             tells when a server is added
	 * @param journal           is told what an administrator did
	 * @param changes           is told that something changed
	 * @param watchListsChanged called after what agents watch may have changed
	 */
	ConfiguredServers(Store store, ServerTypes types, SecretVault vault, PluginCalls plugins, Http http, Polling polling,
			Monitoring monitoring, ServerLocks locks, InstantSource clock, Journal journal, ChangeHub changes,
			Runnable watchListsChanged) {
		this.store = store;
		this.types = types;
		this.vault = vault;
		this.plugins = plugins;
		this.http = http;
		this.polling = polling;
		this.monitoring = monitoring;
		this.locks = locks;
		this.clock = clock;
		this.journal = journal;
		this.changes = changes;
		this.watchListsChanged = watchListsChanged;
		this.signIns = new PendingSignIns(clock);
	}

	@Override
	public List<ServerTypeInfo> types() {
		List<ServerTypeInfo> infos = new ArrayList<>();
		types.all().forEach((id, type) -> {
			try {
				infos.add(new ServerTypeInfo(id, type.label(), type.description(), type.schema(), type.capabilities()));
			} catch (RuntimeException | LinkageError e) {
				LOGGER.log(System.Logger.Level.WARNING, "The server type " + id + " fails to describe itself and is left out.",
						e);
			}
		});
		infos.sort(Comparator.comparing(ServerTypeInfo::label));
		return infos;
	}

	@Override
	public List<ServerInfo> list() throws ServiceException {
		return store.read(
				transaction -> transaction.servers().all().stream().map(server -> info(transaction, server)).toList());
	}

	@Override
	public ServerInfo show(String name) throws ServiceException {
		return store.read(transaction -> info(transaction, server(transaction, name)));
	}

	@Override
	public ServerInfo add(ServerDefinition described) throws ServiceException {
		ServerDefinition definition = withSignIn(described);
		String name = Names.check("A licence server", definition.name());
		type(definition.type());
		check(definition, Set.of());
		StoredServer added = store.write(transaction -> {
			if (transaction.servers().all().stream().anyMatch(each -> each.name().equalsIgnoreCase(name))) {
				throw new ServiceException(Reason.ALREADY_EXISTS,
						"There is a licence server '" + name + "' already. Take another name.");
			}
			StoredServer server = transaction.servers().add(name, definition.type(), GivenSettings.filled(definition.settings()),
					definition.enabled(), clock.instant());
			keepSecrets(transaction, server.id(), definition.secrets());
			return server;
		});
		definition.signIn().ifPresent(signIns::forget);
		told(added, "The licence server '" + name + "' of type '" + definition.type() + "' was added.");
		return show(name);
	}

	@Override
	public ServerInfo update(ServerDefinition described) throws ServiceException {
		ServerDefinition definition = withSignIn(described);
		StoredServer before = store.read(transaction -> server(transaction, definition.name()));
		if (!before.type().equals(definition.type())) {
			throw new ServiceException(Reason.INVALID, "The type of a licence server cannot be changed; '"
					+ definition.name() + "' is of type '" + before.type() + "'. Add another server instead.");
		}
		type(definition.type());
		check(definition, store.read(transaction -> transaction.servers().secrets(before.id()).keySet()));
		Map<String, String> settings = GivenSettings.filled(definition.settings());
		ReentrantLock lock = locks.of(before.id());
		lock.lock();
		try {
			store.write(transaction -> {
				transaction.servers().update(before.id(), settings, definition.enabled());
				keepSecrets(transaction, before.id(), definition.secrets());
				transaction.servers().status(before.id(), changed(before, definition.enabled()), before.lastSuccess(),
						before.lastAttempt());
				return null;
			});
		} finally {
			lock.unlock();
		}
		definition.signIn().ifPresent(signIns::forget);
		if (!settings.equals(before.settings())) {
			monitoring.rederive(before);
		}
		told(before, "The licence server '" + before.name() + "' was changed.");
		return show(before.name());
	}

	/** What is to be said of a server until it is polled again. */
	private static Status changed(StoredServer before, boolean enabled) {
		if (!enabled) {
			return Polling.DISABLED;
		}
		boolean waits = before.status().detail() == Status.Detail.DISABLED
				|| before.status().state() == Status.State.MISCONFIGURED;
		return waits ? Status.unknown(Status.Detail.NO_DATA_YET, "Nothing was collected since the configuration was changed.")
				: before.status();
	}

	@Override
	public void remove(String name) throws ServiceException {
		StoredServer server = store.read(transaction -> server(transaction, name));
		ReentrantLock lock = locks.of(server.id());
		lock.lock();
		try {
			store.write(transaction -> {
				transaction.servers().remove(server.id());
				OwnRules.forget(transaction, server.id());
				return null;
			});
		} finally {
			lock.unlock();
		}
		monitoring.changed(server);
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR,
				"The licence server '" + name + "' was removed with all that was collected from it.");
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS, Changes.Topic.PEOPLE, Changes.Topic.AGENTS);
		watchListsChanged.run();
	}

	@Override
	public Verification verify(ServerDefinition described, Progress progress) throws ServiceException {
		ServerDefinition definition = withSignIn(described);
		ServerType type = type(definition.type());
		Trial trial = trial(definition);
		if (!trial.problems().isEmpty()) {
			return new Verification(Status.misconfigured(GivenSettings.sentence(trial.problems())), trial.problems());
		}
		return tried("verifying", definition, trial, progress, (context, call) -> type.verify(trial.configuration(), context, call),
				failure -> new Verification(failure, List.of()));
	}

	@Override
	public SignIn beginSignIn(ServerDefinition definition) throws ServiceException {
		SignsInByBrowser type = signsIn(definition.type());
		Trial trial = trial(definition);
		if (!trial.problems().isEmpty()) {
			throw new ServiceException(Reason.INVALID, GivenSettings.sentence(trial.problems()));
		}
		try {
			return switch (type.beginSignIn(trial.configuration())) {
			case SignInStart.Begun begun -> signIns.begin(new PendingSignIns.Pending(definition, begun));
			case SignInStart.Refused refused -> throw new ServiceException(Reason.INVALID, GivenSettings.sentence(refused.problems()));
			};
		} catch (RuntimeException | LinkageError e) {
			throw new ServiceException(Reason.INTERNAL,
					"The plug-in for servers of type '" + definition.type() + "' fails to begin a sign-in. Tell its vendor.", e);
		}
	}

	@Override
	public Verification finishSignIn(String id, String query, Progress progress) throws ServiceException {
		PendingSignIns.Pending pending = signIns.take(id);
		ServerDefinition definition = pending.definition();
		SignsInByBrowser type = signsIn(definition.type());
		Trial trial = trial(definition);
		SignInResult result = tried("signing in to", definition, trial, progress,
				(context, call) -> type.finishSignIn(pending.begun(), query, trial.configuration(), context, call),
				failure -> new SignInResult(new Verification(failure, List.of()), Map.of()));
		if (result.verification().good()) {
			ConfigurationSchema schema = schema(definition.type());
			if (result.secrets().isEmpty() || !result.secrets().keySet().stream().allMatch(key -> Polling.isSecret(schema, key))) {
				throw new ServiceException(Reason.INTERNAL, "The plug-in for servers of type '" + definition.type()
						+ "' signed in, but gave nothing that can be kept. Tell its vendor.");
			}
			signIns.finish(id, definition.type(), result.secrets());
		}
		return result.verification();
	}

	private SignsInByBrowser signsIn(String id) throws ServiceException {
		if (type(id) instanceof SignsInByBrowser type) {
			return type;
		}
		throw new ServiceException(Reason.INVALID, "Nobody signs in to servers of type '" + id + "' with a browser.");
	}

	/** @return the definition with the secrets of the sign-in it names */
	private ServerDefinition withSignIn(ServerDefinition definition) throws ServiceException {
		if (definition.signIn().isEmpty()) {
			return definition;
		}
		Map<String, String> secrets = new HashMap<>(definition.secrets());
		secrets.putAll(signIns.secrets(definition.signIn().get(), definition.type()));
		return new ServerDefinition(definition.name(), definition.type(), definition.settings(), secrets, definition.enabled(),
				definition.signIn());
	}

	/** A definition that is tried without being saved. */
	private record Trial(Configuration configuration, List<FieldProblem> problems, Secrets secrets, Map<String, String> remembered) {
	}

	private Trial trial(ServerDefinition definition) throws ServiceException {
		Optional<StoredServer> before = store.read(transaction -> transaction.servers().byName(definition.name()));
		Map<String, byte[]> stored = before.isEmpty() ? Map.of()
				: store.read(transaction -> transaction.servers().secrets(before.get().id()));
		Set<String> secretKeys = new HashSet<>(stored.keySet());
		secretKeys.addAll(definition.secrets().keySet());
		Map<String, String> values = GivenSettings.filled(definition.settings());
		ConfigurationSchema schema = schema(definition.type());
		Map<String, String> remembered = before.isEmpty() ? Map.of()
				: store.read(transaction -> transaction.monitors().memory(before.get().id()));
		Secrets secrets = new TrialSecrets(definition.secrets(),
				before.map(server -> new ServerSecrets(store, vault, server.id(), key -> Polling.isSecret(schema, key))),
				key -> Polling.isSecret(schema, key), replaced);
		return new Trial(schema.complete(values), schema.check(values, secretKeys), secrets, remembered);
	}

	/** Has a plug-in try something, and says how it failed when it fails. */
	private <T> T tried(String what, ServerDefinition definition, Trial trial, Progress progress,
			BiFunction<MonitorContext, Call, T> work, Function<Status, T> failed) throws ServiceException {
		String sentence = what + " " + definition.name();
		try (Context context = new Context(clock, new HttpClients(http), trial.secrets(), new TrialMemory(trial.remembered()),
				Context.NO_KEEPER)) {
			return plugins.call(type(definition.type()), sentence, sentence, LONGEST_VERIFY, progress, call -> work.apply(context, call));
		} catch (PluginException e) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED,
						Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + " was called off.");
			}
			return failed.apply(e.status());
		}
	}

	@Override
	public ServerInfo poll(String name, Progress progress) throws ServiceException {
		StoredServer server = store.read(transaction -> server(transaction, name));
		Optional<String> nothing = monitoring.now(server, progress);
		if (nothing.isPresent()) {
			throw new ServiceException(Reason.INVALID, "'" + name + "' is not polled. " + nothing.get());
		}
		return show(name);
	}

	private void told(StoredServer server, String sentence) {
		monitoring.changed(server);
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.SERVERS);
		watchListsChanged.run();
	}

	private ServerType type(String id) throws ServiceException {
		return types.find(id)
				.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no server type '" + id
						+ "'. Installed are: " + String.join(", ", types.all().keySet()) + "."));
	}

	private static StoredServer server(Transaction transaction, String name) throws ServiceException {
		return transaction.servers().byName(name).orElseThrow(
				() -> new ServiceException(Reason.NOT_FOUND, "There is no licence server '" + name + "'."));
	}

	private ConfigurationSchema schema(String type) throws ServiceException {
		try {
			return type(type).schema();
		} catch (RuntimeException | LinkageError e) {
			throw new ServiceException(Reason.INTERNAL,
					"The plug-in for servers of type '" + type + "' fails to say what it needs. Tell its vendor.", e);
		}
	}

	private void check(ServerDefinition definition, Set<String> storedSecrets) throws ServiceException {
		GivenSettings.check(schema(definition.type()), "servers of type '" + definition.type() + "'", definition.settings(), definition.secrets(),
				storedSecrets);
	}

	/** An empty value takes a secret away. */
	private void keepSecrets(Transaction transaction, long server, Map<String, String> secrets) throws ServiceException {
		for (Map.Entry<String, String> secret : secrets.entrySet()) {
			if (secret.getValue().isEmpty()) {
				transaction.servers().removeSecret(server, secret.getKey());
			} else {
				transaction.servers().secret(server, secret.getKey(),
						vault.lock(server, secret.getKey(), replaced.newest(secret.getKey(), secret.getValue())));
			}
		}
	}

	private ServerInfo info(Transaction transaction, StoredServer server) {
		Optional<ServerType> type = types.find(server.type());
		Map<Long, String> groups = transaction.groups().all().stream()
				.collect(Collectors.toMap(StoredGroup::id, StoredGroup::name));
		List<String> assigned = transaction.groups().assignments().stream()
				.filter(assignment -> assignment.server() == server.id()).map(GroupAssignment::group)
				.filter(groups::containsKey).map(groups::get).sorted().toList();
		Status status = type.isEmpty() ? Polling.missing(server.type()) : server.status();
		return new ServerInfo(server.name(), server.type(), types.label(server.type()),
				server.settings(), transaction.servers().secrets(server.id()).keySet(), server.enabled(), status,
				server.lastSuccess(), server.lastAttempt(), assigned);
	}
}
