package org.lictor.core.internal.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.lictor.core.internal.identity.Match;
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

/** Accounts that are no host user that was seen. */
final class UnseenAccountsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.UNSEEN_ACCOUNTS, "Accounts never seen on a host",
			"Accounts of people who are, by rule identity v3, no host user that was seen; with a time, that was seen then.",
			Set.of(Parameter.SERVER, Parameter.TIME),
			List.of(Column.of("account", "Account", ColumnType.TEXT, "The person's account."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("assigned", "Assigned", ColumnType.INTEGER, "How many products are assigned to the person now."),
					Column.of("expected", "Expected users", ColumnType.TEXT, "Host users that would match the account without a mapping.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Place(long server, String key) {
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		Set<Place> seen = new HashSet<>();
		for (SeenUsers.Seen each : new SeenUsers(reading).all()) {
			for (Match match : each.span().matches()) {
				reading.accountServers(each.server()).forEach(server -> seen.add(new Place(server, match.account().key())));
			}
		}
		Map<Place, Long> assigned = new HashMap<>();
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			if (reading.stands(each.fact())) {
				assigned.merge(new Place(each.server(), each.fact().account()), 1L, Long::sum);
			}
		}
		List<OfServer<AccountFact>> rows = new ArrayList<>();
		for (OfServer<AccountFact> each : reading.transaction().facts().accounts().all()) {
			if (reading.asksFor(each.server()) && !seen.contains(new Place(each.server(), each.fact().key()))) {
				rows.add(each);
			}
		}
		rows.sort(Comparator.comparing((OfServer<AccountFact> each) -> each.fact().account().label(), String.CASE_INSENSITIVE_ORDER)
				.thenComparing(each -> reading.serverName(each.server())));
		TableBuilder table = reading.table(DEFINITION);
		for (OfServer<AccountFact> each : rows) {
			AccountFact fact = each.fact();
			Set<String> expected = new LinkedHashSet<>();
			expected.add(fact.account().mailLocalPart());
			reading.patterns().forEach(pattern -> pattern.userOf(fact.account()).ifPresent(expected::add));
			expected.remove("");
			table.row(fact.account().label(), Cells.name(fact), reading.serverName(each.server()),
					assigned.getOrDefault(new Place(each.server(), fact.key()), 0L), Cells.list(expected));
		}
		return reading.finish(table);
	}
}
