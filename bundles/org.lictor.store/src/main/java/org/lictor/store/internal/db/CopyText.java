package org.lictor.store.internal.db;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Rows in the text format of PostgreSQL's COPY, gathered in memory: one a line, cells parted by tabs, {@code \N} for nothing. Texts
 * stand as {@link EscapedText}, so that the bytes are UTF-8. {@link CopyLines} reads it.
 */
class CopyText implements Row {

	private static final HexFormat HEX = HexFormat.of();

	private byte[] rows = new byte[1 << 16];
	private int size;

	@Override
	public void number(int place, long value) {
		begin(place);
		append(Long.toString(value));
	}

	@Override
	public void nothing(int place, int type) {
		begin(place);
		append("\\N");
	}

	@Override
	public void text(int place, String value) {
		begin(place);
		for (byte b : EscapedText.escape(value).getBytes(StandardCharsets.UTF_8)) {
			switch (b) {
			case '\\' -> append("\\\\");
			case '\t' -> append("\\t");
			case '\n' -> append("\\n");
			case '\r' -> append("\\r");
			default -> append(b);
			}
		}
	}

	@Override
	public void bytes(int place, byte[] value) {
		begin(place);
		append("\\\\x");
		append(HEX.formatHex(value));
	}

	@Override
	public void flag(int place, boolean value) {
		begin(place);
		append(value ? "t" : "f");
	}

	private void begin(int place) {
		if (place > 1) {
			append((byte) '\t');
		}
	}

	@SuppressWarnings("deprecation") // these are digits and the like, of one byte each
	private void append(String ascii) {
		int length = ascii.length();
		reserve(length);
		ascii.getBytes(0, length, rows, size);
		size += length;
	}

	private void append(byte b) {
		reserve(1);
		rows[size++] = b;
	}

	private void reserve(int more) {
		if (rows.length - size < more) {
			rows = Arrays.copyOf(rows, Math.max(rows.length * 2, size + more));
		}
	}

	/** The row that was filled in is complete. */
	final void endRow() {
		append((byte) '\n');
	}

	/** @return how many bytes were gathered */
	final int size() {
		return size;
	}

	/** @return what was gathered, and whatever behind it */
	final byte[] gathered() {
		return rows;
	}

	/** Forgets what was gathered. */
	final void clear() {
		size = 0;
	}

	/**
	 * Writes what was gathered and forgets it.
	 *
	 * @param out takes it
	 * @throws IOException when it does not
	 */
	final void writeTo(OutputStream out) throws IOException {
		out.write(rows, 0, size);
		clear();
	}
}
