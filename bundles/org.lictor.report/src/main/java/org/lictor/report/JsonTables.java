package org.lictor.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/** Reads result tables from the JSON that {@link Renderers#JSON} writes. */
public final class JsonTables {

	private final JsonReader json;
	private String report = "";
	private String title = "";
	private Instant asOf;
	private ZoneId zone;
	private List<Column> columns;
	private TableBuilder builder;
	private final List<String> notes = new ArrayList<>();

	private JsonTables(JsonReader json) {
		this.json = json;
	}

	/**
	 * Reads one table. Row by row, so that memory holds the table and little more. Keys that are not known are skipped
	 * and a key that a row lacks is a value that is not known, so that older and newer versions understand each other.
	 *
	 * @param in UTF-8; read to the end of the table and not closed
	 * @return an equal table: the same columns, values, moment, zone and notes. Instants and durations to the
	 *         millisecond; numbers that were infinite or no number come back as not known
	 * @throws IOException when the stream cannot be read, or with a sentence that names the place when it holds no table
	 */
	public static ResultTable read(InputStream in) throws IOException {
		JsonReader json = new JsonReader(new InputStreamReader(in, StandardCharsets.UTF_8));
		try {
			return new JsonTables(json).table();
		} catch (MalformedJsonException | IllegalStateException | IllegalArgumentException | DateTimeException
				| JsonParseException e) {
			throw new IOException("This is no table of a report (at " + json.getPath() + "): " + e.getMessage(), e);
		}
	}

	private ResultTable table() throws IOException {
		json.beginObject();
		while (json.hasNext()) {
			switch (json.nextName()) {
			case "report" -> report = json.nextString();
			case "title" -> title = json.nextString();
			case "as_of" -> asOf = Instant.parse(json.nextString());
			case "zone" -> zone = ZoneId.of(json.nextString());
			case "columns" -> readColumns();
			case "rows" -> readRows();
			case "notes" -> readNotes();
			default -> json.skipValue();
			}
		}
		json.endObject();
		if (builder == null || asOf == null || zone == null) {
			throw new IllegalArgumentException("columns, rows, as_of or zone are missing");
		}
		notes.forEach(builder::note);
		return builder.build(asOf, zone);
	}

	private void readColumns() throws IOException {
		columns = new ArrayList<>();
		json.beginArray();
		while (json.hasNext()) {
			columns.add(readColumn());
		}
		json.endArray();
	}

	private Column readColumn() throws IOException {
		String key = "";
		String label = "";
		Optional<ColumnType> type = Optional.empty();
		String unit = "";
		String help = "";
		boolean shown = true;
		json.beginObject();
		while (json.hasNext()) {
			switch (json.nextName()) {
			case "key" -> key = json.nextString();
			case "label" -> label = json.nextString();
			case "type" -> type = Optional.of(ColumnType.valueOf(json.nextString().toUpperCase(Locale.ROOT)));
			case "unit" -> unit = json.nextString();
			case "help" -> help = json.nextString();
			case "shown" -> shown = json.nextBoolean();
			default -> json.skipValue();
			}
		}
		json.endObject();
		return new Column(key, label, type.orElseThrow(() -> new IllegalArgumentException("a column has no type")), unit,
				help, shown);
	}

	private void readRows() throws IOException {
		if (columns == null) {
			throw new IllegalArgumentException("rows stand before the columns that explain them");
		}
		builder = new TableBuilder(report, title, columns);
		Map<String, Integer> indexOfKey = new HashMap<>();
		for (int index = 0; index < columns.size(); index++) {
			indexOfKey.put(columns.get(index).key(), index);
		}
		Object[] values = new Object[columns.size()];
		json.beginArray();
		while (json.hasNext()) {
			Arrays.fill(values, Unknown.UNKNOWN);
			json.beginObject();
			while (json.hasNext()) {
				Integer index = indexOfKey.get(json.nextName());
				if (index == null) {
					json.skipValue();
				} else {
					values[index] = readValue(columns.get(index).type());
				}
			}
			json.endObject();
			builder.row(values);
		}
		json.endArray();
	}

	private Object readValue(ColumnType type) throws IOException {
		if (json.peek() == JsonToken.NULL) {
			json.nextNull();
			return Unknown.UNKNOWN;
		}
		return switch (type) {
		case TEXT -> json.nextString();
		case INTEGER -> json.nextLong();
		case DECIMAL, RATIO -> json.nextDouble();
		case INSTANT -> Instant.parse(json.nextString());
		case DATE -> LocalDate.parse(json.nextString());
		case DURATION -> Duration.parse(json.nextString());
		case FLAG -> json.nextBoolean();
		};
	}

	private void readNotes() throws IOException {
		json.beginArray();
		while (json.hasNext()) {
			notes.add(json.nextString());
		}
		json.endArray();
	}
}
