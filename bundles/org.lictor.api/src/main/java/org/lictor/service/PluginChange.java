package org.lictor.service;

import java.util.List;

/**
 * What became other in an installation.
 *
 * @param came    plug-ins that are there now in this version and were not before
 * @param left    plug-ins that were there in this version and are not any more
 * @param restart whether what runs from the installation uses it only after a restart; otherwise a server does within seconds
 */
public record PluginChange(List<Plugin> came, List<Plugin> left, boolean restart) {

	/** Nothing. */
	public static final PluginChange NONE = new PluginChange(List.of(), List.of(), false);

	public PluginChange {
		came = List.copyOf(came);
		left = List.copyOf(left);
	}

	/** @return whether nothing became other */
	public boolean isEmpty() {
		return came.isEmpty() && left.isEmpty();
	}
}
