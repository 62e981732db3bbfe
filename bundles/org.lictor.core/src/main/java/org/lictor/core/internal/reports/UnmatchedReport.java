package org.lictor.core.internal.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.lictor.core.internal.identity.Identity;
import org.lictor.core.internal.identity.Match;
import org.lictor.core.internal.identity.NearAccounts;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** The work list: host users of whom no rule finds the account, or of whom one finds several people. */
final class UnmatchedReport implements Report {

	private static final int CANDIDATES = 3;
	private static final int HOSTS = 5;
	private static final double HOUR = Duration.ofHours(1).toMillis();

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.UNMATCHED, "Host users to map",
			"Host users of whom rule identity v3 finds no account, or several people, and who they might be; those with the most hours first.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("state", "State", ColumnType.TEXT, "UNMATCHED: no account; AMBIGUOUS: accounts of several people."),
					Column.of("user", "User", ColumnType.TEXT, "The user on the host."),
					Column.of("candidate", "Candidate", ColumnType.TEXT, "The nearest account, to be mapped to if it is right."),
					Column.of("candidates", "Why not", ColumnType.TEXT, "The nearest accounts and why none of them matches."),
					Column.of("sessions", "Sessions", ColumnType.INTEGER, "How many sessions there were."),
					Column.of("hours", "Hours", ColumnType.DECIMAL, "Time in which there was at least one session.").in("h"),
					Column.of("last_seen", "Last seen", ColumnType.INSTANT, "The last proven moment of a session, or when they were last refused a licence."),
					Column.of("hosts", "Hosts", ColumnType.INTEGER, "On how many machines."),
					Column.of("host_names", "Machines", ColumnType.TEXT, "On which; the first " + HOSTS + " by name."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Row(SeenUsers.Seen seen, long millis) {
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		SeenUsers users = new SeenUsers(reading);
		List<Row> rows = new ArrayList<>();
		for (SeenUsers.Seen each : users.all()) {
			if (each.span().matches().isEmpty() || ambiguous(each.span())) {
				rows.add(new Row(each, each.times().length()));
			}
		}
		rows.sort(Comparator.comparing(Row::millis).reversed());
		TableBuilder table = reading.table(DEFINITION);
		Map<Set<Long>, NearAccounts> near = new HashMap<>();
		for (Row row : rows) {
			reading.checkCancelled();
			SeenUsers.Seen seen = row.seen();
			List<NearAccounts.Candidate> candidates = ambiguous(seen.span()) ? several(seen.span().matches())
					: near.computeIfAbsent(reading.accountServers(seen.server()), scope -> reading.nearAccounts(seen.server()))
							.of(seen.user(), CANDIDATES);
			table.row(ambiguous(seen.span()) ? "AMBIGUOUS" : "UNMATCHED", seen.user(),
					candidates.isEmpty() ? Unknown.UNKNOWN : candidates.getFirst().account().account().label(),
					Cells.text(candidates.stream().map(each -> each.account().account().label() + ": " + each.why())
							.collect(Collectors.joining("; "))),
					seen.sessions(), row.millis() / HOUR, seen.last(), (long) seen.hosts().size(),
					Cells.list(seen.hosts().stream().limit(HOSTS).toList()), reading.serverName(seen.server()));
		}
		if (users.unnamed() > 0) {
			table.note(users.unnamed() + " sessions tell of no user: their agents only count.");
		}
		return reading.finish(table);
	}

	private static boolean ambiguous(Identity.Span span) {
		return !span.matches().isEmpty() && span.matches().getFirst().ambiguous();
	}

	private static List<NearAccounts.Candidate> several(List<Match> matches) {
		return matches.stream().map(match -> new NearAccounts.Candidate(match.account(), 0,
				"one of " + matches.size() + " accounts by rule " + match.rule().label())).toList();
	}
}
