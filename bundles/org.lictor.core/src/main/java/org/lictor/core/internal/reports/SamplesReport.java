package org.lictor.core.internal.reports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.SampleFact;

/** What licence servers said of their use, as steps: what is under the figures that rest on polls. */
final class SamplesReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(7);

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.SAMPLES, "Samples",
			"How many licences were in use as the licence servers said when they were polled, a row for each time it stayed the same; the last 7 "
					+ "days unless a time is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.TIME),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("version", "Version", ColumnType.TEXT, "Its version, as far as the server tells."),
					Column.of("from", "From", ColumnType.INSTANT, "When the server first said so."),
					Column.of("until", "Until", ColumnType.INSTANT,
							"When it said something else, or last said so before it fell silent; unknown while every poll says the same."),
					Column.of("used", "Used", ColumnType.INTEGER, "In use, borrowed ones included.").in("seats"),
					Column.of("total", "Total", ColumnType.INTEGER, "Owned; unknown when not told or unlimited.").in("seats"),
					Column.of("borrowed", "Borrowed", ColumnType.INTEGER, "Borrowed.").in("seats"),
					Column.of("reserved", "Reserved", ColumnType.INTEGER, "Reserved.").in("seats"),
					Column.of("queued", "Queued", ColumnType.INTEGER, "Waited for.").in("seats")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) {
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		TableBuilder table = reading.table(DEFINITION);
		for (OfServer<SampleFact> each : reading.transaction().facts().samples().find(reading.serverNumber(), reading.query().product(),
				Optional.of(time.from()), Optional.of(time.until()))) {
			SampleFact fact = each.fact();
			table.row(reading.serverName(each.server()), fact.product().name(), Cells.text(fact.product().version()), fact.from(),
					Cells.of(fact.until()), fact.used(), Cells.of(fact.total()), Cells.of(fact.borrowed()), Cells.of(fact.reserved()),
					Cells.of(fact.queued()));
		}
		table.note(time.note());
		return reading.finish(table);
	}
}
