package org.lictor.simulator.autodesk;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

import com.google.gson.stream.JsonWriter;

/** Writes tables as files, row by row, so that the longest takes no more memory than the shortest. */
final class TableWriter {

	private static final int ROWS_IN_MEMORY = 500;
	/** A sheet of XLSX holds 1,048,576 rows. */
	private static final int MOST_ROWS = 1_000_000;

	private TableWriter() {
	}

	/** As CSV according to RFC 4180, in UTF-8. */
	static void csv(List<Exports.Table> tables, OutputStream out) throws IOException {
		Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
		boolean first = true;
		for (Exports.Table table : tables) {
			if (!first) {
				writer.write("\r\n");
			}
			first = false;
			line(writer, table.columns().toArray(new String[0]));
			table.source().writeTo(cells -> line(writer, cells));
		}
		writer.flush();
	}

	private static void line(Writer writer, String[] cells) throws IOException {
		for (int i = 0; i < cells.length; i++) {
			if (i > 0) {
				writer.write(',');
			}
			String cell = cells[i];
			boolean quoted = false;
			for (int c = 0; c < cell.length() && !quoted; c++) {
				char letter = cell.charAt(c);
				quoted = letter == ',' || letter == '"' || letter == '\n' || letter == '\r';
			}
			if (quoted) {
				writer.write('"');
				writer.write(cell.replace("\"", "\"\""));
				writer.write('"');
			} else {
				writer.write(cell);
			}
		}
		writer.write("\r\n");
	}

	/** As JSON. Silent: the documentation offers JSON and shows none; it is an array with an object for each row here. */
	static void json(Exports.Table table, OutputStream out) throws IOException {
		JsonWriter json = new JsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16));
		json.beginArray();
		table.source().writeTo(cells -> {
			json.beginObject();
			for (int i = 0; i < cells.length; i++) {
				json.name(table.columns().get(i)).value(cells[i]);
			}
			json.endObject();
		});
		json.endArray();
		json.flush();
	}

	/** As one workbook with a sheet for each table, or several for one that is too long for a sheet. */
	static void workbook(List<Exports.Table> tables, OutputStream out) throws IOException {
		// the writer closes what it writes to; that is for our caller to do
		OutputStream kept = new java.io.FilterOutputStream(out) {
			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				out.write(bytes, offset, length);
			}

			@Override
			public void close() throws IOException {
				flush();
			}
		};
		try (Workbook workbook = new Workbook(kept, "Export", "1.0")) {
			for (Exports.Table table : tables) {
				Sheets sheets = new Sheets(workbook, table);
				table.source().writeTo(sheets::row);
				sheets.finish();
			}
		}
	}

	private static final class Sheets {
		private final Workbook workbook;
		private final Exports.Table table;
		private Worksheet sheet;
		private int number;
		private int row;

		Sheets(Workbook workbook, Exports.Table table) throws IOException {
			this.workbook = workbook;
			this.table = table;
			begin();
		}

		private void begin() {
			number++;
			sheet = workbook.newWorksheet(number == 1 ? table.name() : table.name() + " " + number);
			row = 0;
			for (int i = 0; i < table.columns().size(); i++) {
				sheet.value(0, i, table.columns().get(i));
			}
		}

		void row(String[] cells) throws IOException {
			if (row == MOST_ROWS) {
				finish();
				begin();
			}
			row++;
			for (int i = 0; i < cells.length; i++) {
				if (!cells[i].isEmpty()) {
					// not as a shared text: those would all be kept in memory
					sheet.inlineString(row, i, cells[i]);
				}
			}
			if (row % ROWS_IN_MEMORY == 0) {
				sheet.flush();
			}
		}

		void finish() throws IOException {
			sheet.finish();
		}
	}
}
