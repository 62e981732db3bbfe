package org.lictor.server.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.lictor.model.Progress;
import org.lictor.query.ReportDefinition;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reports}: tells which reports there are. */
@Command(name = "reports", description = "Tells which reports there are, each with a line.")
final class ReportsCommand extends Words {

	private static final Listing<ReportDefinition> REPORTS = new Listing<>("Reports",
			List.of(Listing.text("name", "Name"), Listing.text("description", "Description"),
					Listing.text("parameters", "May be narrowed by")),
			report -> new Object[] { report.name(), report.description(), report.parameters().stream().sorted()
					.map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")) });

	@Mixin
	private FormatOption format;

	ReportsCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	int run(Lictor lictor, Progress progress) throws ServiceException {
		REPORTS.show(lictor.queries().reports(), format, terminal());
		return DONE;
	}
}
