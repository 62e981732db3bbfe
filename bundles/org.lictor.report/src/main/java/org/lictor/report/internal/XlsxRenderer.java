package org.lictor.report.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.report.CellFormat;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;

/**
 * An Office Open XML workbook with typed cells: the header row stays in view and filters, instants are dates in the zone
 * of the table (named in the header, for spreadsheets know no zones), durations are times that go beyond 24 hours, ratios
 * are percentages, what is not known is an empty cell. Texts are cells of type text and never formulas. All columns are
 * there. A last sheet tells title, moment, zone and notes.
 *
 * <p>A sheet holds {@value #SHEET_ROWS} rows with its header; further rows stand on further sheets, and the notes say so.
 * Memory holds one copy of each different text.
 */
public final class XlsxRenderer implements Renderer {

	/** What spreadsheet programs take. */
	static final int SHEET_ROWS = Worksheet.MAX_ROWS;
	/** What spreadsheet programs take in one cell. */
	private static final int CELL_CHARACTERS = 32_767;
	/** Spreadsheets count in doubles: larger whole numbers would be changed. */
	private static final long EXACT = 1L << 53;
	private static final int FLUSH_ROWS = 1_000;
	private static final int WIDTH_ROWS = 1_000;
	private static final int WIDEST = 60;
	private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);
	private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

	private final int sheetRows;

	/** Makes sheets as long as spreadsheet programs take them. */
	public XlsxRenderer() {
		this(SHEET_ROWS);
	}

	/** @param sheetRows rows of a sheet with its header, at least 2 */
	XlsxRenderer(int sheetRows) {
		this.sheetRows = sheetRows;
	}

	@Override
	public String name() {
		return "xlsx";
	}

	@Override
	public String description() {
		return "workbook with typed cells for spreadsheet programs";
	}

	@Override
	public String mediaType() {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	}

	@Override
	public String fileExtension() {
		return "xlsx";
	}

	@Override
	public boolean text() {
		return false;
	}

	@Override
	public void render(ResultTable table, RenderOptions options, OutputStream out) throws IOException {
		Workbook workbook = new Workbook(new Unclosed(out), "Lictor", null);
		workbook.properties().setTitle(table.title());
		Book book = new Book(table, workbook);
		Rows.each(table, options.progress(), book::row);
		book.about();
		workbook.finish();
		out.flush();
	}

	/** The workbook while it is being written. */
	private final class Book {

		private final ResultTable table;
		private final List<Column> columns;
		private final CellFormat format;
		private final Workbook workbook;
		private final double[] widths;
		private Worksheet sheet;
		private int sheets;
		private int next;
		private boolean shortened;

		Book(ResultTable table, Workbook workbook) throws IOException {
			this.table = table;
			this.columns = table.columns();
			this.format = new CellFormat(table.zone());
			this.workbook = workbook;
			this.widths = widths();
			begin();
		}

		/** By the first rows, because widths stand before the cells in the file. */
		private double[] widths() {
			double[] wanted = new double[columns.size()];
			for (int column = 0; column < wanted.length; column++) {
				int width = TerminalText.width(heading(columns.get(column)));
				for (int row = 0; row < Math.min(WIDTH_ROWS, table.rowCount()); row++) {
					width = Math.max(width,
							TerminalText.width(format.text(table.value(row, column), columns.get(column).type())));
				}
				// room for the arrow of the filter
				wanted[column] = Math.min(width, WIDEST) + 3.0;
			}
			return wanted;
		}

		private void begin() throws IOException {
			if (sheet != null) {
				sheet.close();
			}
			sheets++;
			sheet = workbook.newWorksheet(sheets == 1 ? table.report() : table.report() + " (" + sheets + ")");
			sheet.freezePane(0, 1);
			int rows = Math.min(sheetRows - 1, table.rowCount() - (sheets - 1) * (sheetRows - 1));
			sheet.setAutoFilter(0, 0, rows, columns.size() - 1);
			for (int column = 0; column < columns.size(); column++) {
				sheet.width(column, widths[column]);
				sheet.value(0, column, heading(columns.get(column)));
				sheet.style(0, column).bold().set();
			}
			next = 1;
		}

		private String heading(Column column) {
			String heading = CellFormat.heading(column);
			return column.type() == ColumnType.INSTANT ? heading + " (" + table.zone() + ")" : heading;
		}

		void row(int row) throws IOException {
			if (next == sheetRows) {
				begin();
			}
			for (int column = 0; column < columns.size(); column++) {
				Object value = table.value(row, column);
				if (value != Unknown.UNKNOWN) {
					cell(next, column, value, columns.get(column).type());
				}
			}
			next++;
			if (next % FLUSH_ROWS == 0) {
				sheet.flush();
			}
		}

		private void cell(int row, int column, Object value, ColumnType type) {
			switch (type) {
			case TEXT -> text(row, column, (String) value);
			case INTEGER -> integer(row, column, (Long) value);
			case DECIMAL -> number(row, column, (Double) value, "0.00");
			case RATIO -> number(row, column, (Double) value, "0.0%");
			case INSTANT -> instant(row, column, (Instant) value);
			case DATE -> date(row, column, (LocalDate) value);
			case DURATION -> duration(row, column, (Duration) value);
			case FLAG -> sheet.value(row, column, (Boolean) value);
			}
		}

		private void text(int row, int column, String text) {
			boolean fits = text.length() <= CELL_CHARACTERS;
			shortened |= !fits;
			sheet.value(row, column, fits ? text : text.substring(0, CELL_CHARACTERS - 1) + "…");
		}

		private void integer(int row, int column, long number) {
			if (Math.abs(number) <= EXACT) {
				sheet.value(row, column, number);
			} else {
				sheet.value(row, column, Long.toString(number));
			}
		}

		private void number(int row, int column, double number, String pattern) {
			if (Double.isFinite(number)) {
				sheet.value(row, column, number);
				style(row, column, pattern);
			}
		}

		private void instant(int row, int column, Instant instant) {
			LocalDateTime time = LocalDateTime.ofInstant(instant, table.zone());
			if (countable(time.toLocalDate())) {
				sheet.value(row, column, time);
				style(row, column, "yyyy-mm-dd hh:mm:ss");
			} else {
				sheet.value(row, column, format.text(instant, ColumnType.INSTANT));
			}
		}

		private void date(int row, int column, LocalDate date) {
			if (countable(date)) {
				sheet.value(row, column, date);
				style(row, column, "yyyy-mm-dd");
			} else {
				sheet.value(row, column, date.toString());
			}
		}

		private void duration(int row, int column, Duration duration) {
			// spreadsheets show negative times as an error
			if (duration.isNegative()) {
				sheet.value(row, column, format.text(duration, ColumnType.DURATION));
			} else {
				sheet.value(row, column, duration.toMillis() / (double) Duration.ofDays(1).toMillis());
				style(row, column, "[h]:mm:ss");
			}
		}

		private void style(int row, int column, String pattern) {
			sheet.style(row, column).format(pattern).set();
		}

		void about() throws IOException {
			sheet.close();
			Worksheet about = workbook.newWorksheet("About");
			about.width(0, 20);
			about.width(1, 100);
			int row = 0;
			row = line(about, row, "Report", table.title());
			row = line(about, row, "As of", format.text(table.asOf(), ColumnType.INSTANT));
			row = line(about, row, "Time zone", table.zone().getId());
			row = line(about, row, "Rows", Integer.toString(table.rowCount()));
			for (String note : table.notes()) {
				row = line(about, row, "Note", note);
			}
			if (sheets > 1) {
				row = line(about, row, "Note", "A sheet holds no more than " + sheetRows + " rows; the rows stand on "
						+ sheets + " sheets.");
			}
			if (shortened) {
				line(about, row, "Note", "A cell holds no more than " + CELL_CHARACTERS
						+ " characters; longer texts end in an ellipsis.");
			}
		}

		private static int line(Worksheet about, int row, String name, String text) {
			about.value(row, 0, name);
			about.style(row, 0).bold().set();
			about.value(row, 1, text);
			return row + 1;
		}
	}

	/** Spreadsheets believe in a 29 February 1900 and know no day before that year. */
	private static boolean countable(LocalDate day) {
		return !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY);
	}

	/** Keeps the caller's stream open when the workbook is done with it. */
	private static final class Unclosed extends FilterOutputStream {

		Unclosed(OutputStream out) {
			super(out);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			out.write(bytes, offset, length);
		}

		@Override
		public void close() throws IOException {
			flush();
		}
	}
}
