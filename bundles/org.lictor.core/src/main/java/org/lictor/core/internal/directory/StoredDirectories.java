package org.lictor.core.internal.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import org.lictor.core.DirectoryContent;
import org.lictor.core.DirectoryReader;
import org.lictor.core.DirectoryTrouble;
import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.Names;
import org.lictor.core.internal.collect.GivenSettings;
import org.lictor.core.internal.collect.SecretVault;
import org.lictor.model.Diagnostic;
import org.lictor.model.DirectoryEntry;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Changes;
import org.lictor.service.Directories;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Verification;
import org.lictor.store.DirectoryEntryFact;
import org.lictor.store.DirectoryStore;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredDirectory;
import org.lictor.store.Transaction;

/** Companies' directories in a store: what is set, and reading them when it is time. Safe for use by many threads. */
public final class StoredDirectories implements Directories {

	private static final System.Logger LOGGER = System.getLogger(StoredDirectories.class.getName());
	private static final Duration SHORTEST = Duration.ofMinutes(5);
	private static final Duration USUAL = Duration.ofHours(6);
	/** When a directory does not answer, it is tried again sooner; not when it refused a password, which may lock an account. */
	private static final Duration AGAIN = Duration.ofMinutes(15);

	private final Store store;
	private final InstantSource clock;
	private final Journal journal;
	private final ChangeHub changes;
	private final SecretVault vault;
	private final Supplier<Optional<DirectoryReader>> readers;
	private final Set<Long> reading = ConcurrentHashMap.newKeySet();
	private volatile boolean closed;

	/**
	 * @param store   keeps them
	 * @param clock   tells the time
	 * @param journal is told what an administrator did and what went wrong
	 * @param changes is told that something changed
	 * @param vault   enciphers passwords
	 * @param readers gives what reads directories; asked each time
	 */
	public StoredDirectories(Store store, InstantSource clock, Journal journal, ChangeHub changes, SecretVault vault,
			Supplier<Optional<DirectoryReader>> readers) {
		this.store = store;
		this.clock = clock;
		this.journal = journal;
		this.changes = changes;
		this.vault = vault;
		this.readers = readers;
	}

	@Override
	public ConfigurationSchema schema() throws ServiceException {
		return reader().schema();
	}

	private DirectoryReader reader() throws ServiceException {
		return readers.get().orElseThrow(() -> new ServiceException(Reason.UNAVAILABLE,
				"This installation has no part that reads directories (org.lictor.directory.ldap). Install Lictor anew."));
	}

	@Override
	public List<DirectoryInfo> list() throws ServiceException {
		return store.read(transaction -> transaction.directories().all().stream().map(each -> info(transaction, each)).toList());
	}

	@Override
	public DirectoryInfo show(String name) throws ServiceException {
		return store.read(transaction -> info(transaction, need(transaction, name)));
	}

