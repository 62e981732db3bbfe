package org.lictor.store.internal.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads rows that {@link CopyText} wrote. */
final class CopyLines {

	private static final int BUFFER = 1 << 16;

	private final InputStream in;
	private final byte[] buffer = new byte[BUFFER];
	private int filled;
	private int read;
	private byte[] line = new byte[BUFFER];
	private int length;
	private long number;

	/**
	 * @param in the rows; closed by the caller
	 */
	CopyLines(InputStream in) {
		this.in = in;
	}

	/**
	 * Reads one row.
	 *
	 * @param types of its cells, of {@link Types}
	 * @param row   takes them
	 * @return false when there are no more rows
	 * @throws IOException  when it cannot be read, or is none of such cells
	 * @throws SQLException of the row
	 */
	boolean next(int[] types, Row row) throws IOException, SQLException {
		if (!line()) {
			return false;
		}
		int begin = 0;
		try {
			for (int place = 1; place <= types.length; place++) {
				int end = begin;
				while (end < length && line[end] != '\t') {
					end++;
				}
				if (end == length != (place == types.length)) {
					throw notUnderstood(null);
				}
				cell(place, types[place - 1], begin, end, row);
				begin = end + 1;
			}
		} catch (IllegalArgumentException | IndexOutOfBoundsException e) {
			throw notUnderstood(e);
		}
		return true;
	}

	private IOException notUnderstood(Exception cause) {
		return new IOException("line " + number + " is no row of its table", cause);
	}

	private boolean line() throws IOException {
		length = 0;
		while (true) {
			if (read == filled) {
				filled = Math.max(0, in.read(buffer));
				read = 0;
				if (filled == 0) {
					if (length > 0) {
						throw new IOException("the last line is cut off");
					}
					return false;
				}
			}
			int end = read;
			while (end < filled && buffer[end] != '\n') {
				end++;
			}
			if (line.length - length < end - read) {
				line = Arrays.copyOf(line, Math.max(line.length * 2, length + end - read));
			}
			System.arraycopy(buffer, read, line, length, end - read);
			length += end - read;
			read = end;
			if (end < filled) {
				read++;
				number++;
				return true;
			}
		}
	}

	private void cell(int place, int type, int begin, int end, Row row) throws SQLException {
		if (end - begin == 2 && line[begin] == '\\' && line[begin + 1] == 'N') {
			row.nothing(place, type);
			return;
		}
		switch (type) {
		case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> row.number(place, Long.parseLong(ascii(begin, end)));
		case Types.BOOLEAN, Types.BIT -> row.flag(place, switch (ascii(begin, end)) {
		case "t" -> true;
		case "f" -> false;
		default -> throw new IllegalArgumentException("neither t nor f");
		});
		case Types.BLOB, Types.BINARY -> {
			if (!ascii(begin, begin + 3).equals("\\\\x")) {
				throw new IllegalArgumentException("no bytes");
			}
			row.bytes(place, HexFormat.of().parseHex(ascii(begin + 3, end)));
		}
		case Types.VARCHAR -> row.text(place, EscapedText.unescape(text(begin, end)));
		default -> throw new IllegalStateException("no column of the schema is of type " + type);
		}
	}

	private String ascii(int begin, int end) {
		return new String(line, begin, end - begin, StandardCharsets.ISO_8859_1);
	}

	/** Takes the backslashes out in place. */
	private String text(int begin, int end) {
		int to = begin;
		for (int from = begin; from < end; from++) {
			byte b = line[from];
			if (b == '\\') {
				b = switch (line[++from]) {
				case 't' -> '\t';
				case 'n' -> '\n';
				case 'r' -> '\r';
				case '\\' -> '\\';
				default -> throw new IllegalArgumentException("no such escape");
				};
			}
			line[to++] = b;
		}
		return new String(line, begin, to - begin, StandardCharsets.UTF_8);
	}
}
