package org.lictor.remote.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;

/** Turns the records of Lictor's services into JSON and back, in the form this package describes. */
public final class ApiJson {

	private static final Pattern PLACE = Pattern.compile("line ([0-9]+) column ([0-9]+)");
	private static final Gson ANSWERS = gson(false);
	private static final Gson REQUESTS = gson(true);

	private ApiJson() {
	}

	private static Gson gson(boolean strict) {
		return new GsonBuilder().setStrictness(Strictness.STRICT).serializeNulls().disableHtmlEscaping()
				.registerTypeAdapterFactory(new RecordAdapters(strict)).registerTypeAdapterFactory(new ValueAdapters())
				.create();
	}

	/**
	 * @param value a record, a list of records, or a tree
	 * @return its JSON in one line
	 */
	public static String write(Object value) {
		return ANSWERS.toJson(value);
	}

	/**
	 * @param value a record, a list of records, or a tree
	 * @return its JSON in many lines, for people and scripts
	 */
	public static String writeIndented(Object value) {
		return ANSWERS.newBuilder().setFormattingStyle(FormattingStyle.PRETTY).create().toJson(value);
	}

	/**
	 * @param value a record or a list of records
	 * @return its JSON as a tree
	 */
	public static JsonElement tree(Object value) {
		return ANSWERS.toJsonTree(value);
	}

	/**
	 * Reads what a client sent: a key that nobody knows is a mistake, because what it asks for would not happen.
	 *
	 * @param json UTF-8
	 * @param type a record of the api or of this package
	 * @param <T>  the same
	 * @return the record
	 * @throws InvalidJsonException naming the key at fault
	 */
	public static <T> T readRequest(byte[] json, Class<T> type) throws InvalidJsonException {
		return check(() -> REQUESTS.fromJson(text(json), type));
	}

	/**
	 * Reads what a server sent: a key that nobody knows comes from a newer server and is skipped.
	 *
	 * @param json UTF-8
	 * @param type a record of the api or of this package
	 * @param <T>  the same
	 * @return the record
	 * @throws InvalidJsonException naming the key at fault
	 */
	public static <T> T read(byte[] json, Class<T> type) throws InvalidJsonException {
		return check(() -> ANSWERS.fromJson(text(json), type));
	}

	/**
	 * Reads what a server sent.
	 *
	 * @param json a tree
	 * @param type a record of the api or of this package
	 * @param <T>  the same
	 * @return the record
	 * @throws InvalidJsonException naming the key at fault
	 */
	public static <T> T read(JsonElement json, Class<T> type) throws InvalidJsonException {
		return check(() -> ANSWERS.fromJson(json, type));
	}

	/**
	 * Reads a list that a server sent.
	 *
	 * @param json UTF-8
	 * @param type of its elements
	 * @param <T>  the same
	 * @return the list
	 * @throws InvalidJsonException naming the key at fault
	 */
	public static <T> List<T> readList(byte[] json, Class<T> type) throws InvalidJsonException {
		return check(() -> ANSWERS.<List<T>>fromJson(text(json), new ListOf(type)));
	}

	private interface Reading<T> {

		T run() throws InvalidJsonException;
	}

	private static <T> T check(Reading<T> reading) throws InvalidJsonException {
		T value;
		try {
			value = reading.run();
		} catch (JsonParseException e) {
			throw new InvalidJsonException(sentence(e), e);
		}
		if (value == null) {
			throw new InvalidJsonException("it is empty");
		}
		return value;
	}

	/** Our own words as they are; of Gson's, which are for programmers, only the place. */
	private static String sentence(JsonParseException e) {
		if (e.getClass() == JsonParseException.class) {
			return e.getMessage();
		}
		Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
		return "it is not JSON as it should be"
				+ (place.find() ? " (line " + place.group(1) + ", column " + place.group(2) + ")" : "");
	}

	private static String text(byte[] json) throws InvalidJsonException {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
		} catch (CharacterCodingException e) {
			throw new InvalidJsonException("it is not UTF-8", e);
		}
	}

	private record ListOf(Type element) implements ParameterizedType {

		@Override
		public Type[] getActualTypeArguments() {
			return new Type[] { element };
		}

		@Override
		public Type getRawType() {
			return List.class;
		}

		@Override
		public Type getOwnerType() {
			return null;
		}
	}
}
