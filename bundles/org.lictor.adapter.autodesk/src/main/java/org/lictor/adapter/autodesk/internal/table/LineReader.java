package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Cuts text into lines and never holds more of it than the longest line it allows. */
final class LineReader {

	/** How many characters a line may have; a longer one is cut there and marked. */
	static final int LONGEST = 1_000_000;

	/**
	 * A line.
	 *
	 * @param number from 1
	 * @param text   without its end, which may be LF, CR LF or CR
	 * @param ended  false when the text ends with it and no end of line stands behind it
	 * @param cut    true when it was too long
	 */
	record Line(long number, String text, boolean ended, boolean cut) {
	}

	private final TextDecoder text;
	private final Deque<Line> returned = new ArrayDeque<>();
	private final StringBuilder line = new StringBuilder();
	private long number;
	private boolean afterReturn;

	LineReader(TextDecoder text) {
		this.text = text;
	}

	/**
	 * Gives lines back, to be read again.
	 *
	 * @param lines in their order, directly behind the one that was read before them
	 */
	void giveBack(Iterable<Line> lines) {
		Deque<Line> reversed = new ArrayDeque<>();
		lines.forEach(reversed::push);
		reversed.forEach(returned::push);
	}

	Optional<Line> next() throws IOException {
		if (!returned.isEmpty()) {
			return Optional.of(returned.pop());
		}
		line.setLength(0);
		boolean cut = false;
		while (true) {
			if (line.length() < LONGEST && text.addLine(line, LONGEST - line.length()) > 0) {
				afterReturn = false;
			}
			int character = text.read();
			if (character == '\n' && afterReturn) {
				afterReturn = false;
				continue;
			}
			afterReturn = character == '\r';
			if (character < 0) {
				return line.isEmpty() ? Optional.empty() : Optional.of(new Line(++number, line.toString(), false, cut));
			}
			if (character == '\n' || character == '\r') {
				return Optional.of(new Line(++number, line.toString(), true, cut));
			}
			if (line.length() < LONGEST) {
				line.append((char) character);
			} else {
				cut = true;
			}
		}
	}
}
