package org.lictor.remote.protocol;

import java.util.Objects;

/**
 * A change of plug-ins that goes on by itself, whether or not somebody looks.
 *
 * @param id under which its outcome can be asked for until the server is started again
 */
public record StartedPluginChange(String id) {

	/** Checks that nothing is null. */
	public StartedPluginChange {
		Objects.requireNonNull(id, "id");
	}
}
