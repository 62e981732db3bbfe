package org.lictor.store.internal.segments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.lictor.store.SessionRow;

/** Writes the file of a {@link Segment}: looks at all sessions once for what they have in common, then writes them. */
final class SegmentWriter {

	private static final Column[] ALL = Column.values();

	/** Sessions that can be gone through again and again. */
	interface Rows {

		/**
		 * @param visitor gets all sessions, by name of the product and then by start, always in the same order
		 */
		void each(Consumer<SessionRow> visitor);
	}

	private static final class OfName {
		private int first;
		private int count;
		private long longest;
		private final Map<Long, Long> begun = new TreeMap<>();
	}

	private final ProductNames productNames;
	private final long[] least = new long[ALL.length];
	private final long[] greatest = new long[ALL.length];
	private final Map<Trait, Integer> traits = new HashMap<>();
	private final List<Trait> traitList = new ArrayList<>();
	private final Map<Integer, OfName> names = new TreeMap<>();
	private Trait lastTrait;
	private int lastNumber;
	private int rows;
	private long latestEnd = Long.MIN_VALUE;

	/**
	 * @param productNames knows the names of products
	 */
	SegmentWriter(ProductNames productNames) {
		this.productNames = productNames;
		Arrays.fill(least, Long.MAX_VALUE);
		Arrays.fill(greatest, Long.MIN_VALUE);
	}

	/**
	 * @param file  is made
	 * @param month in which the sessions began
	 * @param all   at least one session, all of them ended
	 * @throws IOException when it cannot be written
	 */
	void write(Path file, int month, Rows all) throws IOException {
		all.each(this::look);
		int directory = names.values().stream().mapToInt(of -> 24 + of.begun.size() * 16).sum();
		long[] offsets = new long[ALL.length];
		int[] widths = new int[ALL.length];
		long at = Segment.COLUMNS + (long) ALL.length * Segment.COLUMN + (long) traitList.size() * Segment.TRAIT + directory;
		for (int column = 0; column < ALL.length; column++) {
			offsets[column] = at;
			widths[column] = PackedColumn.width(least[column], greatest[column]);
			at += PackedColumn.size(rows, widths[column]);
		}
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, Math.toIntExact(at))
					.order(ByteOrder.LITTLE_ENDIAN);
			bytes.putLong(Segment.MAGIC).putInt(Segment.VERSION).putInt(0).putInt(month).putInt(rows)
					.putInt(traitList.size()).putInt(names.size()).putLong(latestEnd);
			for (int column = 0; column < ALL.length; column++) {
				bytes.putInt(widths[column]).putInt((int) offsets[column]).putLong(least[column]);
			}
			for (Trait trait : traitList) {
				bytes.putLong(trait.server()).putLong(trait.licences()).putInt(trait.origin().ordinal())
						.putInt((trait.endExact() ? 1 : 0) | trait.inputState().ordinal() << 1);
			}
			names.forEach((name, of) -> {
				bytes.putInt(name).putInt(of.first).putInt(of.count).putInt(of.begun.size()).putLong(of.longest);
				of.begun.forEach((server, first) -> bytes.putLong(server).putLong(first));
			});
			PackedColumn[] columns = new PackedColumn[ALL.length];
			for (int column = 0; column < ALL.length; column++) {
				columns[column] = new PackedColumn(bytes, (int) offsets[column], widths[column], least[column]);
			}
			int[] row = { 0 };
			all.each(session -> {
				for (int column = 0; column < ALL.length; column++) {
					columns[column].put(row[0], value(ALL[column], session));
				}
				row[0]++;
			});
			bytes.putInt(Segment.CHECKSUM, Segment.checksum(bytes));
		}
	}

	private void look(SessionRow session) {
		for (int column = 0; column < ALL.length; column++) {
			long value = value(ALL[column], session);
			least[column] = Math.min(least[column], value);
			greatest[column] = Math.max(greatest[column], value);
		}
		latestEnd = Math.max(latestEnd, session.end());
		OfName of = names.computeIfAbsent(productNames.nameOf(session.product()), none -> new OfName());
		if (of.count++ == 0) {
			of.first = rows;
		}
		of.longest = Math.max(of.longest, session.end() - session.start());
		if (session.agent() != 0) {
			of.begun.merge(session.server(), session.start(), Math::min);
		}
		rows++;
	}

	private long value(Column column, SessionRow session) {
		return column == Column.TRAIT ? number(Trait.of(session)) : column.of(session);
	}

	private int number(Trait trait) {
		if (!trait.equals(lastTrait)) {
			lastTrait = trait;
			lastNumber = traits.computeIfAbsent(trait, added -> {
				traitList.add(added);
				return traitList.size() - 1;
			});
		}
		return lastNumber;
	}
}
