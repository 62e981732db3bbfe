package org.lictor.store.internal.segments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder with segments, and in it the list that says which files hold and how far the database was when they were made.
 * All of it can be deleted while no Lictor runs on the data: it is made again.
 */
final class SegmentFolder {

	private static final String FORMAT = "lictor segments 1";
	private static final String SUFFIX = ".sessions";

	/**
	 * What a list says.
	 *
	 * @param session number of the last session that was looked at
	 * @param change  number of the last change that was looked at
	 * @param files   names of files by month
	 */
	record Contents(long session, long change, SortedMap<Integer, String> files) {
	}

	private final Path folder;

	SegmentFolder(Path folder) {
		this.folder = folder;
	}

	/** @return what the list says; empty when there is none or it cannot be read */
	Optional<Contents> contents() {
		try {
			List<String> lines = Files.readAllLines(list(), StandardCharsets.UTF_8);
			if (lines.size() < 3 || !lines.getFirst().equals(FORMAT) || !lines.getLast().equals("end")) {
				return Optional.empty();
			}
			String[] marks = lines.get(1).split(" ");
			SortedMap<Integer, String> files = new TreeMap<>();
			for (String line : lines.subList(2, lines.size() - 1)) {
				String[] parts = line.split(" ");
				files.put(Integer.parseInt(parts[0]), parts[1]);
			}
			return Optional.of(new Contents(Long.parseLong(marks[0]), Long.parseLong(marks[1]), files));
		} catch (IOException | RuntimeException e) {
			// missing, torn or damaged: what it says is made again
			return Optional.empty();
		}
	}

	/** Makes the list hold no longer. */
	void forget() throws IOException {
		Files.deleteIfExists(list());
	}

	private Path list() {
		return folder.resolve("list");
	}

	Path file(String name) {
		return folder.resolve(name);
	}

	/**
	 * @param month of a segment
	 * @return a file that does not exist
	 * @throws IOException when the folder cannot be made
	 */
	Path fresh(int month) throws IOException {
		Files.createDirectories(folder);
		for (int number = 1;; number++) {
			Path file = folder.resolve(Months.name(month) + "-" + number + SUFFIX);
			if (!Files.exists(file)) {
				return file;
			}
		}
	}

	/**
	 * Makes a list hold, then deletes files that it does not name. Files that cannot be deleted, as on Windows while they
	 * are mapped, go another time.
	 *
	 * @param session  see {@link Contents}
	 * @param change   see there
	 * @param segments by month
	 * @throws IOException when it cannot be written; then the list before holds
	 */
	void hold(long session, long change, Map<Integer, Segment> segments) throws IOException {
		Files.createDirectories(folder);
		StringBuilder text = new StringBuilder(FORMAT).append('\n').append(session).append(' ').append(change).append('\n');
		Set<Path> named = new HashSet<>();
		segments.forEach((month, segment) -> {
			text.append(month).append(' ').append(segment.file().getFileName()).append('\n');
			named.add(segment.file());
		});
		Path fresh = folder.resolve("list.new");
		Files.writeString(fresh, text.append("end\n"), StandardCharsets.UTF_8);
		Files.move(fresh, list(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
			for (Path file : files) {
				if (!named.contains(file)) {
					delete(file);
				}
			}
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		} catch (IOException e) {
			// still mapped: next time
		}
	}
}
