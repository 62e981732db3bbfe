package org.lictor.core.internal.reports;

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
import org.lictor.service.ServiceException;
import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.FactTable.OfServer;

/** Who was assigned what, from when until when. */
final class AssignmentsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.ASSIGNMENTS, "Assignments",
			"Who was assigned which product, from when until when; with a time, the assignments that overlap it.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("account", "Account", ColumnType.TEXT, "The person's account."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What is assigned."),
					Column.of("team", "Team", ColumnType.TEXT, "The team that assigned it."),
					Column.of("from", "From", ColumnType.INSTANT,
							"Since when, as the vendor tells or as it was first seen; unknown when it was there at the first look."),
					Column.of("until", "Until", ColumnType.INSTANT, "Until when; unknown while it stands.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Row(OfServer<AssignmentFact> of, AccountFact account) {
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		reading.refuseHosts();
		List<Row> rows = new ArrayList<>();
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			AssignmentFact fact = each.fact();
			if (reading.asksFor(each.server()) && reading.asksFor(fact.product().name())
					&& reading.overlaps(fact.from(), fact.until())) {
				AccountFact account = reading.account(each.server(), fact.account());
				if (reading.narrowing().hasSeat(each.server(), account, fact.product().name())) {
					rows.add(new Row(each, account));
				}
			}
		}
		rows.sort(Comparator.comparing((Row row) -> row.account().account().label(), String.CASE_INSENSITIVE_ORDER)
				.thenComparing(row -> reading.serverName(row.of().server()))
				.thenComparing(row -> row.of().fact().product().name()).thenComparing(row -> row.of().fact().team())
				.thenComparing(row -> row.of().fact().from().orElse(Instant.MIN)));
		TableBuilder table = reading.table(DEFINITION);
		for (Row row : rows) {
			AssignmentFact fact = row.of().fact();
			table.row(row.account().account().label(), Cells.name(row.account()), reading.serverName(row.of().server()),
					fact.product().name(), Cells.text(fact.team()), Cells.of(fact.from()), Cells.of(fact.until()));
		}
		return reading.finish(table);
	}
}
