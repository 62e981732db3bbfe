package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that the portal and the reporting interface export, made row by row. Columns and their names follow the support
 * page on exports in its known states; the columns of a usage report those of a real one.
 *
 * <p>Silent: which of the columns of that page belong to which report had to be inferred where the page lists them together.
 * What users and groups look like where personal data are hidden is not described: here they have the column
 * {@code hashed_autodesk_id} then, or nobody could tell who is meant. Whether a Groups export has a column for the team is not
 * described: it has.
 */
final class Exports {

	/** The reports that can be asked for. */
	enum Report {
		SUBSCRIPTIONS("Subscriptions"), USERS("Users"), GROUPS("Groups"), USAGE("Usage"), USAGE_REPORT("Usage report");

		private final String label;

		Report(String label) {
			this.label = label;
		}

		String label() {
			return label;
		}
	}

	/**
	 * What to export.
	 *
	 * @param teams   whose
	 * @param from    first day of use
	 * @param until   last day of use, inclusive
	 * @param at      the moment at which the data stand
	 * @param columns how they are named
	 * @param hide    whether personal data are hidden
	 * @param strange whether columns have names that nobody knows
	 * @param filter  of a usage report
	 */
	record Scope(Set<Team> teams, LocalDate from, LocalDate until, Instant at, ColumnGeneration columns, boolean hide,
			boolean strange, Filter filter) {
	}

	/**
	 * What of a usage report is wanted; empty sets and optionals want all.
	 *
	 * @param products product line codes
	 * @param flex     whether Flex or subscriptions are wanted
	 * @param assigned whether seats that are or are not assigned are wanted
	 * @param users    Autodesk ids
	 */
	record Filter(Set<String> products, Optional<Boolean> flex, Optional<Boolean> assigned, Set<String> users) {

		static final Filter NONE = new Filter(Set.of(), Optional.empty(), Optional.empty(), Set.of());
	}

	/** Takes the rows of a table; the array is used again for the next row. */
	interface Rows {
		void row(String[] cells) throws IOException;
	}

	/** Makes the rows of a table. */
	interface Source {
		void writeTo(Rows rows) throws IOException;
	}

	/**
	 * A table.
	 *
	 * @param name    for a sheet
	 * @param columns their names
	 * @param source  makes the rows, each as wide as the columns
	 */
	record Table(String name, List<String> columns, Source source) {
	}

	/** The parts of a column's name in the generations, and who may see it. */
	private record Column(String underscore, String portal, String field, boolean personal, boolean onlyHidden) {
	}

	private static final String HIDDEN = "*****";
	private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/dd/uuuu");
	private static final Map<String, String> STRANGE = Map.of("offering_name", "plan_title", "product_name", "tool_title", "day_used",
			"on_date", "seat_quantity", "held", "autodesk_id", "member_key", "days_used", "day_count", "seat_assignment", "holding",
			"Group", "Circle", "role", "standing", "email", "contact");

	private static final List<Column> SUBSCRIPTIONS = List.of(shown("team_alias", "Team"), shown("contract_number", "Contract number"),
			shown("subscription_id", "Subscription ID"), shown("offering_name", "Offering name"),
			shown("seat_quantity", "Seat quantity"), shown("start_date", "Start date"), shown("end_date", "End date"),
			shown("term", "Term"), shown("autorenew_date", "Autorenew date"), shown("subscription_status", "Subscription status"),
			shown("reseller_name", "Reseller name"), shown("reseller_email", "Reseller email"));

	private static final List<Column> USERS = List.of(hash(), personal("autodesk_id", "Autodesk ID"),
			personal("first_name", "First name"), personal("last_name", "Last name"), personal("email", "Email"),
			shown("team_alias", "Team"), shown("role", "Role"), shown("account_status", "Account status"),
			shown("offering_name", "Offering name"), shown("product_name", "Product name"), shown("Feature", "Feature"));

	/** Names with blanks in all generations. */
	private static final List<Column> GROUPS = List.of(new Column("Hashed Autodesk ID", "Hashed Autodesk ID", "Hashed Autodesk ID", false, true),
			shown("Group", "Group"), shown("Group type", "Group type"),
			new Column("Email", "Email", "Email", true, false), shown("Role", "Role"), shown("Team", "Team"));

