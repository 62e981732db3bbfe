package org.lictor.service;

import java.util.List;
import java.util.Objects;

/**
 * A plug-in that is installed, as the process that answers sees it.
 *
 * @param plugin  what it is
 * @param types   ids of the server types that it brings to that process, sorted; none while it waits for a restart
 * @param restart whether the process uses this version of it only after a restart
 */
public record InstalledPlugin(Plugin plugin, List<String> types, boolean restart) {

	public InstalledPlugin {
		Objects.requireNonNull(plugin, "plugin");
		types = List.copyOf(types);
	}
}
