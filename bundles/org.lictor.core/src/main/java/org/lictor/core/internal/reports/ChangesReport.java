package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.FactTable.OfServer;

/** Who gained and who lost a seat. */
final class ChangesReport implements Report {

	private static final Duration USUAL = Duration.ofDays(30);

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.CHANGES, "Changes",
			"Who gained and who lost a seat in a time, the last 30 days unless one is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.TIME),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was assigned."),
					Column.of("team", "Team", ColumnType.TEXT, "The team that assigned it."),
					Column.of("account", "Account", ColumnType.TEXT, "The person's account."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("change", "Change", ColumnType.TEXT, "GAINED or LOST."),
					Column.of("at", "At", ColumnType.INSTANT, "When, as the vendor tells or as it was first seen.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Row(OfServer<AssignmentFact> of, AccountFact account, String change, Instant at) {
	}

	@Override
	public ResultTable run(Reading reading) {
		Instant until = reading.query().until().orElse(reading.now());
		Instant from = reading.query().from().orElse(until.minus(USUAL));
		List<Row> rows = new ArrayList<>();
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			AssignmentFact fact = each.fact();
			if (reading.asksFor(each.server()) && reading.asksFor(fact.product().name())) {
				AccountFact account = reading.account(each.server(), fact.account());
				fact.from().filter(at -> within(at, from, until)).ifPresent(at -> rows.add(new Row(each, account, "GAINED", at)));
				fact.until().filter(at -> within(at, from, until)).ifPresent(at -> rows.add(new Row(each, account, "LOST", at)));
			}
		}
		rows.sort(Comparator.comparing(Row::at).thenComparing(row -> reading.serverName(row.of().server()))
				.thenComparing(row -> row.of().fact().product().name())
				.thenComparing(row -> row.account().account().label(), String.CASE_INSENSITIVE_ORDER)
				.thenComparing(row -> row.of().fact().team()).thenComparing(Row::change));
		TableBuilder table = reading.table(DEFINITION);
		rows.forEach(row -> table.row(reading.serverName(row.of().server()), row.of().fact().product().name(),
				Cells.text(row.of().fact().team()), row.account().account().label(), Cells.name(row.account()), row.change(),
				row.at()));
		return table.build(reading.now(), reading.zone());
	}

	private static boolean within(Instant at, Instant from, Instant until) {
		return !at.isBefore(from) && at.isBefore(until);
	}
}
