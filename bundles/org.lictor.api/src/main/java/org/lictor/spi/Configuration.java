package org.lictor.spi;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The values one server is configured with. Secrets are not among them; they are asked of {@link Secrets}.
 *
 * @param values by key of the field, defaults filled in, no empty values
 */
public record Configuration(Map<String, String> values) {

	/** Copies the values. */
	public Configuration {
		values = Map.copyOf(values);
	}

	/**
	 * @param key a field
	 * @return its value, empty when it has none
	 */
	public Optional<String> text(String key) {
		return Optional.ofNullable(values.get(key));
	}

	/**
	 * @param key a field of kind INTEGER that passed the schema's check
	 * @return its value, empty when it has none
	 */
	public Optional<Long> integer(String key) {
		return text(key).map(Long::valueOf);
	}

	/**
	 * @param key a field of kind BOOLEAN
	 * @return its value, false when it has none
	 */
	public boolean flag(String key) {
		return text(key).map(Boolean::valueOf).orElse(false);
	}

	/**
	 * @param key a field of kind DURATION that passed the schema's check
	 * @return its value, empty when it has none
	 */
	public Optional<Duration> duration(String key) {
		return text(key).flatMap(Durations::parse);
	}

	/**
	 * @param key a field of kind TIME_ZONE that passed the schema's check
	 * @return its value, empty when it has none
	 */
	public Optional<ZoneId> zone(String key) {
		return text(key).map(ZoneId::of);
	}
}
