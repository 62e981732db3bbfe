package org.lictor.core.internal.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lictor.core.internal.figures.DenialEvents;
import org.lictor.core.internal.figures.PeriodFigures;
import org.lictor.core.internal.reports.UsesByProduct.Key;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.DenialFact;

/** Denials of every product in every period that has any, beside the most licences that were in use then. */
final class DenialsHistoryReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.DENIALS_HISTORY, "Denials by product",
			"How often licences of a product were refused, to how many users, and how many were in use at most, by hour or longer periods; the "
					+ "last 7 days unless a time is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME, Parameter.GRANULARITY),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was asked for."),
					Column.of("period", "Period", ColumnType.INSTANT, "The beginning of the period."),
					Column.of("denials", "Denials", ColumnType.INTEGER, "How often licences were refused, each time counted. Rule denial-facts v1."),
					Column.of("events", "Denial events", ColumnType.INTEGER,
							"All denials of one user in the same minute as one: programs that are refused ask again at once. Rule "
									+ DenialEvents.RULE + "."),
					Column.of("users", "Users denied", ColumnType.INTEGER, "To how many users; unknown when none is told."),
					Column.of("used_max", "Most used", ColumnType.INTEGER,
							"The most seats in use at any moment of the period; unknown when nobody knows. Rule per user v1.").in("seats"),
					Column.of("total", "Total", ColumnType.INTEGER,
							"Seats owned at the end of the period by rule seats v1, or as the server told.").in("seats")));

	private record Use(PeriodFigures used, PeriodFigures total) {
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedPeriods asked = AskedPeriods.of(reading);
		SortedMap<Key, SortedMap<Integer, DenialEvents>> denied = new TreeMap<>();
		Denials.each(reading, Optional.of(asked.from()), Optional.of(asked.known()), each -> {
			DenialFact fact = each.fact();
			long at = fact.at().toEpochMilli();
			denied.computeIfAbsent(new Key(reading.serverName(each.server()), each.server(), fact.product().name()), none -> new TreeMap<>())
					.computeIfAbsent(asked.of(at), none -> new DenialEvents()).add(fact.user(), fact.host(), at, fact.times());
		});
		TableBuilder table = reading.table(DEFINITION);
		if (!denied.isEmpty()) {
			rows(reading, asked, denied, table);
		}
		table.note(asked.note() + " Only periods with denials have a row: where there is none, nobody was refused, or nobody told.");
		return reading.finish(table);
	}

	private static void rows(Reading reading, AskedPeriods asked, SortedMap<Key, SortedMap<Integer, DenialEvents>> denied, TableBuilder table)
			throws ServiceException {
		Map<Key, Optional<Use>> uses = UseOverTime.of(reading, asked.from(), asked.known(), (key, used, totals) -> denied.containsKey(key)
				? Optional.of(new Use(PeriodFigures.of(used, asked.periods()), PeriodFigures.of(totals, asked.periods())))
				: Optional.empty());
		Seats seats = new Seats(reading.transaction().facts().entitlements().all());
		denied.forEach((key, periods) -> {
			Optional<Use> use = uses.getOrDefault(key, Optional.empty());
			periods.forEach((period, events) -> {
				Object owned = Cells.of(seats.on(key.serverId(), key.product(), asked.lastDay(period), reading.zone()));
				Object told = use.map(each -> UsageHistoryReport.count(each.total().last()[period])).orElse(Unknown.UNKNOWN);
				table.row(key.server(), key.product(), asked.begin(period), events.denials(), events.events(),
						events.users() == 0 ? Unknown.UNKNOWN : (Object) events.users(),
						use.map(each -> UsageHistoryReport.count(each.used().max()[period])).orElse(Unknown.UNKNOWN),
						owned == Unknown.UNKNOWN ? told : owned);
			});
		});
	}
}
