package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.lictor.core.internal.figures.LastUse;
import org.lictor.core.internal.identity.HostUsers;
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
import org.lictor.store.SessionRow;
import org.lictor.store.UsageSummaryFact;

/** Who may use what, and when they last did. */
final class UsersReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.USERS, "Users",
			"Who may use which product, who used it without, and when each last did.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE),
			List.of(Column.of("account", "Account", ColumnType.TEXT,
					"The person's account; empty for a host user that matches none."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What is assigned or was used."),
					Column.of("assigned", "Assigned", ColumnType.FLAG, "Whether it is assigned to the person now."),
					Column.of("assigned_since", "Assigned since", ColumnType.INSTANT,
							"Since when, as the vendor tells or as it was first seen."),
					Column.of("last_used", "Last used", ColumnType.INSTANT,
							"The last moment of use that is known; the beginning of the day where only the day is known."),
					Column.of("source", "Known from", ColumnType.TEXT,
							"agent: a session; usage files: a session known by those; server: a session the server told; vendor: one the vendor told; usage: the vendor's daily usage; usage "
									+ "report: the vendor's summary."),
					Column.of("host_users", "Host users", ColumnType.TEXT, "The users on hosts that are this person."),
					Column.of("matched_by", "Matched by", ColumnType.TEXT,
							"The rules that matched them, in the order of rule identity v3.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Key(String label, String account, String server, long serverId, String product)
			implements Comparable<Key> {
		private static final Comparator<Key> ORDER = Comparator.comparing(Key::label, String.CASE_INSENSITIVE_ORDER)
				.thenComparing(Key::server).thenComparing(Key::product).thenComparing(Key::account)
				.thenComparing(Key::serverId);

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}
	}

	/** What is known of one person and product. */
	private static final class Row {
		private Optional<AccountFact> account = Optional.empty();
		private boolean assigned;
		private Optional<Instant> since = Optional.empty();
		private Optional<LastUse> lastUse = Optional.empty();
		private final Set<String> hostUsers = new TreeSet<>();
		private final Set<Match.Rule> rules = new TreeSet<>();

		void used(LastUse use) {
			lastUse = Optional.of(lastUse.map(use::or).orElse(use));
		}
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		reading.refuseHosts();
		Set<Long> servers = new HashSet<>();
		reading.servers().forEach(server -> servers.add(server.id()));
		Map<String, AccountFact> accounts = new HashMap<>();
		for (OfServer<AccountFact> each : reading.transaction().facts().accounts().all()) {
			accounts.put(each.server() + " " + each.fact().key(), each.fact());
		}
		Map<Key, Row> rows = new TreeMap<>();
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			AssignmentFact fact = each.fact();
			if (servers.contains(each.server()) && reading.asksFor(fact.product().name()) && reading.stands(fact)) {
				Row row = row(rows, reading, accounts, each.server(), fact.account(), fact.product().name());
				row.assigned = true;
				row.since = row.since.isEmpty() || fact.from().map(from -> from.isBefore(row.since.get())).orElse(false)
						? fact.from()
						: row.since;
			}
		}
		reading.transaction().facts().usageDays().lastDays(OptionalLong.empty(), each -> {
			if (servers.contains(each.server()) && reading.asksFor(each.product().name())) {
				row(rows, reading, accounts, each.server(), each.account(), each.product().name())
						.used(LastUse.on(each.day(), reading.zone(), "usage"));
			}
		});
		for (OfServer<UsageSummaryFact> each : reading.transaction().facts().usageSummaries().all()) {
			UsageSummaryFact fact = each.fact();
			if (servers.contains(each.server()) && reading.asksFor(fact.product().name())
					&& fact.lastUsed().isPresent()) {
				row(rows, reading, accounts, each.server(), fact.account(), fact.product().name())
						.used(LastUse.on(fact.lastUsed().get(), reading.zone(), "usage report"));
			}
		}
		Set<String> known = new HashSet<>();
		rows.keySet().forEach(key -> known.add(key.serverId() + " " + key.account()));
		for (OfServer<AccountFact> each : reading.transaction().facts().accounts().all()) {
			if (!known.contains(each.server() + " " + each.fact().key()) && servers.contains(each.server()) && reading.query().product().isEmpty()) {
				row(rows, reading, accounts, each.server(), each.fact().key(), "");
			}
		}
		reading.streamOfAll(reading.sessions(), session -> {
			if (servers.contains(session.server())) {
				use(session, rows, reading, accounts);
			}
		});

		rows.entrySet().removeIf(each -> each.getValue().account
				.map(account -> !reading.narrowing().hasSeat(each.getKey().serverId(), account, each.getKey().product())).orElse(false));
		TableBuilder table = reading.table(DEFINITION);
		rows.forEach((key, row) -> table.row(Cells.of(row.account.map(fact -> fact.account().label())),
				Cells.text(row.account.map(fact -> fact.account().fullName()).orElse("")), key.server(),
				Cells.text(key.product()), row.assigned, Cells.of(row.since), Cells.of(row.lastUse.map(LastUse::moment)),
				Cells.of(row.lastUse.map(LastUse::source)), Cells.list(row.hostUsers),
				Cells.list(row.rules.stream().map(Match.Rule::label).toList())));
		table.note("Use through a collection is shown for the product that ran, not for the collection.");
		return reading.finish(table);
	}

	private static void use(SessionRow session, Map<Key, Row> rows, Reading reading,
			Map<String, AccountFact> accounts) {
		String product = reading.transaction().dictionary().product(session.product()).name();
		String user = reading.transaction().dictionary().text(session.hostUser());
		SessionState state = reading.state(session);
		LastUse use = LastUse.at(Instant.ofEpochMilli(reading.countedUntil(session, state)), reading.zone(),
				SessionsReport.source(session));
		List<Match> matches = reading.matches(session.server(), user, session.start());
		for (Match match : matches) {
			Row row = row(rows, reading, accounts, session.server(), match.account().key(), product);
			row.account = row.account.isPresent() ? row.account : Optional.of(match.account());
			row.hostUsers.add(user);
			row.rules.add(match.rule());
			row.used(use);
		}
		if (matches.isEmpty() && reading.narrowing().has(session)) {
			Key key = new Key("\uffff" + HostUsers.key(user), "", reading.serverName(session.server()), session.server(),
					product);
			Row row = rows.computeIfAbsent(key, none -> new Row());
			row.hostUsers.add(user);
			row.used(use);
		}
	}

	private static Row row(Map<Key, Row> rows, Reading reading, Map<String, AccountFact> accounts, long server,
			String account, String product) {
		Optional<AccountFact> fact = Optional.ofNullable(accounts.get(server + " " + account));
		String label = fact.map(each -> each.account().label()).orElse(account);
		Row row = rows.computeIfAbsent(new Key(label, account, reading.serverName(server), server, product),
				none -> new Row());
		row.account = fact;
		return row;
	}
}
