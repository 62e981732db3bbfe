package org.lictor.store.internal.db;

/**
 * Texts for a database that refuses some characters. PostgreSQL takes no U+0000 and no half of a surrogate pair, but both come
 * in what agents and vendors send. Each stands as an escape and four hexadecimal digits, so that a text comes back as it was
 * and two different ones stay different.
 */
public final class EscapedText {

	/** For private use, and in no text that anybody means. */
	private static final char ESCAPE = '\uE000';
	private static final int DIGITS = 4;

	private EscapedText() {
	}

	/**
	 * @param text any
	 * @return it without the characters that are refused, mostly the text itself
	 */
	public static String escape(String text) {
		int first = 0;
		while (first < text.length() && !isRefused(text, first)) {
			first++;
		}
		if (first == text.length()) {
			return text;
		}
		StringBuilder escaped = new StringBuilder(text.length() + DIGITS).append(text, 0, first);
		for (int index = first; index < text.length(); index++) {
			if (isRefused(text, index)) {
				escaped.append(ESCAPE).append(String.format("%04x", (int) text.charAt(index)));
			} else {
				escaped.append(text.charAt(index));
			}
		}
		return escaped.toString();
	}

	private static boolean isRefused(String text, int index) {
		char c = text.charAt(index);
		if (Character.isHighSurrogate(c)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		if (Character.isLowSurrogate(c)) {
			return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
		}
		return c == 0 || c == ESCAPE;
	}

	/**
	 * @param text any
	 * @return it with U+FFFD in place of each character that is refused
	 */
	public static String withoutRefused(String text) {
		StringBuilder accepted = new StringBuilder(text);
		for (int index = 0; index < text.length(); index++) {
			if (isRefused(text, index)) {
				accepted.setCharAt(index, '\uFFFD');
			}
		}
		return accepted.toString();
	}

	/**
	 * @param escaped of {@link #escape}
	 * @return the text it was
	 */
	public static String unescape(String escaped) {
		int escape = escaped.indexOf(ESCAPE);
		if (escape < 0) {
			return escaped;
		}
		StringBuilder text = new StringBuilder(escaped.length());
		int from = 0;
		for (; escape >= 0; escape = escaped.indexOf(ESCAPE, from)) {
			text.append(escaped, from, escape);
			from = escape + 1 + DIGITS;
			text.append((char) Integer.parseInt(escaped, escape + 1, from, 16));
		}
		return text.append(escaped, from, escaped.length()).toString();
	}
}
