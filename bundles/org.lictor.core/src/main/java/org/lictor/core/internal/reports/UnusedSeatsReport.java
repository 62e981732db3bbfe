package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.lictor.core.internal.figures.LastUse;
import org.lictor.core.internal.figures.UnusedSeats.Standing;
import org.lictor.core.internal.figures.UnusedSeats.Verdict;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Price;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.AccountFact;

/** Whose seats could be given back. */
final class UnusedSeatsReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.UNUSED_SEATS, "Seats to give back",
			"Who has a seat and has not used it for so many days, 90 unless told otherwise; rule unused v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.DAYS),
			List.of(Column.of("account", "Account", ColumnType.TEXT, "The person's account."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What is assigned."),
					Column.of("team", "Team", ColumnType.TEXT, "The teams that assigned it."),
					Column.of("assigned_since", "Assigned since", ColumnType.INSTANT,
							"Since when, as the vendor tells or as it was first seen; unknown when it was there at the first look."),
					Column.of("last_used", "Last used", ColumnType.INSTANT,
							"The last moment of use that is known; the beginning of the day where only the day is known."),
					Column.of("source", "Known from", ColumnType.TEXT, "Who told the last use, as in the report users."),
					Column.of("days_unused", "Days unused", ColumnType.INTEGER,
							"Days since the day of the last use; unknown when no use was ever seen.").in("days"),
					Column.of("cost_per_year", "Cost per year", ColumnType.DECIMAL,
							"What the seat costs in a year at today's price; unknown without one."),
					Column.of("currency", "Currency", ColumnType.TEXT, "Of the cost.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Row(Verdict verdict, AccountFact account) {
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		List<Row> rows = new ArrayList<>();
		long recent = 0;
		long unwatched = 0;
		for (Verdict verdict : SeatUse.of(reading)) {
			recent += verdict.standing() == Standing.RECENT ? 1 : 0;
			unwatched += verdict.standing() == Standing.UNWATCHED ? 1 : 0;
			if (verdict.standing() == Standing.UNUSED) {
				rows.add(new Row(verdict, reading.account(verdict.seat().server(), verdict.seat().account())));
			}
		}
		rows.sort(Comparator
				.comparing((Row row) -> row.verdict().lastUse().map(LastUse::moment).orElse(Instant.MIN))
				.thenComparing(row -> row.account().account().label(), String.CASE_INSENSITIVE_ORDER));
		TableBuilder table = reading.table(DEFINITION);
		for (Row row : rows) {
			Verdict verdict = row.verdict();
			table.row(row.account().account().label(), Cells.name(row.account()),
					reading.serverName(verdict.seat().server()), verdict.seat().product(), Cells.list(verdict.teams()),
					Cells.of(verdict.since()), Cells.of(verdict.lastUse().map(LastUse::moment)),
					Cells.of(verdict.lastUse().map(LastUse::source)), Cells.of(verdict.days()),
					Cells.of(reading.seatPrice(verdict.seat().product()).map(price -> price.amount().doubleValue())),
					Cells.of(reading.seatPrice(verdict.seat().product()).map(Price::currency)));
		}
		table.note("Seats not used for " + SeatUse.days(reading) + " days.");
		if (recent > 0) {
			table.note("Not listed: " + recent + " unused seats that were assigned for fewer days than that.");
		}
		if (unwatched > 0) {
			table.note("Not listed: " + unwatched + " seats of which no use is known, because use has not been known for as many "
					+ "days yet. Import or collect older usage, or ask for fewer days.");
		}
		table.note(SeatUse.NOTE);
		return reading.finish(table);
	}
}
