package org.lictor.agent.internal.watch;

/**
 * A text that may be looked at only so often. A regular expression such as {@code (a+)+b} can take longer than a life on a
 * short text, and nothing else stops it. For one match by one thread.
 */
final class BoundedText implements CharSequence {

	/** A tenth of a second or less; a common expression on a long path needs some hundreds. */
	private static final int MOST = 5_000_000;

	/** It was looked at too often. */
	static final class ExhaustedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		ExhaustedException() {
			super("the expression takes too long", null, false, false);
		}
	}

	private final String text;
	private int left = MOST;

	/** @param text to look at */
	BoundedText(String text) {
		this.text = text;
	}

	@Override
	public char charAt(int index) {
		if (left == 0) {
			throw new ExhaustedException();
		}
		left--;
		return text.charAt(index);
	}

	@Override
	public int length() {
		return text.length();
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return text.substring(start, end);
	}

	@Override
	public String toString() {
		return text;
	}
}
