package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.identity.Identity;
import org.lictor.core.internal.identity.Match;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** Hours of use of every product by every user. */
final class UserHoursReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);
	private static final double HOUR = Duration.ofHours(1).toMillis();

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.USER_HOURS, "Hours per user",
			"Hours each user used each product, of the last 30 days unless a time is given; rule per user v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("user", "User", ColumnType.TEXT, "The user on the host."),
					Column.of("account", "Account", ColumnType.TEXT,
							"The accounts that the host user was at the time, by rule identity v3: a row for each."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("hours", "Hours", ColumnType.DECIMAL,
							"Time in which the user had at least one session; several at once count once.").in("h"),
					Column.of("sessions", "Sessions", ColumnType.INTEGER,
							"How many sessions there were; each counts for who the user was when it began."),
					Column.of("peak", "Most at once", ColumnType.INTEGER, "The most sessions the user had at any moment.").in("sessions")));

	/** What the same accounts have of a user's use. */
	private static final class Share {
		private long length;
		private long sessions;
		private long peak;
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		UsesByProduct uses = new UsesByProduct(reading, time.from(), time.until());
		TableBuilder table = reading.table(DEFINITION);
		for (Map.Entry<UsesByProduct.Key, Map<String, UsesByProduct.Use>> product : uses.all().entrySet()) {
			for (UsesByProduct.Use use : product.getValue().values()) {
				shares(reading, product.getKey().serverId(), use).forEach((matches, share) -> table.row(
						Cells.text(use.hostUser()), Cells.accounts(matches), product.getKey().server(),
						product.getKey().product(), share.length / HOUR, share.sessions, share.peak));
			}
		}
		table.note(time.note());
		return reading.finish(table);
	}

	/** By the accounts that the user was at the time; a session counts where it begins. */
	private static Map<List<Match>, Share> shares(Reading reading, long server, UsesByProduct.Use use) {
		Map<List<Match>, Share> shares = new LinkedHashMap<>();
		Intervals used = use.times().union();
		for (Identity.Span span : reading.history(server, use.hostUser())) {
			long from = span.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
			long until = span.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
			Intervals inside = used.within(from, until);
			if (inside.size() > 0) {
				Share share = shares.computeIfAbsent(span.matches(), none -> new Share());
				share.length += inside.length();
				share.sessions += use.times().startingWithin(from, until);
				share.peak = Math.max(share.peak, use.times().within(from, until).count().most());
			}
		}
		return shares;
	}
}
