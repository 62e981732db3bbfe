package org.lictor.remote.protocol;

import java.util.Objects;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;

/**
 * One line of an answer of media type {@link MediaTypes#LINES}: any number of {@link Working}, at least one a second, so
 * that each side notices when the other is gone; then one of the others, which is the last line. A client calls a task
 * off by closing the connection.
 */
public sealed interface TaskLine {

	/**
	 * The task is under way: {@code {"working":{"task":…,"total":…,"done":…}}}.
	 *
	 * @param task  what is being done, for people; empty before the first news
	 * @param total how many units it has, 0 when that is not known
	 * @param done  how many units are done
	 */
	record Working(String task, long total, long done) implements TaskLine {

		/** Checks that nothing is null. */
		public Working {
			Objects.requireNonNull(task, "task");
		}
	}

	/**
	 * The task came to its end: {@code {"result":…}}.
	 *
	 * @param value what it gives, JSON null when nothing
	 */
	record Done(JsonElement value) implements TaskLine {
	}

	/** The task came to its end and gives a table, which begins after this line: {@code {"table":true}}. */
	record TableFollows() implements TaskLine {
	}

	/**
	 * The task failed: {@code {"problem":{"reason":…,"message":…}}}.
	 *
	 * @param problem why
	 */
	record Failed(Problem problem) implements TaskLine {
	}

	/** @return this line as JSON, without the line break */
	default String json() {
		JsonObject line = new JsonObject();
		switch (this) {
		case Working working -> line.add("working", ApiJson.tree(working));
		case Done done -> line.add("result", done.value());
		case TableFollows table -> line.addProperty("table", true);
		case Failed failed -> line.add("problem", ApiJson.tree(failed.problem()));
		}
		return ApiJson.write(line);
	}

	/**
	 * @param json one line
	 * @return what it says
	 * @throws InvalidJsonException when it is no such line
	 */
	static TaskLine parse(String json) throws InvalidJsonException {
		JsonElement parsed;
		try {
			parsed = JsonParser.parseString(json);
		} catch (JsonSyntaxException e) {
			throw new InvalidJsonException("it is not JSON", e);
		}
		if (!(parsed instanceof JsonObject line) || line.size() != 1) {
			throw new InvalidJsonException("a line that tells of a task is a JSON object with one key");
		}
		String key = line.keySet().iterator().next();
		JsonElement value = line.get(key);
		return switch (key) {
		case "working" -> ApiJson.read(value, Working.class);
		case "result" -> new Done(value);
		case "table" -> new TableFollows();
		case "problem" -> new Failed(ApiJson.read(value, Problem.class));
		default -> throw new InvalidJsonException("nothing is known of '" + key + "'");
		};
	}

	/**
	 * @param value what a task gives, or null for nothing
	 * @return the line that says so
	 */
	static Done done(Object value) {
		return new Done(value == null ? JsonNull.INSTANCE : ApiJson.tree(value));
	}
}
