package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Where log lines go: into the folder {@code log} of the data folder, ten files of ten megabytes at most. Levels are
 * those of the start script's {@code logging.properties}.
 */
final class Logs {

	/** Name of the log of a server. */
	static final String SERVER = "server";
	/** Name of the log of commands that open a folder themselves. */
	static final String COMMANDS = "commands";

	private static final String FOLDER = "log";
	private static final int BYTES = 10_000_000;
	private static final int FILES = 10;
	private static final Logger ROOT = Logger.getLogger("");

	private Logs() {
	}

	/**
	 * Says how much of the log a person at the terminal sees besides.
	 *
	 * @param level of the least serious line that goes to standard error, {@link Level#OFF} for none
	 */
	static void toConsole(Level level) {
		for (Handler handler : ROOT.getHandlers()) {
			if (handler instanceof ConsoleHandler) {
				handler.setLevel(level);
			}
		}
	}

	/**
	 * Sends the log into a data folder as well. When that cannot be done, the work goes on without.
	 *
	 * @param dataFolder exists
	 * @param name       of the log
	 */
	static void intoFolder(Path dataFolder, String name) {
		Path folder = dataFolder.resolve(FOLDER);
		try {
			DataFolder.make(folder);
			// a percent sign in a path would be taken for a pattern
			String pattern = folder.toString().replace("%", "%%") + "/" + name + ".%u.%g.log";
			FileHandler handler = new FileHandler(pattern, BYTES, FILES, true);
			handler.setFormatter(new SimpleFormatter());
			handler.setLevel(Level.ALL);
			ROOT.addHandler(handler);
		} catch (IOException e) {
			Logger.getLogger(Logs.class.getName()).log(Level.FINE, "No log can be written into " + folder, e);
		}
	}

	/** Closes what was opened for a data folder. */
	static void close() {
		for (Handler handler : ROOT.getHandlers()) {
			if (handler instanceof FileHandler) {
				ROOT.removeHandler(handler);
				handler.close();
			}
		}
	}
}
