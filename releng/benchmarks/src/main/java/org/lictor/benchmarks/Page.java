package org.lictor.benchmarks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The page of benchmarks, into which figures are written: the row of each in the first table, how it was measured in the list under it.
 * Whatever else stands there stays, rows of benchmarks that were not run and sentences by hand.
 */
final class Page {

	private static final String HEADING = "| what | asked for | Lictor | baseline | ratio |";
	private static final String WAYS = "How it was measured:";

	private final List<String> lines;

	/** @param text of the page, with the table and the list */
	Page(String text) {
		this.lines = new ArrayList<>(text.lines().toList());
	}

	/**
	 * @param figures what was measured
	 * @param date    when
	 * @param load    of the machine before
	 * @return the page with them
	 * @throws IllegalStateException when the page has no such table or list
	 */
	String with(List<Figure> figures, LocalDate date, double load) {
		for (Figure figure : figures) {
			put("| " + figure.name() + " |", figure.row(), index(HEADING) + 2, line -> line.startsWith("|"));
		}
		String when = " (%s, load %s)".formatted(date, String.format(Locale.ROOT, "%.1f", load));
		for (Figure figure : figures) {
			put("- " + figure.name() + ": ", "- " + figure.name() + ": " + figure.how() + when + ".", index(WAYS) + 2,
					line -> line.startsWith("- "));
		}
		return String.join("\n", lines) + "\n";
	}

	/**
	 * @param date    of a run of everything
	 * @param machine on which it ran
	 * @param load    of the machine before
	 */
	void head(LocalDate date, String machine, double load) {
		lines.replaceAll(line -> line.startsWith("Written by `releng/benchmarks/run` on ") ? "Written by `releng/benchmarks/run` on " + date + "."
				: line.startsWith("Machine: ") ? "Machine: %s; load before the run %s.".formatted(machine, String.format(Locale.ROOT, "%.1f", load))
						: line);
	}

	private int index(String line) {
		int index = lines.indexOf(line);
		if (index < 0) {
			throw new IllegalStateException("the page has no line '" + line + "'");
		}
		return index;
	}

	/** In the place of the line that begins so, or at the end of those that belong together. */
	private void put(String beginning, String line, int from, Predicate<String> belongs) {
		int at = from;
		while (at < lines.size() && belongs.test(lines.get(at)) && !lines.get(at).startsWith(beginning)) {
			at++;
		}
		if (at < lines.size() && lines.get(at).startsWith(beginning)) {
			lines.set(at, line);
		} else {
			lines.add(at, line);
		}
	}
}
