package org.lictor.core.internal.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.lictor.core.internal.Journal;
import org.lictor.core.internal.collect.VaultKey;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.store.BackupOrder;
import org.lictor.store.Store;

/** Makes backups of the data folder: what the store keeps, the key for secrets, and the certificate by which agents know the server. */
public final class FolderBackup {

	private static final String TLS = "tls";

	private final Store store;
	private final VaultKey key;
	private final InstantSource clock;
	private final String version;
	private final Journal journal;

	/**
	 * @param store   has everything
	 * @param key     for secrets
	 * @param clock   tells the time
	 * @param version of Lictor
	 * @param journal is told that a backup was made
	 */
	public FolderBackup(Store store, VaultKey key, InstantSource clock, String version, Journal journal) {
		this.store = store;
		this.key = key;
		this.clock = clock;
		this.version = version;
		this.journal = journal;
	}

	/**
	 * @param target   a file or a folder
	 * @param progress takes news, and may cancel
	 * @return the backup
	 * @throws ServiceException as {@link org.lictor.service.Maintenance#backup} says
	 */
	public Backup make(String target, Progress progress) throws ServiceException {
		Backup backup = store.backup(new BackupOrder(place(target), clock.instant(), version, this::beside), progress);
		journal.add(backup.notes().isEmpty() ? Diagnostic.Severity.INFO : Diagnostic.Severity.WARNING, Journal.LICTOR,
				String.join(" ", Stream.concat(Stream.of("A backup was written to " + backup.file() + "."), backup.notes().stream()).toList()));
		return backup;
	}

	private Map<String, Content> beside(Consumer<String> notes) throws IOException {
		Map<String, Content> files = new TreeMap<>();
		addKey(files, notes);
		addCertificate(files);
		return files;
	}

	private static Path place(String target) throws ServiceException {
		try {
			Path place = Path.of(target);
			if (place.isAbsolute()) {
				return place;
			}
		} catch (InvalidPathException e) {
			throw new ServiceException(Reason.INVALID, "'" + target + "' is no name of a file or folder.", e);
		}
		throw new ServiceException(Reason.INVALID,
				"'" + target + "' is not a whole path, and the server has a current folder of its own. Name the file or folder from the root on.");
	}

	/** Also when the key is in the keyring of a person, because where a backup is needed the keyring may be gone too. */
	private void addKey(Map<String, Content> files, Consumer<String> notes) {
		Optional<byte[]> known;
		try {
			known = key.bytes();
		} catch (IOException e) {
			known = Optional.empty();
		}
		Path locked = store.folder().resolve(VaultKey.LOCKED);
		if (known.isPresent()) {
			files.put(VaultKey.FILE, Content.of(known.get()));
		} else if (Files.exists(locked)) {
			files.put(VaultKey.LOCKED, Content.of(locked));
			notes.accept("The key for secrets cannot be read from here, because it is in the keyring of a person, and is not in the backup."
					+ " Make the backup while that person's workbench is open, or enter the secrets once more after restoring.");
		}
	}

	private void addCertificate(Map<String, Content> files) throws IOException {
		Path folder = store.folder().resolve(TLS);
		if (Files.isDirectory(folder)) {
			try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "keystore.*")) {
				for (Path each : all) {
					files.put(TLS + "/" + each.getFileName(), Content.of(Files.readAllBytes(each)));
				}
			}
		}
	}
}
