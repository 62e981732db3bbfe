package org.lictor.core.internal.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.core.internal.figures.Reconciliation.Difference;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** What differs between agents, vendor and assignments. */
final class ReconciliationReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.RECONCILIATION, "Reconciliation",
			"What differs between what agents saw, what the vendor counted, and who was assigned, by person and product; the last 30 "
					+ "days unless a time is given. Rule reconciliation v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("difference", "Difference", ColumnType.TEXT,
					"ASSIGNED_NOT_USED; USED_NOT_ASSIGNED; HOST_NOT_CLOUD: seen on a host, not counted by the vendor, as when offline; "
							+ "CLOUD_NOT_HOST: counted, and on no host with an agent; TWO_MACHINES: at the same time; VERSION_DIFFERS; "
							+ "COLLECTION_DIFFERS: counted for another seat than the one assigned; AMBIGUOUS: several seats or people may "
							+ "be meant; UNKNOWN_PERSON: a host user who matches no account."),
					Column.of("account", "Account", ColumnType.TEXT, "The person's account, or the user on the host who matches none."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used or is assigned."),
					Column.of("days", "Days", ColumnType.INTEGER, "On how many days.").in("days"),
					Column.of("first_day", "First day", ColumnType.DATE, "The first of these days."),
					Column.of("last_day", "Last day", ColumnType.DATE, "The last of these days."),
					Column.of("which_days", "Which days", ColumnType.TEXT, "All of these days.").hidden(),
					Column.of("detail", "Detail", ColumnType.TEXT, "Hosts, versions or seats concerned.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		List<Difference> differences = new ArrayList<>(Differences.of(reading));
		differences.sort(Comparator.comparing(Difference::kind)
				.thenComparing(each -> Differences.label(each, reading), String.CASE_INSENSITIVE_ORDER)
				.thenComparing(each -> reading.serverName(each.person().server())).thenComparing(Difference::product));
		TableBuilder table = reading.table(DEFINITION);
		for (Difference each : differences) {
			table.row(each.kind().name(), Differences.label(each, reading), Cells.of(Differences.name(each, reading)),
					reading.serverName(each.person().server()), each.product(), (long) each.days().size(), each.days().getFirst(),
					each.days().getLast(), Differences.text(each.days()), Cells.list(new TreeSet<>(each.details())));
		}
		table.note(Differences.NOTE);
		return reading.finish(table);
	}
}
