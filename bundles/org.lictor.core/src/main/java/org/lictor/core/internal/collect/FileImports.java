package org.lictor.core.internal.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.lictor.core.internal.Journal;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.model.Progress;
import org.lictor.service.ImportResult;
import org.lictor.service.ImportResult.Outcome;
import org.lictor.service.Imports;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Capability;
import org.lictor.spi.Evidence;
import org.lictor.spi.ServerType;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;

/** Takes files that people hand in. */
final class FileImports implements Imports {

	/** Of the diagnostics of one file, so many lines go to the Event Log; the person who handed it in gets all. */
	private static final int MOST_LINES = 20;

	private final Store store;
	private final ServerTypes types;
	private final ServerLocks locks;
	private final Polling polling;
	private final Intake intake;
	private final StatusBoard board;
	private final Journal journal;

	FileImports(Store store, ServerTypes types, ServerLocks locks, Polling polling, Intake intake, StatusBoard board,
			Journal journal) {
		this.store = store;
		this.types = types;
		this.locks = locks;
		this.polling = polling;
		this.intake = intake;
		this.board = board;
		this.journal = journal;
	}

	@Override
	public ImportResult run(String server, Evidence file, Progress progress) throws ServiceException {
		if (file.origin() != Evidence.Origin.FILE) {
			throw new ServiceException(Reason.INVALID, file.name() + " is not handed in as a file.");
		}
		Source source = source(server);
		ReentrantLock lock = locks.of(source.id());
		lock.lock();
		try {
			ImportResult result = intake.file(source, file, progress);
			if (result.outcome() == Outcome.ALREADY_KNOWN) {
				// the process may have died after it kept the file and before it derived facts
				intake.deriveWhereDue(source, uncancelled(progress));
			} else if (result.outcome() != Outcome.REFUSED) {
				// the file is kept: it is too late to call it off
				intake.deriveFiles(source, uncancelled(progress));
				board.learned(source.id(), sentence(result));
			}
			journal.add(lines(journal, source.name(), result));
			return result;
		} finally {
			lock.unlock();
		}
	}

	private Source source(String name) throws ServiceException {
		StoredServer server = store.read(transaction -> transaction.servers().byName(name))
				.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no licence server '" + name + "'."));
		Optional<ServerType> type = types.find(server.type());
		if (type.isEmpty()) {
			throw new ServiceException(Reason.UNAVAILABLE, "The plug-in for servers of type '" + server.type()
					+ "' is not installed, so that nobody can read files for '" + name + "'. Install it first.");
		}
		try {
			Source source = polling.source(server, type.get());
			if (!source.capabilities().contains(Capability.IMPORT)) {
				throw new ServiceException(Reason.INVALID, "'" + name + "' takes no files: servers of its type are polled.");
			}
			return source;
		} catch (PluginException e) {
			throw new ServiceException(Reason.INTERNAL, e.getMessage(), e);
		}
	}

	private static Progress uncancelled(Progress progress) {
		return new Progress() {
			@Override
			public void begin(String task, long total) {
				progress.begin(task, total);
			}

			@Override
			public void worked(long units) {
				progress.worked(units);
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
	}

	/**
	 * @param journal makes the lines
	 * @param server  name of a server
	 * @param result  what became of a file
	 * @return what the Event Log is to say of it
	 */
	static List<LogEntry> lines(Journal journal, String server, ImportResult result) {
		List<LogEntry> lines = new ArrayList<>();
		lines.add(journal.entry(switch (result.outcome()) {
		case IMPORTED, ALREADY_KNOWN -> Diagnostic.Severity.INFO;
		case IMPORTED_WITH_PROBLEMS -> Diagnostic.Severity.WARNING;
		case REFUSED -> Diagnostic.Severity.ERROR;
		}, server, sentence(result)));
		if (result.outcome() != Outcome.ALREADY_KNOWN) {
			result.diagnostics().stream().limit(MOST_LINES)
					.forEach(each -> lines.add(journal.entry(each.severity(), server, each.sentence())));
			if (result.diagnostics().size() > MOST_LINES) {
				lines.add(journal.entry(Diagnostic.Severity.WARNING, server, result.file() + ": and "
						+ (result.diagnostics().size() - MOST_LINES) + " more of these."));
			}
		}
		return lines;
	}

	private static String sentence(ImportResult result) {
		String what = result.what().isEmpty() ? result.file() : result.file() + " (" + result.what() + ")";
		return switch (result.outcome()) {
		case IMPORTED -> what + " was imported: " + result.records() + " records.";
		case IMPORTED_WITH_PROBLEMS -> what + " was imported: " + result.records() + " records, of which "
				+ result.rejected() + " could not be used.";
		case ALREADY_KNOWN -> result.file() + " was handed in again; nothing changed.";
		case REFUSED -> result.file() + " was not imported.";
		};
	}
}
