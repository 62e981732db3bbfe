package org.lictor.store.internal.volume;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Parameters;
import org.lictor.store.internal.db.Row;
import org.lictor.store.internal.db.Values;

/**
 * Facts of one kind and unit in one value. The first byte is the version of the form:
 * <ol>
 * <li value="1">of each fact, by its place on the page: the place less the one before; of each column a number less that of the fact
 * before, with its sign in the lowest bit, or a text with the number of its bytes before it, or that there is nothing.</li>
 * </ol>
 * Numbers stand as {@link NumberWriter} writes them: most take one byte, as neighbours tell of the same evidence and of accounts that
 * came one after the other.
 */
final class FactPage {

	/** How many places a page has. */
	static final int PLACES = 512;

	private static final int VERSION = 1;
	private static final int EXPECTED = 8192;

	private FactPage() {
	}

	/** Takes facts, by their places, and packs them. */
	static final class Packer implements Row {

		private final NumberWriter out = new NumberWriter(EXPECTED);
		private final Parameters parameters = new Parameters(this);
		private final long[] before;
		private int last = -1;
		private int facts;

		/**
		 * @param columns how many a fact has
		 */
		Packer(int columns) {
			before = new long[columns];
			out.write(VERSION);
		}

		/**
		 * Begins another fact.
		 *
		 * @param place behind that of the fact before, below {@link FactPage#PLACES}
		 * @return take the values of all its columns
		 */
		Parameters begin(int place) {
			out.write(place - last - 1L);
			last = place;
			facts++;
			parameters.rewind();
			return parameters;
		}

		/** @return how many facts there are */
		int facts() {
			return facts;
		}

		/** @return the first place behind all facts */
		int end() {
			return last + 1;
		}

		byte[] pack() {
			return out.toByteArray();
		}

		@Override
		public void number(int place, long value) {
			out.writeSigned(value - before[place - 1]);
			before[place - 1] = value;
		}

		@Override
		public void nothing(int place, int type) {
			out.writeNothing();
		}

		@Override
		public void text(int place, String value) {
			bytes(place, value.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public void bytes(int place, byte[] value) {
			out.write(value.length);
			out.write(value);
		}

		@Override
		public void flag(int place, boolean value) {
			number(place, value ? 1 : 0);
		}
	}

	/** Goes through a page. Of each fact all columns must be read. */
	static final class Unpacker implements Values {

		private final NumberReader in;
		private final Cells cells = new Cells(this);
		private final long[] before;
		private int left;
		private int place = -1;
		private boolean nothing;

		/**
		 * @param bytes   a page
		 * @param facts   how many there are
		 * @param columns how many a fact has
		 * @throws IllegalStateException when they are none that this version of Lictor can read
		 */
		Unpacker(byte[] bytes, int facts, int columns) {
			if (bytes.length == 0 || bytes[0] != VERSION) {
				throw new IllegalStateException("facts are packed in a form that this Lictor does not know");
			}
			in = new NumberReader(bytes, 1);
			before = new long[columns];
			left = facts;
		}

		/** @return whether there is another fact, which can be asked for then */
		boolean next() {
			if (left == 0) {
				return false;
			}
			left--;
			place += 1 + (int) in.read();
			cells.rewind();
			return true;
		}

		/** @return where the fact stands on the page */
		int place() {
			return place;
		}

		/** @return its columns */
		Cells cells() {
			return cells;
		}

		@Override
		public long number(int column) {
			nothing = in.readNothing();
			if (nothing) {
				return 0;
			}
			before[column - 1] += in.readSigned();
			return before[column - 1];
		}

		@Override
		public String text(int column) {
			nothing = in.readNothing();
			return nothing ? "" : in.read((int) in.read(), StandardCharsets.UTF_8);
		}

		@Override
		public byte[] bytes(int column) throws SQLException {
			throw new SQLException("no kind of facts that stands on pages has bytes");
		}

		@Override
		public boolean flag(int column) {
			return number(column) != 0;
		}

		@Override
		public boolean nothing() {
			return nothing;
		}
	}
}
