package org.lictor.store.internal.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lictor.spi.Content;
import org.lictor.store.ReceivedContent;

/** A file that came in. Its bytes can be read before, while and after a transaction puts it in its place. */
public final class IncomingFile implements ReceivedContent {

	private final EvidenceFiles files;
	private final Path file;
	private final String sha256;
	private final long size;
	private boolean settled;
	private boolean closed;

	IncomingFile(EvidenceFiles files, Path file, String sha256, long size) {
		this.files = files;
		this.file = file;
		this.sha256 = sha256;
		this.size = size;
	}

	@Override
	public String sha256() {
		return sha256;
	}

	@Override
	public long size() {
		return size;
	}

	@Override
	public Content content() {
		return new Content() {
			@Override
			public InputStream open() throws IOException {
				synchronized (IncomingFile.this) {
					Content bytes = settled ? files.content(sha256, size, sha256)
							: EvidenceFiles.content(file, size, sha256);
					return bytes.open();
				}
			}

			@Override
			public long size() {
				return size;
			}
		};
	}

	/**
	 * @param owner the files of a store
	 * @return whether this came in there
	 */
	public boolean belongsTo(EvidenceFiles owner) {
		return files == owner;
	}

	/**
	 * Puts the bytes in their place for good. Called by the one transaction that writes.
	 *
	 * @return true when they were not there yet; {@link #unsettle} takes that back
	 * @throws UncheckedIOException when they cannot be moved
	 */
	public synchronized boolean settle() {
		if (closed) {
			throw new IllegalStateException("the received content is closed");
		}
		if (settled) {
			return false;
		}
		try {
			boolean moved = files.settle(file, sha256);
			settled = moved;
			return moved;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * Takes {@link #settle} back, because its transaction failed.
	 *
	 * @throws IOException when the bytes cannot be moved
	 */
	public synchronized void unsettle() throws IOException {
		files.unsettle(file, sha256);
		settled = false;
		if (closed) {
			Files.deleteIfExists(file);
		}
	}

	@Override
	public synchronized void close() {
		closed = true;
		if (!settled) {
			try {
				Files.deleteIfExists(file);
			} catch (IOException e) {
				System.getLogger(IncomingFile.class.getName()).log(System.Logger.Level.WARNING,
						"The file " + file + " could not be deleted, it goes when the data folder is opened again: "
								+ e.getMessage());
			}
		}
	}
}
