package org.lictor.http.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of an address, decoded. A parameter that a route does not know is a mistake: it would do nothing. */
final class Parameters {

	private final Map<String, String> values;

	private Parameters(Map<String, String> values) {
		this.values = values;
	}

	/**
	 * @param query what stands behind the question mark, or null when there is none
	 * @param known the parameters that may be there
	 * @return the parameters
	 * @throws Refusal 400 when one is not known, stands twice, or cannot be decoded
	 */
	static Parameters parse(String query, Set<String> known) throws Refusal {
		Map<String, String> values = new LinkedHashMap<>();
		for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
			int equals = part.indexOf('=');
			String name = decode(equals < 0 ? part : part.substring(0, equals));
			if (!known.contains(name)) {
				throw Refusal.of(400, "There is no parameter '" + name + "' here."
						+ (known.isEmpty() ? "" : " Known are: " + String.join(", ", known.stream().sorted().toList()) + "."));
			}
			if (values.put(name, equals < 0 ? "" : decode(part.substring(equals + 1))) != null) {
				throw Refusal.of(400, "The parameter '" + name + "' stands there twice.");
			}
		}
		return new Parameters(values);
	}

	private static String decode(String text) throws Refusal {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		} catch (IllegalArgumentException e) {
			throw Refusal.of(400, "The query of the address is not encoded as it should be.");
		}
	}

	/** @return every parameter that has a value */
	Map<String, String> all() {
		Map<String, String> filled = new LinkedHashMap<>(values);
		filled.values().removeIf(String::isEmpty);
		return Collections.unmodifiableMap(filled);
	}

	/**
	 * @param name of a parameter
	 * @return its value, empty when it is missing or empty
	 */
	Optional<String> get(String name) {
		return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
	}

	/**
	 * @param name of a parameter
	 * @return its value
	 * @throws Refusal 400 when it has none
	 */
	String need(String name) throws Refusal {
		return get(name).orElseThrow(() -> Refusal.of(400, "The parameter '" + name + "' is needed."));
	}

	/**
	 * @param name of a parameter that holds a number of seconds
	 * @param most larger values are taken for this
	 * @return the length of time, zero when the parameter is missing
	 * @throws Refusal 400 when it is no such number
	 */
	Duration seconds(String name, Duration most) throws Refusal {
		String value = get(name).orElse("0");
		if (!value.matches("[0-9]{1,9}")) {
			throw Refusal.of(400, "The parameter '" + name + "' should be a number of seconds, not '" + value + "'.");
		}
		Duration length = Duration.ofSeconds(Long.parseLong(value));
		return length.compareTo(most) > 0 ? most : length;
	}
}
