package org.lictor.core.internal.collecting;

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
import java.util.stream.Collectors;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.core.internal.Names;
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
import org.lictor.spi.FieldProblem;
import org.lictor.spi.ServerType;
import org.lictor.spi.Verification;
import org.lictor.store.GroupAssignment;
import org.lictor.store.Store;
import org.lictor.store.StoredGroup;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/** Administration of the licence servers in a store. */
public final class ConfiguredServers implements Servers {

	private static final Duration LONGEST_VERIFY = Duration.ofMinutes(1);

	private final Store store;
	private final ServerTypes types;
	private final SecretVault vault;
	private final Collector collector;
	private final InstantSource clock;
	private final Journal journal;
	private final ChangeHub changes;
	private final Runnable watchListsChanged;

	/**
	 * @param store             keeps the servers
	 * @param types             the installed server types
	 * @param vault             enciphers secrets
	 * @param collector         polls
	 * @param clock             tells when a server is added
	 * @param journal           is told what an administrator did
	 * @param changes           is told that something changed
	 * @param watchListsChanged called after what agents watch may have changed
	 */
	public ConfiguredServers(Store store, ServerTypes types, SecretVault vault, Collector collector, InstantSource clock,
			Journal journal, ChangeHub changes, Runnable watchListsChanged) {
		this.store = store;
		this.types = types;
		this.vault = vault;
		this.collector = collector;
		this.clock = clock;
		this.journal = journal;
		this.changes = changes;
		this.watchListsChanged = watchListsChanged;
	}

