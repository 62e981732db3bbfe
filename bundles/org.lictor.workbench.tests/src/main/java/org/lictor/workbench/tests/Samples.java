package org.lictor.workbench.tests;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Examination;
import org.lictor.service.Queries;

/** Invented but plausible answers of every report, with any number of rows. The same row is always the same. */
final class Samples {

	private static final List<String> PRODUCTS = List.of("AutoCAD", "Revit", "Inventor Professional", "Maya", "3ds Max", "Civil 3D",
			"Navisworks Manage", "Fusion", "AEC Collection", "Media & Entertainment Collection");
	private static final List<String> VERSIONS = List.of("2024", "2025", "2026");
	private static final List<String> FIRST = List.of("anna", "jonas", "mira", "lukas", "elif", "tomasz", "clara", "noah", "ines", "viktor",
			"hanna", "pablo");
	private static final List<String> LAST = List.of("becker", "lindner", "okafor", "novak", "weiss", "duarte", "hansen", "petrov");
	private static final List<String> SERVERS = List.of("Design Studio", "Plant Engineering");
	private static final int[] OWNED = { 40, 25, 18, 12, 10, 8, 6, 30, 20, 5 };
	private static final int[] USED = { 31, 24, 9, 11, 4, 3, 1, 12, 14, 5 };

	/** Contracts, months, quotas, tasks and figures to decide by are never as many as people. */
	private static final int FEW = 1_000;

	private final Instant now;

	/**
	 * @param now the moment of which all is told
	 */
	Samples(Instant now) {
		this.now = now;
	}

	static String user(int i) {
		return FIRST.get(i % FIRST.size()) + "." + LAST.get(i / FIRST.size() % LAST.size()) + (i < 96 ? "" : Integer.toString(i / 96));
	}

	static String account(int i) {
		return user(i) + "@studio.example";
	}

	static String product(int i) {
		return PRODUCTS.get(i % PRODUCTS.size());
	}

	/** A product of its own for each row. */
	private static String productOfRow(int i) {
		return product(i) + (i < PRODUCTS.size() ? "" : " " + (i / PRODUCTS.size() + 1));
	}

	private static String server(int i) {
		return SERVERS.get(i % 3 == 2 ? 1 : 0);
	}

	static String host(int i) {
		return String.format(Locale.ROOT, "ws-%03d", i % 400 + 1);
	}

	ResultTable answer(Query query, int rows) {
		int count = Math.min(rows, query.limit().orElse(rows));
		return switch (query.report()) {
		case Queries.SERVERS -> servers(count, query.zone());
		case Queries.USAGE -> usage(count, query.zone());
		case Queries.SESSIONS -> sessions(count, query.zone());
		case Queries.USERS -> users(count, query.zone());
		case Queries.AGENTS -> agents(count, query.zone());
		case Queries.EVENTS -> events(count, query.zone());
		case Queries.USAGE_HISTORY -> history(rows == 0, query);
		case Queries.SEATS_HISTORY -> seatsHistory(rows == 0, query);
		case Queries.ASSIGNMENTS -> assignments(count, query.zone());
		case Queries.UNUSED_SEATS -> unused(Math.min(count, FEW), query);
		case Queries.UNUSED_SEATS_BY_PRODUCT -> unusedByProduct(Math.min(count, PRODUCTS.size()), query.zone());
		case Queries.RECONCILIATION -> reconciliation(Math.min(count, FEW), query.zone());
		case Queries.SEAT_DAYS -> seatDays(Math.min(count, FEW), query.zone());
		case Queries.ATTRIBUTION -> attribution(Math.min(count, FEW), query.zone());
		case Queries.GROUP_USE -> groupUse(Math.min(count, FEW), query.zone());
		case Queries.PEAK_FORECAST -> forecast(Math.min(count, FEW), query.zone());
		case Queries.UNMATCHED -> unmatched(Math.min(count, FEW), query.zone());
		case Queries.REGISTRATIONS -> registrations(Math.min(count, FEW), query.zone());
		case Queries.IDENTITY -> identity(Math.min(count, FEW), query.zone());
		case Queries.UTILISATION -> utilisation(Math.min(count, FEW), query.zone());
		case Queries.DENIALS -> denials(Math.min(count, FEW), query.zone());
		case Queries.DENIALS_HISTORY -> denialsHistory(Math.min(count, FEW), query);
		case Queries.CHANGES -> changes(count, query);
		case Queries.EXPIRING -> expiring(Math.min(count, FEW), query.zone());
		case Queries.TOKENS -> tokens(Math.min(count, FEW), query.zone());
		case Queries.COLLECTING -> collecting(Math.min(count, FEW), query.zone());
		default -> throw new IllegalArgumentException(query.report());
		};
	}