	private static final List<Column> USAGE = List.of(new Column("hashed_autodesk_id", "Hashed Autodesk ID", "hashedUserId", false, false),
			new Column("autodesk_id", "Autodesk ID", "userId", true, false),
			new Column("first_name", "First name", "firstName", true, false),
			new Column("last_name", "Last name", "lastName", true, false), new Column("email", "Email", "emailAddress", true, false),
			new Column("team_alias", "Team", "teamName", false, false),
			new Column("offering_name", "Offering name", "productName", false, false),
			new Column("product_name", "Product name", "childProductName", false, false),
			new Column("version", "Version", "version", false, false), new Column("access_option", "Access option", "source", false, false),
			new Column("day_used", "Day used", "usageDate", false, false));

	private static final List<Column> USAGE_REPORT = List.of(shown("hashed_autodesk_id", "Hashed Autodesk ID"),
			personal("first_name", "First name"), personal("last_name", "Last name"), personal("email", "Email"),
			personal("autodesk_id", "Autodesk ID"), shown("team_alias", "Team"), shown("group", "Group"),
			shown("offering_name", "Offering name"), shown("version", "Version"), shown("seat_assignment", "Seat assignment"),
			shown("assigned_date", "Assigned date"), shown("unassigned_date", "Unassigned date"),
			shown("user_activity", "User activity"), shown("days_inactive", "Days inactive"), shown("access_option", "Access option"),
			shown("days_used", "Days used"), shown("monthly_average", "Monthly average"), shown("tokens_used", "Tokens used"),
			shown("last_accessed", "Last accessed"));

	private final Account account;

	Exports(Account account) {
		this.account = account;
	}

	private static Column shown(String underscore, String portal) {
		return new Column(underscore, portal, underscore, false, false);
	}

	private static Column personal(String underscore, String portal) {
		return new Column(underscore, portal, underscore, true, false);
	}

	private static Column hash() {
		return new Column("hashed_autodesk_id", "Hashed Autodesk ID", "hashed_autodesk_id", false, true);
	}

	/** @return the table of a report */
	Table table(Report report, Scope scope) {
		return switch (report) {
		case SUBSCRIPTIONS -> shaped(report, SUBSCRIPTIONS, scope, rows -> subscriptions(scope, rows));
		case USERS -> shaped(report, USERS, scope, rows -> users(scope, rows));
		case GROUPS -> shaped(report, GROUPS, scope, rows -> groups(scope, rows));
		case USAGE -> shaped(report, USAGE, scope, rows -> usage(scope, rows));
		case USAGE_REPORT -> shaped(report, USAGE_REPORT, scope, rows -> usageReport(scope, rows));
		};
	}

	/** @return the block of filters with which a usage report was made, which comes before the people */
	Table filters(Scope scope) {
		List<String[]> lines = new ArrayList<>();
		scope.teams().forEach(team -> lines.add(new String[] { "Team", team.alias() }));
		lines.add(new String[] { "Start date", day(scope, scope.from()) });
		lines.add(new String[] { "End date", day(scope, scope.until()) });
		lines.add(new String[] { "Product", scope.filter().products().isEmpty() ? "All" : String.join(";", scope.filter().products()) });
		lines.add(new String[] { "Access option", scope.filter().flex().map(flex -> flex ? "Flex" : "Subscription").orElse("All") });
		return new Table("Filters", List.of("Filter", "Value"), rows -> {
			for (String[] line : lines) {
				rows.row(line);
			}
		});
	}

	/** Names the columns, and takes out or covers what is not to be seen. */
	private static Table shaped(Report report, List<Column> columns, Scope scope, Source source) {
		boolean without = scope.hide() && scope.columns() != ColumnGeneration.UNDERSCORE;
		List<Integer> kept = new ArrayList<>();
		List<String> names = new ArrayList<>();
		for (int i = 0; i < columns.size(); i++) {
			Column column = columns.get(i);
			if (column.onlyHidden() && !scope.hide() || column.personal() && without) {
				continue;
			}
			kept.add(i);
			String name = switch (scope.columns()) {
			case UNDERSCORE -> column.underscore();
			case PORTAL -> column.portal();
			case FIELDS -> column.field();
			};
			names.add(scope.strange() ? STRANGE.getOrDefault(column.underscore(), name) : name);
		}
		String[] cells = new String[names.size()];
		return new Table(report.label(), names, rows -> source.writeTo(all -> {
			for (int i = 0; i < cells.length; i++) {
				int place = kept.get(i);
				Column column = columns.get(place);
				cells[i] = !scope.hide() || !column.personal() ? all[place]
						: column.underscore().equals("autodesk_id") ? "" : HIDDEN;
			}
			rows.row(cells);
		}));
	}

