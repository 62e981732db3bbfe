package org.lictor.workbench.internal.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

import org.lictor.query.Column;
import org.lictor.query.ResultTable;

/**
 * The state of things at a glance, read from the tables of some reports.
 *
 * @param seats      figures of all products together
 * @param fullest    the products of which the greatest part is used, fullest first
 * @param idle       assignments nobody used for a while, those never seen used first
 * @param unobserved servers that have assignments but of whose use nothing is known at all, so that nothing can be said
 *                   of who is idle
 * @param troubles   licence servers that are not up
 * @param silent     agents that are not heard
 * @param latest     the newest sessions
 * @param servers    how many licence servers there are
 * @param agents     how many agents there are
 * @param data       whether anything was learned from a licence server yet
 */
public record Overview(Seats seats, List<Fullness> fullest, List<Idle> idle, List<String> unobserved,
		List<Trouble> troubles, List<Trouble> silent, List<Session> latest, int servers, int agents, boolean data) {

	/** How long an assignment has to be unused to be worth a thought. */
	public static final Duration IDLE_AFTER = Duration.ofDays(30);

	private static final int FULLEST = 5;

	/** How the report of products names what is paid for in tokens. */
	private static final String TOKENS = "flex";

	/**
	 * Figures of all products together; empty where no product's figure is known.
	 *
	 * @param owned    seats owned
	 * @param assigned seats assigned to people
	 * @param used     seats used now
	 * @param free     seats neither assigned nor used
	 */
	public record Seats(OptionalLong owned, OptionalLong assigned, OptionalLong used, OptionalLong free) {
	}

	/**
	 * How full a product is.
	 *
	 * @param product     its name
	 * @param server      the licence server
	 * @param used        seats used now
	 * @param total       seats owned
	 * @param utilisation used of owned, 1.0 is all
	 */
	public record Fullness(String product, String server, long used, long total, double utilisation) {
	}

	/**
	 * An assignment nobody used for a while.
	 *
	 * @param account  the vendor's name for the person
	 * @param product  what is assigned
	 * @param server   the licence server
	 * @param lastUsed when it was last seen used, empty when never
	 */
	public record Idle(String account, String product, String server, Optional<Instant> lastUsed) {
	}

	/**
	 * Something that needs attention.
	 *
	 * @param name   of the server or host
	 * @param status how it is doing
	 * @param detail what happened, or when it was last heard; may be empty
	 */
	public record Trouble(String name, String status, String detail) {
	}

	/**
	 * A session.
	 *
	 * @param user    the user on the host
	 * @param host    where
	 * @param product what was used
	 * @param start   since when
	 * @param live    whether it still runs
	 */
	public record Session(String user, String host, String product, Optional<Instant> start, boolean live) {
	}

	/** Copies the lists. */
	public Overview {
		fullest = List.copyOf(fullest);
		idle = List.copyOf(idle);
		unobserved = List.copyOf(unobserved);
		troubles = List.copyOf(troubles);
		silent = List.copyOf(silent);
		latest = List.copyOf(latest);
	}

	/**
	 * @param servers  the report of licence servers
	 * @param usage    the report of products
	 * @param users    the report of people
	 * @param agents   the report of agents
	 * @param sessions the newest sessions
	 * @return the state of things as these tell it
	 */
	public static Overview of(ResultTable servers, ResultTable usage, ResultTable users, ResultTable agents,
			ResultTable sessions) {
		List<String> unobserved = unobserved(users);
		boolean data = usage.rowCount() > 0 || rows(servers).anyMatch(row -> row.instant("last_success").isPresent());
		return new Overview(seats(usage), fullest(usage), idle(users, unobserved), unobserved,
				rows(servers).filter(row -> !row.text("status").equalsIgnoreCase("up"))
						.map(row -> new Trouble(row.text("name"), row.text("status"), row.text("message"))).toList(),
				rows(agents).filter(row -> !row.text("status").equalsIgnoreCase("online"))
						.map(row -> new Trouble(row.text("host"), row.text("status"), row.text("message"))).toList(),
				rows(sessions).map(row -> new Session(row.text("user"), row.text("host"), row.text("product"),
						row.instant("start"), row.text("state").equalsIgnoreCase("live"))).toList(),
				servers.rowCount(), agents.rowCount(), data);
	}

	private static Seats seats(ResultTable usage) {
		return new Seats(sum(usage, row -> row.number("total")), sum(usage, row -> row.number("assigned")),
				sum(usage, row -> row.number("used")), sum(usage, Overview::free));
	}

	private static OptionalLong free(Row row) {
		OptionalLong total = row.number("total");
		long taken = Math.max(row.number("assigned").orElse(0), row.number("used").orElse(0));
		return total.isPresent() ? OptionalLong.of(Math.max(0, total.getAsLong() - taken)) : total;
	}

	/** Tokens are no seats: a thousand of them would hide what the seats are. */
	private static OptionalLong sum(ResultTable table, Function<Row, OptionalLong> figure) {
		List<OptionalLong> known = rows(table).filter(row -> !row.text("licence_type").equals(TOKENS)).map(figure).filter(OptionalLong::isPresent).toList();
		return known.isEmpty() ? OptionalLong.empty()
				: OptionalLong.of(known.stream().mapToLong(OptionalLong::getAsLong).sum());
	}

	private static List<Fullness> fullest(ResultTable usage) {
		List<Fullness> all = new ArrayList<>();
		rows(usage).forEach(row -> {
			OptionalLong used = row.number("used");
			OptionalLong total = row.number("total");
			if (used.isPresent() && total.isPresent() && total.getAsLong() > 0) {
				all.add(new Fullness(row.text("product"), row.text("server"), used.getAsLong(), total.getAsLong(),
						(double) used.getAsLong() / total.getAsLong()));
			}
		});
		all.sort(Comparator.comparingDouble(Fullness::utilisation).reversed()
				.thenComparing(Fullness::product, String.CASE_INSENSITIVE_ORDER));
		return all.subList(0, Math.min(FULLEST, all.size()));
	}

	/** Where not one use is known, no use says nothing. */
	private static List<String> unobserved(ResultTable users) {
		Set<String> all = new HashSet<>();
		Set<String> observed = new HashSet<>();
		rows(users).forEach(row -> {
			all.add(row.text("server"));
			if (row.instant("last_used").isPresent()) {
				observed.add(row.text("server"));
			}
		});
		all.removeAll(observed);
		return all.stream().sorted().toList();
	}

	private static List<Idle> idle(ResultTable users, List<String> unobserved) {
		Instant limit = users.asOf().minus(IDLE_AFTER);
		return rows(users).filter(Row::mayBeAssigned).filter(row -> !unobserved.contains(row.text("server"))).filter(row -> {
			Optional<Instant> lastUsed = row.instant("last_used");
			Optional<Instant> since = row.instant("assigned_since");
			boolean settled = since.map(s -> s.isBefore(limit)).orElse(true);
			return settled && lastUsed.map(used -> used.isBefore(limit)).orElse(true);
		}).map(row -> new Idle(row.text("account"), row.text("product"), row.text("server"), row.instant("last_used")))
				.sorted(Comparator.comparing((Idle idle) -> idle.lastUsed().orElse(Instant.MIN))
						.thenComparing(Idle::account, String.CASE_INSENSITIVE_ORDER))
				.toList();
	}

	private static java.util.stream.Stream<Row> rows(ResultTable table) {
		return java.util.stream.IntStream.range(0, table.rowCount()).mapToObj(index -> new Row(table, index));
	}

	/** A row read by the keys of its columns; what is not known, or has no column, is empty. */
	private record Row(ResultTable table, int index) {

		private Object value(String key) {
			List<Column> columns = table.columns();
			for (int column = 0; column < columns.size(); column++) {
				if (columns.get(column).key().equals(key)) {
					return table.value(index, column);
				}
			}
			return org.lictor.query.Unknown.UNKNOWN;
		}

		/** The report also tells of people who used something that is not assigned to them, or not any more. */
		boolean mayBeAssigned() {
			return !Boolean.FALSE.equals(value("assigned"));
		}

		String text(String key) {
			return value(key) instanceof String text ? text.strip() : "";
		}

		OptionalLong number(String key) {
			return value(key) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
		}

		Optional<Instant> instant(String key) {
			ZoneId zone = table.zone();
			return switch (value(key)) {
			case Instant instant -> Optional.of(instant);
			case LocalDate date -> Optional.of(date.atStartOfDay(zone).toInstant());
			default -> Optional.empty();
			};
		}
	}

	/**
	 * @param figure a number of seats
	 * @return the same for people: with a blank between thousands, a dash when it is not known
	 */
	public static String text(OptionalLong figure) {
		return figure.isPresent() ? String.format(Locale.ROOT, "%,d", figure.getAsLong()).replace(',', '\u202F') : "–";
	}
}
