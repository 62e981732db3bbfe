package org.lictor.spi;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How one server is reached over HTTP, where it is not reached as everything else is.
 *
 * @param proxy                the proxy, {@code http://host:port}; empty for the proxies of the system
 * @param proxyUser            the name the proxy asks for, empty when it asks for none
 * @param proxyPassword        gives a copy of the password, which is wiped after use; asked each time the proxy wants it
 * @param certificateAuthority a file of certificates in PEM form that are trusted besides those Java trusts; empty for none
 * @param preferred            the version of HTTP to try first
 */
public record HttpOptions(Optional<URI> proxy, Optional<String> proxyUser, Supplier<Optional<char[]>> proxyPassword,
		Optional<Path> certificateAuthority, HttpClient.Version preferred) {

	/** The proxies of the system, the certificates Java trusts, HTTP/2 where the server speaks it. */
	public static final HttpOptions NONE = new HttpOptions(Optional.empty(), Optional.empty(), Optional::empty,
			Optional.empty(), HttpClient.Version.HTTP_2);

	/** Checks that nothing is null and that the proxy is an address of a host. */
	public HttpOptions {
		Objects.requireNonNull(proxyUser, "proxyUser");
		Objects.requireNonNull(proxyPassword, "proxyPassword");
		Objects.requireNonNull(certificateAuthority, "certificateAuthority");
		Objects.requireNonNull(preferred, "preferred");
		proxy.ifPresent(address -> {
			if (address.getHost() == null || !"http".equalsIgnoreCase(address.getScheme())) {
				throw new IllegalArgumentException("a proxy is an address such as http://proxy.example.com:8080");
			}
		});
	}
}