	private void subscriptions(Scope scope, Rows rows) throws IOException {
		LocalDate today = today(scope);
		Map<String, Subscription> current = new HashMap<>();
		for (Subscription subscription : account.subscriptions()) {
			if (scope.teams().contains(subscription.team()) && !subscription.from().isAfter(today)) {
				// the newest term of a subscription is listed, for a while also after it ended
				current.merge(subscription.id(), subscription, (one, other) -> one.from().isAfter(other.from()) ? one : other);
			}
		}
		List<Subscription> listed = current.values().stream()
				.filter(subscription -> !subscription.until().plusDays(Account.LISTED_AFTER_END).isBefore(today))
				.sorted(java.util.Comparator.comparing((Subscription subscription) -> subscription.team().id()).thenComparing(Subscription::id))
				.toList();
		for (Subscription subscription : listed) {
			boolean active = subscription.on(today);
			rows.row(new String[] { subscription.team().alias(), subscription.contract(), subscription.id(), subscription.offering(),
					Integer.toString(subscription.seats()), day(scope, subscription.from()), day(scope, subscription.until()), "Annual",
					active ? day(scope, subscription.until().plusDays(1)) : "", active ? "Active" : "Expired", "Example Reseller, Inc.",
					"orders@reseller.example.com" });
		}
	}

	private void users(Scope scope, Rows rows) throws IOException {
		int today = account.day(today(scope));
		for (int i = 0; i < account.people(); i++) {
			if (!scope.teams().contains(account.teamOf(i)) || !account.there(i, today)) {
				continue;
			}
			Person person = account.person(i);
			boolean any = false;
			for (int use = account.firstUse(i); use < account.endOfUses(i); use++) {
				if (!account.flex(use) && today >= account.from(use) && today < account.until(use)) {
					user(person, account.offering(use).name(), rows);
					any = true;
				}
			}
			if (!any) {
				user(person, "", rows);
			}
		}
	}

	private static void user(Person person, String offering, Rows rows) throws IOException {
		rows.row(new String[] { person.hashedId(), person.autodeskId(), person.firstName(), person.lastName(), person.email(),
				person.team().alias(), person.role(), "Active", offering, offering, "" });
	}

	private void groups(Scope scope, Rows rows) throws IOException {
		int today = account.day(today(scope));
		for (int i = 0; i < account.people(); i++) {
			if (scope.teams().contains(account.teamOf(i))) {
				for (GroupMember member : account.groups(i, today)) {
					rows.row(new String[] { member.person().hashedId(), member.group(), member.type(), member.person().email(),
							member.person().role(), member.person().team().alias() });
				}
			}
		}
	}

	private void usage(Scope scope, Rows rows) throws IOException {
		int now = account.day(today(scope));
		int first = Math.max(0, account.day(scope.from()));
		int last = Math.min(account.day(scope.until()), Math.min(now, account.days()) - 1);
		String[] days = new String[Math.max(0, last - first + 1)];
		for (int i = 0; i < days.length; i++) {
			days[i] = day(scope, account.date(first + i));
		}
		String[] cells = new String[USAGE.size()];
		for (int i = 0; i < account.people(); i++) {
			if (!scope.teams().contains(account.teamOf(i))) {
				continue;
			}
			boolean known = false;
			for (int use = account.firstUse(i); use < account.endOfUses(i); use++) {
				int end = Math.min(last, account.until(use) - 1);
				for (int day = Math.max(first, account.from(use)); day <= end; day++) {
					if (!account.used(use, day) || account.known(use, day) > now) {
						continue;
					}
					if (!known) {
						Person person = account.person(i);
						cells[0] = person.hashedId();
						cells[1] = person.autodeskId();
						cells[2] = person.firstName();
						cells[3] = person.lastName();
						cells[4] = person.email();
						cells[5] = person.team().alias();
						known = true;
					}
					cells[6] = account.offering(use).name();
					cells[9] = access(scope, account.flex(use));
					cells[10] = days[day - first];
					for (Offering ran : account.ran(use, day)) {
						cells[7] = ran.name();
						cells[8] = account.version(use, day, ran);
						rows.row(cells);
					}
				}
			}
		}
	}

	private static String access(Scope scope, boolean flex) {
		if (scope.columns() == ColumnGeneration.FIELDS) {
			return flex ? "flex" : "sus";
		}
		return flex ? "Flex" : "Subscription";
	}

	/** What a person did with one offering. */
	private static final class Summary {
		private boolean assignment;
		private boolean assigned;
		private int assignedDay = -1;
		private int unassignedDay = -1;
		private int daysUsed;
		private int lastDay = -1;
		private int lastUse = -1;
		private int tokens;
	}

