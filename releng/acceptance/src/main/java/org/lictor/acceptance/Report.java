package org.lictor.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A report in its JSON form.
 *
 * @param json the whole
 */
public record Report(JsonObject json) {

	/**
	 * A row of a report.
	 *
	 * @param json values by key
	 */
	public record Row(JsonObject json) {

		/**
		 * @param key of a column
		 * @return its value as text, empty when it is not known
		 * @throws AssertionError when there is no such column
		 */
		public String text(String key) {
			JsonElement value = value(key);
			return value.isJsonNull() ? "" : value.getAsString();
		}

		/**
		 * @param key of a column
		 * @return its value, empty when it is not known
		 */
		public Optional<Long> number(String key) {
			JsonElement value = value(key);
			return value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsLong());
		}

		/**
		 * @param key of a column
		 * @return its value, empty when it is not known
		 */
		public Optional<Instant> instant(String key) {
			return Optional.of(text(key)).filter(text -> !text.isEmpty()).map(Instant::parse);
		}

		/**
		 * @param key of a column
		 * @return its value, empty when it is not known
		 */
		public Optional<Duration> duration(String key) {
			return Optional.of(text(key)).filter(text -> !text.isEmpty()).map(Duration::parse);
		}

		private JsonElement value(String key) {
			if (!json.has(key)) {
				throw new AssertionError("no column " + key + " in " + json);
			}
			return json.get(key);
		}
	}

	/**
	 * @param text as a command or the server gave it
	 * @return the report
	 */
	public static Report parse(String text) {
		return new Report(JsonParser.parseString(text).getAsJsonObject());
	}

	/** @return its rows in order */
	public List<Row> rows() {
		List<Row> rows = new ArrayList<>();
		json.getAsJsonArray("rows").forEach(row -> rows.add(new Row(row.getAsJsonObject())));
		return rows;
	}

	/** @return its notes in order */
	public List<String> notes() {
		List<String> notes = new ArrayList<>();
		json.getAsJsonArray("notes").forEach(note -> notes.add(note.getAsString()));
		return notes;
	}

	/**
	 * @param match which row
	 * @return the one row
	 * @throws AssertionError when there is none or more than one
	 */
	public Row one(Predicate<Row> match) {
		List<Row> found = rows().stream().filter(match).toList();
		if (found.size() != 1) {
			throw new AssertionError("one row expected, found " + found.size() + " in " + json.get("rows"));
		}
		return found.getFirst();
	}

	/**
	 * @param key   of a column
	 * @param value as text
	 * @return the one row that has it
	 * @throws AssertionError when there is none or more than one
	 */
	public Row one(String key, String value) {
		return one(row -> row.text(key).equals(value));
	}
}
