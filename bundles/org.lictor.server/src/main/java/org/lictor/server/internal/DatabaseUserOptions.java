package org.lictor.server.internal;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Option;

/** As whom a database on a server is used. */
final class DatabaseUserOptions {

	private static final String PASSWORD_VARIABLE = "LICTOR_DATABASE_PASSWORD";

	@Option(names = "--user", paramLabel = "USER", description = "The user of the database.")
	private String user;

	@Option(names = "--password-file", paramLabel = "FILE", description = "A file that holds the password of the user and nothing "
			+ "else. Without it the password is taken from the environment variable " + PASSWORD_VARIABLE
			+ ", otherwise from standard input.")
	private Path passwordFile;

	/** @return whether a user is named */
	boolean isComplete() {
		return user != null;
	}

	/** @return whether any of this was said */
	boolean isGiven() {
		return user != null || passwordFile != null;
	}

	/**
	 * @param url      where the database is
	 * @param terminal where the password may come from
	 * @return the database, with the password
	 * @throws ServiceException when the password cannot be read
	 */
	DatabaseAddress of(String url, Terminal terminal) throws ServiceException {
		return new DatabaseAddress(url, user, password(terminal));
	}

	private String password(Terminal terminal) throws ServiceException {
		if (passwordFile != null) {
			return DefinitionOptions.fromFile(passwordFile);
		}
		String variable = terminal.environment().get(PASSWORD_VARIABLE);
		return variable != null ? variable
				: DefinitionOptions.typed("password of " + user,
						new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)), terminal);
	}
}
