package org.lictor.store.internal.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.store.BackupOrder;
import org.lictor.store.internal.backup.Digests.Digesting;
import org.lictor.store.internal.db.Database;
import org.lictor.store.internal.db.Moment;
import org.lictor.store.internal.folder.DataFolder;
import org.lictor.store.internal.folder.EvidenceFiles;
import org.lictor.store.internal.folder.FileTree;

/**
 * Makes a backup of a data folder that is in use: a moment of its database, and after that the evidence to which it refers, of which
 * nothing must be deleted meanwhile. The archive gets its name when it is whole.
 */
public final class BackupWriter {

	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
	/** Rows become so much smaller than the database at least. */
	private static final int SHRINKS = 20;
	/** Halves the time of the usual one, and rows become but a tenth larger. */
	private static final int LEVEL = 3;
	private static final int BUFFER = 1 << 16;
	private static final int MOST_NOTES = 100;

	private final DataFolder folder;
	private final EvidenceFiles evidence;
	private final Database database;

	/**
	 * @param folder   a data folder
	 * @param evidence in it
	 * @param database of it
	 */
	public BackupWriter(DataFolder folder, EvidenceFiles evidence, Database database) {
		this.folder = folder;
		this.evidence = evidence;
		this.database = database;
	}

	/**
	 * @param order    what backup
	 * @param progress takes news, and may cancel
	 * @return the backup
	 * @throws ServiceException as {@link org.lictor.store.Store#backup} says
	 */
	public Backup write(BackupOrder order, Progress progress) throws ServiceException {
		Path target = target(order);
		Path part = target.resolveSibling(target.getFileName() + ".part");
		DataFolder scratch = new DataFolder(folder.scratch());
		try {
			FileTree.delete(scratch.path());
			Files.createDirectory(scratch.path());
			progress.begin("Taking hold of the data", 0);
			try (Moment moment = database.moment(scratch)) {
				called(progress);
				write(part, target, order, moment, progress);
			}
			Backup backup;
			try (Archive archive = Archive.open(part)) {
				archive.check(progress);
				backup = archive.describe(target);
			}
			Files.move(part, target);
			FileTree.force(target.getParent());
			return backup;
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The backup cannot be written to " + target + ": " + FileTrouble.why(e) + ".", e);
		} catch (SQLException e) {
			throw database.cannotBeUsed(e);
		} finally {
			FileTree.tidy(part);
			FileTree.tidy(scratch.path());
		}
	}

	private static Path target(BackupOrder order) throws ServiceException {
		Path target = order.target().toAbsolutePath().normalize();
		if (Files.isDirectory(target)) {
			target = target.resolve("lictor-" + STAMP.format(order.made()) + ".zip");
		}
		if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
			throw new ServiceException(Reason.NOT_FOUND, "There is no folder " + target.getParent() + " for the backup. Make it, or choose another.");
		}
		if (Files.exists(target)) {
			throw exists(target);
		}
		return target;
	}

	private static ServiceException exists(Path target) {
		return new ServiceException(Reason.ALREADY_EXISTS, target + " is there already and stays as it is. Name another file.");
	}

	private static void called(Progress progress) throws ServiceException {
		if (progress.cancelled()) {
			throw new ServiceException(Reason.CANCELLED, "The backup was called off; nothing is left of it.");
		}
	}

	private void write(Path part, Path target, BackupOrder order, Moment moment, Progress progress)
			throws IOException, SQLException, ServiceException {
		TreeSet<String> pieces = new TreeSet<>();
		moment.each("SELECT DISTINCT sha256 FROM source_evidence", pieces::add);
		long room = database.bytes() / SHRINKS;
		for (String sha256 : pieces) {
			room += evidence.bytes(sha256);
		}
		DataFolder.requireSpace(target.getParent(), room, "the backup");
		Files.deleteIfExists(part);
		Files.createFile(part, DataFolder.fileOfOwner(part));
		try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
				ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER))) {
			new Writing(zip, moment, progress).all(order, pieces, room);
			zip.finish();
			zip.flush();
			channel.force(true);
		}
	}

	/** Writes into one archive. */
	private final class Writing {

		private final ZipOutputStream zip;
		private final Moment moment;
		private final Progress progress;
		private final List<Manifest.Table> tables = new ArrayList<>();
		private final List<Manifest.Entry> files = new ArrayList<>();
		private final List<String> notes = new ArrayList<>();

		Writing(ZipOutputStream zip, Moment moment, Progress progress) {
			this.zip = zip;
			this.moment = moment;
			this.progress = progress;
		}

		void all(BackupOrder order, Set<String> pieces, long bytes) throws IOException, SQLException, ServiceException {
			tables();
			progress.begin("Copying " + pieces.size() + " pieces of evidence", bytes);
			for (String sha256 : pieces) {
				called(progress);
				piece(sha256);
			}
			for (Map.Entry<String, Content> file : new TreeMap<>(order.beside().files(notes::add)).entrySet()) {
				if (!Manifest.allows(file.getKey())) {
					throw new IllegalArgumentException("no such file goes into a backup: " + file.getKey());
				}
				try (InputStream in = file.getValue().open()) {
					files.add(copied(file.getKey(), in));
				}
			}
			byte[] manifest = new Manifest(order.made(), order.version(), moment.schema(), database.persistenceName(), database.bytes(),
					tables, files, notes).write();
			begin(Manifest.NAME, LEVEL).write(manifest);
			zip.closeEntry();
		}

		private void tables() throws IOException, SQLException, ServiceException {
			List<String> names = moment.tables();
			long total = 0;
			for (String table : names) {
				total += moment.count(table);
			}
			progress.begin("Copying " + total + " rows", total);
			for (String table : names) {
				Digesting out = begin(Manifest.Table.entryName(table), LEVEL);
				long rows = moment.write(table, out, progress);
				called(progress);
				zip.closeEntry();
				tables.add(new Manifest.Table(table, rows, moment.columns(table), out.entry(Manifest.Table.entryName(table))));
			}
		}

		private void piece(String sha256) throws IOException {
			Path place = evidence.place(sha256);
			if (!Files.exists(place)) {
				note("The bytes of a piece of evidence are gone: " + place + ".");
				return;
			}
			if (!evidence.isSound(sha256)) {
				note("The bytes of a piece of evidence are damaged, and so are in the backup: " + place + ".");
			}
			try (InputStream in = Files.newInputStream(place)) {
				Manifest.Entry copied = copied(evidence.name(sha256), in);
				files.add(copied);
				progress.worked(copied.bytes());
			}
		}

		private void note(String note) {
			if (notes.size() < MOST_NOTES) {
				notes.add(note);
			}
		}

		/** Keeps small or compressed bytes as they are. */
		private Manifest.Entry copied(String name, InputStream in) throws IOException {
			Digesting out = begin(name, Deflater.NO_COMPRESSION).all(in);
			zip.closeEntry();
			return out.entry(name);
		}

		private Digesting begin(String name, int level) throws IOException {
			zip.setLevel(level);
			zip.putNextEntry(new ZipEntry(name));
			return new Digesting(zip);
		}
	}
}
