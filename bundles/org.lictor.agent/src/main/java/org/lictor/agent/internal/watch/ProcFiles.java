package org.lictor.agent.internal.watch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads files of {@code /proc} with the fewest calls; this is what the agent does most. Used by one thread. */
final class ProcFiles {

	/** Up to so many bytes the JDK reads without a buffer of its own. */
	private static final int CHUNK = 8192;

	private final String proc;
	private final byte[] buffer = new byte[8 * CHUNK];

	/** @param proc where {@code /proc} is */
	ProcFiles(Path proc) {
		this.proc = proc.toString();
	}

	/** @return whether a process or a thread has this number; said without the exception of a file that is not there */
	boolean exists(long number) {
		return new File(proc + "/" + number).exists();
	}

	/**
	 * Reads a short file: the kernel gives it in one piece, to ask for more would be a call for nothing.
	 *
	 * @param name such as {@code 1/stat}
	 * @return its text, each byte a character
	 * @throws IOException when it is not there, or the kernel does not tell
	 */
	String shortText(String name) throws IOException {
		try (FileInputStream in = new FileInputStream(proc + "/" + name)) {
			return new String(buffer, 0, Math.max(0, in.read(buffer, 0, CHUNK)), StandardCharsets.ISO_8859_1);
		}
	}

	/**
	 * @param name such as {@code 1/cmdline}
	 * @return its bytes, at most 64 KiB
	 * @throws IOException when it is not there, or the kernel does not tell
	 */
	byte[] bytes(String name) throws IOException {
		try (FileInputStream in = new FileInputStream(proc + "/" + name)) {
			int length = 0;
			int count = CHUNK;
			while (count == CHUNK && length + CHUNK <= buffer.length) {
				count = in.read(buffer, length, CHUNK);
				length += Math.max(0, count);
			}
			return Arrays.copyOf(buffer, length);
		}
	}

	/** @return all numbers of processes, in any order */
	long[] processes() throws IOException {
		String[] names = new File(proc).list();
		if (names == null) {
			throw new IOException(proc + " cannot be listed");
		}
		return Arrays.stream(names).filter(name -> Character.isDigit(name.charAt(0))).mapToLong(Long::parseLong).toArray();
	}
}
