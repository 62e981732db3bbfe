package org.lictor.server.internal;

import java.util.Locale;

import org.lictor.service.Backup;

/** Tells people of backups. */
final class BackupText {

	private BackupText() {
	}

	/**
	 * @param backup   to be told of
	 * @param beginning of the sentence, with the verb
	 * @param terminal takes the sentence, and notes as troubles
	 * @return the exit code: a backup that lacks something did not do its job
	 */
	static int tell(Backup backup, String beginning, Terminal terminal) {
		terminal.out().println(beginning + ": all that was kept until " + backup.made() + ", " + backup.rows() + " rows of "
				+ backup.database() + " at schema " + backup.schema() + " and " + backup.evidence() + " pieces of evidence, "
				+ size(backup.bytes()) + ", by Lictor " + backup.version() + ".");
		return notes(backup, terminal);
	}

	private static String size(long bytes) {
		return bytes < 1_000_000 ? (bytes + 999) / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
	}

	/**
	 * @param backup   to be told of
	 * @param terminal takes notes as troubles
	 * @return the exit code
	 */
	static int notes(Backup backup, Terminal terminal) {
		backup.notes().forEach(terminal.err()::println);
		return backup.notes().isEmpty() ? Words.DONE : Words.FAILED;
	}
}