	@Override
	public DirectoryInfo add(DirectoryDefinition definition) throws ServiceException {
		String name = Names.check("A directory", definition.name());
		check(definition, Set.of());
		store.write(transaction -> {
			if (transaction.directories().byName(name).isPresent()) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "There is a directory '" + name + "' already. Take another name.");
			}
			long id = transaction.directories().add(name, GivenSettings.filled(definition.settings()));
			keepSecrets(transaction.directories(), id, definition.secrets());
			return null;
		});
		told("The directory '" + name + "' was added.");
		return show(name);
	}

	@Override
	public DirectoryInfo update(DirectoryDefinition definition) throws ServiceException {
		Set<String> stored = store.read(transaction -> transaction.directories().secrets(need(transaction, definition.name()).id()).keySet());
		check(definition, stored);
		store.write(transaction -> {
			StoredDirectory before = need(transaction, definition.name());
			transaction.directories().update(before.id(), GivenSettings.filled(definition.settings()));
			keepSecrets(transaction.directories(), before.id(), definition.secrets());
			transaction.directories().status(before.id(), Status.unknown(Status.Detail.NO_DATA_YET, "It was not read since its settings were changed."));
			return null;
		});
		told("The directory '" + definition.name() + "' was changed.");
		return show(definition.name());
	}

	private void check(DirectoryDefinition definition, Set<String> storedSecrets) throws ServiceException {
		ConfigurationSchema schema = schema();
		GivenSettings.check(schema, "directories", definition.settings(), definition.secrets(), storedSecrets);
		if (interval(schema.complete(GivenSettings.filled(definition.settings()))).compareTo(SHORTEST) < 0) {
			throw new ServiceException(Reason.INVALID, DirectoryReader.INTERVAL + ": A directory is read every 5m at most.");
		}
	}

	private static Duration interval(Configuration configuration) {
		return configuration.duration(DirectoryReader.INTERVAL).orElse(USUAL);
	}

	private void keepSecrets(DirectoryStore directories, long id, Map<String, String> secrets) throws ServiceException {
		Map<String, byte[]> kept = new HashMap<>(directories.secrets(id));
		for (Map.Entry<String, String> secret : secrets.entrySet()) {
			if (secret.getValue().isEmpty()) {
				kept.remove(secret.getKey());
			} else {
				kept.put(secret.getKey(), vault.lock(id, field(secret.getKey()), secret.getValue()));
			}
		}
		directories.secrets(id, kept);
	}

	/** Apart from the secrets of servers, which have numbers of their own. */
	private static String field(String key) {
		return "directory " + key;
	}

	@Override
	public void remove(String name) throws ServiceException {
		store.write(transaction -> {
			transaction.directories().remove(need(transaction, name).id());
			return null;
		});
		told("The directory '" + name + "' was removed with all that was read of it.");
	}

	@Override
	public Verification test(DirectoryDefinition definition, Progress progress) throws ServiceException {
		DirectoryReader reader = reader();
		Optional<StoredDirectory> before = store.read(transaction -> transaction.directories().byName(definition.name()));
		Map<String, byte[]> stored = before.isEmpty() ? Map.of() : store.read(transaction -> transaction.directories().secrets(before.get().id()));
		Map<String, String> settings = GivenSettings.filled(definition.settings());
		List<FieldProblem> problems = reader.schema().check(settings, stored.keySet());
		if (!problems.isEmpty()) {
			return new Verification(Status.misconfigured(GivenSettings.sentence(problems)), problems);
		}
		Function<String, Optional<char[]>> secrets = key -> {
			String given = definition.secrets().get(key);
			return given == null ? unlocked(before.map(StoredDirectory::id).orElse(0L), key, stored)
					: Optional.of(given.toCharArray()).filter(each -> each.length > 0);
		};
		return reader.test(reader.schema().complete(settings), secrets, progress);
	}

	private Optional<char[]> unlocked(long id, String key, Map<String, byte[]> stored) {
		return Optional.ofNullable(stored.get(key)).flatMap(locked -> vault.unlock(id, field(key), locked));
	}

	@Override
	public DirectoryInfo refresh(String name, boolean accept, Progress progress) throws ServiceException {
		StoredDirectory directory = store.read(transaction -> need(transaction, name));
		if (!reading.add(directory.id())) {
			throw new ServiceException(Reason.IN_USE, "The directory '" + name + "' is being read just now. Wait until that is done.");
		}
		try {
			boolean got = store.write(transaction -> transaction.directories().claim(directory.id(), directory.lastAttempt(), clock.instant()));
			if (!got) {
				throw new ServiceException(Reason.IN_USE, "The directory '" + name + "' is being read by another server. Wait until that is done.");
			}
			read(directory, accept, progress);
		} finally {
			reading.remove(directory.id());
		}
		return show(name);
	}

	/**
	 * Has the directories read whose time has come.
	 *
	 * @param threads do it
	 */
	public void readDue(Executor threads) {
		try {
			Optional<DirectoryReader> reader = readers.get();
			if (reader.isEmpty() || closed) {
				return;
			}
			for (StoredDirectory each : store.read(transaction -> transaction.directories().all())) {
				if (due(each, reader.get()) && !reading.contains(each.id())) {
					threads.execute(() -> readQuietly(each.name()));
				}
			}
		} catch (ServiceException | RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Which directories should be read cannot be found out.", e);
		}
	}

	private boolean due(StoredDirectory directory, DirectoryReader reader) {
		Duration interval = interval(reader.schema().complete(directory.settings()));
		boolean sooner = directory.status().state() == Status.State.DOWN && AGAIN.compareTo(interval) < 0;
		Instant now = clock.instant();
		return directory.lastAttempt().map(last -> last.plus(sooner ? AGAIN : interval)).filter(now::isBefore).isEmpty();
	}

	private void readQuietly(String name) {
		try {
			refresh(name, false, new UntilClosed());
		} catch (ServiceException e) {
			LOGGER.log(e.reason() == Reason.IN_USE || e.reason() == Reason.CANCELLED || e.reason() == Reason.NOT_FOUND ? System.Logger.Level.DEBUG
					: System.Logger.Level.WARNING, "The directory " + name + " was not read.", e);
		} catch (RuntimeException e) {
			LOGGER.log(System.Logger.Level.ERROR, "Reading the directory " + name + " failed by a defect.", e);
		}
	}

	private void read(StoredDirectory directory, boolean accept, Progress progress) throws ServiceException {
		DirectoryReader reader = reader();
		Map<String, byte[]> stored = store.read(transaction -> transaction.directories().secrets(directory.id()));
		Status status;
		try {
			DirectoryContent content = reader.read(reader.schema().complete(directory.settings()), key -> unlocked(directory.id(), key, stored), progress);
			status = keep(directory, content, accept);
		} catch (DirectoryTrouble e) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED, "Reading the directory '" + directory.name() + "' was called off. What was read before stays.", e);
			}
			status = e.verification().status();
		}
		Status known = status;
		store.write(transaction -> {
			transaction.directories().status(directory.id(), known);
			return null;
		});
		if (known.state() != directory.status().state()) {
			journal.add(known.state() == Status.State.UP ? Diagnostic.Severity.INFO : Diagnostic.Severity.WARNING, Journal.LICTOR,
					"The directory '" + directory.name() + "' was " + (known.state() == Status.State.UP ? "read. " : "not read. ") + known.message());
		}
		changes.changed(Changes.Topic.PEOPLE);
	}

	/** Keeps what was read, unless it is not to be believed. */
	private Status keep(StoredDirectory directory, DirectoryContent content, boolean accept) throws ServiceException {
		Instant now = clock.instant();
		return store.write(transaction -> {
			need(transaction, directory.name());
			DirectoryStore directories = transaction.directories();
			List<Stored<DirectoryEntryFact>> before = directories.entries(directory.id());
			for (DirectoryEntry.Kind kind : DirectoryEntry.Kind.values()) {
				long were = before.stream().map(Stored::fact).filter(each -> each.until().isEmpty() && each.entry().kind() == kind).count();
				long are = content.entries().stream().filter(each -> each.kind() == kind).count();
				if (are * 2 < were && !accept) {
					String what = kind == DirectoryEntry.Kind.USER ? "users" : "groups";
					return Status.misconfigured("The directory tells of " + are + " " + what + ", where there were " + were
							+ ". That is not believed: what was read before stays. If it is right, give 'directory refresh " + directory.name() + " --accept'.");
				}
			}
			DirectoryDifference.of(before, directories.members(directory.id()), content, now).apply(directories, directory.id(), now);
			directories.read(directory.id(), content.domains(), now);
			return Status.up(String.join(" ", content.notes()));
		});
	}

	/** Reads no more: what is under way is called off. */
	public void close() {
		closed = true;
	}

	private final class UntilClosed implements Progress {

		@Override
		public void begin(String task, long total) {
			// nobody is watching
		}

		@Override
		public void worked(long units) {
			// nobody is watching
		}

		@Override
		public boolean cancelled() {
			return closed;
		}
	}

	private static DirectoryInfo info(Transaction transaction, StoredDirectory directory) {
		long[] counts = new long[DirectoryEntry.Kind.values().length];
		transaction.directories().entries(directory.id()).stream().map(Stored::fact).filter(each -> each.until().isEmpty())
				.forEach(each -> counts[each.entry().kind().ordinal()]++);
		return new DirectoryInfo(directory.name(), directory.settings(), transaction.directories().secrets(directory.id()).keySet(), directory.status(),
				directory.lastSuccess(), directory.lastAttempt(), directory.domains(), counts[DirectoryEntry.Kind.USER.ordinal()],
				counts[DirectoryEntry.Kind.GROUP.ordinal()]);
	}

	private static StoredDirectory need(Transaction transaction, String name) throws ServiceException {
		return transaction.directories().byName(name)
				.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no directory '" + name + "'."));
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.PEOPLE);
	}
}
