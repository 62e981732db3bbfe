package org.lictor.agent.internal.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts of one line each in {@code NAME.jsonl}, for the owner only, and what was there before in {@code NAME.old.jsonl}, each
 * at most a megabyte and what was added last. Missing lines cost nobody anything: trouble with the disk is told once in the
 * log. Written by one thread.
 */
public final class LineFile {

	private static final System.Logger LOG = System.getLogger(LineFile.class.getName());
	private static final long MOST_BYTES = 1 << 20;

	private final Path file;
	private final Path old;
	private boolean troubled;

	/**
	 * @param folder in which they stand
	 * @param name   without ending
	 */
	public LineFile(Path folder, String name) {
		this.file = folder.resolve(name + ".jsonl");
		this.old = folder.resolve(name + ".old.jsonl");
	}

	/** @param lines in UTF-8, without line breaks */
	public void add(List<byte[]> lines) {
		try {
			if (!Files.exists(file)) {
				OwnerOnly.replace(file, new byte[0]);
			} else if (Files.size(file) > MOST_BYTES) {
				Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
				OwnerOnly.replace(file, new byte[0]);
			}
			try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
				for (byte[] line : lines) {
					out.write(line);
					out.write('\n');
				}
			}
			troubled = false;
		} catch (IOException e) {
			if (!troubled) {
				LOG.log(System.Logger.Level.WARNING, "What was sent cannot be written down for lictor-agent explain: {0}", Reasons.of(e));
			}
			troubled = true;
		}
	}

	/**
	 * @return what was added, the oldest first, as far as it is still there
	 * @throws IOException when it is there and cannot be read
	 */
	public List<String> read() throws IOException {
		return Stream.concat(lines(old).stream(), lines(file).stream()).toList();
	}

	private static List<String> lines(Path file) throws IOException {
		try {
			return Files.readString(file).lines().filter(line -> !line.isBlank()).toList();
		} catch (NoSuchFileException e) {
			return List.of();
		}
	}
}
