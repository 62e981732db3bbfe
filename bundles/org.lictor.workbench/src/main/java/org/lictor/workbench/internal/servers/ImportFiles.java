package org.lictor.workbench.internal.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.service.ImportResult;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

/** Hands files to Lictor, one after the other. A file that is no good does not keep the others out. */
final class ImportFiles {

	private final Lictor lictor;

	ImportFiles(Lictor lictor) {
		this.lictor = lictor;
	}

	/**
	 * @param server   name of the server the files are for
	 * @param files    to be imported, in order
	 * @param progress takes news and tells of cancellation
	 * @return what became of each; after a cancellation only of those done until then
	 * @throws ServiceException when no file can be taken: NOT_FOUND, INVALID, UNAVAILABLE
	 */
	List<ImportResult> run(String server, List<Path> files, Progress progress) throws ServiceException {
		List<ImportResult> results = new ArrayList<>();
		for (Path file : files) {
			if (progress.cancelled()) {
				return results;
			}
			progress.begin("Importing " + file.getFileName(), 0);
			try {
				results.add(one(server, file, progress));
			} catch (ServiceException e) {
				if (e.reason() == Reason.CANCELLED) {
					return results;
				}
				throw e;
			}
		}
		return results;
	}

	private ImportResult one(String server, Path file, Progress progress) throws ServiceException {
		String name = file.getFileName().toString();
		Instant written;
		try {
			written = Files.getLastModifiedTime(file).toInstant();
		} catch (IOException e) {
			return new ImportResult(name, ImportResult.Outcome.REFUSED, "", 0, 0,
					List.of(Diagnostic.error("The file cannot be read. Check that it is there and may be read by you.", Place.of(name))));
		}
		return lictor.imports().run(server, new Evidence(Evidence.Origin.FILE, name, written, Content.of(file)), progress);
	}

	/**
	 * @param result what became of a file
	 * @return the same in a word or two, for people
	 */
	static String outcome(ImportResult result) {
		return switch (result.outcome()) {
		case IMPORTED -> "imported";
		case IMPORTED_WITH_PROBLEMS -> "imported, with problems";
		case ALREADY_KNOWN -> "known already, nothing changed";
		case REFUSED -> "refused";
		};
	}
}
