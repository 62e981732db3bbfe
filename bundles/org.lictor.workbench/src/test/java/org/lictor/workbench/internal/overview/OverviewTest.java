package org.lictor.workbench.internal.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

class OverviewTest {

	private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
	private static final Unknown UNKNOWN = Unknown.UNKNOWN;

	private final List<Object[]> servers = new ArrayList<>();
	private final List<Object[]> usage = new ArrayList<>();
	private final List<Object[]> users = new ArrayList<>();
	private final List<Object[]> agents = new ArrayList<>();
	private final List<Object[]> sessions = new ArrayList<>();

	private static ResultTable table(String columns, List<Object[]> rows) {
		List<Column> definitions = new ArrayList<>();
		for (String column : columns.split(",")) {
			String[] words = column.split(":");
			definitions.add(Column.of(words[0], words[0], words.length == 1 ? ColumnType.TEXT : ColumnType.valueOf(words[1]), ""));
		}
		TableBuilder builder = new TableBuilder("r", "R", definitions);
		rows.forEach(builder::row);
		return builder.build(NOW, ZoneOffset.UTC);
	}

	private Overview overview() {
		return Overview.of(table("name,status,message,last_success:INSTANT", servers),
				table("server,product,used:INTEGER,total:INTEGER,assigned:INTEGER,licence_type", usage),
				table("account,server,product,assigned_since:INSTANT,last_used:INSTANT", users),
				table("host,status,message", agents),
				table("user,host,product,start:INSTANT,state", sessions));
	}

	private static Object[] row(Object... values) {
		return values;
	}

	private static Instant daysAgo(int days) {
		return NOW.minus(Duration.ofDays(days));
	}

	@Test
	void knowsThatThereIsNothingYet() {
		Overview overview = overview();
		assertEquals(0, overview.servers());
		assertFalse(overview.data());
		assertEquals(OptionalLong.empty(), overview.seats().owned());
		assertEquals("–", Overview.text(overview.seats().owned()));
	}

	@Test
	void addsUpSeatsAndLeavesOutWhatIsNotKnown() {
		usage.add(row("S", "Maya", 3L, 10L, 8L, "named user"));
		usage.add(row("S", "Revit", UNKNOWN, 5L, UNKNOWN, "named user"));
		usage.add(row("S", "Flow", 2L, UNKNOWN, UNKNOWN, "named user"));
		usage.add(row("S", "Civil", 7L, 6L, 6L, "named user"));
		usage.add(row("S", "Flex", 0L, 1500L, UNKNOWN, "flex"));
		Overview.Seats seats = overview().seats();
		assertEquals(OptionalLong.of(21), seats.owned());
		assertEquals(OptionalLong.of(14), seats.assigned());
		assertEquals(OptionalLong.of(12), seats.used());
		assertEquals(OptionalLong.of(2 + 5 + 0), seats.free());
	}

	@Test
	void namesTheFullestProductsFirst() {
		usage.add(row("S", "Maya", 3L, 10L, 8L, "named user"));
		usage.add(row("S", "Civil", 7L, 6L, 6L, "named user"));
		usage.add(row("S", "Nothing", 0L, 0L, 0L, "named user"));
		usage.add(row("S", "Revit", 5L, 5L, UNKNOWN, "named user"));
		assertEquals(List.of("Civil", "Revit", "Maya"), overview().fullest().stream().map(Overview.Fullness::product).toList());
	}

	@Test
	void findsSeatsThatAreAssignedButNotUsedLately() {
		users.add(row("busy@x", "S", "Maya", daysAgo(400), daysAgo(2)));
		users.add(row("idle@x", "S", "Maya", daysAgo(400), daysAgo(45)));
		users.add(row("never@x", "S", "Maya", daysAgo(400), UNKNOWN));
		users.add(row("new@x", "S", "Maya", daysAgo(5), UNKNOWN));
		users.add(row("undated@x", "S", "Maya", UNKNOWN, daysAgo(31)));
		assertEquals(List.of("never@x", "idle@x", "undated@x"),
				overview().idle().stream().map(Overview.Idle::account).toList());
		assertEquals(Optional.of(daysAgo(45)), overview().idle().get(1).lastUsed());
	}

	@Test
	void callsNobodyIdleWhereNoUseIsKnownAtAll() {
		users.add(row("a@x", "Blind", "Maya", daysAgo(400), UNKNOWN));
		users.add(row("b@x", "Seen", "Maya", daysAgo(400), daysAgo(1)));
		assertEquals(List.of(), overview().idle());
		assertEquals(List.of("Blind"), overview().unobserved());
	}

	@Test
	void pointsAtServersInTroubleAndSilentAgents() {
		servers.add(row("Good", "up", "", NOW));
		servers.add(row("Bad", "DOWN", "No answer.", UNKNOWN));
		agents.add(row("ws-1", "online", ""));
		agents.add(row("ws-2", "silent", "since noon"));
		Overview overview = overview();
		assertEquals(List.of(new Overview.Trouble("Bad", "DOWN", "No answer.")), overview.troubles());
		assertEquals(List.of("ws-2"), overview.silent().stream().map(Overview.Trouble::name).toList());
		assertTrue(overview.data());
		assertEquals(2, overview.agents());
	}

	@Test
	void showsTheLatestSessions() {
		sessions.add(row("kim", "ws-1", "Maya", NOW, "live"));
		sessions.add(row("bob", "ws-2", "Revit", UNKNOWN, "ended"));
		assertEquals(List.of(new Overview.Session("kim", "ws-1", "Maya", Optional.of(NOW), true),
				new Overview.Session("bob", "ws-2", "Revit", Optional.empty(), false)), overview().latest());
	}

	@Test
	void separatesThousands() {
		assertEquals("1\u202F234\u202F567", Overview.text(OptionalLong.of(1_234_567)));
	}

	@Test
	void whatIsNotAssignedCannotBeGivenBack() {
		List<Object[]> rows = List.of(row("kim", "S", "Maya", true, daysAgo(90), daysAgo(40)), row("lee", "S", "Maya", false, UNKNOWN, daysAgo(40)));
		ResultTable people = table("account,server,product,assigned:FLAG,assigned_since:INSTANT,last_used:INSTANT", rows);

		Overview overview = Overview.of(table("name,status,message,last_success:INSTANT", servers),
				table("server,product,used:INTEGER,total:INTEGER,assigned:INTEGER,licence_type", usage), people,
				table("host,status,message", agents), table("user,host,product,start:INSTANT,state", sessions));

		assertEquals(List.of("kim"), overview.idle().stream().map(Overview.Idle::account).toList());
	}
}
