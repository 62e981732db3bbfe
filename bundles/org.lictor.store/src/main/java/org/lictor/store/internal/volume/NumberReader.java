package org.lictor.store.internal.volume;

import java.nio.charset.Charset;

/** Reads what a {@link NumberWriter} wrote. For one thread. */
final class NumberReader {

	private static final int SEVEN = 0x7f;
	private static final byte MORE = (byte) 0x80;

	private final byte[] bytes;
	private int at;

	/**
	 * @param bytes what was written
	 * @param from  where to begin, at least 0
	 */
	NumberReader(byte[] bytes, int from) {
		this.bytes = bytes;
		this.at = from;
	}

	long read() {
		long number = 0;
		for (int shift = 0;; shift += 7) {
			byte next = bytes[at++];
			number |= (long) (next & SEVEN) << shift;
			if (next >= 0) {
				return number;
			}
		}
	}

	long readSigned() {
		long number = read();
		return number >>> 1 ^ -(number & 1);
	}

	/** @return whether there is no number here; then it goes on behind that */
	boolean readNothing() {
		boolean nothing = bytes[at] == MORE && bytes[at + 1] == 0;
		at += nothing ? 2 : 0;
		return nothing;
	}

	/** @return bytes as they are */
	String read(int length, Charset charset) {
		String text = new String(bytes, at, length, charset);
		at += length;
		return text;
	}
}
