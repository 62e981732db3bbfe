package org.lictor.server.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which server elsewhere a command is for, if any. */
class AddressOptions {

	private static final String TOKEN_VARIABLE = "LICTOR_TOKEN";

	@Spec(Target.MIXEE)
	private CommandSpec command;

	@Option(names = "--url", paramLabel = "URL", description = "A server elsewhere, such as https://host:7443.")
	private String url;

	@Option(names = "--token-file", paramLabel = "FILE", description = "With --url: a file that holds the token and nothing "
			+ "else. Without it the token is taken from the environment variable " + TOKEN_VARIABLE + ".")
	private Path tokenFile;

	@Option(names = "--fingerprint", paramLabel = "HEX", description = "With --url: SHA-256 of the server's certificate, as "
			+ "the server prints it when it starts. Without it the certificate must be one that this machine trusts.")
	private String fingerprint;

	/** @return whether a server is named by its address */
	final boolean isElsewhere() {
		return url != null;
	}

	/**
	 * @param terminal where a token may be
	 * @return the server that is named, if one is
	 * @throws ServiceException INVALID when the token cannot be read
	 */
	final Optional<Location.Address> location(Terminal terminal) throws ServiceException {
		if (url == null) {
			if (tokenFile != null || fingerprint != null) {
				throw usage((tokenFile != null ? "--token-file" : "--fingerprint") + " goes with --url.");
			}
			return Optional.empty();
		}
		try {
			return Optional.of(new Location.Address(new URI(url), pinned(), token(terminal)));
		} catch (URISyntaxException e) {
			throw usage("--url should be an address such as https://host:7443, not '" + url + "'.");
		}
	}

	/**
	 * @param location of a Lictor
	 * @param terminal knows the ways to reach it
	 * @param progress takes news
	 * @return an open connection
	 * @throws ServiceException when it cannot be opened
	 */
	static Lictor open(Location location, Terminal terminal, Progress progress) throws ServiceException {
		for (Connector connector : terminal.connectors().get()) {
			if (connector.accepts(location)) {
				return connector.open(location, OpenOptions.COMMAND, progress);
			}
		}
		throw new ServiceException(Reason.UNAVAILABLE,
				"This installation is not complete: nothing in it can reach " + location + ". Install Lictor anew.");
	}

	private Optional<String> pinned() {
		if (fingerprint == null) {
			return Optional.empty();
		}
		String digits = fingerprint.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
		if (!digits.matches("[0-9a-f]{64}")) {
			throw usage("--fingerprint should have 64 hexadecimal digits, as the server prints it when it starts.");
		}
		return Optional.of(digits);
	}

	private String token(Terminal terminal) throws ServiceException {
		if (tokenFile == null) {
			String token = terminal.environment().getOrDefault(TOKEN_VARIABLE, "").strip();
			if (token.isEmpty()) {
				throw usage("A server elsewhere wants a token: say --token-file FILE, or put it into the environment variable "
						+ TOKEN_VARIABLE + ". An administrator makes one with 'tokens add'.");
			}
			return token;
		}
		try {
			return Files.readString(tokenFile).strip();
		} catch (IOException e) {
			throw new ServiceException(Reason.INVALID,
					"The token file " + tokenFile + " cannot be read: " + FileTrouble.why(e) + ".", e);
		}
	}

	final ParameterException usage(String message) {
		return new ParameterException(command.commandLine(), message);
	}
}
