package org.lictor.store.internal.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.db.Database;
import org.lictor.store.internal.db.Databases;
import org.lictor.store.internal.db.Migrations;
import org.lictor.store.internal.db.MoveLog;
import org.lictor.store.internal.db.Schema;
import org.lictor.store.internal.db.TableLoad;
import org.lictor.store.internal.folder.DataFolder;
import org.lictor.store.internal.folder.FileTree;
import org.lictor.store.internal.folder.FolderLock;
import org.lictor.store.internal.volume.Conversions;

/**
 * Fills a folder from a backup. From its beginning to its end a file in the folder says that it is not whole, so that nobody opens
 * it. The database gets the schema that the data had; whoever opens it first brings them to that of the present.
 */
public final class FolderRestore {

	private final Path file;
	private final DataFolder folder;
	private final Optional<DatabaseAddress> address;
	private final InstantSource clock;

	/**
	 * @param file    a backup
	 * @param folder  to be filled
	 * @param address of an empty database for the data; when none is given they go into one in the folder
	 * @param clock   tells when the schema was made
	 */
	public FolderRestore(Path file, Path folder, Optional<DatabaseAddress> address, InstantSource clock) {
		this.file = file;
		this.folder = new DataFolder(folder.toAbsolutePath().normalize());
		this.address = address;
		this.clock = clock;
	}

	/**
	 * @param progress takes news, and may cancel
	 * @return what was restored
	 * @throws ServiceException as {@link org.lictor.service.Restorer#restore} says
	 */
	public Backup run(Progress progress) throws ServiceException {
		try (Archive archive = Archive.open(file)) {
			requireEmpty();
			archive.check(progress);
			begin();
			try (FolderLock ownership = FolderLock.take(folder)) {
				clear();
				DataFolder.prepare(folder.path());
				Manifest manifest = archive.manifest();
				folder.requireSpace(manifest.fileBytes() + (address.isPresent() ? 0 : manifest.databaseBytes()), "what is in the backup");
				files(archive, progress);
				tables(archive, progress);
				if (address.isPresent()) {
					Databases.write(folder, address.get());
					Databases.use(folder);
				}
				Files.delete(folder.restoring());
				FileTree.force(folder.path());
			}
			return archive.describe(file);
		} catch (IOException e) {
			throw folder.full(e).orElseGet(() -> folder.cannotBeUsed(e));
		}
	}

	private void requireEmpty() throws IOException, ServiceException {
		if (!Files.exists(folder.path()) || Files.exists(folder.restoring())) {
			return;
		}
		if (!Files.isDirectory(folder.path())) {
			throw new ServiceException(Reason.INVALID, folder.path() + " is a file. Name a folder to restore to.");
		}
		try (Stream<Path> inside = Files.list(folder.path())) {
			if (inside.findAny().isPresent()) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "The folder " + folder.path()
						+ " is not empty and stays as it is. Name a new folder to restore to; when all is well it can take the place of this one.");
			}
		}
	}

	private void begin() throws IOException, ServiceException {
		if (!Files.exists(folder.restoring())) {
			DataFolder.make(folder.path());
			Files.createFile(folder.restoring());
			FileTree.force(folder.path());
		}
	}

	/** Removes what was restored before; of the log, which may be in use, the rest can stay. */
	private void clear() throws IOException {
		try (Stream<Path> inside = Files.list(folder.path())) {
			for (Path each : inside.toList()) {
				if (!each.equals(folder.restoring()) && !each.equals(folder.logs()) && !folder.isLock(each)) {
					FileTree.delete(each);
				}
			}
		}
	}

	private void files(Archive archive, Progress progress) throws IOException, ServiceException {
		Manifest manifest = archive.manifest();
		progress.begin("Restoring " + manifest.files().size() + " files", manifest.fileBytes());
		Set<Path> folders = new HashSet<>();
		for (Manifest.Entry entry : manifest.files()) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED, "Restoring was cancelled.");
			}
			Path target = folder.path().resolve(entry.name());
			if (!Files.exists(target.getParent())) {
				DataFolder.make(target.getParent());
			}
			Files.createFile(target, DataFolder.fileOfOwner(target));
			try (InputStream in = archive.open(entry); FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
				in.transferTo(Channels.newOutputStream(channel));
				channel.force(true);
			}
			folders.add(target.getParent());
			progress.worked(entry.bytes());
		}
		for (Path each : folders) {
			FileTree.force(each);
		}
	}

	private void tables(Archive archive, Progress progress) throws IOException, ServiceException {
		Manifest manifest = archive.manifest();
		Database database = address.isPresent() ? Databases.moving(folder, address.get(), UUID.randomUUID().toString())
				: Databases.in(folder);
		try {
			database.boot();
			try (Connection connection = database.source().getConnection()) {
				new Migrations(Schema.upTo(manifest.schema()), folder.path().toString(), clock, Conversions.ALL, database).run(connection,
						progress);
				progress.begin("Restoring " + manifest.rows() + " rows", manifest.rows());
				TableLoad load = new TableLoad(connection, database);
				for (Manifest.Table table : manifest.tables()) {
					table(archive, table, load, progress);
				}
				if (address.isPresent()) {
					new MoveLog(connection).finish();
				}
				connection.commit();
			}
		} catch (SQLException e) {
			throw database.cannotBeUsed(e);
		} finally {
			database.close();
		}
	}

	private static void table(Archive archive, Manifest.Table table, TableLoad load, Progress progress)
			throws IOException, SQLException, ServiceException {
		try (InputStream in = new BufferedInputStream(archive.open(table.entry()))) {
			long rows = load.load(table.name(), List.copyOf(table.columns()), in, progress);
			if (rows != table.rows()) {
				throw new ServiceException(Reason.INVALID, "The backup has " + rows + " rows of " + table.name() + " instead of " + table.rows()
						+ ". Take another backup.");
			}
		}
	}
}
