package org.lictor.service;

import java.time.Instant;
import java.util.List;

/**
 * A backup of a data folder.
 *
 * @param file     where it is, on the machine of who made or read it
 * @param made     everything that was kept until then is in it
 * @param version  of the Lictor that made it
 * @param schema   of its data
 * @param database in which the data were, such as Derby
 * @param rows     how many rows of the database are in it
 * @param evidence how many pieces of evidence came from files and polls, each counted once
 * @param bytes    of the file
 * @param notes    sentences about what is not in it and should be, or is damaged; empty when it is whole
 */
public record Backup(String file, Instant made, String version, int schema, String database, long rows, long evidence, long bytes,
		List<String> notes) {

	/** Copies the list. */
	public Backup {
		notes = List.copyOf(notes);
	}
}
