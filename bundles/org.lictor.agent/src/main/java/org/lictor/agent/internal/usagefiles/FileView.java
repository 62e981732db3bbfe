package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at files; writes nothing. Safe for use by many threads. */
public interface FileView {

	/** More names in one folder are a trouble. */
	int MOST_NAMES = 10_000;

	/** The files of this host. */
	FileView REAL = new FileView() {
		@Override
		public List<String> names(Path folder) throws IOException {
			List<String> names = new ArrayList<>();
			try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
				for (Path entry : entries) {
					names.add(entry.getFileName().toString());
					if (names.size() > MOST_NAMES) {
						throw new IOException(folder + " has more than " + MOST_NAMES + " files");
					}
				}
			} catch (NoSuchFileException | NotDirectoryException e) {
				return List.of();
			}
			return names;
		}

		@Override
		public Optional<Stamp> stamp(Path file) throws IOException {
			try {
				BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
				return attributes.isRegularFile()
						? Optional.of(new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant()))
						: Optional.empty();
			} catch (NoSuchFileException e) {
				return Optional.empty();
			}
		}

		@Override
		public byte[] read(Path file, int most) throws IOException {
			try (var in = Files.newInputStream(file)) {
				return in.readNBytes(most);
			}
		}
	};

	/**
	 * What is seen of a file.
	 *
	 * @param size     in bytes
	 * @param modified when it was last written
	 */
	record Stamp(long size, Instant modified) {

		/** Cuts the time to milliseconds, because that is what is remembered. */
		public Stamp {
			modified = Instant.ofEpochMilli(modified.toEpochMilli());
		}
	}

	/**
	 * @param folder a folder
	 * @return the names in it, empty when there is no such folder
	 * @throws IOException when it cannot be listed
	 */
	List<String> names(Path folder) throws IOException;

	/**
	 * @param file a file
	 * @return its size and time, empty when there is no such file
	 * @throws IOException when it cannot be looked at
	 */
	Optional<Stamp> stamp(Path file) throws IOException;

	/**
	 * Reads a file; used for the files that hold a consent, and for no others.
	 *
	 * @param file a file
	 * @param most read at most so many bytes
	 * @return its beginning
	 * @throws IOException when it cannot be read
	 */
	byte[] read(Path file, int most) throws IOException;
}