	@Override
	public List<ServerTypeInfo> types() {
		List<ServerTypeInfo> infos = new ArrayList<>();
		types.all().forEach((id, type) -> infos.add(
				new ServerTypeInfo(id, type.label(), type.description(), type.schema(), type.capabilities())));
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
	public ServerInfo add(ServerDefinition definition) throws ServiceException {
		String name = Names.check("A licence server", definition.name());
		ServerType type = type(definition.type());
		check(type, definition, Set.of());
		StoredServer added = store.write(transaction -> {
			if (transaction.servers().all().stream().anyMatch(each -> each.name().equalsIgnoreCase(name))) {
				throw new ServiceException(Reason.ALREADY_EXISTS,
						"There is a licence server '" + name + "' already. Take another name.");
			}
			StoredServer server = transaction.servers().add(name, type.id(), filled(definition.settings()),
					definition.enabled(), clock.instant());
			keepSecrets(transaction, server.id(), definition.secrets());
			return server;
		});
		told(added.id(), "The licence server '" + name + "' of type '" + type.label() + "' was added.");
		return show(name);
	}

	@Override
	public ServerInfo update(ServerDefinition definition) throws ServiceException {
		StoredServer before = store.read(transaction -> server(transaction, definition.name()));
		if (!before.type().equals(definition.type())) {
			throw new ServiceException(Reason.INVALID, "The type of a licence server cannot be changed; '"
					+ definition.name() + "' is of type '" + before.type() + "'. Add another server instead.");
		}
		ServerType type = type(definition.type());
		Set<String> stored = store.read(transaction -> transaction.servers().secrets(before.id()).keySet());
		check(type, definition, stored);
		store.write(transaction -> {
			transaction.servers().update(before.id(), filled(definition.settings()), definition.enabled());
			keepSecrets(transaction, before.id(), definition.secrets());
			if (!definition.enabled()) {
				transaction.servers().status(before.id(),
						Status.unknown(Status.Detail.DISABLED, "Monitoring was switched off. Switch it on to go on."),
						before.lastSuccess(), before.lastAttempt());
			} else if (!before.enabled()) {
				transaction.servers().status(before.id(),
						Status.unknown(Status.Detail.NO_DATA_YET, "Nothing was collected since monitoring was switched on."),
						before.lastSuccess(), before.lastAttempt());
			}
			return null;
		});
		told(before.id(), "The licence server '" + before.name() + "' was changed.");
		return show(before.name());
	}

	@Override
	public void remove(String name) throws ServiceException {
		StoredServer server = store.read(transaction -> server(transaction, name));
		collector.removed(server.id());
		store.write(transaction -> {
			transaction.servers().remove(server.id());
			return null;
		});
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR,
				"The licence server '" + name + "' was removed with all that was collected from it.");
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS, Changes.Topic.PEOPLE, Changes.Topic.AGENTS);
		watchListsChanged.run();
	}

	@Override
	public Verification verify(ServerDefinition definition, Progress progress) throws ServiceException {
		ServerType type = type(definition.type());
		Optional<StoredServer> before = store.read(transaction -> transaction.servers().byName(definition.name()));
		Map<String, byte[]> stored = before.isEmpty() ? Map.of()
				: store.read(transaction -> transaction.servers().secrets(before.get().id()));
		Set<String> secretKeys = new HashSet<>(stored.keySet());
		secretKeys.addAll(definition.secrets().keySet());
		Map<String, String> values = filled(definition.settings());
		List<FieldProblem> problems = type.schema().check(values, secretKeys);
		if (!problems.isEmpty()) {
			return new Verification(Status.misconfigured(sentence(problems)), problems);
		}
		ServerContext context = new ServerContext(clock, collector.http(), ServerContext.secrets(vault,
				before.map(StoredServer::id).orElse(0L), stored, definition.secrets()));
		try {
			return collector.calls().call(type.id(), LONGEST_VERIFY, progress,
					call -> type.verify(type.schema().complete(values), context, call));
		} catch (PluginCalls.Trouble trouble) {
			return new Verification(Status.unknown(Status.Detail.INTERNAL, trouble.getMessage()), List.of());
		}
	}

	@Override
	public ServerInfo poll(String name, Progress progress) throws ServiceException {
		StoredServer server = store.read(transaction -> server(transaction, name));
		collector.poll(server.id(), progress);
		return show(name);
	}

	private void told(long server, String sentence) {
		collector.changed(server);
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

	private static void check(ServerType type, ServerDefinition definition, Set<String> storedSecrets)
			throws ServiceException {
		Set<String> secretKeys = new HashSet<>(storedSecrets);
		secretKeys.addAll(definition.secrets().keySet());
		List<FieldProblem> problems = type.schema().check(filled(definition.settings()), secretKeys);
		if (!problems.isEmpty()) {
			throw new ServiceException(Reason.INVALID, sentence(problems));
		}
		for (String key : definition.secrets().keySet()) {
			if (type.schema().field(key).filter(field -> field.kind() == org.lictor.spi.Field.Kind.SECRET).isEmpty()) {
				throw new ServiceException(Reason.INVALID,
						"There is no secret field '" + key + "' in servers of type '" + type.label() + "'.");
			}
		}
	}

	private static String sentence(List<FieldProblem> problems) {
		return problems.stream().map(problem -> problem.key() + ": " + problem.message())
				.collect(Collectors.joining(" "));
	}

	/** Empty values count as not given. */
	private static Map<String, String> filled(Map<String, String> settings) {
		Map<String, String> filled = new HashMap<>();
		settings.forEach((key, value) -> {
			if (!value.isBlank()) {
				filled.put(key, value.strip());
			}
		});
		return filled;
	}

	private void keepSecrets(Transaction transaction, long server, Map<String, String> secrets) throws ServiceException {
		for (Map.Entry<String, String> secret : secrets.entrySet()) {
			transaction.servers().secret(server, secret.getKey(),
					vault.encrypt(server, secret.getKey(), secret.getValue().toCharArray()));
		}
	}

	private ServerInfo info(Transaction transaction, StoredServer server) {
		Optional<ServerType> type = types.find(server.type());
		Map<Long, String> groups = transaction.groups().all().stream()
				.collect(Collectors.toMap(StoredGroup::id, StoredGroup::name));
		List<String> assigned = transaction.groups().assignments().stream()
				.filter(assignment -> assignment.server() == server.id()).map(GroupAssignment::group)
				.filter(groups::containsKey).map(groups::get).sorted().toList();
		Status status = type.isEmpty() ? Collector.missing(server.type()) : server.status();
		return new ServerInfo(server.name(), server.type(), type.map(ServerType::label).orElse(server.type()),
				server.settings(), transaction.servers().secrets(server.id()).keySet(), server.enabled(), status,
				server.lastSuccess(), server.lastAttempt(), assigned);
	}
}
