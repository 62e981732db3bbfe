package org.lictor.store.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.backup.Digests.Digesting;
import org.lictor.store.internal.db.Schema;

/** A backup that is read. */
public final class Archive implements AutoCloseable {

	private static final int MOST_MANIFEST = 1 << 30;

	private final Path file;
	private final ZipFile zip;
	private final Manifest manifest;

	private Archive(Path file, ZipFile zip, Manifest manifest) {
		this.file = file;
		this.zip = zip;
		this.manifest = manifest;
	}

	/**
	 * @param file a backup
	 * @return what it says of itself was read, the rest not yet
	 * @throws ServiceException NOT_FOUND, INVALID or TOO_NEW
	 */
	public static Archive open(Path file) throws ServiceException {
		if (!Files.isRegularFile(file)) {
			throw new ServiceException(Reason.NOT_FOUND, "There is no file " + file + ".");
		}
		ZipFile zip = null;
		try {
			zip = new ZipFile(file.toFile());
			Archive archive = new Archive(file, zip, manifest(zip));
			if (archive.manifest.schema() > Schema.current().version()) {
				throw tooNew(file);
			}
			return archive;
		} catch (Manifest.TooNew e) {
			close(zip);
			throw tooNew(file);
		} catch (IOException | IllegalArgumentException e) {
			close(zip);
			throw damaged(file, e);
		} catch (ServiceException e) {
			close(zip);
			throw e;
		}
	}

	private static Manifest manifest(ZipFile zip) throws IOException {
		ZipEntry entry = zip.getEntry(Manifest.NAME);
		if (entry == null) {
			throw new IOException("it has no list of contents");
		}
		try (InputStream in = zip.getInputStream(entry)) {
			return Manifest.read(in.readNBytes(MOST_MANIFEST));
		}
	}

	private static ServiceException damaged(Path file, Exception e) {
		String why = e instanceof IOException trouble ? FileTrouble.why(trouble) : String.valueOf(e.getMessage());
		return new ServiceException(Reason.INVALID,
				file + " is no backup of Lictor, or is damaged: " + why + ". Nothing was done. Take another backup.", e);
	}

	private static ServiceException tooNew(Path file) {
		return new ServiceException(Reason.TOO_NEW, "The backup " + file + " was made by a newer Lictor. Install that one to restore it."
				+ " Nothing was done.");
	}

	private static void close(ZipFile zip) {
		try {
			if (zip != null) {
				zip.close();
			}
		} catch (IOException e) {
			System.getLogger(Archive.class.getName()).log(System.Logger.Level.DEBUG, e.getMessage());
		}
	}

	Manifest manifest() {
		return manifest;
	}

	/**
	 * Reads all and compares it with what the backup says of itself.
	 *
	 * @param progress takes news, and may cancel
	 * @throws ServiceException INVALID when they differ, CANCELLED
	 */
	public void check(Progress progress) throws ServiceException {
		List<Manifest.Entry> entries = new ArrayList<>(manifest.files());
		manifest.tables().forEach(table -> entries.add(table.entry()));
		progress.begin("Checking the backup", entries.stream().mapToLong(Manifest.Entry::bytes).sum());
		try {
			if (zip.size() != entries.size() + 1) {
				throw new IOException("there are " + zip.size() + " things in it instead of " + (entries.size() + 1));
			}
			Set<String> names = new HashSet<>();
			for (Manifest.Entry entry : entries) {
				if (!names.add(entry.name())) {
					throw new IOException("two are named " + entry.name());
				}
				check(entry, progress);
			}
		} catch (IOException | IllegalArgumentException e) {
			throw damaged(file, e);
		}
	}

	private void check(Manifest.Entry entry, Progress progress) throws IOException, ServiceException {
		Digesting digesting = new Digesting(OutputStream.nullOutputStream());
		byte[] buffer = new byte[1 << 16];
		try (InputStream in = open(entry)) {
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				if (progress.cancelled()) {
					throw new ServiceException(Reason.CANCELLED, "Checking the backup was called off. Nothing was done.");
				}
				digesting.write(buffer, 0, read);
				progress.worked(read);
			}
		}
		if (!digesting.entry(entry.name()).equals(entry)) {
			throw new IOException(entry.name() + " is not what it was");
		}
	}

	/**
	 * @param entry of the manifest
	 * @return its bytes
	 * @throws IOException when they cannot be read
	 */
	InputStream open(Manifest.Entry entry) throws IOException {
		ZipEntry found = zip.getEntry(entry.name());
		if (found == null) {
			throw new IOException(entry.name() + " is missing");
		}
		return zip.getInputStream(found);
	}

	/**
	 * @param as where the backup is, or is going to be
	 * @return what is in it
	 */
	public Backup describe(Path as) {
		return new Backup(as.toString(), manifest.made(), manifest.version(), manifest.schema(), manifest.database(), manifest.rows(),
				manifest.pieces(), file.toFile().length(), manifest.notes());
	}

	@Override
	public void close() {
		close(zip);
	}
}
