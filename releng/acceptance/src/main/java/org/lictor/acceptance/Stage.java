package org.lictor.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder in which something plays, and everything that was started there. When it is closed, what still runs is killed
 * and the folder is removed; logs are kept when something failed.
 */
public class Stage implements AutoCloseable {

	private final Deque<AutoCloseable> started = new ArrayDeque<>();
	private String name = "";
	private Path folder;
	private boolean failed;

	/**
	 * Makes the folder.
	 *
	 * @param title for people
	 */
	public void open(String title) {
		name = title;
		try {
			// others than the owner start programs in it
			folder = Files.createTempDirectory("lictor-" + title + "-",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** @return the folder, which everybody may enter */
	public Path folder() {
		return folder;
	}

	/**
	 * @param path of a new folder below the stage
	 * @return the folder
	 */
	public Path folder(String path) {
		try {
			return Files.createDirectories(folder.resolve(path));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @param thing that is closed when the class is through, last first
	 * @param <T>   of it
	 * @return the thing
	 */
	public synchronized <T extends AutoCloseable> T closing(T thing) {
		started.push(thing);
		return thing;
	}

	/** Something failed: logs are to be kept. */
	public void fail() {
		failed = true;
	}

	/** Kills what still runs and removes the folder. */
	@Override
	public void close() throws IOException {
		Optional<Exception> trouble = Optional.empty();
		while (!started.isEmpty()) {
			try {
				started.pop().close();
			} catch (Exception e) {
				trouble = Optional.of(e);
			}
		}
		if (failed) {
			keepLogs();
		}
		remove(folder);
		if (trouble.isPresent()) {
			throw new IllegalStateException("something could not be closed", trouble.get());
		}
	}

	private void keepLogs() throws IOException {
		Path kept = Path.of(System.getProperty("lictor.kept", "target/failed")).resolve(name);
		remove(kept);
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Stage::isLog).toList()) {
				Path copy = kept.resolve(folder.relativize(file).toString());
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		System.err.println("Logs of " + name + " are kept in " + kept.toAbsolutePath().normalize());
	}

	private static boolean isLog(Path file) {
		return Files.isRegularFile(file) && file.getFileName().toString().endsWith("log");
	}

	private static void remove(Path root) throws IOException {
		if (!Files.exists(root)) {
			return;
		}
		Files.walkFileTree(root, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
				Files.delete(directory);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