	private void usageReport(Scope scope, Rows rows) throws IOException {
		int now = account.day(today(scope));
		int first = Math.max(0, account.day(scope.from()));
		int last = Math.min(account.day(scope.until()), Math.min(now, account.days()) - 1);
		Period window = Period.between(scope.from(), scope.until().plusDays(1));
		long months = Math.max(1, window.toTotalMonths());
		for (int i = 0; i < account.people(); i++) {
			if (!scope.teams().contains(account.teamOf(i))) {
				continue;
			}
			Map<String, Summary> summaries = new java.util.LinkedHashMap<>();
			for (int use = account.firstUse(i); use < account.endOfUses(i); use++) {
				if (account.from(use) <= now) {
					summarize(use, first, last, now, summaries.computeIfAbsent(
							account.offering(use).name() + (account.flex(use) ? "\n" : ""), key -> new Summary()));
				}
			}
			Person person = account.person(i);
			if (!scope.filter().users().isEmpty() && !scope.filter().users().contains(person.autodeskId())) {
				continue;
			}
			for (Map.Entry<String, Summary> entry : summaries.entrySet()) {
				report(scope, person, entry.getKey(), entry.getValue(), now, months, rows);
			}
		}
	}

	private void summarize(int use, int first, int last, int now, Summary summary) {
		if (!account.flex(use)) {
			summary.assignment = true;
			if (now < account.until(use)) {
				summary.assigned = true;
				summary.assignedDay = account.from(use);
			} else {
				summary.unassignedDay = Math.max(summary.unassignedDay, account.until(use));
			}
		}
		int end = Math.min(last, account.until(use) - 1);
		for (int day = Math.max(first, account.from(use)); day <= end; day++) {
			if (account.used(use, day) && account.known(use, day) <= now) {
				summary.daysUsed++;
				summary.lastDay = day;
				summary.lastUse = use;
				summary.tokens += account.flex(use) ? account.offering(use).tokens() : 0;
			}
		}
	}

	private void report(Scope scope, Person person, String key, Summary summary, int now, long months, Rows rows) throws IOException {
		boolean flex = key.endsWith("\n");
		String name = key.strip();
		Filter filter = scope.filter();
		boolean wanted = summary.assigned || summary.daysUsed > 0;
		boolean product = filter.products().isEmpty()
				|| account.offering(name).map(offering -> filter.products().contains(offering.code())).orElse(false);
		if (!wanted || !product || filter.flex().map(only -> only != flex).orElse(false)
				|| filter.assigned().map(only -> only != summary.assigned).orElse(false)) {
			return;
		}
		String version = "";
		if (summary.lastUse >= 0) {
			List<Offering> ran = account.ran(summary.lastUse, summary.lastDay);
			version = account.version(summary.lastUse, summary.lastDay, ran.get(0));
		}
		String group = account.groups(person.index(), now).stream().map(GroupMember::group).findFirst().orElse("");
		rows.row(new String[] { person.hashedId(), person.firstName(), person.lastName(), person.email(), person.autodeskId(),
				person.team().alias(), group, name, version, flex ? "" : summary.assigned ? "Assigned" : "Unassigned",
				summary.assigned ? stamp(summary.assignedDay) : "",
				!summary.assigned && summary.unassignedDay >= 0 ? stamp(summary.unassignedDay) : "",
				summary.daysUsed > 0 ? "Active" : "Inactive",
				summary.lastDay >= 0 ? Integer.toString(now - summary.lastDay) : "", access(scope, flex),
				Integer.toString(summary.daysUsed),
				java.math.BigDecimal.valueOf(summary.daysUsed).divide(java.math.BigDecimal.valueOf(months), 1, java.math.RoundingMode.HALF_UP)
						.toPlainString(),
				flex ? Integer.toString(summary.tokens) : "", summary.lastDay >= 0 ? day(scope, account.date(summary.lastDay)) : "" });
	}

	/** A moment as a usage report writes it: seats change at the beginning of a day here. */
	private String stamp(int day) {
		return account.date(day) + "T00:00:00Z";
	}

	private static LocalDate today(Scope scope) {
		return scope.at().atOffset(ZoneOffset.UTC).toLocalDate();
	}

	private static String day(Scope scope, LocalDate date) {
		return scope.columns() == ColumnGeneration.PORTAL ? MONTH_FIRST.format(date) : date.toString();
	}
}
