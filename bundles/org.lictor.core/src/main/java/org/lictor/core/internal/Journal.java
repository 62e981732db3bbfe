package org.lictor.core.internal;

import java.time.InstantSource;
import java.util.List;

import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.service.Changes;
import org.lictor.service.ServiceException;
import org.lictor.store.Store;
import org.lictor.store.Transaction;

/** Writes the Event Log. Safe for use by many threads. */
public final class Journal {

	/** The source of lines that are about Lictor itself. */
	public static final String LICTOR = "Lictor";

	private static final System.Logger LOGGER = System.getLogger(Journal.class.getName());
	private static final int LONGEST = 4000;

	private final Store store;
	private final InstantSource clock;
	private final ChangeHub changes;

	/**
	 * @param store   keeps the lines
	 * @param clock   tells when
	 * @param changes is told of new lines
	 */
	public Journal(Store store, InstantSource clock, ChangeHub changes) {
		this.store = store;
		this.clock = clock;
		this.changes = changes;
	}

	/**
	 * Writes one line in a transaction of its own. Where the store cannot take it, the program's log gets it.
	 *
	 * @param severity how bad it is
	 * @param source   what it is about
	 * @param message  what happened and what to do
	 */
	public void add(Diagnostic.Severity severity, String source, String message) {
		add(List.of(entry(severity, source, message)));
	}

	/**
	 * Writes lines in a transaction of their own. Where the store cannot take them, the program's log gets them.
	 *
	 * @param entries oldest first
	 */
	public void add(List<LogEntry> entries) {
		if (entries.isEmpty()) {
			return;
		}
		try {
			store.write(transaction -> {
				transaction.eventLog().append(entries);
				return null;
			});
			changes.changed(Changes.Topic.EVENTS);
		} catch (ServiceException e) {
			entries.forEach(entry -> LOGGER.log(System.Logger.Level.WARNING,
					"The Event Log cannot be written. It would say of " + entry.source() + ": " + entry.message(), e));
		}
	}

	/**
	 * Writes lines in a transaction that is under way; the caller tells of the change after the commit.
	 *
	 * @param transaction that writes
	 * @param entries     oldest first
	 */
	public static void append(Transaction transaction, List<LogEntry> entries) {
		if (!entries.isEmpty()) {
			transaction.eventLog().append(entries);
		}
	}

	/**
	 * @param severity how bad it is
	 * @param source   what it is about
	 * @param message  what happened and what to do; cut when it is very long
	 * @return a line of this moment
	 */
	public LogEntry entry(Diagnostic.Severity severity, String source, String message) {
		return new LogEntry(clock.instant(), severity, source, cut(message));
	}

	/**
	 * @param message of any length
	 * @return the message, cut when it is very long
	 */
	public static String cut(String message) {
		return message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
	}
}
