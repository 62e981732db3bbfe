package org.lictor.agent.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends what is logged to standard error and to a file that does not grow without end. */
final class AgentLog {

	private static final int BYTES = 512 << 10;
	private static final int FILES = 3;

	/** One line a record: moment, severity, sentence. */
	private static final class Line extends Formatter {
		@Override
		public String format(LogRecord record) {
			return record.getInstant().truncatedTo(ChronoUnit.MILLIS) + " " + record.getLevel().getName() + " "
					+ formatMessage(record).replaceAll("[\\r\\n]+", " ") + System.lineSeparator();
		}
	}

	/** A log that cannot be written is no reason to say more than was to be logged. */
	private static final class Quiet extends ErrorManager {
		@Override
		public void error(String message, Exception exception, int code) {
			// standard error has the line as well
		}
	}

	private static final class Console extends Handler {
		private final PrintStream err;

		Console(PrintStream err) {
			this.err = err;
			setFormatter(new Line());
		}

		@Override
		public void publish(LogRecord record) {
			if (isLoggable(record)) {
				err.print(getFormatter().format(record));
				err.flush();
			}
		}

		@Override
		public void flush() {
			err.flush();
		}

		@Override
		public void close() {
			err.flush();
		}
	}

	private AgentLog() {
	}

	/**
	 * Replaces whatever handlers there are; the levels stay as they were configured.
	 *
	 * @param folder for the files {@code agent.0.log} (the newest) to {@code agent.2.log}, made when it does not exist
	 * @param err    gets the same lines
	 */
	static void install(Path folder, PrintStream err) {
		Logger root = Logger.getLogger("");
		for (Handler handler : root.getHandlers()) {
			root.removeHandler(handler);
			handler.close();
		}
		root.addHandler(new Console(err));
		try {
			Files.createDirectories(folder);
			FileHandler file = new FileHandler(folder.resolve("agent.%g.log").toString().replace("%", "%%")
					.replace("%%g", "%g"), BYTES, FILES, true);
			file.setFormatter(new Line());
			file.setErrorManager(new Quiet());
			root.addHandler(file);
		} catch (IOException e) {
			System.getLogger(AgentLog.class.getName()).log(System.Logger.Level.WARNING,
					"There is no log file in {0}: {1}", folder, e.getMessage());
		}
	}
}
