package org.lictor.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.lictor.spi.Content;

/**
 * What backup is to be made.
 *
 * @param target  a file that is not there, or a folder that gets one
 * @param made    now
 * @param version of Lictor
 * @param files   what is to be in it besides database and evidence, by the paths in the data folder
 * @param notes   sentences about what is not in it and should be
 */
public record BackupOrder(Path target, Instant made, String version, Map<String, Content> files, List<String> notes) {

	/** Copies map and list. */
	public BackupOrder {
		files = Map.copyOf(files);
		notes = List.copyOf(notes);
	}
}
