package org.lictor.store.internal.segments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

import org.lictor.store.SessionFilter;
import org.lictor.store.SessionInput;
import org.lictor.store.SessionRow;
import org.lictor.store.SessionUnit;

/**
 * The ended sessions that began in one month, in columns in a file that is mapped into memory: by name of the product, then
 * by start. Where an older version of a session stands it is masked. A file has up to 2 GiB, some eighty million sessions.
 */
final class Segment {

	/** First bytes of every file. */
	static final long MAGIC = 0x4745_534E_4F49_4353L;
	/** Version of the format; files of another version are made again. */
	static final int VERSION = 1;
	/** Where the check sum stands; it is of all bytes behind it. */
	static final int CHECKSUM = 12;
	/** Where the numbers of rows, traits and names stand. */
	static final int COUNTS = 20;
	/** Where the descriptions of the columns stand. */
	static final int COLUMNS = 40;
	/** Bytes that describe a column. */
	static final int COLUMN = 16;
	/** Bytes of a trait. */
	static final int TRAIT = 24;

	private static final Column[] ALL = Column.values();
	private static final SessionUnit.Origin[] ORIGINS = SessionUnit.Origin.values();
	private static final SessionInput.State[] STATES = SessionInput.State.values();

	/**
	 * The sessions of one name.
	 *
	 * @param first   row of the first of them
	 * @param count   how many they are
	 * @param longest length of the longest of them, in milliseconds
	 * @param begun   first start of one that an agent told of, by server, in epoch milliseconds
	 */
	record OfName(int first, int count, long longest, Map<Long, Long> begun) {
	}

	private final Path file;
	private final int rows;
	private final long latestEnd;
	private final Trait[] traits;
	private final PackedColumn[] columns = new PackedColumn[ALL.length];
	private final SortedMap<Integer, OfName> names = new TreeMap<>();
	private final BitSet masked = new BitSet();
	private int maskedCount;

	private Segment(Path file, ByteBuffer bytes) {
		this.file = file;
		bytes.position(COUNTS);
		rows = bytes.getInt();
		traits = new Trait[bytes.getInt()];
		int namesHere = bytes.getInt();
		latestEnd = bytes.getLong();
		for (int column = 0; column < ALL.length; column++) {
			int width = bytes.getInt();
			int offset = bytes.getInt();
			columns[column] = new PackedColumn(bytes, offset, width, bytes.getLong());
		}
		for (int trait = 0; trait < traits.length; trait++) {
			long server = bytes.getLong();
			long licences = bytes.getLong();
			SessionUnit.Origin origin = ORIGINS[bytes.getInt()];
			int rest = bytes.getInt();
			traits[trait] = new Trait(server, licences, origin, (rest & 1) != 0, STATES[rest >> 1]);
		}
		for (int name = 0; name < namesHere; name++) {
			int number = bytes.getInt();
			int first = bytes.getInt();
			int count = bytes.getInt();
			int servers = bytes.getInt();
			long longest = bytes.getLong();
			Map<Long, Long> begun = new HashMap<>();
			for (int server = 0; server < servers; server++) {
				begun.put(bytes.getLong(), bytes.getLong());
			}
			names.put(number, new OfName(first, count, longest, begun));
		}
	}

