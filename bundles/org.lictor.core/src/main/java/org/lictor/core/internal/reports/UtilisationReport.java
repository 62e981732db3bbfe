package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.figures.Utilisation;
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

/** For how many hours at least so many licences of a product were in use. */
final class UtilisationReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);
	private static final double HOUR = Duration.ofHours(1).toMillis();

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.UTILISATION, "Utilisation",
			"Hours in which at least 1, 2, 3 and so on licences of a product were in use at once, of the last 30 days unless a time is "
					+ "given; rule utilisation v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("licences", "At least", ColumnType.INTEGER, "So many licences at once; rule per user v1.").in("seats"),
					Column.of("hours", "Hours", ColumnType.DECIMAL, "Hours in which at least so many were in use.").in("h"),
					Column.of("share", "Share", ColumnType.RATIO, "Of the hours of which the use is known."),
					Column.of("known_hours", "Known", ColumnType.DECIMAL, "Hours of which the use is known.").in("h").hidden(),
					Column.of("over_limit", "Over the limit", ColumnType.FLAG,
							"Whether that was more than there were at any of these times, by rule seats v1 or as the server told."),
					Column.of("over_hours", "Hours over", ColumnType.DECIMAL,
							"Hours in which at least so many were in use though there were fewer.").in("h")));

	private record Use(Utilisation utilisation, boolean limited) {
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		Seats seats = new Seats(reading.transaction().facts().entitlements().all());
		SortedMap<Key, Use> uses = UseOverTime.of(reading, time.from(), time.until(), (key, used, totals) -> {
			Steps owned = owned(key, seats, totals, time, reading);
			return new Use(Utilisation.of(used, owned, time.begin(), time.end()), owned.size() > 0);
		});
		TableBuilder table = reading.table(DEFINITION);
		for (Map.Entry<Key, Use> each : uses.entrySet()) {
			Utilisation utilisation = each.getValue().utilisation();
			boolean limited = each.getValue().limited();
			if (utilisation.known() == 0) {
				continue;
			}
			for (int n = 1; n <= Math.max(1, utilisation.most()); n++) {
				boolean ever = n <= utilisation.most();
				long hours = ever ? utilisation.atLeast()[n] : 0;
				long over = ever ? utilisation.over()[n] : 0;
				table.row(each.getKey().server(), each.getKey().product(), (long) n, hours / HOUR,
						(double) hours / utilisation.known(), utilisation.known() / HOUR,
						limited ? (Object) (over > 0) : Unknown.UNKNOWN,
						limited ? (Object) (over / HOUR) : Unknown.UNKNOWN);
			}
		}
		table.note(time.note() + " Times of which nothing is known count for nothing.");
		return reading.finish(table);
	}

	/** Seats by day where entitlements tell them, else as the server told. */
	private static Steps owned(Key key, Seats seats, Steps totals, AskedTime time, Reading reading) {
		LocalDate day = time.from().atZone(reading.zone()).toLocalDate();
		OptionalLong first = seats.on(key.serverId(), key.product(), day, reading.zone());
		if (first.isEmpty()) {
			return totals;
		}
		Steps steps = new Steps();
		for (Instant begin = day.atStartOfDay(reading.zone()).toInstant(); begin.isBefore(time.until()); begin = day
				.atStartOfDay(reading.zone()).toInstant()) {
			steps.change(begin.toEpochMilli(), seats.on(key.serverId(), key.product(), day, reading.zone()).orElse(0));
			day = day.plusDays(1);
		}
		return steps;
	}
}
