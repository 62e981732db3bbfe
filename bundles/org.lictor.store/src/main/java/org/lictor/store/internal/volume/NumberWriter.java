package org.lictor.store.internal.volume;

import java.util.Arrays;

/**
 * Writes numbers one after the other, seven bits a byte, the lowest first; the eighth bit says that another byte follows. Millions are
 * written, each into a few bytes: a stream would lock itself for each of these. For one thread.
 */
final class NumberWriter {

	/** No number has more bytes. */
	private static final int LONGEST = 10;
	private static final int SEVEN = 0x7f;
	private static final int MORE = 0x80;

	private byte[] bytes;
	private int size;

	NumberWriter(int expected) {
		bytes = new byte[expected];
	}

	/**
	 * @param number best a small one: what is below zero takes ten bytes
	 */
	void write(long number) {
		room(LONGEST);
		long left = number;
		while ((left & ~SEVEN) != 0) {
			bytes[size++] = (byte) (left & SEVEN | MORE);
			left >>>= 7;
		}
		bytes[size++] = (byte) left;
	}

	/**
	 * @param number one near zero, on either side; its sign goes into the lowest bit
	 */
	void writeSigned(long number) {
		write(number << 1 ^ number >> 63);
	}

	/** Writes in the place of a number that there is none: a zero of two bytes, which no number is written as. */
	void writeNothing() {
		room(2);
		bytes[size++] = (byte) MORE;
		bytes[size++] = 0;
	}

	/** Writes bytes as they are. */
	void write(byte[] text) {
		room(text.length);
		System.arraycopy(text, 0, bytes, size, text.length);
		size += text.length;
	}

	private void room(int more) {
		if (bytes.length - size < more) {
			bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
		}
	}

	/** @return what was written */
	byte[] toByteArray() {
		return Arrays.copyOf(bytes, size);
	}
}
