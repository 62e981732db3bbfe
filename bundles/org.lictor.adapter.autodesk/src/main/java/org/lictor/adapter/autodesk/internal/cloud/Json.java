package org.lictor.adapter.autodesk.internal.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

/** Reads JSON as it comes from a network: a comma too many is overlooked, all else that is no JSON is not. */
public final class Json {

	/** How large an answer may be that is held in memory, in bytes. Answers that may be larger are read as a stream. */
	static final int LARGEST = 4 * 1024 * 1024;

	private Json() {
	}

	/**
	 * @param in read as UTF-8
	 * @return a reader that takes JSON with commas too many, and nothing else that is wrong; closes the stream with itself
	 */
	public static JsonReader reader(InputStream in) {
		return new JsonReader(new CommaFilter(new InputStreamReader(in, StandardCharsets.UTF_8)));
	}

	/**
	 * @param bytes an answer
	 * @return it as a tree, empty when it is no JSON
	 */
	static Optional<JsonElement> tree(byte[] bytes) {
		try (JsonReader reader = reader(new ByteArrayInputStream(bytes))) {
			JsonElement tree = JsonParser.parseReader(reader);
			return tree.isJsonNull() || tree.isJsonPrimitive() ? Optional.empty() : Optional.of(tree);
		} catch (JsonParseException | IOException | IllegalStateException | NumberFormatException e) {
			return Optional.empty();
		}
	}

	/** @return the text of a member; empty when there is none, or it is neither a text, a number nor a truth value */
	static String text(JsonElement object, String member) {
		return object instanceof JsonObject members ? text(members.get(member)) : "";
	}

	private static String text(JsonElement value) {
		return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
	}

	/** @return the whole number of a member, empty when there is none */
	static Optional<Long> whole(JsonElement object, String member) {
		String text = text(object, member);
		try {
			return text.isEmpty() || text.length() > 20 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0 ? Optional.empty()
					: Optional.of(new BigDecimal(text).longValueExact());
		} catch (ArithmeticException | NumberFormatException e) {
			return Optional.empty();
		}
	}

	/** @return the objects of an array that is a member, empty when there is none */
	static List<JsonObject> objects(JsonElement object, String member) {
		return object instanceof JsonObject members ? objects(members.get(member)) : List.of();
	}

	/** @return the objects in an array, empty when it is no array */
	static List<JsonObject> objects(JsonElement array) {
		List<JsonObject> objects = new ArrayList<>();
		if (array instanceof JsonArray values) {
			values.forEach(value -> {
				if (value instanceof JsonObject object) {
					objects.add(object);
				}
			});
		}
		return objects;
	}

	/** @return the texts in an array that is a member, empty when there is none */
	static List<String> texts(JsonElement object, String member) {
		List<String> texts = new ArrayList<>();
		if (object instanceof JsonObject members && members.get(member) instanceof JsonArray values) {
			values.forEach(value -> texts.add(text(value)));
		}
		texts.removeIf(String::isEmpty);
		return texts;
	}

	/** @return an array of texts */
	static JsonArray array(List<String> texts) {
		JsonArray array = new JsonArray();
		texts.forEach(array::add);
		return array;
	}
}
