package org.lictor.workbench.internal.connection;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import org.lictor.service.Location;

/**
 * What the workbench was started with: {@code --data DIR}, or {@code --url ADDRESS} with {@code --fingerprint SHA256}, and
 * {@code --port N}. A token is a secret and does not belong on a command line; it is taken from the environment variable
 * {@code LICTOR_TOKEN}.
 *
 * @param location where Lictor is, empty when the arguments do not tell
 * @param port     the port on which the embedded server listens, empty for the one in the data folder's settings
 */
public record Arguments(Optional<Location> location, OptionalInt port) {

	/** Name of the environment variable that holds the token for {@code --url}. */
	public static final String TOKEN_VARIABLE = "LICTOR_TOKEN";

	/** Checks that nothing is null. */
	public Arguments {
		Objects.requireNonNull(location, "location");
		Objects.requireNonNull(port, "port");
	}

	/**
	 * Reads arguments. Those that are not ours, such as the platform's own, are passed over.
	 *
	 * @param arguments   the command line
	 * @param environment variables by name
	 * @return what they say
	 * @throws IllegalArgumentException with a sentence for a person when they cannot be understood
	 */
	public static Arguments parse(String[] arguments, Map<String, String> environment) {
		Optional<String> data = value(arguments, "--data");
		Optional<String> url = value(arguments, "--url");
		if (data.isPresent() && url.isPresent()) {
			throw new IllegalArgumentException("Give --data or --url, not both.");
		}
		Optional<Location> location = data.isPresent() ? data.map(Arguments::folder)
				: url.map(address -> address(address, value(arguments, "--fingerprint"),
						environment.getOrDefault(TOKEN_VARIABLE, "")));
		Optional<String> port = value(arguments, "--port");
		return new Arguments(location, port.isPresent() ? OptionalInt.of(port(port.get())) : OptionalInt.empty());
	}

	/**
	 * @param text the path of a data folder
	 * @return the folder
	 * @throws IllegalArgumentException with a sentence for a person when it is no path
	 */
	public static Location.Folder folder(String text) {
		try {
			return new Location.Folder(Path.of(text).toAbsolutePath().normalize());
		} catch (InvalidPathException e) {
			throw new IllegalArgumentException("'" + text + "' is no path of a folder.", e);
		}
	}

	/**
	 * @param text        an address that begins with https://
	 * @param fingerprint of the certificate; colons and blanks are left out
	 * @param token       an administrator's or reader's, may be empty
	 * @return the server elsewhere
	 * @throws IllegalArgumentException with a sentence for a person when address or fingerprint cannot be understood
	 */
	public static Location.Address address(String text, Optional<String> fingerprint, String token) {
		URI address;
		try {
			address = URI.create(text.strip());
		} catch (IllegalArgumentException e) {
			throw new IllegalArgumentException("'" + text + "' is no address; it should look like https://host:7443.", e);
		}
		if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
			throw new IllegalArgumentException("'" + text + "' is no address; it should look like https://host:7443.");
		}
		Optional<String> bare = fingerprint.map(f -> f.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT))
				.filter(f -> !f.isEmpty());
		if (bare.isPresent() && !bare.get().matches("[0-9a-f]{64}")) {
			throw new IllegalArgumentException(
					"The fingerprint of the certificate should be 64 hexadecimal digits, as the server prints it.");
		}
		return new Location.Address(address, bare, token);
	}

	private static int port(String text) {
		if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
			return Integer.parseInt(text);
		}
		throw new IllegalArgumentException("--port is '" + text + "', but should be a number from 0 to 65535.");
	}

	private static Optional<String> value(String[] arguments, String name) {
		for (int at = 0; at < arguments.length; at++) {
			if (arguments[at].startsWith(name + "=")) {
				return Optional.of(arguments[at].substring(name.length() + 1));
			}
			if (arguments[at].equals(name)) {
				if (at + 1 == arguments.length) {
					throw new IllegalArgumentException(name + " needs a value behind it.");
				}
				return Optional.of(arguments[at + 1]);
			}
		}
		return Optional.empty();
	}
}
