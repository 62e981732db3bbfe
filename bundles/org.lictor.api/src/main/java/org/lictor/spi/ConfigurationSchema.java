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
 * @param fields in the order in which they are shown; keys are unique, and a field stands behind those that decide on it
 */
public record ConfigurationSchema(List<Field> fields) {

	/** Copies the fields and checks that no key stands twice and that conditions ask for a field that stands before. */
	public ConfigurationSchema {
		fields = List.copyOf(fields);
		Set<String> keys = fields.stream().map(Field::key).collect(Collectors.toSet());
		if (keys.size() != fields.size()) {
			throw new IllegalArgumentException("a key stands twice among " + fields.stream().map(Field::key).toList());
		}
		for (int index = 0; index < fields.size(); index++) {
			Field field = fields.get(index);
			List<Field> before = fields.subList(0, index);
			field.onlyFor().ifPresent(condition -> checkCondition(field, condition, before));
			field.neededFor().ifPresent(condition -> checkCondition(field, condition, before));
		}
	}

	private static void checkCondition(Field field, Field.Condition condition, List<Field> before) {
		Field deciding = before.stream().filter(each -> each.key().equals(condition.key())).findFirst()
				.orElseThrow(() -> new IllegalArgumentException(
						field.key() + " depends on '" + condition.key() + "', which does not stand before it"));
		List<String> possible = deciding.kind() == Field.Kind.BOOLEAN ? List.of("true", "false") : deciding.choices();
		if (!possible.containsAll(condition.values())) {
			throw new IllegalArgumentException(field.key() + " depends on " + condition.values() + " of '" + condition.key()
					+ "', which can only be one of " + possible);
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
	 * @param field  one of the fields
	 * @param values what was entered; defaults count where nothing was
	 * @return whether the field is meant with those values: there is something to enter in it, and it is used
	 */
	public boolean isMeant(Field field, Map<String, String> values) {
		return field.onlyFor().map(condition -> isMet(condition, values)).orElse(true);
	}

	/**
	 * @param field  one of the fields
	 * @param values what was entered; defaults count where nothing was
	 * @return whether a server with those values cannot do without the field
	 */
	public boolean isNeeded(Field field, Map<String, String> values) {
		return isMeant(field, values)
				&& (field.required() || field.neededFor().map(condition -> isMet(condition, values)).orElse(false));
	}

	private boolean isMet(Field.Condition condition, Map<String, String> values) {
		Field deciding = field(condition.key()).orElseThrow();
		String value = entered(deciding, values);
		boolean off = value.isEmpty() && deciding.kind() == Field.Kind.BOOLEAN;
		return isMeant(deciding, values) && condition.values().contains(off ? "false" : value);
	}

	private static String entered(Field field, Map<String, String> values) {
		String value = values.getOrDefault(field.key(), "").strip();
		return value.isEmpty() ? field.defaultValue() : value;
	}

	/**
	 * Checks values by form alone: nothing is reached or opened. Fields that are not meant may have any value.
	 *
	 * @param values     what was entered, without secrets
	 * @param secretKeys the secret fields that have a value
	 * @return what is wrong, in the order of the fields, then the keys nobody knows; empty when all is well
	 */
	public List<FieldProblem> check(Map<String, String> values, Set<String> secretKeys) {
		List<FieldProblem> problems = new ArrayList<>();
		for (Field field : fields) {
			if (!isMeant(field, values)) {
				continue;
			}
			boolean secret = field.kind() == Field.Kind.SECRET;
			String value = secret ? "" : entered(field, values);
			boolean given = secret ? secretKeys.contains(field.key()) : !value.isEmpty();
			if (!given && isNeeded(field, values)) {
				problems.add(new FieldProblem(field.key(), field.label() + " is needed."));
			} else if (!value.isEmpty()) {
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
	 * Fills in defaults, and leaves out what is not meant.
	 *
	 * @param values what was entered
	 * @return a value for every field that is meant and has one, in the order of the fields
	 */
	public Configuration complete(Map<String, String> values) {
		Map<String, String> complete = new LinkedHashMap<>();
		for (Field field : fields) {
			String value = entered(field, values);
			if (!value.isEmpty() && field.kind() != Field.Kind.SECRET && isMeant(field, values)) {
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
