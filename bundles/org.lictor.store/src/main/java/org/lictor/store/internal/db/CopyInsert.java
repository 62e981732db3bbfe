package org.lictor.store.internal.db;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for PostgreSQL's COPY, in its text format. They are gathered here and sent some thousand at once, because nothing else
 * may happen on the connection while a COPY is under way.
 */
final class CopyInsert implements BulkInsert {

	private static final int ENOUGH = 1 << 20;
	private static final HexFormat HEX = HexFormat.of();

	private final PGConnection connection;
	private final String copy;
	private byte[] rows = new byte[1 << 16];
	private int size;

	/**
	 * @param connection to the database, perhaps of a pool
	 * @param target     table and columns
	 * @throws SQLException when it is no connection to PostgreSQL
	 */
	CopyInsert(Connection connection, String target) throws SQLException {
		this.connection = connection.unwrap(PGConnection.class);
		this.copy = "COPY " + target + " FROM STDIN";
	}

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

	@Override
	public void add() throws SQLException {
		append((byte) '\n');
		if (size >= ENOUGH) {
			send();
		}
	}

	@Override
	public void finish() throws SQLException {
		if (size > 0) {
			send();
		}
	}

	private void send() throws SQLException {
		CopyIn in = connection.getCopyAPI().copyIn(copy);
		try {
			in.writeToCopy(rows, 0, size);
			in.endCopy();
		} finally {
			if (in.isActive()) {
				in.cancelCopy();
			}
		}
		size = 0;
	}
}