	private static Column text(String key, String label, String help) {
		return Column.of(key, label, ColumnType.TEXT, help);
	}

	private static Column at(String key, String label, String help) {
		return Column.of(key, label, ColumnType.INSTANT, help);
	}

	private static Column seats(String key, String label, String help) {
		return Column.of(key, label, ColumnType.INTEGER, help).in("seats");
	}

	private ResultTable servers(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.SERVERS, "Licence servers", List.of(text("name", "Name", "Name of the server"),
				text("type", "Type id", "Stable id of its type").hidden(), text("type_label", "Type", "What kind of server it is"),
				text("status", "Status", "How it is doing"), text("detail", "Detail", "The class of trouble").hidden(),
				text("message", "Message", "What happened and what to do"), at("last_success", "Last success", "When something was last learned"),
				at("last_attempt", "Last attempt", "When it was last asked").hidden(), seats("seats", "Seats", "Seats owned now"),
				Column.of("products", "Products", ColumnType.INTEGER, "Products owned now"),
				text("groups", "Agent groups", "Groups whose agents watch for it")));
		for (int i = 0; i < rows; i++) {
			boolean down = i % 7 == 3;
			String name = i < 2 ? SERVERS.get(i) : i == 2 ? "Render Farm" : "Server " + (i + 1);
			table.row(name, i == 2 ? "custom" : "autodesk", i == 2 ? "Custom XML file" : "Autodesk account", down ? "DOWN" : "UP",
					down ? "COMMUNICATION" : "NONE", down ? "The file /srv/licences/state.xml is missing. Check the path." : "",
					down ? Unknown.UNKNOWN : now.minusSeconds(60L * i), now.minusSeconds(30L * i), down ? Unknown.UNKNOWN : (Object) (134L - i % 100),
					(long) PRODUCTS.size(), "Workstations");
		}
		return table.build(now, zone);
	}

	private ResultTable usage(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.USAGE, "Products", List.of(text("server", "Server", "Licence server"),
				text("product", "Product", "What is licensed"), text("version", "Version", "As the source writes it"),
				text("licence_type", "Licence type", "How it is licensed"), seats("used", "Used", "Seats used now; rule per user"),
				seats("total", "Owned", "Seats owned now"), Column.of("utilisation", "Utilisation", ColumnType.RATIO, "Used of owned"),
				seats("assigned", "Assigned", "Seats assigned to people"), at("as_of", "As of", "When this was learned")));
		for (int i = 0; i < rows; i++) {
			long owned = OWNED[i % OWNED.length];
			long used = USED[i % USED.length];
			table.row(server(i), productOfRow(i), "", "named user", used, owned, (double) used / owned, Math.max(used, owned - 2L),
					now.minusSeconds(300));
		}
		return table.build(now, zone);
	}

	private ResultTable sessions(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.SESSIONS, "Sessions",
				List.of(text("user", "User", "User on the host"), text("account", "Account", "The vendor's name for that person"),
						text("matched_by", "Matched by", "Rule that found the account"), text("host", "Host", "Machine"),
						text("server", "Server", "Licence server").hidden(), text("product", "Product", "What was used"),
						text("version", "Version", "Version that ran"),
						Column.of("licences", "Licences", ColumnType.INTEGER, "Licences taken").hidden(), at("start", "Start", "When it began"),
						at("end", "End", "When it ended"), Column.of("duration", "Duration", ColumnType.DURATION, "How long it lasted").in("h:m:s"),
						text("state", "State", "live, ended, or silent when its agent is not heard"),
						text("source", "Source", "What told it").hidden()));
		for (int i = 0; i < rows; i++) {
			boolean live = i < 28;
			int who = i * 7 % 96;
			Instant start = now.minusSeconds(600L + i * 97L);
			Duration length = live ? Duration.between(start, now) : Duration.ofSeconds(300 + i * 131L % 20_000);
			boolean known = who % 9 != 4;
			table.row(user(who), known ? account(who) : Unknown.UNKNOWN, known ? "mail local part" : Unknown.UNKNOWN, host(who * 5), server(i),
					product(i * 3), VERSIONS.get(i % VERSIONS.size()), 1L, start, live ? Unknown.UNKNOWN : start.plus(length), length,
					live ? "live" : i % 40 == 39 ? "silent" : "ended", "agent");
		}
		return table.build(now, zone);
	}

	private ResultTable users(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.USERS, "Users",
				List.of(text("account", "Account", "The vendor's name for the person"), text("name", "Name", "Given and family name"),
						text("server", "Server", "Licence server"), text("product", "Product", "What is assigned"),
						at("assigned_since", "Assigned since", "Since when it is assigned"), at("last_used", "Last used", "When it was last seen used"),
						text("source", "Source", "What told the last use"), text("host_users", "Host users", "Users on machines who are this account"),
						text("matched_by", "Matched by", "Rule that found them")));
		for (int i = 0; i < rows; i++) {
			Object lastUsed = i % 8 == 5 ? Unknown.UNKNOWN : (Object) now.minus(Duration.ofHours(i % 11 == 3 ? 24L * 47 : 3 + i % 200));
			String[] names = user(i).split("\\.");
			table.row(account(i), capital(names[0]) + " " + capital(names[1]), server(i), product(i), now.minus(Duration.ofDays(120 + i % 300)),
					lastUsed, lastUsed == Unknown.UNKNOWN ? Unknown.UNKNOWN : "agent", i % 8 == 5 ? Unknown.UNKNOWN : user(i),
					i % 8 == 5 ? Unknown.UNKNOWN : "mail local part");
		}
		return table.build(now, zone);
	}

	private static String capital(String name) {
		return Character.toUpperCase(name.charAt(0)) + name.substring(1);
	}

	private ResultTable agents(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.AGENTS, "Agents",
				List.of(text("id", "Id", "Given by the server").hidden(), text("host", "Host", "Machine"), text("status", "Status", "online or silent"),
						text("version", "Version", "Version of the agent"), text("platform", "Platform", "Operating system"),
						text("groups", "Groups", "Groups it is in"), at("enrolled_at", "Enrolled", "When it enrolled"),
						at("last_heard", "Last heard", "When it last proved to be alive"),
						Column.of("clock_offset", "Clock ahead", ColumnType.DURATION, "How far its clock is ahead of the server's").in("h:m:s"),
						text("message", "Message", "The trouble it last told")));
		for (int i = 0; i < rows; i++) {
			boolean silent = i % 12 == 7;
			table.row("agent-" + (i + 1), host(i * 5) + (i < 400 ? "" : "-" + i), silent ? "silent" : "online", "1.0.0",
					i % 3 == 0 ? "Windows 11 x86_64" : "Linux x86_64", "Workstations", now.minus(Duration.ofDays(30 + i % 60)),
					now.minusSeconds(silent ? 86_400 : 12), Duration.ofSeconds(i % 5 == 0 ? -3 : 0), silent ? "Not heard since yesterday." : "");
		}
		return table.build(now, zone);
	}

	private ResultTable events(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.EVENTS, "Event Log", List.of(at("at", "Time", "When it happened"),
				text("severity", "Severity", "INFO, WARNING or ERROR"), text("source", "Source", "What it is about"),
				text("message", "Message", "What happened and what to do")));
		for (int i = 0; i < rows; i++) {
			String severity = i % 9 == 4 ? "ERROR" : i % 5 == 2 ? "WARNING" : "INFO";
			String message = switch (severity) {
			case "ERROR" -> "The file /srv/licences/state.xml is missing. Check the path.";
			case "WARNING" -> "users.csv, line " + (i + 2) + ": 'not-an-address' is no mail address; the row was left out.";
			default -> "Import of usage-" + (i + 1) + ".csv: 412 records taken.";
			};
			table.row(now.minusSeconds(90L * i), severity, server(i), message);
		}
		return table.build(now, zone);
	}

	private ResultTable history(boolean empty, Query query) {
		TableBuilder table = new TableBuilder(Queries.USAGE_HISTORY, "Use over time",
				List.of(text("server", "Server", "Licence server").hidden(), text("product", "Product", "What was used"),
						at("period", "Period", "When the period began"), seats("used_min", "Minimum", "Fewest used at once"),
						Column.of("used_avg", "Average", ColumnType.DECIMAL, "Used, weighted by time").in("seats"),
						seats("used_max", "Maximum", "Most used at once"), seats("total", "Owned", "Seats owned")));
		Granularity by = query.by().orElse(Granularity.DAY);
		Instant until = query.until().orElse(now);
		ZonedDateTime period = by.floor(query.from().orElse(now.minus(Duration.ofDays(30))), query.zone());
		int owned = OWNED[Math.max(0, PRODUCTS.indexOf(query.product().orElse(""))) % OWNED.length];
		for (int i = 0; !empty && period.toInstant().isBefore(until); i++, period = by.next(period)) {
			boolean weekend = period.getDayOfWeek().getValue() > 5;
			double hour = by == Granularity.HOUR ? Math.max(0, 1 - Math.abs(period.getHour() - 13) / 6.0) : 1;
			double load = (weekend ? 0.12 : 0.72 + 0.18 * Math.sin(i / 3.0)) * hour;
			boolean unknown = i % 31 >= 18 && i % 31 < 21;
			long most = Math.round(owned * load);
			table.row(query.server().orElse(""), query.product().orElse(""), period.toInstant(), unknown ? Unknown.UNKNOWN : (Object) (most / 5),
					unknown ? Unknown.UNKNOWN : (Object) (most * 0.62), unknown ? Unknown.UNKNOWN : (Object) most, (long) owned);
		}
		if (!empty) {
			table.note("Counted per user: one named user is one seat, however many sessions.");
		}
		return table.build(now, query.zone());
	}

	private ResultTable seatsHistory(boolean empty, Query query) {
		TableBuilder table = new TableBuilder(Queries.SEATS_HISTORY, "Seats over time",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What is owned"),
						text("team", "Team", "The team that owns and assigns it"), at("period_start", "Period", "Beginning of the period"),
						seats("seats", "Seats", "Seats owned"), Column.of("assigned", "Assigned", ColumnType.INTEGER, "People").in("people")));
		Granularity by = query.by().orElse(Granularity.DAY);
		Instant until = query.until().orElse(now);
		ZonedDateTime period = by.floor(query.from().orElse(now.minus(Duration.ofDays(90))), query.zone());
		int owned = OWNED[Math.max(0, PRODUCTS.indexOf(query.product().orElse(""))) % OWNED.length];
		for (int i = 0; !empty && period.toInstant().isBefore(until); i++, period = by.next(period)) {
			for (String team : List.of("Architects", "Engineers")) {
				long seats = owned / 2 + (i > 20 ? 3 : 0) - (i > 60 ? 5 : 0);
				table.row(query.server().orElse(""), query.product().orElse(""), team, period.toInstant(), seats,
						i < 4 ? Unknown.UNKNOWN : (Object) Math.min(seats, owned / 3 + i / 9L));
			}
		}
		return table.build(now, query.zone());
	}

	private ResultTable assignments(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.ASSIGNMENTS, "Assignments",
				List.of(text("account", "Account", "The person's account"), text("name", "Name", "Given and family name"),
						text("server", "Server", "Licence server"), text("product", "Product", "What is assigned"),
						text("team", "Team", "The team that assigned it"), at("from", "From", "Since when"), at("until", "Until", "Until when")));
		for (int i = 0; i < rows; i++) {
			String[] names = user(i).split("\\.");
			Instant from = now.minus(Duration.ofDays(200 + i % 300));
			table.row(account(i), capital(names[0]) + " " + capital(names[1]), server(i), product(i), "Architects",
					i % 5 == 4 ? Unknown.UNKNOWN : from, i % 3 == 1 ? from.plus(Duration.ofDays(60)) : Unknown.UNKNOWN);
		}
		return table.build(now, zone);
	}

	/** The later a row, the longer it is unused. */
	private ResultTable unused(int rows, Query query) {
		TableBuilder table = new TableBuilder(Queries.UNUSED_SEATS, "Seats to give back",
				List.of(text("account", "Account", "The person's account"), text("name", "Name", "Given and family name"),
						text("server", "Server", "Licence server"), text("product", "Product", "What is assigned"),
						text("team", "Team", "The team that assigned it"), at("assigned_since", "Assigned since", "Since when"),
						at("last_used", "Last used", "The last use"), text("source", "Known from", "Who told it"),
						Column.of("days_unused", "Days unused", ColumnType.INTEGER, "Days since").in("days")));
		for (int i = 0; i < rows; i++) {
			long days = 90 + i % 300;
			if (days < query.days().orElse(90)) {
				continue;
			}
			String[] names = user(i).split("\\.");
			boolean never = i % 6 == 5;
			table.row(account(i), capital(names[0]) + " " + capital(names[1]), server(i), product(i), "Architects",
					now.minus(Duration.ofDays(days + 100)), never ? Unknown.UNKNOWN : now.minus(Duration.ofDays(days)),
					never ? Unknown.UNKNOWN : i % 2 == 0 ? "agent" : "usage", never ? Unknown.UNKNOWN : (Object) days);
		}
		return table.build(now, query.zone());
	}

	private ResultTable unusedByProduct(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.UNUSED_SEATS_BY_PRODUCT, "Seats to give back by product",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What is assigned"),
						seats("assigned", "Assigned", "Assigned now"), seats("unused", "Unused", "Of these, not used")));
		for (int i = 0; i < rows; i++) {
			table.row(server(i), product(i), (long) OWNED[i], (long) (OWNED[i] - USED[i]));
		}
		return table.build(now, zone);
	}

	private ResultTable reconciliation(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.RECONCILIATION, "Reconciliation",
				List.of(text("difference", "Difference", "What differs"), text("account", "Account", "The person's account"),
						text("server", "Server", "Licence server"), text("product", "Product", "What was used"),
						Column.of("days", "Days", ColumnType.INTEGER, "How many").in("days"),
						Column.of("first_day", "First day", ColumnType.DATE, "The first"), text("detail", "Detail", "More of it")));
		List<String> kinds = List.of("ASSIGNED_NOT_USED", "USED_NOT_ASSIGNED", "HOST_NOT_CLOUD", "CLOUD_NOT_HOST", "TWO_MACHINES");
		for (int i = 0; i < rows; i++) {
			table.row(kinds.get(i % kinds.size()), account(i), server(i), product(i), (long) (i % 30 + 1),
					now.atZone(zone).toLocalDate().minusDays(i % 30), i % 5 == 4 ? host(i) + ", " + host(i + 1) : Unknown.UNKNOWN);
		}
		return table.build(now, zone);
	}

	private ResultTable denials(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.DENIALS, "Denials",
				List.of(at("at", "At", "When"), text("user", "User", "The user on the host"), text("account", "Account", "The person's account"),
						text("host", "Host", "The machine"), text("server", "Server", "Licence server"), text("product", "Product", "What was asked for"),
						seats("licences", "Licences", "How many"), Column.of("denials", "Denials", ColumnType.INTEGER, "How many denials"),
						text("reason", "Reason", "Why")));
		for (int i = 0; i < rows; i++) {
			table.row(now.minus(Duration.ofMinutes(7L * i)), user(i), i % 4 == 3 ? Unknown.UNKNOWN : account(i), host(i), server(i), product(i),
					i % 5 == 4 ? Unknown.UNKNOWN : (Object) 1L, i % 6 == 5 ? 3L : 1L,
					i % 3 == 2 ? "The licence has expired" : "All licences are in use");
		}
		return table.build(now, zone);
	}

	private ResultTable denialsHistory(int rows, Query query) {
		Granularity by = query.by().orElse(Granularity.HOUR);
		TableBuilder table = new TableBuilder(Queries.DENIALS_HISTORY, "Denials by product",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What was asked for"), at("period", "Period", "Its beginning"),
						Column.of("denials", "Denials", ColumnType.INTEGER, "How often"),
						Column.of("events", "Denial events", ColumnType.INTEGER, "Repeats of a minute as one"),
						Column.of("users", "Users denied", ColumnType.INTEGER, "To how many"), seats("used_max", "Most used", "At once"),
						seats("total", "Total", "Owned")));
		for (int i = 0; i < rows; i++) {
			table.row(server(i), product(i), by.floor(now.minus(Duration.ofHours(7L * i)), query.zone()).toInstant(), 3L + i % 5, 2L + i % 3,
					1L + i % 2, i % 4 == 3 ? Unknown.UNKNOWN : (Object) 12L, 12L);
		}
		return table.build(now, query.zone());
	}

	private ResultTable unmatched(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.UNMATCHED, "Host users to map",
				List.of(text("state", "State", "Why it is here"), text("user", "User", "The user on the host"),
						text("candidate", "Candidate", "The nearest account"), text("candidates", "Why not", "Why none matches"),
						Column.of("sessions", "Sessions", ColumnType.INTEGER, "How many"), at("last_seen", "Last seen", "When"),
						text("server", "Server", "Licence server")));
		for (int i = 0; i < rows; i++) {
			String user = user(i).replace(".", "");
			table.row(i % 4 == 3 ? "AMBIGUOUS" : "UNMATCHED", user, account(i),
					account(i) + ": 1 letter differs from '" + user(i) + "', its mail address before the @", (long) (40 - i % 40),
					now.minus(Duration.ofHours(i)), server(i));
		}
		return table.build(now, zone);
	}

	private ResultTable registrations(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.REGISTRATIONS, "Registered products",
				List.of(text("host", "Host", "The host"), text("product", "Product", "What the key means"),
						text("feature", "Feature", "The vendor's name"), text("key", "Product key", "The key"),
						text("version", "Version", "Its version"), text("run_as", "Run as", "Whose licence is used"),
						text("method", "Licence", "How it is obtained"), at("listed_at", "Listed", "When it was told")));
		List<String> methods = List.of("named user", "network", "not chosen");
		for (int i = 0; i < rows; i++) {
			table.row(host(i), product(i), "ACD" + i, String.format("%03dQ1", i), "25.0." + i + ".0",
					i % 3 == 1 ? "AEC Collection 2026 (02NQ1)" : "", methods.get(i % 3), now.minus(Duration.ofDays(i)));
		}
		return table.build(now, zone);
	}

	private ResultTable identity(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.IDENTITY, "Identity",
				List.of(text("user", "User", "The user on the host"), text("account", "Account", "The account that it is"),
						text("name", "Name", "Given and family name"), text("rule", "Rule", "Which rule found it"),
						Column.of("confidence", "Confidence", ColumnType.INTEGER, "How surely"), at("from", "From", "Since when"),
						text("server", "Server", "Licence server")));
		List<String> rules = List.of("mail local part", "pattern", "mapping");
		for (int i = 0; i < rows; i++) {
			table.row(user(i), account(i), user(i).replace('.', ' '), rules.get(i % 3), List.of(80L, 60L, 100L).get(i % 3),
					i % 3 == 2 ? now.minus(Duration.ofDays(i)) : Unknown.UNKNOWN, server(i));
		}
		return table.build(now, zone);
	}

	private ResultTable seatDays(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.SEAT_DAYS, "Seat-days and tokens",
				List.of(text("account", "Account", "The person's account"), text("server", "Server", "Licence server"),
						text("product", "Product", "What was used"), Column.of("days_v2", "Days (v2)", ColumnType.INTEGER, "How many").in("days"),
						Column.of("tokens", "Tokens", ColumnType.DECIMAL, "What they would cost").in("tokens"),
						text("cheaper", "Cheaper", "SEAT or FLEX")));
		for (int i = 0; i < rows; i++) {
			table.row(account(i), server(i), product(i), (long) (i % 22 + 1), 7.0 * (i % 22 + 1), i % 22 > 14 ? "SEAT" : "FLEX");
		}
		return table.build(now, zone);
	}

	private ResultTable attribution(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.ATTRIBUTION, "Attribution",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What ran"),
						text("laid_to", "Laid to", "The seat"), text("licence", "Licence", "How it is licensed"),
						text("basis", "Basis", "Why"), Column.of("sessions", "Sessions", ColumnType.INTEGER, "How many"),
						Column.of("hours", "Session hours", ColumnType.DECIMAL, "Added up").in("h"),
						text("may_be", "May be", "All that it may have been")));
		for (int i = 0; i < rows; i++) {
			boolean several = i % 3 == 1;
			table.row(server(i), product(i), i % 3 == 2 ? Unknown.UNKNOWN : product(i), i % 3 == 2 ? Unknown.UNKNOWN : "named user",
					several ? "chosen by the policy" : i % 3 == 2 ? "nothing allows it" : "counted by the vendor", 40L + i, 12.5 * (i % 22 + 1),
					several ? product(i) + " (named user), AEC Collection (named user)" : Unknown.UNKNOWN);
		}
		return table.build(now, zone);
	}

	private ResultTable groupUse(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.GROUP_USE, "Use by group",
				List.of(text("group", "Group", "The report group"), text("kind", "Kind", "What its members are"),
						text("server", "Server", "Licence server"), text("product", "Product", "What was used"),
						Column.of("users", "Users", ColumnType.INTEGER, "How many").in("users"),
						Column.of("hours", "Hours", ColumnType.DECIMAL, "Of all users").in("h"),
						Column.of("peak", "Most at once", ColumnType.INTEGER, "The most users").in("users")));
		for (int i = 0; i < rows; i++) {
			table.row(i % 3 == 0 ? "Structure" : "Interior Design", "users", server(i), product(i), (long) (i % 22 + 1), 7.25 * (i % 22 + 1),
					(long) (i % 9 + 1));
		}
		return table.build(now, zone);
	}

	private ResultTable forecast(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.PEAK_FORECAST, "Forecast of the peak",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What was used"),
						Column.of("weeks", "Weeks known", ColumnType.INTEGER, "Whole weeks").in("weeks"), seats("peak", "Peak so far", "The most"),
						seats("low", "At least", "In 95 of 100 cases"), seats("expected", "Expected peak", "Above as likely as below"),
						seats("high", "At most", "In 95 of 100 cases"), seats("total", "Seats", "Owned now"),
						Column.of("risk", "More than owned", ColumnType.RATIO, "Probability"), text("why", "Why not", "Why there is none")));
		for (int i = 0; i < rows; i++) {
			boolean known = i % 4 != 3;
			table.row(server(i), product(i), known ? 104L : 9L, 20L + i, known ? 18L + i : Unknown.UNKNOWN, known ? 21L + i : Unknown.UNKNOWN,
					known ? 26L + i : Unknown.UNKNOWN, 25L, known ? i / 11.0 : Unknown.UNKNOWN,
					known ? Unknown.UNKNOWN : "of 26 whole weeks that it takes 9 are known");
		}
		return table.build(now, zone);
	}

	private ResultTable utilisation(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.UTILISATION, "Utilisation",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What was used"),
						seats("licences", "At least", "So many at once"), Column.of("hours", "Hours", ColumnType.DECIMAL, "So long").in("h"),
						Column.of("share", "Share", ColumnType.RATIO, "Of the time"),
						Column.of("over_limit", "Over the limit", ColumnType.FLAG, "More than there were")));
		for (int i = 0; i < rows; i++) {
			table.row(server(i), product(i), (long) (i / PRODUCTS.size() + 1), 700.0 / (i + 1), 1.0 / (i + 1), i % 7 == 6);
		}
		return table.build(now, zone);
	}

	private ResultTable changes(int rows, Query query) {
		TableBuilder table = new TableBuilder(Queries.CHANGES, "Changes",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What was assigned"),
						text("team", "Team", "The team that assigned it"), text("account", "Account", "The person's account"),
						text("name", "Name", "Given and family name"), text("change", "Change", "GAINED or LOST"), at("at", "At", "When")));
		for (int i = 0; i < rows; i++) {
			Instant when = now.minus(Duration.ofHours(26L * (i % 1000)));
			if (query.from().map(when::isBefore).orElse(false)) {
				continue;
			}
			String[] names = user(i).split("\\.");
			table.row(server(i), product(i), "Architects", account(i), capital(names[0]) + " " + capital(names[1]),
					i % 3 == 1 ? "LOST" : "GAINED", when);
		}
		return table.build(now, query.zone());
	}

	private ResultTable expiring(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.EXPIRING, "Expiring contracts",
				List.of(text("server", "Server", "Licence server"), text("product", "Product", "What is owned"),
						text("team", "Team", "The team that owns it"), text("contract", "Contract", "Its number"),
						text("reference", "Reference", "A subscription's number"), seats("seats", "Seats", "How many"),
						Column.of("until", "Until", ColumnType.DATE, "The last day"),
						Column.of("days_left", "Days left", ColumnType.INTEGER, "Days to the last day").in("days"),
						text("status", "Status", "The vendor's word for its state")));
		for (int i = 0; i < rows; i++) {
			long left = i * 17L % 800 - 5;
			table.row(server(i), product(i), "Architects", "1100" + (12345 + i), "5741" + (100 + i), (long) OWNED[i % OWNED.length],
					now.atZone(zone).toLocalDate().plusDays(left), left, left < 0 ? "Expired" : "Active");
		}
		return table.build(now, zone);
	}

	private ResultTable tokens(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.TOKENS, "Tokens",
				List.of(text("server", "Server", "Licence server"), text("contract", "Contract", "Its number"),
						text("month", "Month", "The vendor's month"), text("category", "Category", "What for"),
						text("product", "Product", "Where it is known"), Column.of("tokens", "Tokens", ColumnType.DECIMAL, "How many").in("tokens"),
						Column.of("users", "Users", ColumnType.INTEGER, "By how many people").in("people")));
		for (int i = 0; i < rows; i++) {
			table.row(server(i), "110002345", String.format(Locale.ROOT, "2026-%02d", i % 12 + 1), i % 2 == 0 ? "DESKTOP" : "daily usage",
					product(i), 12.5 * (i % 40 + 1), (long) (i % 9 + 1));
		}
		return table.build(now, zone);
	}

	private ResultTable collecting(int rows, ZoneId zone) {
		TableBuilder table = new TableBuilder(Queries.COLLECTING, "Collecting",
				List.of(text("server", "Server", "Licence server"), text("kind", "Kind", "QUOTA, TASK or POLL"), text("name", "Name", "What it is"),
						text("state", "State", "How far it is"),
						Column.of("used", "Used", ColumnType.INTEGER, "How much of the quota is used").in("requests"),
						Column.of("limit", "Limit", ColumnType.INTEGER, "How much there is").in("requests"),
						Column.of("left", "Left", ColumnType.INTEGER, "How much is left").in("requests"),
						Column.of("per", "Per", ColumnType.DURATION, "In which time").in("h:m:s"), at("until", "Until", "Until when it is used up"),
						text("detail", "Detail", "More of it"), at("at", "At", "Since when it is so")));
		for (int i = 0; i < rows; i++) {
			if (i % 3 == 0) {
				boolean blocked = i % 2 == 0;
				long used = blocked ? 10 : 3;
				table.row(server(i), "QUOTA", "export requests " + (i + 1), blocked ? "BLOCKED" : "OPEN", used, 10L, 10 - used, Duration.ofMinutes(1),
						blocked ? now.plusSeconds(40) : Unknown.UNKNOWN, Unknown.UNKNOWN, now);
			} else {
				table.row(server(i), i % 3 == 1 ? "TASK" : "POLL", i % 3 == 1 ? "Architects: Usage " + (i + 1) : "last poll " + (i + 1),
						i % 3 == 1 ? "RUNNING" : "UP", Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN,
						i % 3 == 1 ? "3 answers to come, 1 asked for." : "Collected at 08:00.", now.minusSeconds(60L * i));
			}
		}
		return table.build(now, zone);
	}

	/** What an agent says that has something to do. */
	Examination examination(String agent, boolean all) {
		List<Examination.Seen> processes = new ArrayList<>(List.of(
				new Examination.Seen(1, 4711, "jdoe", "C:/Program Files/Autodesk/AutoCAD 2025/acad.exe", "Autodesk Account",
						Examination.Outcome.COUNTED, "counts as AutoCAD, version 2025 (rule 'acad' of Autodesk Account)"),
				new Examination.Seen(1, 4820, "jdoe", "C:/Program Files/Autodesk/AutoCAD 2025/acad.exe", "Design Studio",
						Examination.Outcome.OTHER_COMMAND_LINE,
						"not counted: its program fits rule 'c3d' of Design Studio, but its command line does not"),
				new Examination.Seen(1, 312, "SYSTEM", "C:/Program Files/Autodesk/AdskLicensing/AdskLicensingService.exe", "Autodesk Account",
						Examination.Outcome.IGNORED, "not counted: uses no licence (rule 'licensing' of Autodesk Account)")));
		if (all) {
			for (int i = 0; i < 200; i++) {
				processes.add(new Examination.Seen(1, 5000L + i, "jdoe", "C:/Windows/System32/svchost.exe", "Autodesk Account",
						Examination.Outcome.NO_RULE, "not counted: no rule of Autodesk Account fits it"));
			}
		}
		return new Examination(agent, host(0), now, List.of(
				new Examination.Finding(Examination.Level.GOOD, "groups", "In Engineers, which watch for Autodesk Account.", ""),
				new Examination.Finding(Examination.Level.GOOD, "server",
						"It answers and knows this agent; its certificate is the one this agent was enrolled with.", ""),
				new Examination.Finding(Examination.Level.NOTE, "clock", "It is 95 s ahead of the server's.",
						"Times are corrected by the server; set the clock all the same."),
				new Examination.Finding(Examination.Level.PROBLEM, "disk", "Only 12 MB can be written to the data folder.",
						"Make room: what cannot be kept is lost when the server is away.")),
				processes, all ? 0 : 200);
	}
}
