package org.lictor.core.internal.reports;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

/** How many seats of each product could be given back. */
final class UnusedSeatsByProductReport implements Report {

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.UNUSED_SEATS_BY_PRODUCT,
			"Seats to give back by product",
			"How many seats of each product were not used for so many days, 90 unless told otherwise; rule unused v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.DAYS),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What is assigned."),
					seats("seats", "Seats", "Seats owned today by rule seats v1."),
					seats("assigned", "Assigned", "Seats assigned to people now."),
					seats("used", "Used", "Of these, used in so many days."),
					seats("unused", "Unused", "Of these, not used in so many days."),
					seats("recent", "Assigned lately", "Of these, not used, and assigned for fewer days than that."),
					seats("unwatched", "Not known", "Of these, without a known use while use is known for fewer days than that."),
					Column.of("cost_per_year", "Cost per year", ColumnType.DECIMAL,
							"What the unused seats cost in a year at today's price; unknown without one."),
					Column.of("currency", "Currency", ColumnType.TEXT, "Of the cost.")));

	private static Column seats(String key, String label, String help) {
		return Column.of(key, label, ColumnType.INTEGER, help).in("seats");
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Key(long server, String product) {
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		Map<Key, long[]> counts = new TreeMap<>(Comparator.comparing((Key key) -> reading.serverName(key.server()))
				.thenComparing(Key::product).thenComparing(Key::server));
		for (Verdict verdict : SeatUse.of(reading)) {
			counts.computeIfAbsent(new Key(verdict.seat().server(), verdict.seat().product()),
					none -> new long[Standing.values().length])[verdict.standing().ordinal()]++;
		}
		Seats seats = new Seats(reading.transaction().facts().entitlements().all());
		TableBuilder table = reading.table(DEFINITION);
		counts.forEach((key, count) -> table.row(reading.serverName(key.server()), key.product(),
				Cells.of(seats.on(key.server(), key.product(), reading.today(), reading.zone())),
				count[Standing.USED.ordinal()] + count[Standing.UNUSED.ordinal()] + count[Standing.RECENT.ordinal()]
						+ count[Standing.UNWATCHED.ordinal()],
				count[Standing.USED.ordinal()], count[Standing.UNUSED.ordinal()], count[Standing.RECENT.ordinal()],
				count[Standing.UNWATCHED.ordinal()],
				Cells.of(reading.seatPrice(key.product())
						.map(price -> price.amount().multiply(BigDecimal.valueOf(count[Standing.UNUSED.ordinal()])).doubleValue())),
				Cells.of(reading.seatPrice(key.product()).map(Price::currency))));
		table.note("Seats not used for " + SeatUse.days(reading) + " days.");
		table.note(SeatUse.NOTE);
		return reading.finish(table);
	}
}
