package org.lictor.core.internal.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.TokenContractFact;

/** Contracts that end soon. */
final class ExpiringReport implements Report {

	private static final int USUAL_DAYS = 90;

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.EXPIRING, "Expiring contracts",
			"Seats and contracts about tokens whose last day comes in a time, the next 90 days unless one is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.TIME),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What is owned; of a contract about tokens, its name."),
					Column.of("team", "Team", ColumnType.TEXT, "The team that owns it."),
					Column.of("contract", "Contract", ColumnType.TEXT, "The contract's number."),
					Column.of("reference", "Reference", ColumnType.TEXT, "What tells it from others: a subscription's number."),
					Column.of("seats", "Seats", ColumnType.INTEGER, "How many seats; unknown for contracts about tokens.").in("seats"),
					Column.of("until", "Until", ColumnType.DATE, "The last day."),
					Column.of("days_left", "Days left", ColumnType.INTEGER, "Days from today to the last day.").in("days"),
					Column.of("status", "Status", ColumnType.TEXT, "The vendor's word for its state.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Row(String server, String product, String team, String contract, String reference, Object seats,
			LocalDate until, String status) {
	}

	@Override
	public ResultTable run(Reading reading) {
		LocalDate from = reading.query().from().map(at -> day(at, reading)).orElse(reading.today());
		LocalDate until = reading.query().until().map(at -> day(at.minusMillis(1), reading))
				.orElse(reading.today().plusDays(USUAL_DAYS));
		List<Row> rows = new ArrayList<>();
		for (OfServer<EntitlementFact> each : reading.transaction().facts().entitlements().all()) {
			EntitlementFact fact = each.fact();
			boolean soon = fact.lastDay().filter(day -> !day.isBefore(from) && !day.isAfter(until)).isPresent();
			if (soon && fact.standsUntil().isEmpty() && reading.asksFor(each.server())
					&& reading.asksFor(fact.product().name())) {
				rows.add(new Row(reading.serverName(each.server()), fact.product().name(), fact.team(), fact.contract(),
						fact.reference(), fact.seats(), fact.lastDay().get(), fact.status()));
			}
		}
		for (OfServer<TokenContractFact> each : reading.transaction().facts().tokenContracts().all()) {
			TokenContractFact fact = each.fact();
			boolean soon = fact.lastDay().filter(day -> !day.isBefore(from) && !day.isAfter(until)).isPresent();
			if (soon && reading.asksFor(each.server()) && reading.query().product().isEmpty()) {
				rows.add(new Row(reading.serverName(each.server()), fact.name(), "", fact.number(), "", Unknown.UNKNOWN,
						fact.lastDay().get(), fact.status()));
			}
		}
		rows.sort(Comparator.comparing(Row::until).thenComparing(Row::server).thenComparing(Row::product)
				.thenComparing(Row::team).thenComparing(Row::contract).thenComparing(Row::reference));
		TableBuilder table = reading.table(DEFINITION);
		rows.forEach(row -> table.row(row.server(), Cells.text(row.product()), Cells.text(row.team()),
				Cells.text(row.contract()), Cells.text(row.reference()), row.seats(), row.until(),
				ChronoUnit.DAYS.between(reading.today(), row.until()), Cells.text(row.status())));
		return table.build(reading.now(), reading.zone());
	}

	private static LocalDate day(Instant at, Reading reading) {
		return at.atZone(reading.zone()).toLocalDate();
	}
}
