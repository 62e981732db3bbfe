package org.lictor.core.internal.reports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import org.lictor.store.DenialFact;
import org.lictor.store.FactTable.OfServer;

/** Who was refused licences, newest first. */
final class DenialsReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(7);

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.DENIALS, "Denials",
			"Who asked for licences and was refused, when and why, newest first; the last 7 days unless a time is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("at", "At", ColumnType.INSTANT, "When, as the source tells it."),
					Column.of("user", "User", ColumnType.TEXT, "The user on the host."),
					Column.of("account", "Account", ColumnType.TEXT, "The accounts that the host user is, by rule identity v3."),
					Column.of("matched_by", "Matched by", ColumnType.TEXT, "The rule that found the account.").hidden(),
					Column.of("host", "Host", ColumnType.TEXT, "The machine."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was asked for."),
					Column.of("version", "Version", ColumnType.TEXT, "Its version, as far as the server tells."),
					Column.of("licences", "Licences", ColumnType.INTEGER, "How many were asked for; unknown when not told.").in("seats"),
					Column.of("denials", "Denials", ColumnType.INTEGER,
							"How many denials are told of that do not differ in anything. Rule denial-facts v1."),
					Column.of("reason", "Reason", ColumnType.TEXT, "Why, in the words of the licence server.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		TableBuilder table = reading.table(DEFINITION);
		for (OfServer<DenialFact> each : Denials.of(reading, Optional.of(time.from()), Optional.of(time.until())).reversed()) {
			DenialFact fact = each.fact();
			List<Match> matches = reading.matches(each.server(), fact.user(), fact.at().toEpochMilli());
			table.row(fact.at(), Cells.text(fact.user()), Cells.accounts(matches), Cells.rules(matches), Cells.text(fact.host()),
					reading.serverName(each.server()), fact.product().name(), Cells.text(fact.product().version()), Cells.of(fact.licences()),
					fact.times(), Cells.text(fact.reason()));
		}
		table.note(time.note());
		return reading.finish(table);
	}
}
