package org.lictor.core.internal.collect;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.ServerType;
import org.lictor.store.StoredServer;

/**
 * A server with the type that knows it.
 *
 * @param server        as it stands in the store
 * @param type          of the server
 * @param schema        of the type
 * @param configuration of the server, defaults filled in
 * @param capabilities  of the type
 */
record Source(StoredServer server, ServerType type, ConfigurationSchema schema, Configuration configuration,
		Set<Capability> capabilities) {

	/** How often a server is polled whose configuration does not say. */
	static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);

	private static final String INTERVAL = "interval";

	/**
	 * @param server as it stands in the store
	 * @param type   of the server; may fail with any exception, which costs this server only
	 * @return both together
	 */
	static Source of(StoredServer server, ServerType type) {
		ConfigurationSchema schema = type.schema();
		return new Source(server, type, schema, schema.complete(known(server.settings(), schema)), type.capabilities());
	}

	/** A newer version of a plug-in may have dropped a field; what was entered there stays in the store. */
	private static Map<String, String> known(Map<String, String> settings, ConfigurationSchema schema) {
		Map<String, String> known = new java.util.HashMap<>(settings);
		known.keySet().removeIf(key -> schema.field(key).isEmpty());
		return known;
	}

	long id() {
		return server.id();
	}

	String name() {
		return server.name();
	}

	/** @return how often it is polled */
	Duration interval() {
		return configuration.duration(INTERVAL).orElse(DEFAULT_INTERVAL);
	}
}
