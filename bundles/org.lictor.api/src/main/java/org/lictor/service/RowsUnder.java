package org.lictor.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;

/**
 * What to ask for the rows under a row of a report: of its server, product, person and time. The answers are reports again,
 * so that one can go down from them too.
 */
public final class RowsUnder {

	/**
	 * Rows under a figure.
	 *
	 * @param title what they are, for people
	 * @param query asks for them
	 */
	public record Question(String title, Query query) {

		/** Checks that nothing is null. */
		public Question {
			Objects.requireNonNull(title, "title");
			Objects.requireNonNull(query, "query");
		}
	}

	private static final String SERVER = "server";
	private static final String PRODUCT = "product";
	private static final String USER = "user";
	private static final String ACCOUNT = "account";
	/** Unless a time is given, reports of a month show this. */
	private static final Duration MONTH = Duration.ofDays(30);
	private static final Duration WEEK = Duration.ofDays(7);

	private final Query asked;
	private final ResultTable table;
	private final int row;
	private final List<Question> under = new ArrayList<>();

	private RowsUnder(Query asked, ResultTable table, int row) {
		this.asked = asked;
		this.table = table;
		this.row = row;
	}

	/**
	 * @param asked the question
	 * @param table its answer
	 * @param row   from 0
	 * @return what to ask; empty when the row is what a source told
	 * @throws IndexOutOfBoundsException when there is no such row
	 */
	public static List<Question> of(Query asked, ResultTable table, int row) {
		RowsUnder rows = new RowsUnder(asked, table, row);
		rows.find();
		return List.copyOf(rows.under);
	}

