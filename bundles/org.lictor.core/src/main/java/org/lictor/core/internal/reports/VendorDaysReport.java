package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.lictor.model.Product;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.UsageDayTable.UsedDay;

/** The days of use that the vendor counted: what is under its figures, and under the comparison with them. */
final class VendorDaysReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.VENDOR_DAYS, "Days counted by the vendor",
			"Who used what on which day, as the vendor counted it, newest first; the last 30 days unless a time is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("day", "Day", ColumnType.DATE, "The vendor's day, in a time zone of its own."),
					Column.of("account", "Account", ColumnType.TEXT, "The person's account."),
					Column.of("name", "Name", ColumnType.TEXT, "Given and family name."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Counted for", ColumnType.TEXT, "The product or collection that it was counted for."),
					Column.of("ran", "Ran", ColumnType.TEXT, "The product that ran: a part, where it was counted for a collection."),
					Column.of("version", "Version", ColumnType.TEXT, "Its version, as far as the vendor tells."),
					Column.of("licence", "Licence", ColumnType.TEXT, "How it is licensed: named user, or flex for what is paid in tokens.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		reading.refuseHosts();
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		LocalDate first = time.from().atZone(reading.zone()).toLocalDate();
		// the same day may have been counted for two teams, or be told by a file and a poll
		Set<UsedDay> days = new LinkedHashSet<>();
		reading.transaction().facts().usageDays().days(reading.serverNumber(), first, time.lastDay(), day -> {
			if (asksFor(reading, day.product()) && reading.narrowing().hasSeat(day.server(), reading.account(day.server(), day.account()),
					day.product().name())) {
				days.add(day);
			}
		});
		TableBuilder table = reading.table(DEFINITION);
		days.stream().sorted(Comparator.comparing(UsedDay::day).reversed().thenComparing(day -> label(reading, day), String.CASE_INSENSITIVE_ORDER)
				.thenComparing(day -> day.product().name()).thenComparing(day -> day.product().toString()).thenComparingLong(UsedDay::server))
				.forEach(day -> table.row(day.day(), label(reading, day), Cells.name(reading.account(day.server(), day.account())),
						reading.serverName(day.server()), day.product().name(), ran(day.product()), Cells.text(day.product().version()),
						Cells.text(day.product().type().label())));
		table.note(time.note());
		return reading.finish(table);
	}

	private static String ran(Product product) {
		return product.feature().isEmpty() ? product.name() : product.feature();
	}

	private static boolean asksFor(Reading reading, Product product) {
		return reading.asksFor(product.name()) || reading.asksFor(ran(product));
	}

	private static String label(Reading reading, UsedDay day) {
		return reading.account(day.server(), day.account()).account().label();
	}
}
