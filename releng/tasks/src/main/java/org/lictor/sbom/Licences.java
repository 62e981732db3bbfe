package org.lictor.sbom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What is known of licences: the list {@code third-parties.txt} of a product, with the texts beside it. */
public final class Licences {

	/**
	 * A line of the list.
	 *
	 * @param part       name of a part, or the beginning of one and a star
	 * @param expression licence in the words of SPDX
	 * @param holder     whose it is
	 */
	public record Line(String part, String expression, String holder) {

		/** Nothing may be missing. */
		public Line {
			Objects.requireNonNull(part, "part");
			Objects.requireNonNull(expression, "expression");
			Objects.requireNonNull(holder, "holder");
		}

		private boolean fits(String name) {
			return part.endsWith("*") ? name.startsWith(part.substring(0, part.length() - 1)) : name.equals(part);
		}
	}

	private static final int FIELDS = 3;
	private static final Set<String> JOINING = Set.of("", "AND", "OR", "WITH");

	private final Path list;
	private final List<Line> lines;

	private Licences(Path list, List<Line> lines) {
		this.list = list;
		this.lines = lines;
	}

	/**
	 * @param folder with the list and the texts
	 * @return what is known
	 * @throws IOException              when the list cannot be read
	 * @throws IllegalArgumentException when a line is not as it should be, or the text of a licence is missing
	 */
	public static Licences read(Path folder) throws IOException {
		Path list = folder.resolve("third-parties.txt");
		List<Line> lines = Files.readAllLines(list).stream().filter(line -> !line.isBlank() && !line.startsWith("#"))
				.map(line -> line(list, line)).toList();
		for (Line line : lines) {
			for (String id : line.expression.split("[ ()]+")) {
				if (!JOINING.contains(id) && !Files.isRegularFile(folder.resolve(id + ".txt"))) {
					throw new IllegalArgumentException("The text of the licence " + id + " of " + line.part + " is missing: put it into "
							+ folder.resolve(id + ".txt") + ".");
				}
			}
		}
		return new Licences(list, lines);
	}

	private static Line line(Path list, String line) {
		List<String> fields = Arrays.stream(line.split(";", FIELDS)).map(String::strip).toList();
		if (fields.size() != FIELDS || fields.stream().anyMatch(String::isEmpty)) {
			throw new IllegalArgumentException("In " + list + " a line is not 'part ; licence ; whose it is': " + line);
		}
		return new Line(fields.get(0), fields.get(1), fields.get(2));
	}

	/**
	 * @param name of something that is shipped
	 * @return what is known of it
	 * @throws IllegalArgumentException when nothing is
	 */
	public Line of(String name) {
		return lines.stream().filter(line -> line.fits(name)).max(Comparator.comparingInt(line -> line.part.length()))
				.orElseThrow(() -> new IllegalArgumentException("The licence of " + name + " is not known, and it would be shipped. "
						+ "Find out what it is and add a line to " + list.getFileName() + " in the folder licences."));
	}
}
