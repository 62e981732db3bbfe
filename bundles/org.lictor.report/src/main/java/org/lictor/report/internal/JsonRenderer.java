package org.lictor.report.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;

/**
 * JSON with stable keys, in UTF-8, one row a line:
 *
 * <pre>
 * {"report":…,"title":…,"as_of":…,"zone":…,
 *  "columns":[{"key":…,"label":…,"type":…,"unit":…,"help":…,"shown":…},…],
 *  "rows":[{"key":value,…},…],
 *  "notes":[…]}
 * </pre>
 *
 * Instants are ISO 8601 in UTC, dates and durations ISO 8601 ({@code "PT1H30M"}), numbers and flags those of JSON, a
 * ratio of 100 % is 1.0. What is not known is null.
 */
public final class JsonRenderer implements Renderer {

	@Override
	public String name() {
		return "json";
	}

	@Override
	public String description() {
		return "JSON with stable keys for scripts";
	}

	@Override
	public String mediaType() {
		return "application/json";
	}

	@Override
	public String fileExtension() {
		return "json";
	}

	@Override
	public boolean text() {
		return true;
	}

	@Override
	public void render(ResultTable table, RenderOptions options, OutputStream out) throws IOException {
		BufferedWriter lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
		// not closed: the stream belongs to the caller
		JsonWriter json = new JsonWriter(lines);
		json.setFormattingStyle(FormattingStyle.COMPACT);
		json.beginObject();
		json.name("report").value(table.report());
		json.name("title").value(table.title());
		json.name("as_of").value(table.asOf().toString());
		json.name("zone").value(table.zone().getId());
		json.name("columns").beginArray();
		for (Column column : table.columns()) {
			writeColumn(column, json);
		}
		json.endArray();
		json.name("rows").beginArray();
		List<Column> columns = table.columns();
		Rows.each(table, options.progress(), row -> {
			// the JSON writer keeps nothing back, and a line break may stand before any value
			lines.write('\n');
			json.beginObject();
			for (int column = 0; column < columns.size(); column++) {
				json.name(columns.get(column).key());
				writeValue(table.value(row, column), columns.get(column).type(), json);
			}
			json.endObject();
		});
		json.endArray();
		json.name("notes").beginArray();
		for (String note : table.notes()) {
			json.value(note);
		}
		json.endArray();
		json.endObject();
		json.flush();
		lines.write('\n');
		lines.flush();
	}

	private static void writeColumn(Column column, JsonWriter json) throws IOException {
		json.beginObject();
		json.name("key").value(column.key());
		json.name("label").value(column.label());
		json.name("type").value(column.type().name().toLowerCase(Locale.ROOT));
		json.name("unit").value(column.unit());
		json.name("help").value(column.help());
		json.name("shown").value(column.shown());
		json.endObject();
	}

	private static void writeValue(Object value, ColumnType type, JsonWriter json) throws IOException {
		if (value == Unknown.UNKNOWN) {
			json.nullValue();
			return;
		}
		switch (type) {
		case TEXT, INSTANT, DATE, DURATION -> json.value(value.toString());
		case INTEGER -> json.value((Number) value);
		case DECIMAL, RATIO -> writeNumber((Double) value, json);
		case FLAG -> json.value((Boolean) value);
		}
	}

	/** JSON has no word for what is no number. */
	private static void writeNumber(double number, JsonWriter json) throws IOException {
		if (Double.isFinite(number)) {
			json.value(number);
		} else {
			json.nullValue();
		}
	}
}
