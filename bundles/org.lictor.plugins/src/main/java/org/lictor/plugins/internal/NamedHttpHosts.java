package org.lictor.plugins.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Status;
import org.eclipse.equinox.internal.p2.transport.ecf.RepositoryTransport;
import org.eclipse.equinox.p2.core.IProvisioningAgent;
import org.eclipse.equinox.p2.core.ProvisionException;

/** How p2 reaches repositories: encrypted, but for hosts that are allowed by their names. */
final class NamedHttpHosts extends RepositoryTransport {

	private final Supplier<Set<String>> hosts;

	/**
	 * @param agent of p2
	 * @param hosts names, lower case, as they are when something is to be read
	 */
	NamedHttpHosts(IProvisioningAgent agent, Supplier<Set<String>> hosts) {
		super(agent);
		this.hosts = hosts;
	}

	/** @return whether nobody in between can change what comes from there, or the host is allowed by name */
	static boolean safe(URI address, Set<String> hosts) {
		String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
		return switch (scheme) {
		case "https", "file" -> true;
		case "jar" -> safe(URI.create(address.getRawSchemeSpecificPart()), hosts);
		case "http" -> address.getHost() != null && hosts.contains(address.getHost().toLowerCase(Locale.ROOT));
		default -> false;
		};
	}

	@Override
	public URI getSecureLocation(URI location) throws CoreException {
		if (!safe(location, Set.of()) && !safe(location, hosts.get())) {
			throw new ProvisionException(Status.error("Nothing is read from '" + location + "', which is not encrypted and no host that is allowed by name."));
		}
		return location;
	}
}
