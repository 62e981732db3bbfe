package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;

/**
 * Leaves out commas that stand before a closing bracket. Samples in Autodesk's documentation have them, so an answer may;
 * no reader of JSON takes them within objects. Commas within texts stay.
 */
final class CommaFilter extends Reader {

	private final PushbackReader in;
	private final StringBuilder pending = new StringBuilder();
	private int next;
	private boolean text;
	private boolean escaped;

	CommaFilter(Reader in) {
		this.in = new PushbackReader(in, 1);
	}

	@Override
	public int read(char[] target, int offset, int length) throws IOException {
		int count = 0;
		while (count < length) {
			int character = one();
			if (character < 0) {
				break;
			}
			target[offset + count++] = (char) character;
			// what is there is given: waiting for more would hold up a reader of a slow answer
			if (count > 0 && next == pending.length() && !in.ready()) {
				break;
			}
		}
		return count == 0 && length > 0 ? -1 : count;
	}

	private int one() throws IOException {
		if (next < pending.length()) {
			return pending.charAt(next++);
		}
		int character = in.read();
		if (text) {
			text = escaped || character != '"';
			escaped = !escaped && character == '\\';
			return character;
		}
		text = character == '"';
		return character == ',' ? afterComma() : character;
	}

	/** Looks over blanks to what follows a comma; more of them than any answer has are given as they are. */
	private int afterComma() throws IOException {
		pending.setLength(0);
		next = 0;
		int following = in.read();
		while (following >= 0 && Character.isWhitespace(following) && pending.length() < 10_000) {
			pending.append((char) following);
			following = in.read();
		}
		if (following >= 0) {
			in.unread(following);
		}
		if (following == '}' || following == ']') {
			return one();
		}
		return ',';
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
