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
import org.lictor.store.AccountFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.GroupMemberFact;

/** Who was in which group of the vendor's. */
final class GroupsOfPeopleReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.GROUPS_OF_PEOPLE, "Groups of people",
			"Who was in which group of the vendor's, from when until when; with a time, the memberships that overlap it.",
			Set.of(Parameter.SERVER, Parameter.TIME),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("team", "Team", ColumnType.TEXT, "The team the group belongs to."),
					Column.of("group", "Group", ColumnType.TEXT, "The group's name."),
					Column.of("type", "Type", ColumnType.TEXT, "The vendor's word for its type."),
					Column.of("account", "Account", ColumnType.TEXT, "The person's account."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("from", "From", ColumnType.INSTANT,
							"Since when, as it was first seen; unknown when it was there at the first look."),
					Column.of("until", "Until", ColumnType.INSTANT, "Until when; unknown while it stands.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Row(OfServer<GroupMemberFact> of, AccountFact account) {
	}

	@Override
	public ResultTable run(Reading reading) {
		List<Row> rows = new ArrayList<>();
		for (OfServer<GroupMemberFact> each : reading.transaction().facts().groupMembers().all()) {
			if (reading.asksFor(each.server()) && reading.overlaps(each.fact().from(), each.fact().until())) {
				rows.add(new Row(each, reading.account(each.server(), each.fact().account())));
			}
		}
		rows.sort(Comparator.comparing((Row row) -> reading.serverName(row.of().server()))
				.thenComparing(row -> row.of().fact().team()).thenComparing(row -> row.of().fact().group())
				.thenComparing(row -> row.account().account().label(), String.CASE_INSENSITIVE_ORDER)
				.thenComparing(row -> row.of().fact().from().orElse(Instant.MIN)));
		TableBuilder table = reading.table(DEFINITION);
		for (Row row : rows) {
			GroupMemberFact fact = row.of().fact();
			table.row(reading.serverName(row.of().server()), Cells.text(fact.team()), fact.group(), Cells.text(fact.type()),
					row.account().account().label(), Cells.name(row.account()), Cells.of(fact.from()), Cells.of(fact.until()));
		}
		return table.build(reading.now(), reading.zone());
	}
}
