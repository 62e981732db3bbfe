package org.lictor.store.internal.segments;

import java.nio.ByteBuffer;

/**
 * Whole numbers of the same few bytes each, little end first, counted from the least of them. A column in which all are the
 * same takes no byte at all. Eight bytes behind the last number belong to the column too, so that each can be read at once.
 */
final class PackedColumn {

	/** Bytes that follow the numbers. */
	static final int TAIL = Long.BYTES;

	private final ByteBuffer bytes;
	private final int offset;
	private final int width;
	private final long base;
	private final long mask;

	/**
	 * @param bytes  little end first; has the column
	 * @param offset where it begins
	 * @param width  bytes a number, 0 to 8
	 * @param base   the least number
	 */
	PackedColumn(ByteBuffer bytes, int offset, int width, long base) {
		this.bytes = bytes;
		this.offset = offset;
		this.width = width;
		this.base = base;
		this.mask = width == Long.BYTES ? -1L : (1L << width * Byte.SIZE) - 1;
	}

	/**
	 * @param least    the least number
	 * @param greatest the greatest
	 * @return how many bytes a number takes
	 */
	static int width(long least, long greatest) {
		long span = greatest - least;
		return (Long.SIZE - Long.numberOfLeadingZeros(span) + Byte.SIZE - 1) / Byte.SIZE;
	}

	/**
	 * @param rows  how many numbers there are
	 * @param width bytes a number
	 * @return bytes that they take with their tail
	 */
	static long size(long rows, int width) {
		return rows * width + TAIL;
	}

	/**
	 * @param row from 0
	 * @return its number
	 */
	long get(int row) {
		return (bytes.getLong(offset + row * width) & mask) + base;
	}

	/**
	 * Writes a number; overwrites up to seven bytes behind it, so numbers are written in their order.
	 *
	 * @param row   from 0
	 * @param value at least the base
	 */
	void put(int row, long value) {
		bytes.putLong(offset + row * width, value - base);
	}
}
