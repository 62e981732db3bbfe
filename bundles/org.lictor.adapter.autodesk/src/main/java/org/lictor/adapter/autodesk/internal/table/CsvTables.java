package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

import org.lictor.adapter.autodesk.internal.table.LineReader.Line;
import org.lictor.spi.Content;

/**
 * A CSV file. Separator and encoding are found out. A quotation mark that is opened and not closed spoils its own line and
 * no other: the text is read line by line, and a record goes over several lines only when it has the right number of
 * fields then.
 */
final class CsvTables implements Tables {

	private static final char[] SEPARATORS = { ',', ';', '\t' };
	private static final int LINES_LOOKED_AT = 60;
	private static final int LINES_OF_A_RECORD = 20;

	private final TextDecoder text;
	private final CsvTable table;
	private boolean given;

	private CsvTables(TextDecoder text, char separator) {
		this.text = text;
		this.table = new CsvTable(new LineReader(text), separator);
	}

	static CsvTables open(Content content, ToIntFunction<List<String>> score) throws IOException {
		char separator;
		try (TextDecoder text = TextDecoder.open(content.open())) {
			separator = separator(new LineReader(text), score);
		}
		return new CsvTables(TextDecoder.open(content.open()), separator);
	}

	/** The separator with which some line near the beginning looks most like the header of a table that is wanted. */
	private static char separator(LineReader lines, ToIntFunction<List<String>> score) throws IOException {
		char best = SEPARATORS[0];
		int bestScore = 0;
		for (int i = 0; i < LINES_LOOKED_AT; i++) {
			Optional<Line> line = lines.next();
			if (line.isEmpty()) {
				break;
			}
			for (char separator : SEPARATORS) {
				int found = line.get().cut() ? 0 : new CsvRecords(separator).fields(line.get().text()).map(score::applyAsInt).orElse(0);
				if (found > bestScore) {
					best = separator;
					bestScore = found;
				}
			}
		}
		return best;
	}

	@Override
	public Optional<Table> next() {
		if (given) {
			return Optional.empty();
		}
		given = true;
		return Optional.of(table);
	}

	@Override
	public Optional<String> remark() {
		return text.remark();
	}

	@Override
	public void close() throws IOException {
		text.close();
	}

	private static final class CsvTable implements Table {

		private final LineReader lines;
		private final char separator;
		private final CsvRecords records;
		private int width;

		CsvTable(LineReader lines, char separator) {
			this.lines = lines;
			this.separator = separator;
			this.records = new CsvRecords(separator);
		}

		@Override
		public String name() {
			return "";
		}

		@Override
		public void width(int columns) {
			width = columns;
		}

		@Override
		public boolean shortRows() {
			return false;
		}

		@Override
		public Optional<Row> next() throws IOException {
			Optional<Line> line = lines.next();
			return line.isEmpty() ? Optional.empty() : Optional.of(row(line.get()));
		}

		private Row row(Line first) throws IOException {
			if (first.cut()) {
				return new Row.Broken(first.number(), "The line is longer than " + LineReader.LONGEST + " characters.", !first.ended());
			}
			if (!opensQuote(first.text())) {
				Optional<List<String>> fields = records.fields(first.text());
				return fields.isPresent() ? new Row.Cells(first.number(), fields.get(), !first.ended())
						: new Row.Broken(first.number(), "There is a quotation mark in the middle of a field.", !first.ended());
			}
			return overSeveralLines(first);
		}

		private Row overSeveralLines(Line first) throws IOException {
			List<Line> more = new ArrayList<>();
			StringBuilder record = new StringBuilder(first.text());
			boolean open = true;
			while (open && more.size() < LINES_OF_A_RECORD && record.length() < LineReader.LONGEST) {
				Optional<Line> line = lines.next();
				if (line.isEmpty()) {
					break;
				}
				more.add(line.get());
				record.append('\n').append(line.get().text());
				open ^= opensQuote(line.get().text());
			}
			if (!open) {
				Optional<List<String>> fields = CsvRecords.strictly(record.toString(), separator);
				if (fields.isPresent() && (width == 0 || fields.get().size() == width)) {
					return new Row.Cells(first.number(), fields.get(), !more.getLast().ended());
				}
			}
			lines.giveBack(more);
			return new Row.Broken(first.number(), "A quotation mark is opened and not closed.", !first.ended());
		}

		/** An odd number of quotation marks: the record goes on in the next line. */
		private static boolean opensQuote(String text) {
			boolean open = false;
			for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', quote + 1)) {
				open = !open;
			}
			return open;
		}
	}
}
