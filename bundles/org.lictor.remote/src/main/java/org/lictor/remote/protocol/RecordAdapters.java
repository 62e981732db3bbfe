package org.lictor.remote.protocol;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;

/**
 * Records as JSON objects. Gson can do records by itself, but it hands null to the constructor for a key that is missing
 * and tells a programmer, not a person, what went wrong.
 */
final class RecordAdapters implements TypeAdapterFactory {

	private final boolean strict;

	/**
	 * @param strict whether a key that is not known is a mistake
	 */
	RecordAdapters(boolean strict) {
		this.strict = strict;
	}

	@Override
	public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
		if (!type.getRawType().isRecord()) {
			return null;
		}
		@SuppressWarnings("unchecked")
		Class<T> record = (Class<T>) type.getRawType();
		return new RecordAdapter<>(record, gson);
	}

	/** {@code typeLabel} becomes {@code type_label}. */
	static String key(String component) {
		return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
	}

	private final class RecordAdapter<T> extends TypeAdapter<T> {

		private final RecordComponent[] components;
		private final String[] keys;
		private final TypeAdapter<Object>[] adapters;
		private final Map<String, Integer> indexOfKey = new HashMap<>();
		private final Constructor<T> constructor;

		@SuppressWarnings("unchecked")
		RecordAdapter(Class<T> record, Gson gson) {
			components = record.getRecordComponents();
			keys = Arrays.stream(components).map(component -> key(component.getName())).toArray(String[]::new);
			adapters = Arrays.stream(components)
					.map(component -> gson.getAdapter(TypeToken.get(component.getGenericType())))
					.toArray(TypeAdapter[]::new);
			for (int index = 0; index < keys.length; index++) {
				indexOfKey.put(keys[index], index);
			}
			try {
				constructor = record.getDeclaredConstructor(
						Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
			} catch (NoSuchMethodException e) {
				throw new IllegalStateException("a record has a canonical constructor", e);
			}
		}

		@Override
		public void write(JsonWriter json, T value) throws IOException {
			json.beginObject();
			for (int index = 0; index < keys.length; index++) {
				json.name(keys[index]);
				try {
					adapters[index].write(json, components[index].getAccessor().invoke(value));
				} catch (ReflectiveOperationException e) {
					throw new IllegalStateException("accessors of public records can be called", e);
				}
			}
			json.endObject();
		}

		@Override
		public T read(JsonReader json) throws IOException {
			if (json.peek() != JsonToken.BEGIN_OBJECT) {
				throw new JsonParseException(at(json) + " should be a JSON object");
			}
			Object[] values = new Object[keys.length];
			json.beginObject();
			while (json.hasNext()) {
				String key = json.nextName();
				Integer index = indexOfKey.get(key);
				if (index == null) {
					skip(json, key);
				} else if (values[index] != null) {
					throw new JsonParseException(at(json) + " stands twice");
				} else {
					values[index] = value(json, index);
				}
			}
			json.endObject();
			for (int index = 0; index < keys.length; index++) {
				if (values[index] == null) {
					values[index] = absent(json, index);
				}
			}
			return make(json, values);
		}

		private void skip(JsonReader json, String key) throws IOException {
			if (strict) {
				throw new JsonParseException("'" + key + "' is not known; known are " + String.join(", ", keys));
			}
			json.skipValue();
		}

		private Object value(JsonReader json, int index) throws IOException {
			try {
				return adapters[index].read(json);
			} catch (MalformedJsonException e) {
				throw e;
			} catch (IllegalStateException | IllegalArgumentException e) {
				throw new JsonParseException(at(json) + " should be "
						+ (components[index].getType().isPrimitive() ? "a number" : "of another type"), e);
			}
		}

		private Object absent(JsonReader json, int index) {
			if (components[index].getType() == Optional.class) {
				return Optional.empty();
			}
			throw new JsonParseException(at(json) + " lacks '" + keys[index] + "'");
		}

		private T make(JsonReader json, Object[] values) {
			try {
				return constructor.newInstance(values);
			} catch (InvocationTargetException e) {
				throw new JsonParseException(at(json) + " is not valid: " + e.getCause().getMessage(), e);
			} catch (ReflectiveOperationException e) {
				throw new IllegalStateException("constructors of public records can be called", e);
			}
		}
	}

	/** The place that was read last: {@code 'lifetime'}, or {@code it} for the whole. */
	static String at(JsonReader json) {
		String path = json.getPreviousPath();
		return path.equals("$") ? "it" : "'" + path.substring(path.startsWith("$.") ? 2 : 1) + "'";
	}
}
