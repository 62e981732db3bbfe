package org.lictor.server.internal;

import java.nio.file.Path;

import org.lictor.service.DatabaseAddress;
import org.lictor.service.Mover;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code move}: takes the data of a folder from the database in it to one on a server. */
@Command(name = "move", description = "Moves the data of a data folder, which no server runs on, from the database in it to an empty "
		+ "one on a PostgreSQL server, and compares all of it. Broken off, it goes on where it was when it is given again.")
final class MoveCommand extends FolderWords {

	@Option(names = "--data", paramLabel = "DIR", description = "The data folder; ~/.lictor unless given.")
	private Path data;

	@Option(names = "--to", paramLabel = "URL", description = "The database, such as jdbc:postgresql://host/name.")
	private String to;

	@Mixin
	private DatabaseUserOptions user;

	@Option(names = "--give-up", description = "Leaves the data where they are after a move that was broken off.")
	private boolean giveUp;

	MoveCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	public Integer call() throws ServiceException {
		Path folder = whole(data == null ? terminal().defaultData() : data);
		if (giveUp) {
			if (to != null || user.isGiven()) {
				throw misuse("--give-up goes with no other option than --data.");
			}
			mover().giveUp(folder);
			terminal().out().println("The data stay in " + folder + ".");
			return Words.DONE;
		}
		if (to == null || !user.isComplete()) {
			throw misuse("Say where to: --to jdbc:postgresql://host/name --user USER.");
		}
		DatabaseAddress address = user.of(to, terminal());
		try (ProgressLine progress = new ProgressLine(terminal())) {
			mover().move(folder, address, progress);
		}
		terminal().out().println("The data of " + folder + " are in " + address + " and equal to what was there. The database that was "
				+ "in the folder is kept in " + folder.resolve("db.moved") + "; delete it when you need it no more.");
		return Words.DONE;
	}

	private Mover mover() throws ServiceException {
		return terminal().mover().get().orElseThrow(() -> incomplete("move data"));
	}
}
