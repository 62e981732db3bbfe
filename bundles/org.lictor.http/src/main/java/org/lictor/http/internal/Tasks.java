package org.lictor.http.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.remote.protocol.MediaTypes;
import org.lictor.remote.protocol.Problem;
import org.lictor.remote.protocol.TaskLine;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderers;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Runs what takes long. A client that asks for lines ({@link MediaTypes#LINES}) is told how it goes, and the task is
 * called off when that client is gone; any other client waits for the end.
 */
final class Tasks implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(Tasks.class.getName());

	private final Duration beat;
	private final ExecutorService workers;
	private final Set<Watch> running = ConcurrentHashMap.newKeySet();
	private volatile boolean closed;

	/**
	 * @param beat how often a client is told how it goes
	 */
	Tasks(Duration beat) {
		this.beat = beat;
		AtomicInteger number = new AtomicInteger();
		this.workers = Executors.newCachedThreadPool(work -> {
			Thread thread = new Thread(work, "lictor-task-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Runs a task and answers with what it gives.
	 *
	 * @param task  what is to be done
	 * @param lines whether the client asked to be told how it goes
	 * @param reply takes the answer
	 * @return the answer of a task that was not watched, null when it was and everything is sent
	 * @throws Exception what the task threw before anything was sent
	 */
	Answer run(Answer.Task task, boolean lines, Reply reply) throws Exception {
		Watch watch = new Watch();
		running.add(watch);
		try {
			if (closed) {
				watch.cancel();
			}
			if (!lines) {
				return task.answer().of(task.work().run(watch));
			}
			tell(start(task, watch), watch, reply);
			return null;
		} finally {
			running.remove(watch);
		}
	}

	private Future<Object> start(Answer.Task task, Watch watch) throws ServiceException {
		try {
			return workers.submit(() -> task.work().run(watch));
		} catch (RejectedExecutionException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The server is stopping.", e);
		}
	}

	private void tell(Future<Object> work, Watch watch, Reply reply) throws Exception {
		OutputStream out = null;
		try {
			while (true) {
				try {
					Object result = work.get(beat.toMillis(), TimeUnit.MILLISECONDS);
					out = out == null ? begin(reply) : out;
					end(result, watch, out);
					break;
				} catch (TimeoutException e) {
					out = out == null ? begin(reply) : out;
					line(watch.line(), out);
					out.flush();
				} catch (ExecutionException e) {
					if (out == null) {
						throw e.getCause() instanceof Exception exception ? exception : e;
					}
					line(new TaskLine.Failed(problem(e.getCause())), out);
					break;
				}
			}
			out.close();
			reply.succeeded();
		} catch (IOException e) {
			// the client is gone, or the task met a broken disk before anything was sent
			watch.cancel();
			throw e;
		}
	}

	private static OutputStream begin(Reply reply) throws IOException {
		reply.begin(200, MediaTypes.LINES, Map.of());
		return reply.body();
	}

	private static void end(Object result, Progress progress, OutputStream out) throws IOException {
		if (result instanceof ResultTable table) {
			line(new TaskLine.TableFollows(), out);
			Renderers.JSON.render(table, RenderOptions.DEFAULT.progress(progress), out);
		} else {
			line(TaskLine.done(result), out);
		}
	}

	private static void line(TaskLine line, OutputStream out) throws IOException {
		out.write((line.json() + "\n").getBytes(StandardCharsets.UTF_8));
	}

	private static Problem problem(Throwable failure) {
		return switch (failure) {
		case ServiceException trouble -> Problem.of(trouble);
		case Refusal refusal -> new Problem(Reason.valueOf(refusal.reason()), refusal.getMessage());
		default -> {
			LOG.log(System.Logger.Level.ERROR, "A defect came to light in a task.", failure);
			yield new Problem(Reason.INTERNAL, "A defect of Lictor came to light. The server's log has more.");
		}
		};
	}

	/** Calls off what runs. */
	@Override
	public void close() {
		closed = true;
		running.forEach(Watch::cancel);
		workers.shutdown();
	}

	/** How far a task is. */
	private static final class Watch implements Progress {

		private String task = "";
		private long total;
		private long done;
		private volatile boolean cancelled;

		@Override
		public synchronized void begin(String name, long units) {
			task = name;
			total = units;
			done = 0;
		}

		@Override
		public synchronized void worked(long units) {
			done += units;
		}

		@Override
		public boolean cancelled() {
			return cancelled;
		}

		void cancel() {
			cancelled = true;
		}

		synchronized TaskLine line() {
			return new TaskLine.Working(task, total, done);
		}
	}
}
