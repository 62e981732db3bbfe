package org.lictor.remote.protocol;

import java.util.List;

import org.lictor.service.Plugin;

/**
 * What a p2 repository offers.
 *
 * @param plugins by id, each in its newest version
 */
public record PluginOffer(List<Plugin> plugins) {

	/** Copies the list. */
	public PluginOffer {
		plugins = List.copyOf(plugins);
	}
}
