package org.lictor.simulator.site;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How a demo is started.
 *
 * @param server     start script of the released server
 * @param workbench  start script of the released workbench, empty to open no window and serve until stopped
 * @param repository from which the plug-in for the custom server is installed, empty for no custom server
 * @param data       data folder; made anew
 * @param people     1 or more
 * @param hosts      at least so many with an agent
 * @param years      of history, 1 to 5
 * @param seed       any number: the same gives the same company
 * @param ahead      so many days ago the site is opened, and its time runs ahead from then; 0 to open it now
 * @param speed      how many times as fast its time runs then
 * @param forget     whether the data folder is removed at the end
 * @param stopAfter  whether to end when the history is in, instead of living on
 */
record DemoOptions(Path server, Optional<Path> workbench, Optional<Path> repository, Path data, int people, int hosts, int years,
		long seed, int ahead, long speed, boolean forget, boolean stopAfter) {

	static final String USAGE = """
			Usage: demo [--people N] [--hosts N] [--years N] [--seed N] [--ahead DAYS [--speed N]] [--data DIR]
			            [--no-window] [--history-only] [--forget]
			  --people N      how many people the company has (1000)
			  --hosts N       at least so many hosts have an agent, up to 10000 (what the people have, and twelve)
			  --years N       how many years of history (2)
			  --seed N        another company (1)
			  --ahead DAYS    opens the company so many days ago, and has its time run ahead until it is now
			  --speed N       how many times as fast it runs then (what takes one minute)
			  --data DIR      the data folder, made anew each time (~/.lictor-demo)
			  --no-window     opens no workbench; serves until it is stopped
			  --history-only  opens no workbench, and ends when the history is in
			  --forget        removes the data folder at the end
			""";

	private static final int MOST_HOSTS = 10_000;
	private static final int MOST_DAYS = 365;
	private static final int MOST_SPEED = 1_000_000;
	private static final int SECONDS_OF_DAY = 24 * 60 * 60;
	private static final int CATCHING_UP_SECONDS = 60;
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
		Optional<Path> repository = Optional.empty();
		int people = 1_000;
		int hosts = 1;
		int ahead = 0;
		long speed = 0;
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
			case "--repository" -> repository = Optional.of(Path.of(value(word, left)));
			case "--hosts" -> hosts = number(word, left, MOST_HOSTS);
			case "--ahead" -> ahead = number(word, left, MOST_DAYS);
			case "--speed" -> speed = number(word, left, MOST_SPEED);
			case "--years" -> years = number(word, left, MOST_YEARS);
			case "--seed" -> seed = number(word, left, Integer.MAX_VALUE);
			case "--no-window" -> window = false;
			case "--history-only" -> stopAfter = true;
			case "--forget" -> forget = true;
			default -> throw new IllegalArgumentException("'" + word + "' is not known.");
			}
		}
		if (speed > 0 && ahead == 0) {
			throw new IllegalArgumentException("--speed says how fast time runs ahead, and needs --ahead.");
		}
		// time goes on while it is caught up with
		long usual = (long) ahead * SECONDS_OF_DAY / CATCHING_UP_SECONDS + 1;
		return new DemoOptions(server.orElseThrow(() -> new IllegalArgumentException("--server is missing: the start script of a server.")),
				window && !stopAfter ? workbench : Optional.empty(), stopAfter ? Optional.empty() : repository, data, people, hosts, years,
				seed, ahead, speed > 0 ? speed : usual, forget, stopAfter);
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
