package org.lictor.remote.internal;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

import org.lictor.service.Location;
import org.lictor.service.RunningNode;

/**
 * Where a server is and how to be let in.
 *
 * @param address     https, without a path or with one that stands before {@code /api}; no slash at the end
 * @param fingerprint SHA-256 of its certificate in lower case hexadecimal; empty to trust what the machine trusts
 * @param token       a secret
 */
record Endpoint(URI address, Optional<String> fingerprint, String token) {

	Endpoint {
		Objects.requireNonNull(fingerprint, "fingerprint");
		Objects.requireNonNull(token, "token");
		address = URI.create(address.toString().replaceAll("/+$", ""));
	}

	static Endpoint of(Location.Address location) {
		return new Endpoint(location.address(), location.fingerprint(), location.token());
	}

	static Endpoint of(RunningNode node) {
		return new Endpoint(node.address(), Optional.of(node.fingerprint()), node.token());
	}

	/** @return whether it is on this machine, where packing costs more than it gains */
	boolean isLocal() {
		String host = address.getHost();
		return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
	}

	/** @return everything but the token */
	@Override
	public String toString() {
		return "Endpoint[" + address + "]";
	}
}
