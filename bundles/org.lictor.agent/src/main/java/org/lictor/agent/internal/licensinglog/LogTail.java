package org.lictor.agent.internal.licensinglog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines that are added to a log. A log that became shorter was begun anew. Used by one thread. */
final class LogTail {

	/** Of more that was added between two looks, the last of it counts. */
	private static final int MOST = 1 << 18;

	/** A longer line is cut: patterns are searched in it. */
	private static final int LONGEST = 2000;

	private final Path log;
	private long read = -1;

	/**
	 * @param log what was written before the first look does not count
	 */
	LogTail(Path log) {
		this.log = log;
	}

	/**
	 * @return the lines that were added since the last look, whole ones only
	 * @throws IOException when the log cannot be read
	 */
	List<String> lines() throws IOException {
		try (SeekableByteChannel channel = Files.newByteChannel(log)) {
			long size = channel.size();
			if (read < 0 || size == read) {
				read = size;
				return List.of();
			}
			long from = Math.max(size < read ? 0 : read, size - MOST);
			ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
			channel.position(from);
			while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
				continue;
			}
			int whole = bytes.position();
			while (whole > 0 && bytes.get(whole - 1) != '\n') {
				whole--;
			}
			read = from + whole;
			return new String(bytes.array(), 0, whole, StandardCharsets.UTF_8).lines()
					.map(line -> line.substring(0, Math.min(line.length(), LONGEST))).toList();
		}
	}
}
