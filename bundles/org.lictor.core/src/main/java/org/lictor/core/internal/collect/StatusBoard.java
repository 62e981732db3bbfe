package org.lictor.core.internal.collect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.model.Status;
import org.lictor.service.Changes;
import org.lictor.service.ServiceException;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;

/** Keeps how servers are doing, and tells the Event Log when that changes. Safe for use by many threads. */
public final class StatusBoard {

	private final Store store;
	private final InstantSource clock;
	private final ChangeHub changes;

	/**
	 * @param store   keeps the status
	 * @param clock   tells when a server was asked
	 * @param changes is told
	 */
	public StatusBoard(Store store, InstantSource clock, ChangeHub changes) {
		this.store = store;
		this.clock = clock;
		this.changes = changes;
	}

	/**
	 * The server was asked.
	 *
	 * @param server number of the server; nothing happens when it was removed meanwhile
	 * @param status how it went
	 * @throws ServiceException UNAVAILABLE when it cannot be stored
	 */
	public void asked(long server, Status status) throws ServiceException {
		Instant now = clock.instant();
		put(server, status, status.state() == Status.State.UP ? Optional.of(now) : Optional.empty(), Optional.of(now));
	}

	/**
	 * Something is to be said of the server, which was not asked.
	 *
	 * @param server number of the server; nothing happens when it was removed meanwhile
	 * @param status how it is doing
	 * @throws ServiceException UNAVAILABLE when it cannot be stored
	 */
	public void say(long server, Status status) throws ServiceException {
		put(server, status, Optional.empty(), Optional.empty());
	}

	/**
	 * A file brought data of the server. A server that had none so far is up from now on; otherwise the file says nothing
	 * about how the server itself is doing, nor about how long what it said last was so.
	 *
	 * @param server number of the server; nothing happens when it was removed meanwhile
	 * @param what   what was taken in, for people
	 * @throws ServiceException UNAVAILABLE when it cannot be stored
	 */
	public void learned(long server, String what) throws ServiceException {
		Optional<StoredServer> known = store.read(transaction -> transaction.servers().byId(server));
		if (known.isPresent()) {
			Status before = known.get().status();
			Status status = before.detail() == Status.Detail.NO_DATA_YET ? Status.up(what) : before;
			boolean answers = known.get().lastAttempt().isPresent() && known.get().lastSuccess().isPresent();
			put(server, status, answers ? Optional.empty() : Optional.of(clock.instant()), Optional.empty());
		}
	}

	private void put(long server, Status status, Optional<Instant> success, Optional<Instant> attempt)
			throws ServiceException {
		boolean[] logged = { false };
		store.write(transaction -> {
			Optional<StoredServer> known = transaction.servers().byId(server);
			if (known.isEmpty()) {
				return null;
			}
			StoredServer before = known.get();
			Status cut = new Status(status.state(), status.detail(), Journal.cut(status.message()));
			transaction.servers().status(server, cut, success.or(before::lastSuccess), attempt.or(before::lastAttempt));
			if (before.status().state() != status.state() || before.status().detail() != status.detail()) {
				Journal.append(transaction, List.of(entry(before.name(), cut)));
				logged[0] = true;
			}
			return null;
		});
		changes.changed(Changes.Topic.SERVERS);
		if (logged[0]) {
			changes.changed(Changes.Topic.EVENTS);
		}
	}

	private LogEntry entry(String server, Status status) {
		Diagnostic.Severity severity = switch (status.state()) {
		case UP -> Diagnostic.Severity.INFO;
		case DOWN, MISCONFIGURED -> Diagnostic.Severity.ERROR;
		case UNKNOWN -> switch (status.detail()) {
		case DISABLED, NO_DATA_YET -> Diagnostic.Severity.INFO;
		case INTERNAL -> Diagnostic.Severity.ERROR;
		default -> Diagnostic.Severity.WARNING;
		};
		};
		String state = switch (status.state()) {
		case UP -> "The server is up.";
		case DOWN -> "The server is down.";
		case UNKNOWN -> "Nothing is known of the server.";
		case MISCONFIGURED -> "The server's configuration must be mended.";
		};
		return new LogEntry(clock.instant(), severity, server,
				Journal.cut(status.message().isEmpty() ? state : state + " " + status.message()));
	}
}
