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

/** Which Lictor a command is for: a data folder of this machine, or a server elsewhere. */
final class ConnectionOptions {

	private static final String TOKEN_VARIABLE = "LICTOR_TOKEN";

	@Spec(Target.MIXEE)
	private CommandSpec command;

	@Option(names = "--data", paramLabel = "DIR", description = "The data folder; ~/.lictor unless given. When a server runs "
			+ "on it, the command goes to that server.")
	private Path data;

	@Option(names = "--url", paramLabel = "URL", description = "A server elsewhere, such as https://host:7443, in place of a "
			+ "data folder.")
	private String url;

	@Option(names = "--token-file", paramLabel = "FILE", description = "With --url: a file that holds the token and nothing "
			+ "else. Without it the token is taken from the environment variable " + TOKEN_VARIABLE + ".")
	private Path tokenFile;

	@Option(names = "--fingerprint", paramLabel = "HEX", description = "With --url: SHA-256 of the server's certificate, as "
			+ "the server prints it when it starts. Without it the certificate must be one that this machine trusts.")
	private String fingerprint;

	/**
	 * @param terminal knows the ways to reach it
	 * @param progress takes news: migrations of the data may take long
	 * @return an open connection
	 * @throws ServiceException when it cannot be opened
	 */
	Lictor open(Terminal terminal, Progress progress) throws ServiceException {
		Location location = location(terminal);
		if (location instanceof Location.Folder folder) {
			DataFolder.prepare(folder.path());
			Logs.intoFolder(folder.path(), Logs.COMMANDS);
		}
		for (Connector connector : terminal.connectors().get()) {
			if (connector.accepts(location)) {
				return connector.open(location, OpenOptions.COMMAND, progress);
			}
		}
		throw new ServiceException(Reason.UNAVAILABLE,
				"This installation is not complete: nothing in it can reach " + location + ". Install Lictor anew.");
	}

	/** @return whether a server is named by its address */
	boolean isElsewhere() {
		return url != null;
	}

	private Location location(Terminal terminal) throws ServiceException {
		if (url == null) {
			if (tokenFile != null || fingerprint != null) {
				throw usage((tokenFile != null ? "--token-file" : "--fingerprint") + " goes with --url.");
			}
			return new Location.Folder(folder(terminal));
		}
		if (data != null) {
			throw usage("Say either --data or --url, not both.");
		}
		try {
			return new Location.Address(new URI(url), pinned(), token(terminal));
		} catch (URISyntaxException e) {
			throw usage("--url should be an address such as https://host:7443, not '" + url + "'.");
		}
	}

	/**
	 * @param terminal knows the home folder
	 * @return the data folder that is meant
	 */
	Path folder(Terminal terminal) {
		return (data == null ? terminal.defaultData() : data).toAbsolutePath().normalize();
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

	private ParameterException usage(String message) {
		return new ParameterException(command.commandLine(), message);
	}
}
