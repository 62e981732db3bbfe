package org.lictor.acceptance;

import java.util.Locale;

/** Says whether a text is a clear sentence for a person. */
public final class Sentences {

	private Sentences() {
	}

	/**
	 * @param text  what a person is told
	 * @param words that it holds, in either case
	 * @throws AssertionError when it is empty, long, a stack trace, the name of an exception, or lacks a word
	 */
	public static void check(String text, String... words) {
		String problem = text.isBlank() ? "nothing is said"
				: text.strip().lines().count() > 6 ? "it is long"
						: text.contains("\tat ") || text.contains("Exception") ? "it speaks of exceptions" : "";
		if (!problem.isEmpty()) {
			throw new AssertionError("no clear sentence, " + problem + ":\n" + text);
		}
		for (String word : words) {
			if (!text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))) {
				throw new AssertionError("\"" + word + "\" is not in: " + text);
			}
		}
	}
}