	/**
	 * @param file one that {@link SegmentWriter} wrote
	 * @return the segment in it
	 * @throws IOException when it is missing, of another format or damaged
	 */
	static Segment open(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
					.order(ByteOrder.LITTLE_ENDIAN);
			if (bytes.capacity() < COLUMNS || bytes.getLong(0) != MAGIC || bytes.getInt(Long.BYTES) != VERSION
					|| bytes.getInt(CHECKSUM) != checksum(bytes)) {
				throw new IOException(file + " is damaged or of another version");
			}
			return new Segment(file, bytes);
		}
	}

	/**
	 * @param bytes a whole file
	 * @return its check sum
	 */
	static int checksum(ByteBuffer bytes) {
		CRC32C sum = new CRC32C();
		sum.update(bytes.slice(CHECKSUM + Integer.BYTES, bytes.capacity() - CHECKSUM - Integer.BYTES));
		return (int) sum.getValue();
	}

	Path file() {
		return file;
	}

	/** @return how many sessions stand in it, masked ones too */
	int rows() {
		return rows;
	}

	/** @return the latest end of any of them, epoch milliseconds */
	long latestEnd() {
		return latestEnd;
	}

	/** @return the names of the products there are, by number */
	SortedMap<Integer, OfName> names() {
		return names;
	}

	/** @return how many sessions are masked */
	int masked() {
		return maskedCount;
	}

	/**
	 * Hides sessions that stand elsewhere now or were removed.
	 *
	 * @param ids their numbers, sorted; others are ignored
	 */
	void mask(long[] ids) {
		PackedColumn all = columns[Column.ID.ordinal()];
		for (int row = 0; row < rows; row++) {
			if (Arrays.binarySearch(ids, all.get(row)) >= 0) {
				masked.set(row);
			}
		}
		maskedCount = masked.cardinality();
	}

	boolean isMasked(int row) {
		return masked.get(row);
	}

	long start(int row) {
		return columns[Column.START.ordinal()].get(row);
	}

	/**
	 * @param row   of a session
	 * @param users tells whose are meant
	 * @return whether it may be one of theirs
	 */
	boolean mayBeOf(int row, SessionFilter.Users users) {
		return users.mayBe(traits[(int) columns[Column.TRAIT.ordinal()].get(row)].server(), (int) columns[Column.HOST_USER.ordinal()].get(row));
	}

	/**
	 * @param of     the sessions of a name
	 * @param moment epoch milliseconds
	 * @return the row of the first of them that starts at that moment or later; the one behind the last when none does
	 */
	int firstFrom(OfName of, long moment) {
		int low = of.first();
		int high = of.first() + of.count();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (start(middle) < moment) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	/** @return shows one session after the other */
	Cursor cursor() {
		return new Cursor();
	}

	/** A session of the segment. */
	final class Cursor implements SessionRow {

		private int row;
		/** Of these rows trait, start and end were read: they are asked for several times, and all have them in columns of their own. */
		private int traitOf = -1;
		private int startOf = -1;
		private int endOf = -1;
		private Trait trait;
		private long start;
		private long end;

		/** @return this, showing that session */
		Cursor at(int shown) {
			row = shown;
			return this;
		}

		private long value(Column column) {
			return columns[column.ordinal()].get(row);
		}

		private Trait trait() {
			if (traitOf != row) {
				trait = traits[(int) value(Column.TRAIT)];
				traitOf = row;
			}
			return trait;
		}

		@Override
		public long id() {
			return value(Column.ID);
		}

		@Override
		public long server() {
			return trait().server();
		}

		@Override
		public SessionUnit.Origin origin() {
			return trait().origin();
		}

		@Override
		public long agent() {
			return value(Column.AGENT);
		}

		@Override
		public int host() {
			return (int) value(Column.HOST);
		}

		@Override
		public int hostUser() {
			return (int) value(Column.HOST_USER);
		}

		@Override
		public int osSession() {
			return (int) value(Column.OS_SESSION);
		}

		@Override
		public long inputIdle() {
			return value(Column.INPUT_IDLE);
		}

		@Override
		public long inputUsed() {
			return value(Column.INPUT_USED);
		}

		@Override
		public SessionInput.State inputState() {
			return trait().inputState();
		}

		@Override
		public long inputSince() {
			return value(Column.INPUT_SINCE);
		}

		@Override
		public int product() {
			return (int) value(Column.PRODUCT);
		}

		@Override
		public long licences() {
			return trait().licences();
		}

		@Override
		public long start() {
			if (startOf != row) {
				start = value(Column.START);
				startOf = row;
			}
			return start;
		}

		@Override
		public long lastProven() {
			return end() - value(Column.UNPROVEN);
		}

		@Override
		public boolean ended() {
			return true;
		}

		@Override
		public long end() {
			if (endOf != row) {
				end = start() + value(Column.LENGTH);
				endOf = row;
			}
			return end;
		}

		@Override
		public boolean endExact() {
			return trait().endExact();
		}
	}
}
