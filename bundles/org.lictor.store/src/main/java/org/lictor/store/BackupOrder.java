package org.lictor.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

import org.lictor.spi.Content;

/**
 * What backup is to be made.
 *
 * @param target  a file that is not there, or a folder that gets one
 * @param made    now
 * @param version of Lictor
 * @param beside  tells what is to be in it besides database and evidence
 */
public record BackupOrder(Path target, Instant made, String version, Beside beside) {

	/** Files that belong to the data. */
	@FunctionalInterface
	public interface Beside {

		/**
		 * Asked when the moment of the database is taken, so that all that the data need is there.
		 *
		 * @param notes takes sentences about what is not in it and should be
		 * @return the files by their paths in the data folder
		 * @throws IOException when they cannot be read
		 */
		Map<String, Content> files(Consumer<String> notes) throws IOException;
	}
}
