package org.lictor.core.internal.reports;

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
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.TeamFact;

/** Teams of the accounts, and what they may do at the vendor's. */
final class TeamsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.TEAMS, "Teams",
			"The teams of the accounts, and the benefits they have at the vendor's.", Set.of(Parameter.SERVER),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("team", "Team", ColumnType.TEXT, "Its name."),
					Column.of("id", "Id", ColumnType.TEXT, "The vendor's id of it."),
					Column.of("benefits", "Benefits", ColumnType.TEXT, "In the vendor's words.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) {
		TableBuilder table = reading.table(DEFINITION);
		reading.transaction().facts().teams().all().stream().filter(each -> reading.asksFor(each.server()))
				.sorted(Comparator.comparing((OfServer<TeamFact> each) -> reading.serverName(each.server()))
						.thenComparing(each -> each.fact().name()))
				.forEach(each -> table.row(reading.serverName(each.server()), each.fact().name(), Cells.text(each.fact().id()),
						Cells.list(each.fact().benefits())));
		return table.build(reading.now(), reading.zone());
	}
}
