package org.lictor.remote.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.ApiJson;
import org.lictor.remote.protocol.InvalidJsonException;
import org.lictor.remote.protocol.TaskLine;
import org.lictor.report.JsonTables;
import org.lictor.service.ServiceException;

/** Asks and understands the answers: records, lists, tables, and tasks that take long. Safe for use by many threads. */
final class Asking implements AutoCloseable {

	/** A server that runs a task says so at least every second. */
	private static final Duration SILENCE = Duration.ofSeconds(30);
	private static final int LONGEST_LINE = 16 << 20;

	private final Transport transport;
	private final ScheduledExecutorService watchman = Executors.newSingleThreadScheduledExecutor(work -> {
		Thread thread = new Thread(work, "lictor-remote-watch");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * @param transport sends; closed with this
	 */
	Asking(Transport transport) {
		this.transport = transport;
	}

	/** Asks for a record. */
	<T> T one(Outgoing outgoing, Class<T> type) throws ServiceException {
		byte[] body = transport.send(outgoing);
		try {
			return ApiJson.read(body, type);
		} catch (InvalidJsonException e) {
			throw Sentences.strange(transport.endpoint(), 200);
		}
	}

	/** Asks for a list of records. */
	<T> List<T> list(String path, Class<T> type) throws ServiceException {
		byte[] body = transport.send(Outgoing.of("GET", path));
		try {
			return ApiJson.readList(body, type);
		} catch (InvalidJsonException e) {
			throw Sentences.strange(transport.endpoint(), 200);
		}
	}

	/** Has something done that gives nothing back. */
	void tell(Outgoing outgoing) throws ServiceException {
		transport.send(outgoing);
	}

	/** Has a task done that gives a record. */
	<T> T task(Outgoing outgoing, Class<T> type, Progress progress) throws ServiceException {
		return watch(outgoing, progress, (line, rest) -> {
			if (line instanceof TaskLine.Done done) {
				return ApiJson.read(done.value(), type);
			}
			throw new InvalidJsonException("a record was asked for, a table came");
		});
	}

	/** Has a task done that gives a table. */
	ResultTable table(Outgoing outgoing, Progress progress) throws ServiceException {
		return watch(outgoing, progress, (line, rest) -> {
			if (line instanceof TaskLine.TableFollows) {
				progress.begin("Receiving the table", 0);
				return JsonTables.read(new Interruptible(rest, progress));
			}
			throw new InvalidJsonException("a table was asked for, a record came");
		});
	}

	/** @return where the server is */
	Endpoint endpoint() {
		return transport.endpoint();
	}

	private interface Ending<T> {

		T read(TaskLine last, InputStream rest) throws IOException;
	}

	private <T> T watch(Outgoing outgoing, Progress progress, Ending<T> ending) throws ServiceException {
		try (InputStream body = transport.open(outgoing.watched(), progress); Patient in = new Patient(body, watchman)) {
			String task = "";
			long told = 0;
			while (true) {
				TaskLine line = TaskLine.parse(line(in));
				if (line instanceof TaskLine.Failed failed) {
					throw failed.problem().toException();
				}
				if (!(line instanceof TaskLine.Working working)) {
					T result = ending.read(line, in);
					// read to its end, so that the connection can be used again
					in.transferTo(OutputStream.nullOutputStream());
					return result;
				}
				if (progress.cancelled()) {
					// leaving closes the connection, which calls the task off
					throw Sentences.cancelled();
				}
				if (!working.task().equals(task) || working.done() < told) {
					task = working.task();
					told = 0;
					progress.begin(task, working.total());
				}
				progress.worked(working.done() - told);
				told = working.done();
			}
		} catch (InterruptedIOException e) {
			throw Sentences.cancelled();
		} catch (InvalidJsonException e) {
			throw Sentences.strange(transport.endpoint(), 200);
		} catch (IOException e) {
			throw Sentences.unanswered(transport.endpoint(), e);
		}
	}

	private static String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int value = in.read(); value != '\n'; value = in.read()) {
			if (value < 0) {
				throw new EOFException("the answer broke off");
			}
			if (line.size() == LONGEST_LINE) {
				throw new InvalidJsonException("a line is too long");
			}
			line.write(value);
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		watchman.shutdownNow();
		transport.close();
	}

	/** A stream that is closed from outside when nothing comes for too long, because Java would wait for ever. */
	private static final class Patient extends FilterInputStream {

		private final ScheduledFuture<?> watch;
		private volatile long lastRead = System.nanoTime();

		Patient(InputStream in, ScheduledExecutorService watchman) {
			super(new java.io.BufferedInputStream(in, 1 << 16));
			watch = watchman.scheduleWithFixedDelay(() -> {
				if (System.nanoTime() - lastRead > SILENCE.toNanos()) {
					try {
						in.close();
					} catch (IOException e) {
						// whoever reads it is told
					}
				}
			}, 1, 1, TimeUnit.SECONDS);
		}

		@Override
		public int read() throws IOException {
			int value = in.read();
			lastRead = System.nanoTime();
			return value;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = in.read(buffer, offset, length);
			lastRead = System.nanoTime();
			return read;
		}

		@Override
		public void close() throws IOException {
			watch.cancel(false);
			super.close();
		}
	}

	/** A stream that ends with an exception when the reader called it off. */
	private static final class Interruptible extends FilterInputStream {

		private final Progress progress;

		Interruptible(InputStream in, Progress progress) {
			super(in);
			this.progress = progress;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (progress.cancelled()) {
				throw new InterruptedIOException("called off");
			}
			return in.read(buffer, offset, length);
		}
	}
}
