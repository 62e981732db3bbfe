package org.lictor.core.internal.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.figures.PriceTable;
import org.lictor.core.internal.figures.UseDays;
import org.lictor.core.internal.figures.UseDays.ShortUse;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Price;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** Days of use as the vendor would count them, what they would cost in tokens, and whether a seat would cost less. */
final class SeatDaysReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);
	/** A day of use depends on the one before: so far back it is looked for where it began. */
	private static final Duration BEFORE = Duration.ofDays(31);
	private static final BigDecimal YEAR = BigDecimal.valueOf(365);
	private static final double HOUR = Duration.ofHours(1).toMillis();

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.SEAT_DAYS, "Seat-days and tokens",
			"Days each person used each product as Autodesk would count them, 24 hours from the first use, what they would cost as Flex "
					+ "tokens, and whether a seat would cost less; the last 30 days unless a time is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("account", "Account", ColumnType.TEXT, "The person's account, by rule identity v3; else the user on the host."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("hours", "Hours", ColumnType.DECIMAL, "Time in which the person used it; several sessions at once count once.")
							.in("h"),
					Column.of("days_v1", "Days (v1)", ColumnType.INTEGER,
							"Days by rule seat-day v1, the older one: a use of less than five minutes begins no day.").in("days"),
					Column.of("days_v2", "Days (v2)", ColumnType.INTEGER,
							"Days by rule seat-day v2, the newer one: every use begins a day.").in("days"),
					Column.of("tokens", "Tokens", ColumnType.DECIMAL,
							"What the days would cost with Flex, by rule flex-day v1: less than five minutes cost nothing. Unknown without a "
									+ "rate of the product on each of these days.").in("tokens"),
					Column.of("flex_cost", "Flex cost", ColumnType.DECIMAL, "Tokens at the price of a token on each day."),
					Column.of("seat_cost", "Seat cost", ColumnType.DECIMAL,
							"What a seat costs for this time: its price for a year, by the number of days."),
					Column.of("currency", "Currency", ColumnType.TEXT, "Of the costs."),
					Column.of("break_even", "Break-even", ColumnType.DECIMAL,
							"So many days of use in a year cost as much with Flex as a seat, at the prices of the last day.").in("days"),
					Column.of("cheaper", "Cheaper", ColumnType.TEXT, "SEAT, FLEX or SAME, for this time and this person.")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	/** Somebody who used a product; of who is no account, or nobody knows which, the host user without a domain, as all reports do. */
	private record Key(String person, boolean account, String server, String product) implements Comparable<Key> {

		private static final Comparator<Key> ORDER = Comparator.comparing(Key::person, String.CASE_INSENSITIVE_ORDER).thenComparing(Key::person)
				.thenComparing(Key::account).thenComparing(Key::server).thenComparing(Key::product);

		@Override
		public int compareTo(Key other) {
			return ORDER.compare(this, other);
		}
	}

	/** When somebody used a product, and how who that is was written last. */
	private static final class Use {
		private final Intervals times = new Intervals();
		private String label = "";
		private long lastStart;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		PriceTable prices = reading.prices();
		TableBuilder table = reading.table(DEFINITION);
		uses(reading, time).forEach((key, use) -> {
			List<LocalDate> every = days(time, UseDays.of(use.times, ShortUse.COUNTS));
			if (!every.isEmpty()) {
				add(table, key, use, every, days(time, UseDays.of(use.times, ShortUse.IS_LEFT_OUT)), prices, time);
			}
		});
		table.note("A day of use counts where it begins. Days are counted from agents' sessions and those that servers tell; "
				+ "what the vendor counted itself is in the reports tokens and reconciliation.");
		table.note("Prices and rates are set with 'prices set'. A product without one has no costs here.");
		return reading.finish(table);
	}

	private static List<LocalDate> days(AskedTime time, long[] beginnings) {
		return Arrays.stream(beginnings).filter(at -> at >= time.begin() && at < time.end())
				.mapToObj(at -> Instant.ofEpochMilli(at).atZone(time.zone()).toLocalDate()).toList();
	}

	private static Map<Key, Use> uses(Reading reading, AskedTime time) throws ServiceException {
		Map<Key, Use> uses = new TreeMap<>();
		Map<Integer, String> products = new HashMap<>();
		reading.stream(reading.sessions().between(time.from().minus(BEFORE), time.until()), session -> {
			String user = reading.transaction().dictionary().text(session.hostUser());
			// one person may have an account at each of several servers
			List<String> labels = reading.matches(session.server(), user, session.start()).stream().map(match -> match.account().account().label())
					.distinct().toList();
			boolean account = labels.size() == 1;
			String product = products.computeIfAbsent(session.product(),
					number -> reading.transaction().dictionary().product(number).name());
			Use use = uses.computeIfAbsent(new Key(account ? labels.getFirst() : HostUsers.key(user), account, reading.serverName(session.server()),
					product), none -> new Use());
			use.times.add(session.start(), reading.countedUntil(session, reading.state(session)));
			if (use.label.isEmpty() || session.start() >= use.lastStart) {
				use.label = account ? labels.getFirst() : user;
				use.lastStart = session.start();
			}
		});
		return uses;
	}

	private static void add(TableBuilder table, Key key, Use use, List<LocalDate> every, List<LocalDate> longer,
			PriceTable prices, AskedTime time) {
		Optional<BigDecimal> tokens = Optional.of(BigDecimal.ZERO);
		Optional<BigDecimal> flex = Optional.of(BigDecimal.ZERO);
		for (LocalDate day : longer) {
			Optional<BigDecimal> rate = prices.on(Price.Kind.FLEX_DAY, key.product(), day).map(Price::amount);
			Optional<BigDecimal> token = prices.on(Price.Kind.TOKEN, "", day).map(Price::amount);
			tokens = tokens.flatMap(sum -> rate.map(sum::add));
			flex = flex.flatMap(sum -> rate.flatMap(each -> token.map(price -> sum.add(each.multiply(price)))));
		}
		Optional<Price> token = prices.on(Price.Kind.TOKEN, "", time.lastDay());
		Optional<Price> rate = prices.on(Price.Kind.FLEX_DAY, key.product(), time.lastDay());
		Optional<Price> seat = prices.on(Price.Kind.SEAT_YEAR, key.product(), time.lastDay());
		tokens = rate.isEmpty() && longer.isEmpty() ? Optional.empty() : tokens;
		flex = rate.isEmpty() || token.isEmpty() ? Optional.empty() : flex;
		BigDecimal length = BigDecimal.valueOf(Duration.between(time.from(), time.until()).toMillis())
				.divide(BigDecimal.valueOf(UseDays.LENGTH), 9, RoundingMode.HALF_UP);
		Optional<BigDecimal> seatCost = seat.map(price -> price.amount().multiply(length).divide(YEAR, 6, RoundingMode.HALF_UP));
		boolean sameCurrency = seat.isPresent() && token.isPresent() && seat.get().currency().equals(token.get().currency());
		Optional<BigDecimal> dayCost = rate.flatMap(each -> token.map(price -> each.amount().multiply(price.amount())))
				.filter(cost -> sameCurrency && cost.signum() > 0);
		Optional<BigDecimal> cost = flex;
		Object cheaper = !sameCurrency || cost.isEmpty() ? Unknown.UNKNOWN
				: switch (Integer.signum(seatCost.orElseThrow().compareTo(cost.get()))) {
				case -1 -> "SEAT";
				case 1 -> "FLEX";
				default -> "SAME";
				};
		table.row(Cells.text(use.label), key.server(), key.product(),
				use.times.union().within(time.begin(), time.end()).length() / HOUR, (long) longer.size(),
				(long) every.size(), number(tokens), number(flex), number(seatCost),
				Cells.of(seat.or(() -> token).map(Price::currency).filter(any -> sameCurrency || seat.isEmpty() || token.isEmpty())),
				number(dayCost.map(each -> seat.orElseThrow().amount().divide(each, 6, RoundingMode.HALF_UP))), cheaper);
	}

	private static Object number(Optional<BigDecimal> value) {
		return Cells.of(value.map(BigDecimal::doubleValue));
	}
}
