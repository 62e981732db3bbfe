package org.lictor.report.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.lictor.query.Column;
import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;

/**
 * Aligned text for a terminal, in UTF-8: title, the columns that grids show, and at the foot the number of rows, the
 * moment, the zone and the notes. Where lines are limited the widest columns are shortened, what was cut ends in an
 * ellipsis; when even that is not enough, lines get longer than the terminal rather than lose a column.
 */
public final class TextRenderer implements Renderer {

	private static final int GAP = 2;
	/** Enough to tell names apart. */
	private static final int SMALLEST = 8;
	private static final String LINE = "\n";

	@Override
	public String name() {
		return "table";
	}

	@Override
	public String description() {
		return "aligned text for reading on a terminal";
	}

	@Override
	public String mediaType() {
		return "text/plain; charset=utf-8";
	}

	@Override
	public String fileExtension() {
		return "txt";
	}

	@Override
	public boolean text() {
		return true;
	}

	@Override
	public void render(ResultTable table, RenderOptions options, OutputStream out) throws IOException {
		CellFormat format = new CellFormat(table.zone());
		List<Column> all = table.columns();
		int[] shown = IntStream.range(0, all.size()).filter(column -> all.get(column).shown()).toArray();
		int[] widths = widths(table, format, shown, options.width());
		Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
		writer.write(table.title() + LINE + LINE);
		if (table.rowCount() > 0) {
			writeHeader(all, shown, widths, writer);
			Rows.each(table, options.progress(), row -> {
				String[] cells = new String[shown.length];
				for (int index = 0; index < shown.length; index++) {
					cells[index] = format.text(table.value(row, shown[index]), all.get(shown[index]).type());
				}
				writeLine(all, shown, widths, cells, writer);
			});
			writer.write(LINE);
		}
		writer.write(Footer.of(table) + LINE);
		for (String note : table.notes()) {
			writer.write(note + LINE);
		}
		writer.flush();
	}

	/** What each column needs, by looking at every cell, and then fitted into the line. */
	private static int[] widths(ResultTable table, CellFormat format, int[] shown, OptionalInt line) {
		double[] wanted = new double[shown.length];
		for (int index = 0; index < shown.length; index++) {
			Column column = table.columns().get(shown[index]);
			int width = TerminalText.width(CellFormat.heading(column));
			for (int row = 0; row < table.rowCount(); row++) {
				width = Math.max(width, TerminalText.width(format.text(table.value(row, shown[index]), column.type())));
			}
			wanted[index] = width;
		}
		if (line.isEmpty()) {
			return Arrays.stream(wanted).mapToInt(width -> (int) width).toArray();
		}
		int available = line.getAsInt() - GAP * (shown.length - 1);
		return Arrays.stream(ColumnWidths.fit(wanted, available, SMALLEST)).mapToInt(width -> (int) width).toArray();
	}

	private static void writeHeader(List<Column> all, int[] shown, int[] widths, Writer writer) throws IOException {
		String[] labels = Arrays.stream(shown).mapToObj(all::get).map(CellFormat::heading).toArray(String[]::new);
		writeLine(all, shown, widths, labels, writer);
		String[] rules = Arrays.stream(widths).mapToObj("-"::repeat).toArray(String[]::new);
		writeLine(all, shown, widths, rules, writer);
	}

	private static void writeLine(List<Column> all, int[] shown, int[] widths, String[] cells, Writer writer)
			throws IOException {
		StringBuilder line = new StringBuilder();
		for (int index = 0; index < shown.length; index++) {
			boolean right = CellFormat.alignedRight(all.get(shown[index]).type());
			String cell = TerminalText.shorten(cells[index], widths[index]);
			line.append(index == 0 ? "" : " ".repeat(GAP)).append(TerminalText.pad(cell, widths[index], right));
		}
		writer.write(line.toString().stripTrailing() + LINE);
	}
}
