package org.lictor.remote.protocol;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.lictor.query.ColumnType;
import org.lictor.spi.Durations;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/** The values that stand in records: texts that must be texts, times, optional values, constants, sets and maps in order. */
final class ValueAdapters implements TypeAdapterFactory {

	@Override
	@SuppressWarnings("unchecked")
	public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
		Class<? super T> raw = type.getRawType();
		TypeAdapter<?> adapter = null;
		if (raw == String.class) {
			adapter = new TextAdapter<>(text -> text, text -> text, "a text");
		} else if (raw == boolean.class) {
			adapter = new FlagAdapter();
		} else if (raw == LocalDate.class) {
			adapter = new TextAdapter<>(LocalDate::parse, LocalDate::toString, "a day such as 2026-03-01");
		} else if (raw == Instant.class) {
			adapter = new TextAdapter<>(Instant::parse, Instant::toString, "an instant such as 2026-03-01T08:00:00Z");
		} else if (raw == Duration.class) {
			adapter = new TextAdapter<>(text -> Durations.parse(text).orElseGet(() -> Duration.parse(text)),
					Duration::toString, "a length of time such as P30D or PT12H");
		} else if (raw == URI.class) {
			adapter = new TextAdapter<>(URI::create, URI::toString, "an address");
		} else if (raw.isEnum()) {
			adapter = constants(raw.getEnumConstants());
		} else if (raw == Optional.class) {
			adapter = new OptionalAdapter<>(gson.getAdapter(TypeToken.get(argument(type, 0))));
		} else if (raw == Set.class) {
			adapter = new CollectionAdapter<>(gson.getAdapter(TypeToken.get(argument(type, 0))), true);
		} else if (raw == List.class) {
			adapter = new CollectionAdapter<>(gson.getAdapter(TypeToken.get(argument(type, 0))), false);
		} else if (raw == Map.class && argument(type, 0) == String.class) {
			adapter = new MapAdapter<>(gson.getAdapter(TypeToken.get(argument(type, 1))));
		}
		return (TypeAdapter<T>) adapter;
	}

	private static Type argument(TypeToken<?> type, int index) {
		return type.getType() instanceof ParameterizedType parameterized
				? parameterized.getActualTypeArguments()[index]
				: Object.class;
	}

	private static TypeAdapter<?> constants(Object[] constants) {
		String known = Arrays.stream(constants).map(ValueAdapters::name).collect(Collectors.joining(", "));
		return new TextAdapter<>(
				text -> Arrays.stream(constants).filter(constant -> constant.toString().equalsIgnoreCase(text)).findAny()
						.orElseThrow(() -> new IllegalArgumentException(text)),
				ValueAdapters::name, "one of " + known);
	}

	/** Column types are written as they stand in the tables of reports. */
	private static String name(Object constant) {
		String name = ((Enum<?>) constant).name();
		return constant instanceof ColumnType ? name.toLowerCase(Locale.ROOT) : name;
	}

	private static final class TextAdapter<T> extends TypeAdapter<T> {

		private final Function<String, T> parser;
		private final Function<T, String> writer;
		private final String expected;

		TextAdapter(Function<String, T> parser, Function<T, String> writer, String expected) {
			this.parser = parser;
			this.writer = writer;
			this.expected = expected;
		}

		@Override
		public void write(JsonWriter json, T value) throws IOException {
			json.value(writer.apply(value));
		}

		@Override
		public T read(JsonReader json) throws IOException {
			JsonToken token = json.peek();
			if (token == JsonToken.STRING) {
				try {
					return parser.apply(json.nextString());
				} catch (DateTimeException | IllegalArgumentException e) {
					throw new JsonParseException(RecordAdapters.at(json) + " should be " + expected, e);
				}
			}
			json.skipValue();
			throw new JsonParseException(RecordAdapters.at(json) + " should be " + expected);
		}
	}

	/** Gson's own takes any text for false. */
	private static final class FlagAdapter extends TypeAdapter<Boolean> {

		@Override
		public void write(JsonWriter json, Boolean value) throws IOException {
			json.value(value);
		}

		@Override
		public Boolean read(JsonReader json) throws IOException {
			if (json.peek() == JsonToken.BOOLEAN) {
				return json.nextBoolean();
			}
			json.skipValue();
			throw new JsonParseException(RecordAdapters.at(json) + " should be true or false");
		}
	}

	private static final class OptionalAdapter<T> extends TypeAdapter<Optional<T>> {

		private final TypeAdapter<T> present;

		OptionalAdapter(TypeAdapter<T> present) {
			this.present = present;
		}

		@Override
		public void write(JsonWriter json, Optional<T> value) throws IOException {
			if (value.isPresent()) {
				present.write(json, value.get());
			} else {
				json.nullValue();
			}
		}

		@Override
		public Optional<T> read(JsonReader json) throws IOException {
			if (json.peek() == JsonToken.NULL) {
				json.nextNull();
				return Optional.empty();
			}
			return Optional.of(present.read(json));
		}
	}

	/** Sets have no order of their own; JSON of the same set should be the same text. */
	private static final class CollectionAdapter<T> extends TypeAdapter<Collection<T>> {

		private final TypeAdapter<T> element;
		private final boolean set;

		CollectionAdapter(TypeAdapter<T> element, boolean set) {
			this.element = element;
			this.set = set;
		}

		@Override
		public void write(JsonWriter json, Collection<T> values) throws IOException {
			json.beginArray();
			for (T value : set ? values.stream().sorted().toList() : values) {
				element.write(json, value);
			}
			json.endArray();
		}

		@Override
		public Collection<T> read(JsonReader json) throws IOException {
			if (json.peek() != JsonToken.BEGIN_ARRAY) {
				json.skipValue();
				throw new JsonParseException(RecordAdapters.at(json) + " should be a list");
			}
			Collection<T> values = set ? new LinkedHashSet<>() : new ArrayList<>();
			json.beginArray();
			while (json.hasNext()) {
				values.add(element.read(json));
			}
			json.endArray();
			return values;
		}
	}

	private static final class MapAdapter<T> extends TypeAdapter<Map<String, T>> {

		private final TypeAdapter<T> value;

		MapAdapter(TypeAdapter<T> value) {
			this.value = value;
		}

		@Override
		public void write(JsonWriter json, Map<String, T> values) throws IOException {
			json.beginObject();
			for (Map.Entry<String, T> entry : new TreeMap<>(values).entrySet()) {
				json.name(entry.getKey());
				value.write(json, entry.getValue());
			}
			json.endObject();
		}

		@Override
		public Map<String, T> read(JsonReader json) throws IOException {
			if (json.peek() != JsonToken.BEGIN_OBJECT) {
				json.skipValue();
				throw new JsonParseException(RecordAdapters.at(json) + " should be a JSON object");
			}
			Map<String, T> values = new TreeMap<>();
			json.beginObject();
			while (json.hasNext()) {
				values.put(json.nextName(), value.read(json));
			}
			json.endObject();
			return values;
		}
	}
}
