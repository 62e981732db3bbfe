package org.lictor.core.internal.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.lictor.core.internal.identity.HostUsers;
import org.lictor.core.internal.identity.Match;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** What entitlements the sessions of each product are laid to, and how sure that is. */
final class AttributionReport implements Report {

	private static final double HOUR = Duration.ofHours(1).toMillis();

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.ATTRIBUTION, "Attribution",
			"The seats, tokens and licences that sessions are laid to, and how that is known; the last 30 days unless a time is given. "
					+ "Rule attribution v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME, Parameter.POLICY),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server of the sessions."),
					Column.of("product", "Product", ColumnType.TEXT, "What ran."), SessionAttribution.LAID_TO, SessionAttribution.LICENCE,
					SessionAttribution.BASIS,
					Column.of("sessions", "Sessions", ColumnType.INTEGER, "How many sessions: each stands in one row."),
					Column.of("users", "Users", ColumnType.INTEGER, "How many accounts, or users who match none."),
					Column.of("hours", "Session hours", ColumnType.DECIMAL,
							"The lengths of these sessions within the time, added up: two at once count twice.").in("h"),
					SessionAttribution.MAY_BE));

	private record Key(String server, String product, List<Object> laid) implements Comparable<Key> {
		private static final Comparator<Key> ORDER = Comparator.comparing(Key::server).thenComparing(Key::product)
				.thenComparing(key -> key.laid().getFirst() == Unknown.UNKNOWN).thenComparing(key -> key.laid().toString());

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}
	}

	private static final class Share {
		private long sessions;
		private long length;
		private final Set<String> users = new HashSet<>();
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		SessionAttribution attribution = new SessionAttribution(reading);
		Map<Key, Share> shares = new TreeMap<>();
		attribution.stream(filter -> filter, (session, product, user, matches, laid) -> {
			Share share = shares.computeIfAbsent(
					new Key(reading.serverName(session.server()), product.name(), SessionAttribution.cells(laid)), none -> new Share());
			share.sessions++;
			share.users.addAll(people(matches, user));
			share.length += attribution.time().inside(session.start(), reading.countedUntil(session, reading.state(session)));
		});
		TableBuilder table = reading.table(DEFINITION);
		shares.forEach((key, share) -> {
			List<Object> row = new ArrayList<>(List.of(key.server(), key.product()));
			row.addAll(key.laid());
			row.addAll(row.size() - 1, List.of(share.sessions, (long) share.users.size(), share.length / HOUR));
			table.row(row.toArray());
		});
		table.note(attribution.note());
		return reading.finish(table);
	}

	private static List<String> people(List<Match> matches, String user) {
		return matches.isEmpty() ? List.of("user " + HostUsers.key(user))
				: matches.stream().map(match -> "account " + match.account().key()).toList();
	}
}
