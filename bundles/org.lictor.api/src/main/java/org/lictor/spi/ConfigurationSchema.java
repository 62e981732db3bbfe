package org.lictor.spi;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields a server of some type is configured with.
 *
 * @param fields in the order in which they are shown; keys are unique
 */
public record ConfigurationSchema(List<Field> fields) {

	/** Copies the fields and checks that no key stands twice. */
	public ConfigurationSchema {
		fields = List.copyOf(fields);
		Set<String> keys = fields.stream().map(Field::key).collect(Collectors.toSet());
		if (keys.size() != fields.size()) {
			throw new IllegalArgumentException("a key stands twice among " + fields.stream().map(Field::key).toList());
		}
	}

	/**
	 * @param fields in the order in which they are shown
	 * @return the schema
	 */
	public static ConfigurationSchema of(Field... fields) {
		return new ConfigurationSchema(List.of(fields));
	}

	/**
	 * @param key name of a field
	 * @return the field, empty when there is none of that name
	 */
	public Optional<Field> field(String key) {
		return fields.stream().filter(field -> field.key().equals(key)).findFirst();
	}

	/**
	 * Checks values by form alone: nothing is reached or opened.
	 *
	 * @param values     what was entered, without secrets
	 * @param secretKeys the secret fields that have a value
	 * @return what is wrong, in the order of the fields, then the keys nobody knows; empty when all is well
	 */
	public List<FieldProblem> check(Map<String, String> values, Set<String> secretKeys) {
		List<FieldProblem> problems = new ArrayList<>();
		for (Field field : fields) {
			if (field.kind() == Field.Kind.SECRET) {
				if (field.required() && !secretKeys.contains(field.key())) {
					problems.add(new FieldProblem(field.key(), field.label() + " is needed."));
				}
				continue;
			}
			String value = values.getOrDefault(field.key(), field.defaultValue()).strip();
			if (value.isEmpty()) {
				if (field.required()) {
					problems.add(new FieldProblem(field.key(), field.label() + " is needed."));
				}
			} else {
				formProblem(field, value).ifPresent(problems::add);
			}
		}
		for (String key : new java.util.TreeSet<>(values.keySet())) {
			Optional<Field> field = field(key);
			if (field.isEmpty()) {
				problems.add(new FieldProblem(key, "There is no field '" + key + "'. Known are: "
						+ fields.stream().map(Field::key).collect(Collectors.joining(", ")) + "."));
			} else if (field.get().kind() == Field.Kind.SECRET) {
				problems.add(new FieldProblem(key, field.get().label() + " is a secret and must not be given as a plain value."));
			}
		}
		return problems;
	}

	/**
	 * Fills in defaults.
	 *
	 * @param values what was entered
	 * @return a value for every field that has one, in the order of the fields
	 */
	public Configuration complete(Map<String, String> values) {
		Map<String, String> complete = new LinkedHashMap<>();
		for (Field field : fields) {
			String value = values.getOrDefault(field.key(), "").strip();
			if (value.isEmpty()) {
				value = field.defaultValue();
			}
			if (!value.isEmpty() && field.kind() != Field.Kind.SECRET) {
				complete.put(field.key(), value);
			}
		}
		return new Configuration(complete);
	}

	private static Optional<FieldProblem> formProblem(Field field, String value) {
		String expected = switch (field.kind()) {
		case INTEGER -> value.matches("-?[0-9]{1,18}") ? "" : "a whole number";
		case BOOLEAN -> value.equals("true") || value.equals("false") ? "" : "true or false";
		case DURATION -> Durations.parse(value).isPresent() ? "" : "a length of time such as 30s, 5m, 2h or 30d";
		case URL -> isHttpAddress(value) ? "" : "an address that begins with https://";
		case TIME_ZONE -> isZone(value) ? "" : "the name of a time zone such as Europe/Berlin";
		case CHOICE -> field.choices().contains(value) ? "" : "one of " + String.join(", ", field.choices());
		case TEXT, SECRET, FILE, FOLDER -> "";
		};
		return expected.isEmpty() ? Optional.empty()
				: Optional.of(new FieldProblem(field.key(),
						field.label() + " is '" + value + "', but should be " + expected + "."));
	}

	private static boolean isHttpAddress(String value) {
		try {
			URI address = URI.create(value);
			return address.getHost() != null
					&& ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
		} catch (IllegalArgumentException e) {
			return false;
		}
	}

	private static boolean isZone(String value) {
		try {
			ZoneId.of(value);
			return true;
		} catch (DateTimeException e) {
			return false;
		}
	}
}
