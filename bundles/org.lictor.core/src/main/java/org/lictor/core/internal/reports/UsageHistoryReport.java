package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.figures.PeriodFigures;
import org.lictor.core.internal.figures.Periods;
import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.reports.UsesByProduct.Key;
import org.lictor.model.Product;
import org.lictor.model.Status;
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
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.GroupAssignment;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.StoredServer;

/** Minimum, time-weighted average and maximum use of every product in every period. */
final class UsageHistoryReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(7);
	private static final int MOST_PERIODS = 20_000;

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.USAGE_HISTORY, "Usage history",
			"Least, average and most seats used at once, by hour or longer periods; the last 7 days unless a time is given.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.TIME, Parameter.GRANULARITY),
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
		Instant until = reading.query().until().orElse(reading.now());
		Instant from = reading.query().from().orElse(until.minus(DEFAULT_LENGTH));
		Granularity by = reading.query().by()
				.orElse(Duration.between(from, until).compareTo(Duration.ofDays(14)) <= 0 ? Granularity.HOUR
						: Granularity.DAY);
		Periods periods = periods(from, until, by, reading);
		Instant known = until.isAfter(reading.now()) ? reading.now() : until;

		Map<Key, Steps> used = new TreeMap<>();
		Map<Key, Steps> totals = new HashMap<>();
		samples(reading, from, known, used, totals);
		sessions(reading, from, known, used);
		Seats seats = new Seats(reading.transaction().facts().entitlements().all());

		TableBuilder table = reading.table(DEFINITION);
		for (Map.Entry<Key, Steps> each : used.entrySet()) {
			Key key = each.getKey();
			PeriodFigures figures = PeriodFigures.of(each.getValue(), periods);
			PeriodFigures total = PeriodFigures.of(totals.getOrDefault(key, new Steps()), periods);
			for (int period = 0; period < periods.count(); period++) {
				LocalDate lastDay = Instant.ofEpochMilli(periods.bounds()[period + 1] - 1).atZone(reading.zone())
						.toLocalDate();
				Object owned = Cells.of(seats.on(key.serverId(), key.product(),
						lastDay.isAfter(reading.today()) ? reading.today() : lastDay, reading.zone()));
				table.row(key.server(), key.product(), Instant.ofEpochMilli(periods.bounds()[period]),
						count(figures.min()[period]),
						Double.isNaN(figures.average()[period]) ? Unknown.UNKNOWN : (Object) figures.average()[period],
						count(figures.max()[period]),
						owned == Unknown.UNKNOWN ? count(total.last()[period]) : owned);
			}
		}
		table.note("Periods are one " + by.name().toLowerCase(java.util.Locale.ROOT) + " long, in " + reading.zone()
				+ ". Times of which nothing is known are empty, not zero.");
		return reading.finish(table);
	}

	private static Periods periods(Instant from, Instant until, Granularity by, Reading reading)
			throws ServiceException {
		try {
			return Periods.of(from, until, by, reading.zone(), MOST_PERIODS);
		} catch (IllegalArgumentException e) {
			throw new ServiceException(ServiceException.Reason.INVALID, e.getMessage(), e);
		}
	}

	private static Object count(long value) {
		return value == Steps.UNKNOWN ? Unknown.UNKNOWN : (Object) value;
	}

	/** What servers told of their use, as steps with gaps. */
	private static void samples(Reading reading, Instant from, Instant until, Map<Key, Steps> used,
			Map<Key, Steps> totals) {
		Map<Long, StoredServer> servers = new HashMap<>();
		reading.servers().forEach(server -> servers.put(server.id(), server));
		Map<Key, Map<Product, Steps>> usedOfPools = new TreeMap<>();
		Map<Key, Map<Product, Steps>> totalsOfPools = new TreeMap<>();
		for (OfServer<SampleFact> each : reading.transaction().facts().samples().find(reading.serverNumber(),
				reading.query().product(), java.util.Optional.of(from), java.util.Optional.of(until))) {
			StoredServer server = servers.get(each.server());
			if (server == null) {
				continue;
			}
			SampleFact step = each.fact();
			Key key = new Key(server.name(), server.id(), step.product().name());
			boolean up = server.status().state() == Status.State.UP;
			Instant proven = up ? reading.now() : server.lastSuccess().orElse(step.from());
			long end = step.until().orElse(proven).toEpochMilli();
			add(usedOfPools, key, step, step.used(), end);
			add(totalsOfPools, key, step, step.total().orElse(Steps.UNKNOWN), end);
		}
		usedOfPools.forEach((key, pools) -> used.put(key, Steps.sum(pools.values())));
		totalsOfPools.forEach((key, pools) -> totals.put(key, Steps.sum(pools.values())));
	}

	private static void add(Map<Key, Map<Product, Steps>> pools, Key key, SampleFact step, long value, long end) {
		Steps steps = pools.computeIfAbsent(key, none -> new HashMap<>()).computeIfAbsent(step.product(),
				none -> new Steps());
		long begin = step.from().toEpochMilli();
		if (end > begin) {
			steps.change(begin, value).change(end, Steps.UNKNOWN);
		}
	}

	/** What agents saw, known since the first of them began to watch for the server. */
	private static void sessions(Reading reading, Instant from, Instant until, Map<Key, Steps> used)
			throws ServiceException {
		Map<Long, Long> watchedSince = new HashMap<>();
		for (GroupAssignment assignment : reading.transaction().groups().assignmentHistory()) {
			watchedSince.merge(assignment.server(), assignment.from().toEpochMilli(), Math::min);
		}
		SessionFilter everything = reading.sessions();
		Map<Long, Set<String>> products = new HashMap<>();
		reading.stream(everything, session -> {
			if (session.agent() != 0) {
				watchedSince.merge(session.server(), session.start(), Math::min);
				products.computeIfAbsent(session.server(), none -> new TreeSet<>())
						.add(reading.transaction().dictionary().product(session.product()).name());
			}
		});
		UsesByProduct uses = new UsesByProduct(reading, from, until);
		for (StoredServer server : reading.servers()) {
			for (String product : products.getOrDefault(server.id(), Set.of())) {
				Key key = new Key(server.name(), server.id(), product);
				Intervals all = new Intervals();
				List<UsesByProduct.Use> users = new ArrayList<>(uses.all().getOrDefault(key, Map.of()).values());
				users.forEach(use -> all.addAll(use.times().union()));
				long begin = Math.max(from.toEpochMilli(), watchedSince.getOrDefault(server.id(), Long.MAX_VALUE));
				used.putIfAbsent(key, all.count().within(begin, until.toEpochMilli()));
			}
		}
	}
}
