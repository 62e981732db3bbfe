package org.lictor.spi;

import java.io.IOException;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** The secrets of one server. Nothing that comes from here may reach a log, a message, an address or a file. */
@ProviderType
public interface Secrets {

	/**
	 * @param key a field of kind {@link Field.Kind#SECRET}
	 * @return a copy of its value, which the caller wipes after use; empty when it has none
	 */
	Optional<char[]> secret(String key);

	/**
	 * Puts a new secret in place of the one that stands: a source gave a new refresh token for the one that was used. While
	 * a configuration is verified that was not saved yet, the new secret is taken in place of the old one when it is saved.
	 *
	 * @param key   a field of kind {@link Field.Kind#SECRET}, otherwise {@link IllegalArgumentException}
	 * @param value copied; the caller wipes it. Not empty
	 * @throws IOException when it cannot be stored. When this returns it is durable
	 */
	void replace(String key, char[] value) throws IOException;
}
