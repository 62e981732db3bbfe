package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

import org.lictor.core.internal.figures.PeakForecast;
import org.lictor.core.internal.figures.PeriodFigures;
import org.lictor.core.internal.figures.Periods;
import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.reports.UsesByProduct.Key;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Granularity;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** How many licences will be in use at once at most, as far as the weeks so far allow to say. */
final class PeakForecastReport implements Report {

	private static final int USUAL_DAYS = 91;
	private static final int MOST_DAYS = 3 * 366;
	private static final int YEARS = 2;
	private static final int MOST_WEEKS = 1_000;
	private static final double LOW = 0.05;
	private static final double HIGH = 0.95;
	/** A week counts when its use is known for so much of it: a server that was down on a Sunday night changes no peak. */
	private static final double KNOWN = 0.9;

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.PEAK_FORECAST, "Forecast of the peak",
			"The most licences of each product that will be in use at once in the days to come, 91 unless told otherwise, from the last two "
					+ "years unless a time is given; rule peak-forecast v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME, Parameter.DAYS),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("weeks", "Weeks known", ColumnType.INTEGER, "Whole weeks of which the use is known, Monday to Sunday.").in("weeks"),
					seats("peak", "Peak so far", ColumnType.INTEGER, "The most in use at once in these weeks; rule per user v1."),
					seats("trend", "Trend per year", ColumnType.DECIMAL, "By how much the peak of a week rises in a year; 0 when no trend is sure."),
					seats("low", "At least", ColumnType.INTEGER, "The peak will be at least that in 95 of 100 cases."),
					seats("expected", "Expected peak", ColumnType.INTEGER, "The peak is as likely to be above as below."),
					seats("high", "At most", ColumnType.INTEGER, "The peak will be at most that in 95 of 100 cases."),
					seats("total", "Seats", ColumnType.INTEGER, "Seats owned now by rule seats v1, or as the server told."),
					Column.of("risk", "More than owned", ColumnType.RATIO, "The probability that more will be in use at once than are owned now."),
					Column.of("why", "Why not", ColumnType.TEXT, "Why there is no forecast.")));

	private static Column seats(String key, String label, ColumnType type, String help) {
		return Column.of(key, label, type, help).in("seats");
	}

	private record History(PeriodFigures used, long totalNow) {
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		int days = reading.query().days().orElse(USUAL_DAYS);
		if (days > MOST_DAYS) {
			throw new ServiceException(ServiceException.Reason.INVALID, "A forecast is for at most " + MOST_DAYS + " days, not " + days + ".");
		}
		int weeksAhead = (days + 6) / 7;
		Instant until = Granularity.WEEK.floor(reading.query().until().filter(end -> end.isBefore(reading.now())).orElse(reading.now()),
				reading.zone()).toInstant();
		ZonedDateTime back = until.atZone(reading.zone()).minusYears(YEARS);
		Instant from = Granularity.WEEK.floor(reading.query().from().orElse(back.toInstant()), reading.zone()).toInstant();
		TableBuilder table = reading.table(DEFINITION);
		if (from.isBefore(until)) {
			Periods weeks = weeks(from, until, reading);
			SortedMap<Key, History> histories = UseOverTime.of(reading, from, until,
					(key, used, totals) -> new History(PeriodFigures.of(used, weeks), totals.size() == 0 ? Steps.UNKNOWN : lastKnown(totals)));
			Seats seats = new Seats(reading.transaction().facts().entitlements().all());
			for (Map.Entry<Key, History> each : histories.entrySet()) {
				OptionalLong owned = seats.on(each.getKey().serverId(), each.getKey().product(), reading.today(), reading.zone());
				long told = each.getValue().totalNow();
				add(table, each.getKey(), each.getValue().used(), weeks, weeksAhead,
						owned.isPresent() || told == Steps.UNKNOWN ? owned : OptionalLong.of(told));
			}
		}
		LocalDate begin = until.atZone(reading.zone()).toLocalDate();
		table.note("For " + weeksAhead + " weeks from " + begin + " (" + reading.zone() + "), from the weeks since "
				+ from.atZone(reading.zone()).toLocalDate() + ". Rule " + PeakForecast.RULE + ": Gumbel's law for the peaks of weeks, around a "
				+ "trend where Kendall's test finds one. It knows nothing of seasons, of hiring, or of projects to come.");
		return reading.finish(table);
	}

	private static Periods weeks(Instant from, Instant until, Reading reading) throws ServiceException {
		try {
			return Periods.of(from, until, Granularity.WEEK, reading.zone(), MOST_WEEKS);
		} catch (IllegalArgumentException e) {
			throw new ServiceException(ServiceException.Reason.INVALID, e.getMessage(), e);
		}
	}

	private static long lastKnown(Steps totals) {
		for (int index = totals.size() - 1; index >= 0; index--) {
			if (totals.value(index) != Steps.UNKNOWN) {
				return totals.value(index);
			}
		}
		return Steps.UNKNOWN;
	}

	private static void add(TableBuilder table, Key key, PeriodFigures used, Periods weeks, int weeksAhead, OptionalLong owned) {
		long[] peaks = new long[weeks.count()];
		for (int week = 0; week < peaks.length; week++) {
			long length = weeks.bounds()[week + 1] - weeks.bounds()[week];
			peaks[week] = used.known()[week] >= KNOWN * length ? used.max()[week] : Steps.UNKNOWN;
		}
		long known = Arrays.stream(peaks).filter(peak -> peak != Steps.UNKNOWN).count();
		Object peak = known == 0 ? Unknown.UNKNOWN : (Object) Arrays.stream(peaks).max().orElseThrow();
		Optional<PeakForecast> forecast = PeakForecast.of(peaks, weeksAhead);
		table.row(key.server(), key.product(), known, peak, Cells.of(forecast.map(each -> each.perWeek() * 365.25 / 7)),
				Cells.of(forecast.map(each -> Math.round(each.quantile(LOW)))), Cells.of(forecast.map(each -> Math.round(each.quantile(0.5)))),
				Cells.of(forecast.map(each -> Math.round(each.quantile(HIGH)))), Cells.of(owned),
				Cells.of(forecast.filter(each -> owned.isPresent()).map(each -> each.exceeds(owned.getAsLong()))),
				forecast.isPresent() ? Unknown.UNKNOWN
						: "of " + Math.max(PeakForecast.LEAST_WEEKS, 2 * weeksAhead) + " whole weeks that it takes " + known + " are known");
	}
}
