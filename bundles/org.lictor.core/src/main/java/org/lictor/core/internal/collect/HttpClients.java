package org.lictor.core.internal.collect;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.spi.Http;
import org.lictor.spi.HttpOptions;

/** HTTP for one server: as the installation does it, and in the ways its type asks for. Safe for use by many threads. */
final class HttpClients implements AutoCloseable {

	/** What tells options apart; who gives the password may be another object each time. */
	private record Way(Optional<URI> proxy, Optional<String> user, Optional<Path> authority, HttpClient.Version version) {
	}

	private final Http installation;
	private final Map<Way, HttpAccess> special = new HashMap<>();

	/**
	 * @param installation shared by all servers, not closed with this
	 */
	HttpClients(Http installation) {
		this.installation = installation;
	}

	/** @return HTTP as the installation does it */
	Http http() {
		return installation;
	}

	/**
	 * @param options what is different
	 * @return HTTP that obeys them
	 */
	synchronized Http http(HttpOptions options) {
		return special.computeIfAbsent(
				new Way(options.proxy(), options.proxyUser(), options.certificateAuthority(), options.preferred()),
				way -> new HttpAccess(options));
	}

	@Override
	public synchronized void close() {
		special.values().forEach(HttpAccess::close);
		special.clear();
	}
}
