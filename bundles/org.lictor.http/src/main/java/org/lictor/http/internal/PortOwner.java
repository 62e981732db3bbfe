package org.lictor.http.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out which process listens on a port, where the system tells: on Linux, from {@code /proc/net/tcp} (see proc(5)),
 * and only for processes that this user may look at.
 */
final class PortOwner {

	private static final String LISTENING = "0A";

	private final Path proc;

	/**
	 * @param proc the folder {@code /proc}, or what stands for it
	 */
	PortOwner(Path proc) {
		this.proc = proc;
	}

	/**
	 * @param port a TCP port of this machine
	 * @return the process in words, empty when that cannot be told
	 */
	Optional<String> find(int port) {
		try {
			Set<String> sockets = new HashSet<>(sockets("tcp", port));
			sockets.addAll(sockets("tcp6", port));
			return sockets.isEmpty() ? Optional.empty() : process(sockets);
		} catch (IOException | UncheckedIOException e) {
			return Optional.empty();
		}
	}

	/** Line: {@code 0: 00000000:1D13 00000000:0000 0A ... uid timeout inode}. */
	private Set<String> sockets(String table, int port) throws IOException {
		Path file = proc.resolve("net").resolve(table);
		Set<String> inodes = new HashSet<>();
		if (!Files.isReadable(file)) {
			return inodes;
		}
		String suffix = ":%04X".formatted(port);
		for (String line : Files.readAllLines(file)) {
			String[] fields = line.strip().split("\\s+");
			if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
				inodes.add("socket:[" + fields[9] + "]");
			}
		}
		return inodes;
	}

	private Optional<String> process(Set<String> sockets) throws IOException {
		List<Path> processes;
		try (Stream<Path> all = Files.list(proc)) {
			processes = all.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList();
		}
		for (Path process : processes) {
			if (holds(process.resolve("fd"), sockets)) {
				String name = Files.readString(process.resolve("comm")).strip();
				return Optional.of("process " + process.getFileName() + " (" + name + ")");
			}
		}
		return Optional.empty();
	}

	private static boolean holds(Path descriptors, Set<String> sockets) {
		try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
			for (Path link : links) {
				if (sockets.contains(Files.readSymbolicLink(link).toString())) {
					return true;
				}
			}
		} catch (IOException | java.nio.file.DirectoryIteratorException e) {
			// another user's process, or one that ended just now
			return false;
		}
		return false;
	}
}
