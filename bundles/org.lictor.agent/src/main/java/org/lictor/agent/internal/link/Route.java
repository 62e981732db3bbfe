package org.lictor.agent.internal.link;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The way to a server: straight, or through an HTTP proxy that opens a tunnel.
 *
 * @param proxy    host and port, not resolved; empty for none
 * @param user     whom the proxy knows, empty when it asks nobody
 * @param password of the user, never shown
 */
public record Route(Optional<InetSocketAddress> proxy, String user, String password) {

	/** Straight to the server. */
	public static final Route STRAIGHT = new Route(Optional.empty(), "", "");

	/** How somebody says that no proxy is to be used, whatever the system has. */
	public static final String NONE = "none";

	private static final int DEFAULT_PORT = 80;

	static {
		// Without this Java gives no proxy a name and a password that asks for them plainly, which is how most ask. Read when
		// the first connection is made; whoever set it knows why.
		if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
			System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
		}
	}

	/** Checks that nothing is null. */
	public Route {
		Objects.requireNonNull(proxy, "proxy");
		Objects.requireNonNull(user, "user");
		Objects.requireNonNull(password, "password");
	}

	/**
	 * Understands what somebody wrote.
	 *
	 * @param text {@code none}, or {@code [http://][user[:password]@]host[:port][/]}, with port 80 unless given; in user and
	 *             password {@code %} and two digits stand for a character
	 * @return the way; empty when it is none
	 */
	public static Optional<Route> parse(String text) {
		String stripped = text.strip();
		if (stripped.equalsIgnoreCase(NONE)) {
			return Optional.of(STRAIGHT);
		}
		try {
			URI uri = URI.create(stripped.contains("://") ? stripped : "http://" + stripped);
			if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
				return Optional.empty();
			}
			String[] known = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
			return Optional.of(new Route(
					Optional.of(InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort())),
					decoded(known[0]), known.length < 2 ? "" : decoded(known[1])));
		} catch (IllegalArgumentException e) {
			return Optional.empty(); // the exception holds the text, and so the password
		}
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

	/**
	 * Finds the way of this machine: the proxy of Java's properties, else the one that the environment names
	 * ({@code https_proxy}, {@code no_proxy}, in small or capital letters), else none.
	 *
	 * @param server      to be reached
	 * @param environment gives a variable, null when there is none
	 * @return the way
	 */
	public static Route ofSystem(URI server, UnaryOperator<String> environment) {
		Optional<InetSocketAddress> java = Optional.ofNullable(ProxySelector.getDefault()).stream()
				.flatMap(selector -> selector.select(server).stream()).filter(proxy -> proxy.type() == Proxy.Type.HTTP)
				.map(proxy -> (InetSocketAddress) proxy.address()).findFirst();
		if (java.isPresent()) {
			return new Route(java, "", "");
		}
		String host = Optional.ofNullable(server.getHost()).orElse("").toLowerCase(Locale.ROOT);
		boolean excepted = isOfThisMachine(host)
				|| variable("no_proxy", environment).map(list -> isExcepted(host, list.toLowerCase(Locale.ROOT))).orElse(false);
		return excepted ? STRAIGHT : variable("https_proxy", environment).flatMap(Route::parse).orElse(STRAIGHT);
	}

	private static boolean isOfThisMachine(String host) {
		return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
	}

	/** An entry is a host, a domain with or without a dot before it, or a star for all. */
	private static boolean isExcepted(String host, String list) {
		for (String entry : list.split("[,\\s]+")) {
			String domain = entry.replaceFirst("^\\*?\\.", "");
			if (entry.equals("*") || !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain))) {
				return true;
			}
		}
		return false;
	}

	private static Optional<String> variable(String name, UnaryOperator<String> environment) {
		return Optional.ofNullable(environment.apply(name)).or(() -> Optional.ofNullable(environment.apply(name.toUpperCase(Locale.ROOT))))
				.filter(value -> !value.isBlank());
	}

	/**
	 * @param url to be reached
	 * @return a connection to it, not connected yet
	 * @throws IOException when there cannot be one
	 */
	HttpURLConnection open(URL url) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) url
				.openConnection(proxy.map(address -> new Proxy(Proxy.Type.HTTP, resolved(address))).orElse(Proxy.NO_PROXY));
		if (!user.isEmpty()) {
			connection.setAuthenticator(new Authenticator() {
				@Override
				protected PasswordAuthentication getPasswordAuthentication() {
					return getRequestorType() == RequestorType.PROXY ? new PasswordAuthentication(user, password.toCharArray()) : null;
				}
			});
		}
		return connection;
	}

	/** Each time anew: the name may stand for another address today. */
	private static InetSocketAddress resolved(InetSocketAddress address) {
		return new InetSocketAddress(address.getHostString(), address.getPort());
	}

	/** @return {@code host:port} of the proxy, empty when there is none */
	String name() {
		return proxy.map(address -> address.getHostString() + ":" + address.getPort()).orElse("");
	}

	/** @return everything but the password */
	@Override
	public String toString() {
		return "Route[" + name() + "]";
	}
}
