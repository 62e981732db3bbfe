package org.lictor.store.internal.folder;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

import org.lictor.model.Progress;
import org.lictor.spi.Content;

/**
 * The bytes of evidence: one file each, compressed, named by the SHA-256 of the bytes. What comes in stands in the folder
 * {@code incoming} until a transaction refers to it.
 */
public final class EvidenceFiles {

	private static final int BUFFER = 1 << 16;
	/**
	 * Compresses a gigabyte of exports in 2.3 seconds to 76 MB; the usual level 6 in 5.4 seconds to 64 MB. Whoever collects a large
	 * account keeps a processor busier with this than with anything else that is done to a byte.
	 */
	private static final int LEVEL = 3;

	private final Path root;
	private final Path incoming;

	/**
	 * Opens the folder and removes what was coming in when the last process died.
	 *
	 * @param root the folder
	 * @throws IOException when it cannot be written
	 */
	public EvidenceFiles(Path root) throws IOException {
		this.root = root;
		this.incoming = root.resolve("incoming");
		Files.createDirectories(incoming);
		try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
			for (Path file : left) {
				Files.deleteIfExists(file);
			}
		}
	}

	/**
	 * Copies content in. When this returns the bytes are on the disk.
	 *
	 * @param content  read once
	 * @param progress gets the number of bytes, and may cancel
	 * @return the copy; empty when cancelled
	 * @throws IOException when the content cannot be read or the copy not be written
	 */
	public Optional<IncomingFile> receive(Content content, Progress progress) throws IOException {
		Path file = Files.createTempFile(incoming, "in", ".gz");
		boolean done = false;
		try {
			MessageDigest digest = sha256();
			long size = 0;
			try (InputStream in = content.open();
					FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
					OutputStream out = Channels.newOutputStream(channel);
					GZIPOutputStream gzip = new QuickGzip(out)) {
				byte[] buffer = new byte[BUFFER];
				for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
					if (progress.cancelled()) {
						return Optional.empty();
					}
					digest.update(buffer, 0, read);
					gzip.write(buffer, 0, read);
					size += read;
					progress.worked(read);
				}
				gzip.finish();
				channel.force(true);
			}
			done = true;
			return Optional
					.of(new IncomingFile(this, file, HexFormat.of().formatHex(digest.digest()), size));
		} finally {
			if (!done) {
				Files.deleteIfExists(file);
			}
		}
	}

	/**
	 * Puts a file in its place for good, unless the same bytes are there.
	 *
	 * @param file   a file that came in
	 * @param sha256 of its bytes
	 * @return true when it moved, false when it was not needed
	 * @throws IOException when it cannot be moved
	 */
	boolean settle(Path file, String sha256) throws IOException {
		Path place = place(sha256);
		if (Files.exists(place)) {
			return false;
		}
		Path folder = place.getParent();
		if (!Files.isDirectory(folder)) {
			Files.createDirectories(folder);
			FileTree.force(root);
		}
		Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
		FileTree.force(folder);
		return true;
	}

	/**
	 * Takes a file back from its place.
	 *
	 * @param file   where it came in
	 * @param sha256 of its bytes
	 * @throws IOException when it cannot be moved
	 */
	void unsettle(Path file, String sha256) throws IOException {
		Files.move(place(sha256), file, StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * @param sha256 of bytes that nothing refers to
	 * @throws IOException when they are there and cannot be deleted
	 */
	public void delete(String sha256) throws IOException {
		Files.deleteIfExists(place(sha256));
	}

	/**
	 * @param sha256 of the bytes
	 * @param size   how many there are
	 * @param name   what to call the evidence when it cannot be read
	 * @return the bytes
	 */
	public Content content(String sha256, long size, String name) {
		return content(place(sha256), size, name);
	}

	/**
	 * @param file where compressed bytes are
	 * @param size how many bytes there are
	 * @param name what to call them when they cannot be read
	 * @return the bytes
	 */
	static Content content(Path file, long size, String name) {
		return new Content() {
			@Override
			public InputStream open() throws IOException {
				InputStream raw;
				try {
					raw = Files.newInputStream(file);
				} catch (NoSuchFileException e) {
					throw new IOException("The bytes of the evidence '" + name + "' are gone: " + file, e);
				}
				try {
					return new Told(new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER), file, name);
				} catch (IOException e) {
					raw.close();
					throw damaged(file, name, e);
				}
			}

			@Override
			public long size() {
				return size;
			}
		};
	}

	private static IOException damaged(Path file, String name, IOException e) {
		return new IOException("The bytes of the evidence '" + name + "' are damaged: " + file + ", " + e.getMessage(),
				e);
	}

	/**
	 * @param sha256 of the bytes
	 * @return where they are, compressed
	 */
	public Path place(String sha256) {
		return root.resolve(within(sha256));
	}

	/**
	 * @param sha256 of the bytes
	 * @return where they are by the path in the data folder, with slashes
	 */
	public String name(String sha256) {
		return root.getFileName() + "/" + within(sha256);
	}

	private static String within(String sha256) {
		return sha256.substring(0, 2) + "/" + sha256 + ".gz";
	}

	/**
	 * @param sha256 of the bytes
	 * @return how many they are compressed, 0 when they are gone
	 * @throws IOException when that cannot be found out
	 */
	public long bytes(String sha256) throws IOException {
		Path place = place(sha256);
		return Files.exists(place) ? Files.size(place) : 0;
	}

	/**
	 * @param sha256 of the bytes
	 * @return whether they are there and still the same
	 */
	public boolean isSound(String sha256) {
		MessageDigest digest = sha256();
		try (InputStream in = content(sha256, 0, sha256).open()) {
			byte[] buffer = new byte[BUFFER];
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				digest.update(buffer, 0, read);
			}
			return HexFormat.of().formatHex(digest.digest()).equals(sha256);
		} catch (IOException e) {
			return false;
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/** Compresses less, and in less than half of the time. */
	private static final class QuickGzip extends GZIPOutputStream {

		QuickGzip(OutputStream out) throws IOException {
			super(out, BUFFER);
			def.setLevel(LEVEL);
		}
	}

	/** A stream whose troubles name the file. */
	private static final class Told extends FilterInputStream {

		private final Path file;
		private final String name;

		Told(InputStream in, Path file, String name) {
			super(in);
			this.file = file;
			this.name = name;
		}

		@Override
		public int read() throws IOException {
			try {
				return super.read();
			} catch (ZipException | EOFException e) {
				throw damaged(file, name, e);
			}
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			try {
				return super.read(bytes, offset, length);
			} catch (ZipException | EOFException e) {
				throw damaged(file, name, e);
			}
		}
	}
}
