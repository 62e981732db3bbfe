package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

import org.lictor.spi.Content;

/** The tables of a file: one of a CSV file, one a sheet of a workbook. */
public interface Tables extends AutoCloseable {

	/**
	 * Opens a file; what it is shows in its first bytes, not in its name.
	 *
	 * @param content the bytes
	 * @param limits  what a workbook may demand of this machine
	 * @param score   how much a row looks like the header of a table that is wanted; tells the separator of a CSV file
	 * @return its tables, closed by the caller
	 * @throws IOException         when the bytes cannot be read
	 * @throws UnreadableException when the file is of a kind that cannot be read
	 */
	static Tables open(Content content, XlsxLimits limits, ToIntFunction<List<String>> score)
			throws IOException, UnreadableException {
		byte[] first;
		try (var in = content.open()) {
			first = in.readNBytes(8);
		}
		if (first.length == 0) {
			throw new UnreadableException("The file is empty.", "", 0);
		}
		if (startsWith(first, 0x50, 0x4b, 0x03, 0x04)) {
			return XlsxTables.open(content, limits);
		}
		if (startsWith(first, 0xd0, 0xcf, 0x11, 0xe0)) {
			throw new UnreadableException("The file is a workbook of the old kind (.xls) or protected by a password. Save it as .xlsx "
					+ "without a password, or as CSV.", "", 0);
		}
		return CsvTables.open(content, score);
	}

	private static boolean startsWith(byte[] bytes, int... signature) {
		for (int i = 0; i < signature.length; i++) {
			if (i >= bytes.length || (bytes[i] & 0xff) != signature[i]) {
				return false;
			}
		}
		return true;
	}

	/**
	 * @return the next table, empty behind the last; the one before cannot be read any more then
	 * @throws IOException         when the bytes cannot be read
	 * @throws UnreadableException when the file cannot be read any further
	 */
	Optional<Table> next() throws IOException, UnreadableException;

	/** @return what a person should know of the way in which the text was read, empty when there is nothing */
	Optional<String> remark();

	@Override
	void close() throws IOException;
}
