package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.figures.UsersAtOnce;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionRow;
import org.lictor.store.StoredReportGroup;

/** What each report group used: people, hosts, hours and the most at once. */
final class GroupUseReport implements Report {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);
	private static final double HOUR = Duration.ofHours(1).toMillis();

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.GROUP_USE, "Use by group",
			"Users, hosts, hours and the most users at once of each report group and product, of the last 30 days unless a time is "
					+ "given; rules per user v1 and member at start v1.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.WHOSE, Parameter.TIME),
			List.of(Column.of("group", "Group", ColumnType.TEXT, "The report group, see 'report-groups'."),
					Column.of("kind", "Kind", ColumnType.TEXT, "What its members are: users, hosts, servers or products."),
					Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What was used."),
					Column.of("users", "Users", ColumnType.INTEGER, "How many different users of hosts used it.").in("users"),
					Column.of("hosts", "Hosts", ColumnType.INTEGER, "On how many different hosts.").in("hosts"),
					Column.of("sessions", "Sessions", ColumnType.INTEGER, "How many sessions ran."),
					Column.of("hours", "Hours", ColumnType.DECIMAL,
							"Time of use of all users together; several sessions of one user at once count once.").in("h"),
					Column.of("peak", "Most at once", ColumnType.INTEGER, "The most users at any moment.").in("users")));

	/** The use of one product of one server by one group. */
	private static final class Use {
		private final UsersAtOnce atOnce = new UsersAtOnce();
		private final BitSet users = new BitSet();
		private final BitSet hosts = new BitSet();
		private long sessions;
	}

	private record Row(String group, String kind, String server, String product, Use use, Steps steps) {
		private static final Comparator<Row> ORDER = Comparator.comparing(Row::group).thenComparing(Row::server)
				.thenComparing(Row::product);
	}

	/** One group, and what it used of the product whose sessions come just now. */
	private record Group(StoredReportGroup stored, GroupOfSessions sessions, Map<Long, Use> byServer) {
	}

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		List<Group> groups = groups(reading);
		Sweep sweep = new Sweep(reading, groups, time);
		if (!groups.isEmpty()) {
			reading.stream(reading.sessions().between(time.from(), time.until()), sweep::add);
			sweep.finish();
		}
		TableBuilder table = reading.table(DEFINITION);
		sweep.rows.sort(Row.ORDER);
		for (Row row : sweep.rows) {
			table.row(row.group(), row.kind().toLowerCase(Locale.ROOT), row.server(), row.product(), (long) row.use().users.cardinality(),
					(long) row.use().hosts.cardinality(), row.use().sessions, row.steps().sum() / HOUR, row.steps().most());
		}
		if (groups.isEmpty()) {
			table.note("There is no report group yet: make one with 'report-groups add', and say with 'report-groups include' who is in it.");
		}
		table.note(time.note() + " One user may be in many groups.");
		return reading.finish(table);
	}

	private static List<Group> groups(Reading reading) {
		Query query = reading.query();
		Optional<Instant> today = query.whose().todaysMembers() ? Optional.of(reading.now()) : Optional.empty();
		return reading.transaction().reportGroups().all().stream()
				.filter(group -> query.whose().group().map(group.name()::equals).orElse(true))
				.map(group -> new Group(group, new GroupOfSessions(reading, group, today), new HashMap<>())).toList();
	}

	/** Takes sessions of one name of a product after the other, by their starts. */
	private static final class Sweep {

		private final Reading reading;
		private final List<Group> groups;
		private final AskedTime time;
		private final UserNumbers users;
		private final List<Row> rows = new ArrayList<>();
		private int product;
		private String name = "";

		Sweep(Reading reading, List<Group> groups, AskedTime time) {
			this.reading = reading;
			this.groups = groups;
			this.time = time;
			this.users = new UserNumbers(reading.transaction().dictionary());
		}

		void add(SessionRow session) {
			long start = Math.max(session.start(), time.begin());
			long end = Math.min(reading.countedUntil(session, reading.state(session)), time.end());
			if (end <= start) {
				return;
			}
			if (session.product() != product) {
				product = session.product();
				String next = reading.transaction().dictionary().product(product).name();
				if (!next.equals(name)) {
					finish();
					name = next;
				}
			}
			int user = users.of(session.hostUser());
			for (Group group : groups) {
				if (group.sessions().has(session)) {
					Use use = group.byServer().computeIfAbsent(session.server(), none -> new Use());
					use.atOnce.add(user, start, end);
					use.users.set(user);
					use.hosts.set(session.host());
					use.sessions++;
				}
			}
		}

		void finish() {
			for (Group group : groups) {
				group.byServer().forEach((server, use) -> rows.add(new Row(group.stored().name(), group.stored().kind(),
						reading.serverName(server), name, use, use.atOnce.count())));
				group.byServer().clear();
			}
		}
	}
}
