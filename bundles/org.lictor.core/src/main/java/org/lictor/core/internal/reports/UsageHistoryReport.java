package org.lictor.core.internal.reports;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

import org.lictor.core.internal.figures.PeriodFigures;
import org.lictor.core.internal.figures.Periods;
import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.reports.HistoryTable.History;
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

/** Minimum, time-weighted average and maximum use of every product in every period. */
final class UsageHistoryReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.USAGE_HISTORY, "Usage history",
			"Least, average and most seats used at once, by hour or longer periods; the last 7 days unless a time is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME, Parameter.GRANULARITY),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("period", "Period", ColumnType.INSTANT, "The beginning of the period."),
					Column.of("used_min", "Least used", ColumnType.INTEGER,
							"The least seats in use at any moment; empty when nobody knows. Rule per user v1.").in("seats"),
					Column.of("used_avg", "Average used", ColumnType.DECIMAL,
							"Seats in use on average, weighted by time, over the part of the period that is known.")
							.in("seats"),
					Column.of("used_max", "Most used", ColumnType.INTEGER, "The most seats in use at any moment.")
							.in("seats"),
					Column.of("total", "Total", ColumnType.INTEGER,
							"Seats owned at the end of the period by rule seats v1, or as the server told.").in("seats")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedPeriods asked = AskedPeriods.of(reading);
		Periods periods = asked.periods();

		PeriodFigures nothing = PeriodFigures.of(new Steps(), periods);
		SortedMap<Key, History> uses = UseOverTime.of(reading, asked.from(), asked.known(), (key, used, totals) -> History.of(
				PeriodFigures.of(used, periods), totals.size() == 0 ? nothing : PeriodFigures.of(totals, periods)));
		if ((long) uses.size() * periods.count() > Integer.MAX_VALUE) {
			throw new ServiceException(ServiceException.Reason.INVALID, "There are " + uses.size() + " products and " + periods.count()
					+ " periods, more together than a table can have rows. Ask for a shorter time or for longer periods.");
		}
		Seats seats = new Seats(reading.transaction().facts().entitlements().all());
		LocalDate[] lastDays = new LocalDate[periods.count()];
		for (int period = 0; period < periods.count(); period++) {
			lastDays[period] = asked.lastDay(period);
		}
		uses.replaceAll((key, use) -> owned(key, use, lastDays, seats, reading));
		TableBuilder table = reading.table(DEFINITION);
		table.note(asked.note() + " Times of which nothing is known are empty, not zero.");
		return new HistoryTable(reading.finish(table), periods, uses);
	}

	/** With the seats that entitlements tell where they tell any. */
	private static History owned(Key key, History use, LocalDate[] lastDays, Seats seats, Reading reading) {
		if (seats.told(key.serverId(), key.product()).isEmpty()) {
			return use;
		}
		long[] total = new long[lastDays.length];
		for (int period = 0; period < total.length; period++) {
			total[period] = period > 0 && lastDays[period].equals(lastDays[period - 1]) ? total[period - 1]
					: seats.on(key.serverId(), key.product(), lastDays[period], reading.zone()).orElseThrow();
		}
		return new History(use.min(), use.average(), use.max(), total);
	}

	/** What is shown for a number of seats that may not be known. */
	static Object count(long value) {
		return value == Steps.UNKNOWN ? Unknown.UNKNOWN : (Object) value;
	}
}