	private void find() {
		switch (table.report()) {
		case Queries.SERVERS -> {
			add("Products and seats", of(Queries.USAGE).server(text("name").orElseThrow()));
			add("What its monitor collects", of(Queries.COLLECTING).server(text("name").orElseThrow()));
		}
		case Queries.USAGE -> {
			add("Sessions that run", ofProduct(Queries.SESSIONS), now());
			add("What the server said", ofProduct(Queries.SAMPLES), now());
			add("Who has a seat", ofProduct(Queries.ASSIGNMENTS), now());
			add("Seats over time", ofProduct(Queries.SEATS_HISTORY));
		}
		case Queries.USAGE_HISTORY -> period(instant("period"), usualLength()).ifPresent(this::uses);
		case Queries.DENIALS_HISTORY -> period(instant("period"), usualLength()).ifPresent(period -> {
			add("Denials", ofProduct(Queries.DENIALS).whose(asked.whose()), both(period, time(WEEK)));
			uses(period);
		});
		case Queries.DENIALS -> {
			instant("at").ifPresent(at -> {
				add("Who held licences then", ofProduct(Queries.SESSIONS), moment(at));
				add("What the server said", ofProduct(Queries.SAMPLES), moment(at));
			});
			add("Who the user is", ofPerson(of(Queries.IDENTITY)));
			add("Sessions of the person", ofPerson(ofProduct(Queries.SESSIONS)), time(WEEK));
		}
		case Queries.UTILISATION -> {
			uses(time(MONTH));
			add("Hour by hour", ofProduct(Queries.USAGE_HISTORY).by(Granularity.HOUR).whose(asked.whose()), time(MONTH));
		}
		case Queries.PEAK_FORECAST -> add("Peaks of the weeks", ofProduct(Queries.USAGE_HISTORY).by(Granularity.WEEK).whose(asked.whose()),
				time(Duration.ofDays(730)));
		case Queries.USER_HOURS, Queries.SEAT_DAYS, Queries.PEAK_SESSIONS -> {
			add("Sessions", ofPerson(ofProduct(Queries.SESSIONS)), time(table.report().equals(Queries.PEAK_SESSIONS) ? WEEK : MONTH));
			add("What they are laid to", ofPerson(ofProduct(Queries.SESSION_ATTRIBUTION)), time(MONTH));
		}
		case Queries.GROUP_USE -> add("Sessions", ofProduct(Queries.SESSIONS).whose(new Whose(asked.whose().user(), asked.whose().host(),
				text("group"), asked.whose().todaysMembers())), time(MONTH));
		case Queries.USERS, Queries.ASSIGNMENTS, Queries.UNUSED_SEATS, Queries.CHANGES -> {
			// what ran may be a part of the collection that is assigned
			add("Sessions", ofPerson(of(Queries.SESSIONS)));
			add("Days counted by the vendor", ofPerson(ofProduct(Queries.VENDOR_DAYS)).between(Instant.EPOCH, table.asOf()));
			add("Seats of the person", ofPerson(of(Queries.ASSIGNMENTS)));
		}
		case Queries.UNUSED_SEATS_BY_PRODUCT -> {
			Query seats = ofProduct(Queries.UNUSED_SEATS).whose(asked.whose());
			add("Unused seats", asked.days().isPresent() ? seats.days(asked.days().getAsInt()) : seats);
			add("Who has a seat", ofProduct(Queries.ASSIGNMENTS).whose(asked.whose()), now());
		}
		case Queries.RECONCILIATION -> {
			Time days = days();
			add("Sessions, and what they are laid to", ofPerson(of(Queries.SESSION_ATTRIBUTION)), days);
			add("Days counted by the vendor", ofPerson(ofProduct(Queries.VENDOR_DAYS)), days);
			add("Seats of the person", ofPerson(of(Queries.ASSIGNMENTS)), days);
		}
		case Queries.RECONCILIATION_COUNTS -> add("Who differs", ofProduct(Queries.RECONCILIATION).whose(asked.whose()), time(MONTH));
		case Queries.ATTRIBUTION -> {
			Query sessions = ofProduct(Queries.SESSION_ATTRIBUTION).whose(asked.whose());
			add("Sessions", asked.policy().isPresent() ? sessions.policy(asked.policy().get()) : sessions, time(MONTH));
		}
		case Queries.SESSIONS, Queries.SESSION_ATTRIBUTION -> session();
		case Queries.SEATS_HISTORY -> period(instant("period_start"), Granularity.DAY).ifPresent(period -> {
			add("Who had a seat", ofProduct(Queries.ASSIGNMENTS), period);
			add("Who gained and lost one", ofProduct(Queries.CHANGES), period);
		});
		case Queries.EXPIRING -> add("Seats over time", ofProduct(Queries.SEATS_HISTORY));
		case Queries.TOKENS -> month().ifPresent(month -> add("Days counted by the vendor", ofProduct(Queries.VENDOR_DAYS), month));
		case Queries.UNMATCHED, Queries.IDENTITY -> {
			add("Sessions", ofPerson(of(Queries.SESSIONS)));
			text(ACCOUNT).ifPresent(account -> add("Seats of the account", of(Queries.ASSIGNMENTS).whose(Whose.user(account))));
		}
		case Queries.UNSEEN_ACCOUNTS -> {
			add("Seats of the account", ofPerson(of(Queries.ASSIGNMENTS)));
			add("Days counted by the vendor", ofPerson(of(Queries.VENDOR_DAYS)).between(Instant.EPOCH, table.asOf()));
		}
		case Queries.AGENTS -> text("host").ifPresent(host -> add("Sessions on the host", of(Queries.SESSIONS).whose(Whose.host(host))));
		default -> {
			// the row is what a source told
		}
		}
	}

	/** What is under a number of licences in use at a time. */
	private void uses(Time time) {
		add("Sessions at the peak", ofProduct(Queries.PEAK_SESSIONS).whose(asked.whose()), time);
		add("Sessions", ofProduct(Queries.SESSIONS).whose(asked.whose()), time);
		add("What the server said", ofProduct(Queries.SAMPLES), time);
	}

	private void session() {
		add("Who the user is", ofPerson(of(Queries.IDENTITY)));
		instant("start").ifPresent(start -> {
			Time begin = moment(start);
			Query laid = ofPerson(ofProduct(Queries.SESSION_ATTRIBUTION));
			add("What it is laid to", asked.policy().isPresent() ? laid.policy(asked.policy().get()) : laid, begin);
			text(ACCOUNT).filter(account -> !account.contains(", ")).ifPresent(account -> {
				LocalDate day = start.atZone(zone()).toLocalDate();
				add("Days counted by the vendor", ofProduct(Queries.VENDOR_DAYS).whose(Whose.user(account)),
						new Time(start(day.minusDays(1)), start(day.plusDays(2))));
				add("Seats of the person", of(Queries.ASSIGNMENTS).whose(Whose.user(account)), new Time(start(day), start(day.plusDays(1))));
			});
		});
	}

