package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.identity.Match;
import org.lictor.core.internal.reports.UsesByProduct.Key;
import org.lictor.model.Product;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionRow;

/** Which sessions ran when the most licences of a product were in use: what is under the greatest figure of a time. */
final class PeakSessionsReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(7);

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.PEAK_SESSIONS, "Sessions at the peak",
			"When the most licences of each product were in use, and the sessions that ran then; the last 7 days unless a time is given. "
					+ "Rule per user v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("at", "At", ColumnType.INSTANT, "The first moment at which the most were in use."),
					Column.of("used", "Used", ColumnType.INTEGER, "So many licences were in use; several sessions of one user are one.").in("seats"),
					Column.of("user", "User", ColumnType.TEXT, "The user of a session that ran at that moment; unknown where only the number is."),
					Column.of("account", "Account", ColumnType.TEXT, "The accounts that the user was, by rule identity v3."),
					Column.of("host", "Host", ColumnType.TEXT, "The machine."),
					Column.of("version", "Version", ColumnType.TEXT, "The product's version."),
					Column.of("start", "Start", ColumnType.INSTANT, "When the session began."),
					Column.of("end", "End", ColumnType.INSTANT, "When it ended; unknown while it runs."),
					Column.of("state", "State", ColumnType.TEXT, "As in the report sessions.")));

	private record Peak(long at, long used) {
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		SortedMap<Key, Peak> peaks = new TreeMap<>(UseOverTime.of(reading, time.from(), time.until(),
				(key, used, totals) -> peak(used, time.begin(), time.end())));
		TableBuilder table = reading.table(DEFINITION);
		for (Map.Entry<Key, Peak> each : peaks.entrySet()) {
			Key key = each.getKey();
			Peak peak = each.getValue();
			if (peak.used() <= 0) {
				continue;
			}
			boolean[] found = { false };
			Instant at = Instant.ofEpochMilli(peak.at());
			reading.stream(reading.sessions().server(key.serverId()).product(key.product()).between(at, at.plusMillis(1)).newest(),
					session -> found[0] |= add(table, key, peak, session, reading));
			if (!found[0]) {
				table.row(key.server(), key.product(), at, peak.used(), Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN,
						Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN);
			}
		}
		table.note(time.note() + " A user with several sessions at that moment has several rows and is one licence.");
		return reading.finish(table);
	}

	/** The first moment of the greatest number that held for any length of time within the time. */
	private static Peak peak(Steps used, long from, long until) {
		Steps inside = used.within(from, until);
		Peak peak = new Peak(from, 0);
		for (int index = 0; index < inside.size(); index++) {
			if (inside.value(index) > peak.used()) {
				peak = new Peak(inside.at(index), inside.value(index));
			}
		}
		return peak;
	}

	private static boolean add(TableBuilder table, Key key, Peak peak, SessionRow session, Reading reading) {
		SessionState state = reading.state(session);
		long until = reading.countedUntil(session, state);
		if (until <= peak.at()) {
			return false; // an end that nobody saw yet: by then it does not count as use
		}
		Product product = reading.transaction().dictionary().product(session.product());
		String user = reading.transaction().dictionary().text(session.hostUser());
		List<Match> matches = reading.matches(session.server(), user, session.start());
		table.row(key.server(), key.product(), Instant.ofEpochMilli(peak.at()), peak.used(), Cells.text(user), Cells.accounts(matches),
				Cells.text(reading.transaction().dictionary().text(session.host())), Cells.text(product.version()),
				Instant.ofEpochMilli(session.start()), state == SessionState.LIVE ? Unknown.UNKNOWN : Instant.ofEpochMilli(until), state.label());
		return true;
	}
}
