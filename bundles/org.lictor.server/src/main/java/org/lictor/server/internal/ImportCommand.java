package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.lictor.model.Diagnostic;
import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.ImportResult;
import org.lictor.service.ImportResult.Outcome;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: reads files. */
@Command(name = "import", description = "Reads files of a licence server, such as a vendor's exports. The same file twice "
		+ "changes nothing. Fails when a file was refused; single rows that were rejected are told and the rest is taken.")
final class ImportCommand extends Words {

	/** So many troubles of a file are told in words. */
	private static final int MOST_TOLD = 4;

	@Option(names = "--server", required = true, paramLabel = "NAME", description = "Name of the licence server.")
	private String server;

	@Option(names = "--observed-at", paramLabel = "INSTANT", description = "When the vendor said so, such as "
			+ "2026-03-01T08:00:00Z (unless given: when each file was last changed).")
	private Instant observedAt;

	@Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE", description = "The files.")
	private List<Path> files;

	@Mixin
	private FormatOption format;

	private final List<Evidence> evidence = new ArrayList<>();

	ImportCommand(Terminal terminal) {
		super(terminal);
	}

	/** All of them before any is taken: a name that is mistyped should not leave half of the work done. */
	@Override
	void prepare() throws ServiceException {
		for (Path file : files) {
			try (var in = Files.newInputStream(file)) {
				in.read();
				Instant at = observedAt != null ? observedAt : Files.getLastModifiedTime(file).toInstant();
				evidence.add(new Evidence(Evidence.Origin.FILE, file.getFileName().toString(), at, Content.of(file)));
			} catch (IOException e) {
				String why = Files.isDirectory(file) ? "it is a folder" : FileTrouble.why(e);
				throw new ServiceException(Reason.INVALID,
						"The file " + file + " cannot be read: " + why + ". Nothing was imported.", e);
			}
		}
	}

	@Override
	int run(Lictor lictor, Progress progress) throws ServiceException {
		List<ImportResult> results = new ArrayList<>();
		for (Evidence file : evidence) {
			ImportResult result = lictor.imports().run(server, file, progress);
			results.add(result);
			if (!format.json()) {
				tell(result);
			}
		}
		if (format.json()) {
			Listing.json(results, terminal());
		}
		return results.stream().anyMatch(result -> result.outcome() == Outcome.REFUSED) ? FAILED : DONE;
	}

	private void tell(ImportResult result) {
		String what = result.what().isEmpty() ? "" : " (" + result.what() + ")";
		switch (result.outcome()) {
		case IMPORTED -> say(result.file() + what + ": " + result.records() + " records are taken.");
		case IMPORTED_WITH_PROBLEMS -> say(result.file() + what + ": " + (result.records() - result.rejected()) + " of "
				+ result.records() + " records are taken, " + result.rejected() + " are rejected.");
		case ALREADY_KNOWN -> say(result.file() + ": already known, nothing changes.");
		case REFUSED -> complain(result.file() + what + " is refused, nothing of it is taken.");
		}
		List<Diagnostic> news = result.diagnostics().stream()
				.filter(each -> each.severity() == Diagnostic.Severity.INFO && result.outcome() != Outcome.REFUSED).toList();
		List<Diagnostic> troubles = result.diagnostics().stream()
				.filter(each -> each.severity() != Diagnostic.Severity.INFO).toList();
		news.stream().limit(MOST_TOLD).forEach(each -> say("  " + each.sentence()));
		troubles.stream().limit(MOST_TOLD).forEach(each -> complain("  " + each.sentence()));
		if (troubles.size() > MOST_TOLD) {
			complain("  and " + (troubles.size() - MOST_TOLD) + " more, which --format json tells.");
		}
	}
}
