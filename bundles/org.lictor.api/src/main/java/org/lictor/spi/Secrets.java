package org.lictor.spi;

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
}
