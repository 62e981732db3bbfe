package org.lictor.report.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.report.CellFormat;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

/**
 * CSV as RFC 4180 has it: UTF-8 without a byte order mark, commas, lines that end in CR LF, one header line, every
 * column. Instants are ISO 8601 with the offset of the table's zone, dates and durations ISO 8601, decimals have a point,
 * a ratio of 100 % is 1.0, flags are true or false, and what is not known is empty.
 *
 * <p>A text that begins with {@code =}, {@code +}, {@code -}, {@code @}, tab or carriage return gets an apostrophe in
 * front, because spreadsheets would run it as a formula and texts come from outside (OWASP, "CSV Injection"). Programs
 * that need texts untouched take JSON.
 */
public final class CsvRenderer implements Renderer {

	private static final String DANGEROUS = "=+-@\t\r";

	@Override
	public String name() {
		return "csv";
	}

	@Override
	public String description() {
		return "comma-separated values (RFC 4180) for other programs";
	}

	@Override
	public String mediaType() {
		return "text/csv; charset=utf-8";
	}

	@Override
	public String fileExtension() {
		return "csv";
	}

	@Override
	public boolean text() {
		return true;
	}

	@Override
	public void render(ResultTable table, RenderOptions options, OutputStream out) throws IOException {
		Writer buffered = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
		// not closed: the stream belongs to the caller
		CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(buffered);
		List<Column> columns = table.columns();
		try {
			writer.writeRecord(columns.stream().map(column -> header(column, options.header())).toArray(String[]::new));
			Rows.each(table, options.progress(), row -> {
				String[] cells = new String[columns.size()];
				for (int column = 0; column < cells.length; column++) {
					cells[column] = text(table.value(row, column), columns.get(column).type(), table.zone());
				}
				writer.writeRecord(cells);
			});
			writer.flush();
		} catch (UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private static String header(Column column, RenderOptions.Header header) {
		return header == RenderOptions.Header.KEYS ? column.key() : guarded(CellFormat.heading(column));
	}

	private static String text(Object value, ColumnType type, ZoneId zone) {
		if (value == Unknown.UNKNOWN) {
			return "";
		}
		return switch (type) {
		case TEXT -> guarded((String) value);
		case INSTANT -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(((Instant) value).atZone(zone));
		case DECIMAL, RATIO -> Double.isFinite((Double) value) ? value.toString() : "";
		case INTEGER, DATE, DURATION, FLAG -> value.toString();
		};
	}

	private static String guarded(String text) {
		return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
	}
}
