package org.lictor.core.internal.reports;

import java.util.List;
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

/** Which host user is which account, by which rule, how surely, and from when until when. */
final class IdentityReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.IDENTITY, "Identity",
			"Which host user is which account, by which rule, how surely, and from when until when: rule identity v3.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("user", "User", ColumnType.TEXT, "The user on the host."),
					Column.of("account", "Account", ColumnType.TEXT, "The account that it is."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("rule", "Rule", ColumnType.TEXT, "mapping, exact name, directory mail, mail local part or pattern: the first that finds anything decides."),
					Column.of("confidence", "Confidence", ColumnType.INTEGER,
							"100 mapping, 95 exact name, 90 directory mail, 80 mail local part, 60 pattern; " + Match.AMBIGUOUS + " where a rule finds several people."),
					Column.of("ambiguous", "Ambiguous", ColumnType.FLAG, "Whether a rule finds several people."),
					Column.of("from", "From", ColumnType.INSTANT, "Since when; unknown for all the past."),
					Column.of("until", "Until", ColumnType.INSTANT, "Until when; unknown for all time to come."),
					Column.of("sessions", "Sessions", ColumnType.INTEGER, "How many sessions there were in that time."),
					Column.of("last_seen", "Last seen", ColumnType.INSTANT, "The last proven moment of one of them, or when they were last refused a licence."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		TableBuilder table = reading.table(DEFINITION);
		long unmatched = 0;
		for (SeenUsers.Seen seen : new SeenUsers(reading).all()) {
			for (Match match : seen.span().matches()) {
				table.row(seen.user(), match.account().account().label(), Cells.name(match.account()), match.rule().label(),
						(long) match.confidence(), match.ambiguous(), Cells.of(seen.span().from()), Cells.of(seen.span().until()),
						seen.sessions(), seen.last(), reading.serverName(seen.server()));
			}
			unmatched += seen.span().matches().isEmpty() ? 1 : 0;
		}
		if (unmatched > 0) {
			table.note(unmatched + " host users match no account: they are in the report " + Queries.UNMATCHED + ".");
		}
		return reading.finish(table);
	}
}
