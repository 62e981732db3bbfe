package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.io.Reader;

/**
 * Leaves out commas that stand before a closing bracket. Samples in Autodesk's documentation have them, so an answer may;
 * no reader of JSON takes them within objects. Commas within texts stay.
 */
final class CommaFilter extends Reader {

	/** More blanks than any answer has between a comma and what follows; behind so many the comma is given. */
	private static final int MOST_BLANKS = 10_000;
	private static final int PIECE = 1 << 13;

	private final Reader in;
	/** What was read and not looked at yet. */
	private final char[] read = new char[PIECE];
	private int next;
	private int end;
	/** The blanks behind a comma that was given, which are given next. */
	private final StringBuilder blanks = new StringBuilder();
	private int given;
	private boolean text;
	private boolean escaped;

	CommaFilter(Reader in) {
		this.in = in;
	}

	@Override
	public int read(char[] target, int offset, int length) throws IOException {
		int count = 0;
		while (count < length) {
			// what is there is given: waiting for more would hold up a reader of a slow answer
			if (count > 0 && given == blanks.length() && next == end) {
				return count;
			}
			int character = one();
			if (character < 0) {
				break;
			}
			target[offset + count++] = (char) character;
		}
		return count == 0 && length > 0 ? -1 : count;
	}

	private int one() throws IOException {
		if (given < blanks.length()) {
			return blanks.charAt(given++);
		}
		int character = take();
		if (text) {
			text = escaped || character != '"';
			escaped = !escaped && character == '\\';
			return character;
		}
		text = character == '"';
		return character == ',' ? afterComma() : character;
	}

	/** @return the comma, or what follows instead of it */
	private int afterComma() throws IOException {
		blanks.setLength(0);
		given = 0;
		int following = take();
		while (following >= 0 && Character.isWhitespace(following) && blanks.length() < MOST_BLANKS) {
			blanks.append((char) following);
			following = take();
		}
		if (following >= 0) {
			// it is looked at again: there is room, because it was read from there
			next--;
		}
		return following == '}' || following == ']' ? one() : ',';
	}

	/** @return the next character, -1 at the end */
	private int take() throws IOException {
		if (next == end) {
			next = 0;
			end = Math.max(in.read(read, 0, read.length), 0);
		}
		return next == end ? -1 : read[next++];
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
