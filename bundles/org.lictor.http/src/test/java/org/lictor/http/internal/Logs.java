package org.lictor.http.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Catches what a class writes into the log, which a test expects and nobody needs to read. */
final class Logs extends Handler implements AutoCloseable {

	private final Logger logger;
	private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();

	Logs(Class<?> type) {
		logger = Logger.getLogger(type.getName());
		logger.setUseParentHandlers(false);
		logger.addHandler(this);
	}

	/** Waits for the next line. */
	LogRecord next() throws InterruptedException {
		LogRecord line = records.poll(10, TimeUnit.SECONDS);
		if (line == null) {
			throw new AssertionError("nothing came into the log");
		}
		return line;
	}

	boolean isEmpty() {
		return records.isEmpty();
	}

	@Override
	public void publish(LogRecord line) {
		records.add(line);
	}

	@Override
	public void flush() {
		// kept in memory
	}

	@Override
	public void close() {
		logger.removeHandler(this);
		logger.setUseParentHandlers(true);
	}
}
