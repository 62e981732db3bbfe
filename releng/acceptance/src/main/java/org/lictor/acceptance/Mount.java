package org.lictor.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A file system of memory, mounted for the time of a test. */
public final class Mount implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Path folder;

	private Mount(Path folder, String options) {
		this.folder = folder;
		run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()));
	}

	/**
	 * @param folder an empty folder
	 * @return a file system there that cannot be written
	 */
	public static Mount readOnly(Path folder) {
		return new Mount(folder, "ro,size=1m");
	}

	/**
	 * @param folder an empty folder
	 * @param bytes  how much it holds
	 * @return a file system there that is soon full
	 */
	public static Mount small(Path folder, long bytes) {
		return new Mount(folder, "size=" + bytes + ",mode=755");
	}

	/** @return where it is mounted */
	public Path folder() {
		return folder;
	}

	private static void run(List<String> command) {
		try (Program program = new Program(command.getFirst(), new ProcessBuilder(command))) {
			if (program.exit(PATIENCE) != 0) {
				throw new AssertionError("This test mounts a small file system and must run as root, in a container with "
						+ "the right to mount (CAP_SYS_ADMIN): " + program.transcript());
			}
		}
	}

	/** Unmounts it, as soon as nobody uses it any more. */
	@Override
	public void close() {
		run(List.of("umount", "--lazy", folder.toString()));
	}
}
