package org.lictor.server.internal;

import java.nio.file.Path;
import java.util.Optional;

import org.lictor.service.Backup;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.Restorer;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: makes a data folder of a backup. */
@Command(name = "restore", description = "Checks a backup and makes a data folder of it. Nothing that is there is overwritten. Broken off, it "
		+ "begins anew when it is given again.")
final class RestoreCommand extends FolderWords {

	@Parameters(index = "0", paramLabel = "FILE", description = "The backup.")
	private Path file;

	@Option(names = "--data", paramLabel = "DIR", description = "A data folder that is made, or an empty one.")
	private Path data;

	@Option(names = "--check", description = "Only reads the backup to its end, compares it with what it says of itself, and tells what is in it.")
	private boolean check;

	@Option(names = "--database", paramLabel = "URL", description = "An empty database for the data, such as "
			+ "jdbc:postgresql://host/name, in place of one in the folder.")
	private String database;

	@Mixin
	private DatabaseUserOptions user;

	@Mixin
	private FormatOption format;

	RestoreCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	public Integer call() throws ServiceException {
		if (check == (data != null)) {
			throw misuse("Say either --data DIR, a new data folder, or --check.");
		}
		if (user.isGiven() ? database == null || !user.isComplete() : database != null) {
			throw misuse("Say --database jdbc:postgresql://host/name and --user USER together.");
		}
		if (check && database != null) {
			throw misuse("--check needs no database.");
		}
		Restorer restorer = terminal().restorer().get().orElseThrow(() -> incomplete("restore backups"));
		Path backup = whole(file);
		Optional<DatabaseAddress> address = database == null ? Optional.empty() : Optional.of(user.of(database, terminal()));
		Backup found;
		try (ProgressLine progress = new ProgressLine(terminal())) {
			found = check ? restorer.check(backup, progress) : restorer.restore(backup, whole(data), address, progress);
		}
		if (format.json()) {
			Listing.json(found, terminal());
			return BackupText.notes(found, terminal());
		}
		return BackupText.tell(found, check ? backup + " is sound" : whole(data) + " is restored from " + backup, terminal());
	}
}
