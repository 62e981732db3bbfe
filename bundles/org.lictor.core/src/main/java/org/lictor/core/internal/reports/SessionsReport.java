package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.lictor.core.internal.identity.Match;
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
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionInput;
import org.lictor.store.SessionRow;

/** Sessions, newest first. */
final class SessionsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.SESSIONS, "Sessions",
			"Who used what, where and when, newest first; with a time, the sessions that overlap it.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("user", "User", ColumnType.TEXT, "The user on the host."),
					Column.of("account", "Account", ColumnType.TEXT,
							"The accounts that the host user is, by rule identity v3."),
					Column.of("matched_by", "Matched by", ColumnType.TEXT, "The rule that found the account.").hidden(),
					Column.of("host", "Host", ColumnType.TEXT, "The machine."),
					Column.of("os_session", "OS session", ColumnType.TEXT,
							"The session of the operating system, as that numbers them: several users on one host, and one user at "
									+ "the screen and from afar, have several."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("version", "Version", ColumnType.TEXT, "Its version, as far as it can be told."),
					Column.of("licences", "Licences", ColumnType.INTEGER, "How many licences the session holds.").hidden(),
					Column.of("start", "Start", ColumnType.INSTANT, "When it began."),
					Column.of("end", "End", ColumnType.INSTANT,
							"When it ended; of a silent source the last moment at which it was proven."),
					Column.of("duration", "Duration", ColumnType.DURATION, "From start to end, or until now."),
					Column.of("in_use", "In use", ColumnType.DURATION,
							"For how long somebody used keyboard or mouse of the session of the operating system, where agents tell "
									+ "that (groups idle). Rule input v1.").hidden(),
					Column.of("idle", "Idle", ColumnType.DURATION,
							"For how long nobody did. What is missing to the duration is not known. Rule input v1.").hidden(),
					Column.of("state", "State", ColumnType.TEXT,
							"live; ended; ended, not seen (its end is the last proven moment); silent (its source has not "
									+ "been heard, shown closed at the last proven moment). Rules agent-session v1 and usage-files v1."),
					Column.of("source", "Source", ColumnType.TEXT, "An agent by the process or by usage files, the licence server itself, or the vendor afterwards.").hidden()));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		SessionFilter filter = reading.sessions();
		filter = new SessionFilter(filter.server(), filter.product(), reading.query().from(), reading.query().until(),
				false, true, reading.query().limit());
		TableBuilder table = reading.table(DEFINITION);
		reading.stream(filter, session -> add(session, table, reading));
		reading.query().limit().ifPresent(limit -> table.note("At most the newest " + limit + " sessions are shown."));
		return reading.finish(table);
	}

	/**
	 * @param session any
	 * @return who told of it
	 */
	static String source(SessionRow session) {
		return switch (session.origin()) {
		case AGENT -> "agent";
		case CHECKOUT -> "server";
		case VENDOR -> "vendor";
		case USAGE_FILES -> "usage files";
		};
	}

	/** How long it was so, unknown when nothing was told at all. */
	private static Object input(SessionRow session, SessionInput.State state, long before, long until) {
		if (session.inputState() == SessionInput.State.UNKNOWN && session.inputIdle() + session.inputUsed() == 0) {
			return Unknown.UNKNOWN;
		}
		return Duration.ofMillis(before + (session.inputState() == state ? Math.max(0, until - session.inputSince()) : 0));
	}

	private static void add(SessionRow session, TableBuilder table, Reading reading) {
		Product product = reading.transaction().dictionary().product(session.product());
		String user = reading.transaction().dictionary().text(session.hostUser());
		List<Match> matches = reading.matches(session.server(), user, session.start());
		SessionState state = reading.state(session);
		long until = reading.countedUntil(session, state);
		table.row(Cells.text(user), Cells.accounts(matches), Cells.rules(matches),
				Cells.text(reading.transaction().dictionary().text(session.host())),
				session.osSession() == 0 ? Unknown.UNKNOWN : reading.transaction().dictionary().text(session.osSession()),
				reading.serverName(session.server()), product.name(), Cells.text(product.version()), session.licences(),
				Instant.ofEpochMilli(session.start()),
				state == SessionState.LIVE ? Unknown.UNKNOWN : Instant.ofEpochMilli(until),
				Duration.ofMillis(Math.max(0, until - session.start())),
				input(session, SessionInput.State.USED, session.inputUsed(), until),
				input(session, SessionInput.State.IDLE, session.inputIdle(), until), state.label(),
				source(session));
	}
}
