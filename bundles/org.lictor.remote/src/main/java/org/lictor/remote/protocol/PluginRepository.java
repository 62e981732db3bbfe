package org.lictor.remote.protocol;

import java.net.URI;
import java.util.Objects;

/**
 * A p2 repository to be looked into.
 *
 * @param repository its address, only https, or http to a host that the installation allows
 */
public record PluginRepository(URI repository) {

	/** Checks that nothing is null. */
	public PluginRepository {
		Objects.requireNonNull(repository, "repository");
	}
}
