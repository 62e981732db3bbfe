package org.lictor.adapter.autodesk.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

/**
 * Takes records of a CSV file apart. Exports are sorted, so that most records say the same as the one before but for a field or
 * two: a field that says the same is the same object, which costs nothing to compare further on, and of a record that differs
 * only in its last field nothing else is looked at. For one thread.
 */
final class CsvRecords {

	private static final char QUOTE = '"';

	private final char separator;
	/** The record before, and its fields. */
	private String before = "";
	private String[] fields = {};
	/** Where the last field of the record before begins. */
	private int lastField;

	/**
	 * @param separator between fields
	 */
	CsvRecords(char separator) {
		this.separator = separator;
	}

	/**
	 * @param record a record of one line
	 * @return its fields; empty when quotation marks stand where none may
	 */
	Optional<List<String>> fields(String record) {
		if (record.isEmpty()) {
			return Optional.of(List.of());
		}
		String[] found = differsInLastField(record) ? withLastField(record)
				: record.indexOf(QUOTE) < 0 ? withoutQuotes(record) : withQuotes(record);
		if (found.length == 0) {
			// not as simple as most
			return strictly(record, separator);
		}
		before = record;
		fields = found;
		return Optional.of(Arrays.asList(found));
	}

	/**
	 * Has a parser take a record apart that knows all of CSV; much slower.
	 *
	 * @param record    a record, which may go over several lines
	 * @param separator between fields
	 * @return its fields; empty when quotation marks stand where none may
	 */
	static Optional<List<String>> strictly(String record, char separator) {
		try {
			return Optional.of(CsvReader.builder().fieldSeparator(separator).allowUnclosedQuote(false).skipEmptyLines(false)
					.ofSingleCsvRecord(record).getFields());
		} catch (CsvParseException e) {
			return Optional.empty();
		}
	}

	private boolean differsInLastField(String record) {
		return lastField > 0 && record.regionMatches(0, before, 0, lastField) && record.indexOf(separator, lastField) < 0
				&& record.indexOf(QUOTE, lastField) < 0;
	}

	private String[] withLastField(String record) {
		String[] found = fields.clone();
		found[found.length - 1] = record.substring(lastField);
		return found;
	}

	private String[] withoutQuotes(String record) {
		String[] found = new String[Math.max(fields.length, 1)];
		int count = 0;
		int from = 0;
		for (int end = record.indexOf(separator); end >= 0; end = record.indexOf(separator, from)) {
			if (count + 1 == found.length) {
				found = Arrays.copyOf(found, found.length + 20);
			}
			found[count] = field(record, from, end, count);
			count++;
			from = end + 1;
		}
		found[count] = field(record, from, record.length(), count);
		lastField = from;
		return count + 1 == found.length ? found : Arrays.copyOf(found, count + 1);
	}

	/** @return the fields; none when a quotation mark stands elsewhere than around a field, or doubled within one that has them */
	private String[] withQuotes(String record) {
		List<String> found = new ArrayList<>(fields.length + 1);
		int from = 0;
		while (true) {
			boolean quoted = from < record.length() && record.charAt(from) == QUOTE;
			int end = quoted ? closing(record, from) : end(record, from);
			if (end < 0 || end < record.length() && record.charAt(end) != separator) {
				return new String[0];
			}
			found.add(quoted ? quoted(record, from + 1, end - 1, found.size()) : field(record, from, end, found.size()));
			if (end == record.length()) {
				lastField = quoted ? 0 : from;
				return found.toArray(String[]::new);
			}
			from = end + 1;
		}
	}

	/** @return the end of a field without quotation marks around it, -1 when one is in it */
	private int end(String record, int from) {
		int next = record.indexOf(separator, from);
		int end = next < 0 ? record.length() : next;
		return record.indexOf(QUOTE, from, end) < 0 ? end : -1;
	}

	/** @return the place behind the quotation mark that closes a field; -1 when none does */
	private static int closing(String record, int from) {
		int quote = record.indexOf(QUOTE, from + 1);
		while (quote >= 0 && quote + 1 < record.length() && record.charAt(quote + 1) == QUOTE) {
			quote = record.indexOf(QUOTE, quote + 2);
		}
		return quote < 0 ? -1 : quote + 1;
	}

	private String quoted(String record, int from, int end, int place) {
		return record.indexOf(QUOTE, from, end) < 0 ? field(record, from, end, place) : record.substring(from, end).replace("\"\"", "\"");
	}

	/** The same object where the record before says the same. */
	private String field(String record, int from, int end, int place) {
		boolean same = place < fields.length && fields[place].length() == end - from && record.startsWith(fields[place], from);
		return same ? fields[place] : record.substring(from, end);
	}
}
