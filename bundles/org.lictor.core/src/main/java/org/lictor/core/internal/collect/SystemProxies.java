package org.lictor.core.internal.collect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of this machine: those Java knows of, else those the environment names ({@code https_proxy},
 * {@code http_proxy}, {@code no_proxy}, in small or capital letters), as most programs of Unix take them. Immutable.
 */
final class SystemProxies extends ProxySelector {

	private static final int DEFAULT_PORT = 80;

	private final Optional<ProxySelector> java;
	private final Map<String, String> environment;

	/**
	 * @param java        knows proxies of system properties and of the desktop
	 * @param environment of this process
	 */
	SystemProxies(Optional<ProxySelector> java, Map<String, String> environment) {
		this.java = java;
		this.environment = Map.copyOf(environment);
	}

	@Override
	public List<Proxy> select(URI address) {
		List<Proxy> known = java.map(selector -> selector.select(address)).orElse(List.of());
		if (known.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
			return known;
		}
		String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
		if (host.isEmpty() || isLoopback(host) || excepted(host)) {
			return List.of(Proxy.NO_PROXY);
		}
		return named(address.getScheme().toLowerCase(Locale.ROOT) + "_proxy").map(List::of)
				.orElse(List.of(Proxy.NO_PROXY));
	}

	private static boolean isLoopback(String host) {
		return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
	}

	private boolean excepted(String host) {
		for (String entry : variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
			String suffix = entry.startsWith("*") ? entry.substring(1) : entry;
			boolean all = entry.equals("*");
			boolean whole = !suffix.isEmpty() && (host.equals(suffix) || host.equals(suffix.replaceFirst("^\\.", "")));
			boolean below = !suffix.isEmpty() && host.endsWith(suffix.startsWith(".") ? suffix : "." + suffix);
			if (all || whole || below) {
				return true;
			}
		}
		return false;
	}

	private Optional<Proxy> named(String variable) {
		return variable(variable).flatMap(text -> {
			try {
				URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
				return proxy.getHost() == null ? Optional.empty()
						: Optional.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(),
								proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort())));
			} catch (IllegalArgumentException e) {
				return Optional.empty();
			}
		});
	}

	private Optional<String> variable(String name) {
		return Optional.ofNullable(environment.get(name)).or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
				.filter(value -> !value.isBlank());
	}

	@Override
	public void connectFailed(URI address, SocketAddress proxy, IOException problem) {
		java.ifPresent(selector -> selector.connectFailed(address, proxy, problem));
	}
}
