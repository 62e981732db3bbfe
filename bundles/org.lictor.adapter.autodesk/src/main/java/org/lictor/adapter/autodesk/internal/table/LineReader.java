package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Cuts text into lines and never holds more of it than the longest line it allows. Works on bytes of UTF-8, in which nothing but
 * the end of a line looks like one.
 */
final class LineReader {

	/** How many characters a line may have; a longer one is cut there and marked. */
	static final int LONGEST = 1_000_000;

	/** No character has more bytes for each char of Java. */
	private static final int MOST_BYTES = 3 * LONGEST;
	private static final int PIECE = 1 << 16;

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
	private byte[] bytes = new byte[PIECE];
	/** The bytes that were not made lines of yet. */
	private int from;
	private int end;
	/** Where among the bytes the line before stands, and how many it has: none when it was moved. */
	private int before;
	private int lengthBefore;
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
		if (afterReturn && (from < end || readOn()) && bytes[from] == '\n') {
			from++;
		}
		int at = endOfLine();
		boolean ended = at < end;
		if (!ended && at == from) {
			return Optional.empty();
		}
		String line = text.decoded(bytes, from, at);
		boolean cut = line.length() > LONGEST;
		before = from;
		lengthBefore = at - from;
		from = ended ? at + 1 : at;
		afterReturn = ended && bytes[at] == '\r';
		return Optional.of(new Line(++number, cut ? line.substring(0, LONGEST) : line, ended, cut));
	}

	/** @return where the next end of a line is, or the end of all bytes; of a line that is too long some of the middle is left out */
	private int endOfLine() throws IOException {
		int at = from + sameAsBefore();
		while (true) {
			while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
				at++;
			}
			if (at < end) {
				return at;
			}
			int length = Math.min(at - from, MOST_BYTES);
			end = from + length;
			if (!readOn()) {
				return end;
			}
			at = from + length;
		}
	}

	/** Most lines begin as the one before: so far there is no end, and it need not be looked for. */
	private int sameAsBefore() {
		int longest = Math.min(lengthBefore, end - from);
		int same = Arrays.mismatch(bytes, from, from + longest, bytes, before, before + longest);
		return same < 0 ? longest : same;
	}

	/** Reads more bytes behind those that are there. Tells whether there were any. */
	private boolean readOn() throws IOException {
		int left = end - from;
		byte[] target = bytes.length - left < PIECE / 2 ? new byte[2 * bytes.length] : bytes;
		System.arraycopy(bytes, from, target, 0, left);
		bytes = target;
		from = 0;
		lengthBefore = 0;
		int count = text.read(bytes, left);
		end = left + Math.max(count, 0);
		return count > 0;
	}
}