	private record Time(Instant from, Instant until) {
	}

	private void add(String title, Query query) {
		under.add(new Question(title, query));
	}

	private void add(String title, Query query, Time time) {
		if (time.from().isBefore(time.until())) {
			add(title, query.between(time.from(), time.until()));
		}
	}

	private Query of(String report) {
		Query query = Query.of(report, zone());
		Optional<String> server = text(SERVER).or(asked::server);
		return server.isPresent() ? query.server(server.get()) : query;
	}

	private Query ofProduct(String report) {
		Optional<String> product = text(PRODUCT).or(asked::product);
		return product.isPresent() ? of(report).product(product.get()) : of(report);
	}

	/** The row's user or account; where the row names several accounts, its user. */
	private Query ofPerson(Query query) {
		Optional<String> person = text(USER).or(() -> text(ACCOUNT)).or(() -> asked.whose().user());
		boolean ofSessions = query.report().equals(Queries.SESSIONS) || query.report().equals(Queries.SESSION_ATTRIBUTION);
		return query.whose(new Whose(person, ofSessions ? asked.whose().host() : Optional.empty(), asked.whose().group(),
				asked.whose().todaysMembers()));
	}

	/** The time that was asked about, or what the report shows unless one is given. */
	private Time time(Duration usual) {
		Instant until = asked.until().filter(end -> end.isBefore(table.asOf())).orElse(table.asOf());
		return new Time(asked.from().orElse(until.minus(usual)), until);
	}

	/** Length of the periods of the history that was asked for, which may reach into the future. */
	private Granularity usualLength() {
		Instant until = asked.until().orElse(table.asOf());
		return Duration.between(asked.from().orElse(until.minus(WEEK)), until).compareTo(Duration.ofDays(14)) <= 0 ? Granularity.HOUR
				: Granularity.DAY;
	}

	/** The moment that the table shows. */
	private Time now() {
		return moment(table.asOf().truncatedTo(ChronoUnit.MILLIS));
	}

	/** What of a period was asked about. */
	private static Time both(Time one, Time other) {
		return new Time(one.from().isAfter(other.from()) ? one.from() : other.from(),
				one.until().isBefore(other.until()) ? one.until() : other.until());
	}

	private static Time moment(Instant instant) {
		return new Time(instant, instant.plusMillis(1));
	}

	private Optional<Time> period(Optional<Instant> begin, Granularity usual) {
		return begin.map(instant -> {
			Granularity by = asked.by().orElse(usual);
			ZonedDateTime first = by.floor(instant, zone());
			return new Time(instant, by.next(first).toInstant());
		});
	}

	private Time days() {
		Optional<LocalDate> first = date("first_day");
		Optional<LocalDate> last = date("last_day");
		return first.isPresent() && last.isPresent() ? new Time(start(first.get()), start(last.get().plusDays(1))) : time(MONTH);
	}

	private Optional<Time> month() {
		return text("month").filter(month -> month.matches("[0-9]{4}-[0-9]{2}")).map(YearMonth::parse)
				.map(month -> new Time(start(month.atDay(1)), start(month.plusMonths(1).atDay(1))));
	}

	private Instant start(LocalDate day) {
		return day.atStartOfDay(zone()).toInstant();
	}

	private ZoneId zone() {
		return table.zone();
	}

	private Optional<String> text(String key) {
		return value(key, String.class);
	}

	private Optional<Instant> instant(String key) {
		return value(key, Instant.class);
	}

	private Optional<LocalDate> date(String key) {
		return value(key, LocalDate.class);
	}

	private <T> Optional<T> value(String key, Class<T> type) {
		boolean there = table.columns().stream().anyMatch(column -> column.key().equals(key));
		return there && type.isInstance(table.value(row, key)) ? Optional.of(type.cast(table.value(row, key))) : Optional.empty();
	}
}
