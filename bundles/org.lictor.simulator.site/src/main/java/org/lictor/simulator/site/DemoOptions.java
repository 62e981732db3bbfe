package org.lictor.simulator.site;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How a demo is started.
 *
 * @param server    start script of the released server
 * @param workbench start script of the released workbench, empty to open no window and serve until stopped
 * @param data      data folder; made anew
 * @param people    1 or more
 * @param years     of history, 1 to 5
 * @param seed      any number: the same gives the same company
 * @param forget    whether the data folder is removed at the end
 * @param stopAfter whether to end when the history is in, instead of living on
 */
record DemoOptions(Path server, Optional<Path> workbench, Path data, int people, int years, long seed, boolean forget,
		boolean stopAfter) {

	static final String USAGE = """
			Usage: demo [--people N] [--years N] [--seed N] [--data DIR] [--no-window] [--history-only] [--forget]
			  --people N      how many people the company has (300)
			  --years N       how many years of history (2)
			  --seed N        another company (1)
			  --data DIR      the data folder, made anew each time (~/.lictor-demo)
			  --no-window     opens no workbench; serves until it is stopped
			  --history-only  opens no workbench, and ends when the history is in
			  --forget        removes the data folder at the end
			""";

	private static final int MOST_PEOPLE = 5_000;
	private static final int MOST_YEARS = 5;

	/**
	 * @param words of the command line
	 * @param home  of the user
	 * @return what they say
	 * @throws IllegalArgumentException when a word is not known or a number is out of range; the message is for a person
	 */
	static DemoOptions parse(List<String> words, Path home) {
		Optional<Path> server = Optional.empty();
		Optional<Path> workbench = Optional.empty();
		Path data = home.resolve(".lictor-demo");
		int people = 300;
		int years = 2;
		long seed = 1;
		boolean window = true;
		boolean forget = false;
		boolean stopAfter = false;
		Deque<String> left = new ArrayDeque<>(words);
		while (!left.isEmpty()) {
			String word = left.pop();
			switch (word) {
			case "--server" -> server = Optional.of(Path.of(value(word, left)));
			case "--workbench" -> workbench = Optional.of(Path.of(value(word, left)));
			case "--data" -> data = Path.of(value(word, left)).toAbsolutePath().normalize();
			case "--people" -> people = number(word, left, MOST_PEOPLE);
			case "--years" -> years = number(word, left, MOST_YEARS);
			case "--seed" -> seed = number(word, left, Integer.MAX_VALUE);
			case "--no-window" -> window = false;
			case "--history-only" -> stopAfter = true;
			case "--forget" -> forget = true;
			default -> throw new IllegalArgumentException("'" + word + "' is not known.");
			}
		}
		return new DemoOptions(server.orElseThrow(() -> new IllegalArgumentException("--server is missing: the start script of a server.")),
				window && !stopAfter ? workbench : Optional.empty(), data, people, years, seed, forget, stopAfter);
	}

	private static String value(String option, Deque<String> left) {
		if (left.isEmpty()) {
			throw new IllegalArgumentException(option + " needs a value.");
		}
		return left.pop();
	}

	private static int number(String option, Deque<String> left, int most) {
		String text = value(option, left);
		try {
			int number = Integer.parseInt(text);
			if (number >= 1 && number <= most) {
				return number;
			}
		} catch (NumberFormatException e) {
			// told below
		}
		throw new IllegalArgumentException(option + " is a number from 1 to " + most + ", not '" + text + "'.");
	}
}
