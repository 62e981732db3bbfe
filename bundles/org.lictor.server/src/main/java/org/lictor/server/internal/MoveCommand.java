package org.lictor.server.internal;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.lictor.service.DatabaseAddress;
import org.lictor.service.Mover;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code move}: takes the data of a folder from the database in it to one on a server. */
@Command(name = "move", description = "Moves the data of a data folder, which no server runs on, from the database in it to an empty "
		+ "one on a PostgreSQL server, and compares all of it. Broken off, it goes on where it was when it is given again.")
final class MoveCommand implements Callable<Integer> {

	private static final String PASSWORD_VARIABLE = "LICTOR_DATABASE_PASSWORD";

	@Option(names = "--help", usageHelp = true, description = "Shows this and does nothing.")
	private boolean help;

	@Option(names = "--data", paramLabel = "DIR", description = "The data folder; ~/.lictor unless given.")
	private Path data;

	@Option(names = "--to", paramLabel = "URL", description = "The database, such as jdbc:postgresql://host/name.")
	private String to;

	@Option(names = "--user", paramLabel = "USER", description = "The user of the database.")
	private String user;

	@Option(names = "--password-file", paramLabel = "FILE", description = "A file that holds the password of the user and nothing "
			+ "else. Without it the password is taken from the environment variable " + PASSWORD_VARIABLE
			+ ", otherwise from standard input.")
	private Path passwordFile;

	@Option(names = "--give-up", description = "Leaves the data where they are after a move that was broken off.")
	private boolean giveUp;

	@Spec
	private CommandSpec command;

	private final Terminal terminal;

	/**
	 * @param terminal what is around
	 */
	MoveCommand(Terminal terminal) {
		this.terminal = terminal;
	}

	@Override
	public Integer call() throws ServiceException {
		Path folder = (data == null ? terminal.defaultData() : data).toAbsolutePath().normalize();
		if (giveUp) {
			if (to != null || user != null || passwordFile != null) {
				throw misuse("--give-up goes with no other option than --data.");
			}
			mover().giveUp(folder);
			terminal.out().println("The data stay in " + folder + ".");
			return Words.DONE;
		}
		if (to == null || user == null) {
			throw misuse("Say where to: --to jdbc:postgresql://host/name --user USER.");
		}
		DatabaseAddress address = new DatabaseAddress(to, user, password());
		try (ProgressLine progress = new ProgressLine(terminal)) {
			mover().move(folder, address, progress);
		}
		terminal.out().println("The data of " + folder + " are in " + address + " and equal to what was there. The database that was "
				+ "in the folder is kept in " + folder.resolve("db.moved") + "; delete it when you need it no more.");
		return Words.DONE;
	}

	private Mover mover() throws ServiceException {
		return terminal.mover().get().orElseThrow(() -> new ServiceException(Reason.UNAVAILABLE,
				"This installation is not complete: nothing in it can move data. Install Lictor anew."));
	}

	private String password() throws ServiceException {
		if (passwordFile != null) {
			return DefinitionOptions.fromFile(passwordFile);
		}
		String variable = terminal.environment().get(PASSWORD_VARIABLE);
		return variable != null ? variable
				: DefinitionOptions.typed("password of " + user,
						new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)), terminal);
	}

	private ParameterException misuse(String sentence) {
		return new ParameterException(command.commandLine(), sentence);
	}
}
