package org.lictor.plugins.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A copy of an installation, to be changed in place of it, and the switch to what came of it. The switch is decided by one
 * file that lists what is to be moved: before it stands there, the copy counts for nothing; after, whoever comes next moves
 * the rest. What Equinox reads at its start, the list of bundles, is moved last and in one piece. One process at a time has
 * the copy. Plug-ins themselves are links: nothing writes into a jar that stands there.
 */
final class NextInstallation implements AutoCloseable {

	private static final String COPY = "plugins.next";
	private static final String LOCK = "plugins.lock";
	private static final String DECIDED = "switch.txt";
	private static final String COME = "+ ";
	private static final String GO = "- ";

	private final Path installation;
	private final Path copy;
	private final FileChannel lock;

	private NextInstallation(Path installation, FileChannel lock) {
		this.installation = installation;
		this.copy = installation.resolve(COPY);
		this.lock = lock;
	}

	/**
	 * Copies an installation, after what an earlier switch left undone.
	 *
	 * @param installation folder of the product
	 * @return the copy, for this process alone; empty when somebody else has it
	 * @throws IOException when the installation cannot be copied
	 */
	static Optional<NextInstallation> copy(Path installation) throws IOException {
		Optional<NextInstallation> mine = take(installation);
		if (mine.isPresent()) {
			try {
				mine.get().settle();
				mine.get().fill();
			} catch (IOException e) {
				mine.get().close();
				throw e;
			}
		}
		return mine;
	}

	/**
	 * Does what a switch left undone whose process ended in the middle of it.
	 *
	 * @param installation folder of the product
	 * @throws IOException when a file cannot be moved
	 */
	static void recover(Path installation) throws IOException {
		if (Files.exists(installation.resolve(COPY))) {
			Optional<NextInstallation> mine = take(installation);
			if (mine.isPresent()) {
				try (NextInstallation left = mine.get()) {
					left.settle();
				}
			}
		}
	}

	private static Optional<NextInstallation> take(Path installation) throws IOException {
		FileChannel channel = FileChannel.open(installation.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			if (channel.tryLock() != null) {
				return Optional.of(new NextInstallation(installation, channel));
			}
		} catch (OverlappingFileLockException e) {
			// somebody else in this process has it
		}
		channel.close();
		return Optional.empty();
	}

	/** @return the folder of the copy */
	Path folder() {
		return copy;
	}

	/**
	 * Makes the installation what the copy is now.
	 *
	 * @throws IOException when a file cannot be written; when the switch was decided before, it is done by whoever comes next
	 */
	void switchOver() throws IOException {
		decide();
		carryOut();
	}

	/** Writes down what is to be moved. From then on it is. */
	void decide() throws IOException {
		List<String> steps = steps();
		for (String step : steps) {
			if (step.startsWith(COME)) {
				force(copy.resolve(step.substring(COME.length())));
			}
		}
		Path draft = Files.write(copy.resolve(DECIDED + ".new"), steps);
		force(draft);
		Files.move(draft, copy.resolve(DECIDED), StandardCopyOption.ATOMIC_MOVE);
	}

	/** Moves what was decided on and not moved yet. */
	private void carryOut() throws IOException {
		for (String step : Files.readAllLines(copy.resolve(DECIDED))) {
			Path file = Path.of(step.substring(COME.length()));
			Path to = installation.resolve(file);
			if (step.startsWith(GO)) {
				Files.deleteIfExists(to);
			} else if (Files.exists(copy.resolve(file))) {
				Files.createDirectories(to.getParent());
				Files.move(copy.resolve(file), to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		Files.delete(copy.resolve(DECIDED));
	}

	private void settle() throws IOException {
		if (Files.exists(copy.resolve(DECIDED))) {
			carryOut();
		}
		Folders.delete(copy);
	}

	private void fill() throws IOException {
		for (Path file : files(installation, NextInstallation::copied)) {
			Path to = copy.resolve(file);
			Files.createDirectories(to.getParent());
			if (file.startsWith("plugins")) {
				link(installation.resolve(file), to);
			} else {
				Files.copy(installation.resolve(file), to, StandardCopyOption.COPY_ATTRIBUTES);
			}
		}
	}

	private static void link(Path from, Path to) throws IOException {
		try {
			Files.createLink(to, from);
		} catch (IOException | UnsupportedOperationException e) {
			// a file system without links
			Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
		}
	}

	private List<String> steps() throws IOException {
		List<Path> now = files(copy, file -> true);
		List<Path> come = new ArrayList<>();
		for (Path file : now) {
			Path before = installation.resolve(file);
			if (!Files.exists(before) || !Files.isSameFile(before, copy.resolve(file))
					&& Files.mismatch(before, copy.resolve(file)) != -1) {
				come.add(file);
			}
		}
		List<Path> go = files(installation, NextInstallation::copied).stream().filter(file -> !now.contains(file)).toList();
		return Stream.concat(come.stream().sorted(Comparator.comparingInt(NextInstallation::turn)).map(file -> COME + file),
				go.stream().map(file -> GO + file)).toList();
	}

	/** What nobody looks at before the list of bundles names it goes first. */
	private static int turn(Path file) {
		return file.endsWith("bundles.info") ? 2 : file.startsWith("configuration") ? 1 : 0;
	}

	/** What p2 reads and changes. Equinox keeps files of its own in the configuration, which it makes anew. */
	private static boolean copied(Path file) {
		return file.getNameCount() == 1 ? !file.startsWith(LOCK)
				: Stream.of("plugins", "features", "p2", "licences", "configuration/config.ini", "configuration/org.eclipse.update",
						"configuration/org.eclipse.equinox.simpleconfigurator").anyMatch(file::startsWith);
	}

	private List<Path> files(Path root, Predicate<Path> wanted) throws IOException {
		List<Path> files = new ArrayList<>();
		Files.walkFileTree(root, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
				return folder.equals(copy) && !root.equals(copy) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				Path relative = root.relativize(file);
				if (!file.endsWith(".lock") && wanted.test(relative)) {
					files.add(relative);
				}
				return FileVisitResult.CONTINUE;
			}
		});
		return files;
	}

	private static void force(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

	/** Forgets the copy, unless a switch was decided on and not done. */
	@Override
	public void close() throws IOException {
		try (lock) {
			if (!Files.exists(copy.resolve(DECIDED))) {
				Folders.delete(copy);
			}
		}
	}
}
