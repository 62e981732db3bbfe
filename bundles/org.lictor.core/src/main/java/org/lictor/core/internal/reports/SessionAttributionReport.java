package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFilter;

/** Each session with the entitlement that it is laid to, newest first. */
final class SessionAttributionReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.SESSION_ATTRIBUTION, "Attribution of sessions",
			"Each session with the seat, tokens or licence that it is laid to, newest first; the last 30 days unless a time is given. Rule "
					+ "attribution v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME, Parameter.POLICY),
			List.of(Column.of("user", "User", ColumnType.TEXT, "The user on the host."),
					Column.of("account", "Account", ColumnType.TEXT, "The accounts that the host user is, by rule identity v3."),
					Column.of("host", "Host", ColumnType.TEXT, "The machine."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What ran."),
					Column.of("version", "Version", ColumnType.TEXT, "Its version, as far as it can be told."),
					Column.of("start", "Start", ColumnType.INSTANT, "When it began: the assignments of that day count."),
					Column.of("end", "End", ColumnType.INSTANT, "When it ended; unknown while it runs."),
					SessionAttribution.LAID_TO, SessionAttribution.LICENCE, SessionAttribution.BASIS, SessionAttribution.MAY_BE));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		SessionAttribution attribution = new SessionAttribution(reading);
		TableBuilder table = reading.table(DEFINITION);
		attribution.stream(filter -> newest(filter, reading), (session, product, user, matches, laid) -> {
			SessionState state = reading.state(session);
			List<Object> row = new ArrayList<>(List.of(Cells.text(user), Cells.accounts(matches),
					Cells.text(reading.transaction().dictionary().text(session.host())), reading.serverName(session.server()), product.name(),
					Cells.text(product.version()), Instant.ofEpochMilli(session.start()),
					state == SessionState.LIVE ? Unknown.UNKNOWN : Instant.ofEpochMilli(reading.countedUntil(session, state))));
			row.addAll(SessionAttribution.cells(laid));
			table.row(row.toArray());
		});
		table.note(attribution.note());
		return reading.finish(table);
	}

	private static SessionFilter newest(SessionFilter filter, Reading reading) {
		return new SessionFilter(filter.server(), filter.product(), filter.from(), filter.until(), false, true, reading.query().limit());
	}
}
