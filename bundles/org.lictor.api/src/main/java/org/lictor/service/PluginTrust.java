package org.lictor.service;

import java.util.List;
import java.util.Objects;

/**
 * Whom an installation trusts to bring plug-ins.
 *
 * @param policy    about those that nobody in the list has signed
 * @param keys      whose owners are trusted, by owner
 * @param httpHosts hosts that repositories are read from without encryption, lower case, by name
 * @param remote    what may be changed over HTTPS
 */
public record PluginTrust(TrustPolicy policy, List<TrustedKey> keys, List<String> httpHosts, RemoteChange remote) {

	public PluginTrust {
		Objects.requireNonNull(policy, "policy");
		keys = List.copyOf(keys);
		httpHosts = List.copyOf(httpHosts);
		Objects.requireNonNull(remote, "remote");
	}
}
