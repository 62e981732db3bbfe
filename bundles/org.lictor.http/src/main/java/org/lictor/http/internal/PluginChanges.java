package org.lictor.http.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.lictor.model.Progress;
import org.lictor.remote.protocol.NewPluginChange;
import org.lictor.remote.protocol.PluginOutcome;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.service.PluginChange;
import org.lictor.service.Plugins;
import org.lictor.service.RemoteChange;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Changes of plug-ins, one at a time. A change goes on when whoever asked for it is gone; what came of it is kept, also for those who ask
 * after the next start.
 * Safe for use by many threads.
 */
final class PluginChanges implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(PluginChanges.class.getName());
	private static final int KEPT = 100;
	private static final long LOOK_MILLIS = 100;

	private final Plugins plugins;
	private final Map<String, Change> changes = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Change> eldest) {
			return size() > KEPT;
		}
	};
	private final KeptOutcomes kept;
	private boolean closed;

	/**
	 * @param plugins that are changed
	 * @param kept    what came of earlier changes
	 */
	PluginChanges(Plugins plugins, KeptOutcomes kept) {
		this.plugins = plugins;
		this.kept = kept;
	}

	/**
	 * Begins a change.
	 *
	 * @param wanted what is to be done, checked
	 * @param remote what may be done
	 * @return the id of the change
	 * @throws ServiceException IN_USE while another one goes on, UNAVAILABLE when the server is stopping
	 */
	synchronized String start(NewPluginChange wanted, RemoteChange remote) throws ServiceException {
		if (closed) {
			throw new ServiceException(Reason.UNAVAILABLE, "The server is stopping.");
		}
		if (changes.values().stream().anyMatch(each -> !each.outcome.isDone())) {
			throw new ServiceException(Reason.IN_USE, "Plug-ins of this server are being changed. Try again when that is done.");
		}
		String id = UUID.randomUUID().toString();
		Change change = new Change();
		changes.put(id, change);
		Thread.ofPlatform().daemon().name("lictor-plugins-" + id).start(() -> run(id, wanted, remote, change));
		return id;
	}

	private void run(String id, NewPluginChange wanted, RemoteChange remote, Change change) {
		try {
			PluginOutcome outcome = outcome(wanted, remote, change);
			synchronized (this) {
				kept.done(id, outcome);
			}
			change.outcome.complete(outcome);
		} catch (ServiceException e) {
			synchronized (this) {
				kept.failed(id, e);
			}
			change.outcome.completeExceptionally(e);
		}
	}

	private PluginOutcome outcome(NewPluginChange wanted, RemoteChange remote, Change change) throws ServiceException {
		Asked asked = new Asked(wanted.accepted().orElse(List.of()), remote);
		try {
			return new PluginOutcome(perform(wanted, asked, change), List.of(), "");
		} catch (ServiceException e) {
			if (asked.refused.isEmpty()) {
				throw e;
			}
			if (remote == RemoteChange.ASK) {
				return new PluginOutcome(PluginChange.NONE, asked.refused, e.getMessage());
			}
			throw onlyTrusted(asked.refused);
		} catch (RuntimeException | LinkageError e) {
			LOG.log(System.Logger.Level.ERROR, "A defect came to light while plug-ins were changed.", e);
			throw new ServiceException(Reason.INTERNAL, "A defect of Lictor came to light. The server's log has more.");
		}
	}

	private PluginChange perform(NewPluginChange wanted, Doubts doubts, Progress progress) throws ServiceException {
		return switch (wanted.deed()) {
		case INSTALL -> plugins.install(wanted.id().orElseThrow(), wanted.repository().orElseThrow(), doubts, progress);
		case UPDATE -> plugins.update(wanted.id(), wanted.repository(), doubts, progress);
		case REMOVE -> plugins.remove(wanted.id().orElseThrow(), progress);
		};
	}

	private static ServiceException onlyTrusted(List<Doubt> doubts) {
		return new ServiceException(Reason.FORBIDDEN, "Nothing was changed. " + doubts.stream().map(Doubt::sentence).collect(Collectors.joining(" "))
				+ " Over HTTPS this server takes only what a key has signed that it trusts. On its machine 'plugins trust add FILE' trusts the key"
				+ " of a vendor, and 'plugins trust remote ask' has whoever installs over HTTPS asked.");
	}

	/**
	 * Waits for the end of a change. Ceasing to wait leaves it alone.
	 *
	 * @param id       of the change
	 * @param progress takes news of it, and may end the waiting
	 * @return what came of it
	 * @throws ServiceException NOT_FOUND, why it failed, or CANCELLED
	 */
	PluginOutcome await(String id, Progress progress) throws ServiceException {
		Optional<PluginOutcome> before = before(id);
		if (before.isPresent()) {
			return before.get();
		}
		Change change = find(id);
		Step told = Step.NONE;
		while (true) {
			told = tell(change.step, told, progress);
			try {
				return change.outcome.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				if (progress.cancelled()) {
					throw new ServiceException(Reason.CANCELLED, "The change of plug-ins goes on; nobody waits for it any more.", e);
				}
			} catch (ExecutionException e) {
				ServiceException why = (ServiceException) e.getCause();
				throw new ServiceException(why.reason(), why.getMessage(), why);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new ServiceException(Reason.CANCELLED, "The server is stopping.", e);
			}
		}
	}

	private static Step tell(Step now, Step told, Progress progress) {
		boolean another = now.number != told.number;
		if (another) {
			progress.begin(now.task, now.total);
		}
		long more = now.done - (another ? 0 : told.done);
		if (more > 0) {
			progress.worked(more);
		}
		return now;
	}

	private synchronized Optional<PluginOutcome> before(String id) throws ServiceException {
		return changes.containsKey(id) ? Optional.empty() : kept.before(id);
	}

	/**
	 * Calls a change off, if it is not too late.
	 *
	 * @param id of the change
	 * @throws ServiceException NOT_FOUND
	 */
	void cancel(String id) throws ServiceException {
		find(id).cancelled = true;
	}

	private synchronized Change find(String id) throws ServiceException {
		return Optional.ofNullable(changes.get(id)).orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "Nothing is known of this change of"
				+ " plug-ins: the server was started again before it was done, or long since. What is installed now shows whether it was done."));
	}

	@Override
	public synchronized void close() {
		closed = true;
		changes.values().forEach(each -> each.cancelled = true);
	}

	/** Answers for whoever is not there any more: what was accepted is accepted, the rest is not. */
	private static final class Asked implements Doubts {

		private final List<Doubt> accepted;
		private final RemoteChange remote;
		private volatile List<Doubt> refused = List.of();

		Asked(List<Doubt> accepted, RemoteChange remote) {
			this.accepted = accepted;
			this.remote = remote;
		}

		@Override
		public boolean accept(List<Doubt> doubts) {
			if (remote == RemoteChange.ASK && accepted.containsAll(doubts)) {
				return true;
			}
			refused = List.copyOf(doubts);
			return false;
		}
	}

	/**
	 * How far a change is.
	 *
	 * @param number counts the parts that began
	 * @param task   what is being done
	 * @param total  units of it, 0 when that is not known
	 * @param done   so many of them
	 */
	private record Step(int number, String task, long total, long done) {

		private static final Step NONE = new Step(0, "", 0, 0);
	}

	/** One of them. */
	private static final class Change implements Progress {

		private final CompletableFuture<PluginOutcome> outcome = new CompletableFuture<>();
		private volatile Step step = Step.NONE;
		private volatile boolean cancelled;

		@Override
		public synchronized void begin(String name, long units) {
			step = new Step(step.number + 1, name, units, 0);
		}

		@Override
		public synchronized void worked(long units) {
			step = new Step(step.number, step.task, step.total, step.done + units);
		}

		@Override
		public boolean cancelled() {
			return cancelled;
		}
	}
}
