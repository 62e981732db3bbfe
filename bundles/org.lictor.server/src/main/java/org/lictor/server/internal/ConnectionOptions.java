package org.lictor.server.internal;

import java.nio.file.Path;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Option;

/** Which Lictor a command is for: a data folder of this machine, or a server elsewhere. */
final class ConnectionOptions extends AddressOptions {

	@Option(names = "--data", paramLabel = "DIR", description = "The data folder; ~/.lictor unless given. When a server runs "
			+ "on it, the command goes to that server.")
	private Path data;

	/**
	 * @param terminal knows the ways to reach it
	 * @param progress takes news: migrations of the data may take long
	 * @return an open connection
	 * @throws ServiceException when it cannot be opened
	 */
	Lictor open(Terminal terminal, Progress progress) throws ServiceException {
		if (isElsewhere() && data != null) {
			throw usage("Say either --data or --url, not both.");
		}
		Optional<Location.Address> elsewhere = location(terminal);
		if (elsewhere.isPresent()) {
			return open(elsewhere.get(), terminal, progress);
		}
		Path folder = folder(terminal);
		DataFolder.prepare(folder);
		Logs.intoFolder(folder, Logs.COMMANDS);
		return open(new Location.Folder(folder), terminal, progress);
	}

	/**
	 * @param terminal knows the home folder
	 * @return the data folder that is meant
	 */
	Path folder(Terminal terminal) {
		return (data == null ? terminal.defaultData() : data).toAbsolutePath().normalize();
	}
}
