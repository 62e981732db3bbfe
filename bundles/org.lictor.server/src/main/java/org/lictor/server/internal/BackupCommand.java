package org.lictor.server.internal;

import java.nio.file.Path;

import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backup}: writes all that is kept to a file. */
@Command(name = "backup", description = "Writes all that is kept at one moment to a file, also while a server or workbench runs. The file "
		+ "holds names of people and the key for secrets; only its owner may read it. 'restore' makes a data folder of it.")
final class BackupCommand extends Words {

	@Option(names = "--to", paramLabel = "FILE", required = true, description = "A file that is not there, or a folder, which gets one "
			+ "named by the time. With --url on the machine of the server.")
	private Path to;

	@Mixin
	private FormatOption format;

	BackupCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	void prepare() {
		if (isElsewhere() && !to.isAbsolute()) {
			throw misuse("With --url say --to with a whole path, because the file is made on the machine of the server.");
		}
	}

	@Override
	int run(Lictor lictor, Progress progress) throws ServiceException {
		Backup backup = lictor.maintenance().backup(to.toAbsolutePath().normalize().toString(), progress);
		if (format.json()) {
			Listing.json(backup, terminal());
			return BackupText.notes(backup, terminal());
		}
		return BackupText.tell(backup, backup.file() + " is written", terminal());
	}
}
