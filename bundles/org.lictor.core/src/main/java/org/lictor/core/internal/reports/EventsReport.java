package org.lictor.core.internal.reports;

import java.util.List;
import java.util.Set;

import org.lictor.model.LogEntry;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;

/** The Event Log, newest first. */
final class EventsReport implements Report {

	private static final int MOST = 100_000;

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.EVENTS, "Event Log",
			"What happened that a person should know, newest first.", Set.of(Parameter.TIME),
			List.of(Column.of("at", "Time", ColumnType.INSTANT, "When it happened."),
					Column.of("severity", "Severity", ColumnType.TEXT, "INFO, WARNING or ERROR."),
					Column.of("source", "Source", ColumnType.TEXT, "What it is about."),
					Column.of("message", "Message", ColumnType.TEXT, "What happened and what to do.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) {
		TableBuilder table = reading.table(DEFINITION);
		int limit = Math.min(MOST, reading.query().limit().orElse(MOST));
		List<LogEntry> entries = reading.transaction().eventLog().newest(reading.query().from(), reading.query().until(),
				limit);
		for (LogEntry entry : entries) {
			table.row(entry.at(), entry.severity().name(), Cells.text(entry.source()), Cells.text(entry.message()));
		}
		if (entries.size() == limit) {
			table.note("At most the newest " + limit + " lines are shown.");
		}
		return table.build(reading.now(), reading.zone());
	}
}
