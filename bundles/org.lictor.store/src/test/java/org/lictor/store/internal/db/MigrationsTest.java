package org.lictor.store.internal.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.model.Diagnostic.Severity;
import org.lictor.model.LogEntry;
import org.lictor.model.Privacy;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;
import org.lictor.store.AgentEvent;
import org.lictor.store.AssignmentFact;
import org.lictor.store.FactUnit;
import org.lictor.store.GroupMemberFact;
import org.lictor.store.Opened;
import org.lictor.store.ReceivedContent;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredEvidence;
import org.lictor.store.StoredServer;
import org.lictor.store.TestDatabase;
import org.lictor.store.UsageDayFact;
import org.lictor.store.UsageSummaryFact;
import org.lictor.store.internal.EmbeddedStore;

class MigrationsTest {

	@TempDir
	Path folder;

	private Store open(Schema schema) throws ServiceException {
		return EmbeddedStore.open(folder, schema, InstantSource.fixed(T), Progress.NONE);
	}

	private static Schema with(SqlScript script) {
		List<SqlScript> scripts = new ArrayList<>(Schema.current().scripts());
		scripts.add(script);
		return new Schema(scripts);
	}

	@BeforeEach
	void prepare() throws Exception {
		TestDatabase.prepare(folder);
	}

	/** Writes into the closed database of the folder. */
	private void sql(String... statements) throws Exception {
		TestDatabase.execute(folder, statements);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4 })
	void upgradesAnOlderFolderAndKeepsItsData(int version) throws Exception {
		StoredServer server;
		Optional<StoredEvidence> evidence = Optional.empty();
		AgentEvent event = new AgentEvent("run", 1, "X", false, List.of(new UUID(1, 2)), T, 5, Optional.empty(), T, T, "");
		try (Store store = open(Schema.upTo(version))) {
			server = store.write(tx -> {
				StoredServer added = tx.servers().add("old", "custom", Map.of("url", "http://x"), true, T);
				tx.servers().status(added.id(), Status.up("fine"), Optional.of(T), Optional.of(T));
				tx.servers().secret(added.id(), "password", new byte[] { 1, 2 });
				tx.settings().put("k", "v");
				tx.eventLog().append(List.of(new LogEntry(T, Severity.INFO, "s", "m")));
				return tx.servers().byId(added.id()).orElseThrow();
			});
			if (version >= 2) {
				try (ReceivedContent content = store.receive(Opened.bytes("bytes"), Progress.NONE)) {
					evidence = Optional.of(store.write(tx -> {
						tx.agentEvidence().append(1, List.of(event));
						return tx.sourceEvidence().add(server.id(), Evidence.Origin.FILE, "f", T, content, T).evidence();
					}));
				}
			}
		}
		// what stands in entities of today is written as it was written then
		sql("INSERT INTO agent VALUES (1, 'i', 'hash', 'host', 'linux', '1.0', 1000, NULL, NULL, '', NULL)",
				"INSERT INTO agent_group VALUES (1, 'g', TRUE, 1000, NULL)", "INSERT INTO membership VALUES (1, 1, 1, 1000, NULL)",
				"INSERT INTO group_assignment VALUES (1, 1, " + server.id() + ", 1000, NULL)");

		try (Store store = open(Schema.current())) {
			assertEquals(Optional.of(server), store.read(tx -> tx.servers().byName("old")));
			assertEquals(2, store.read(tx -> tx.servers().secrets(server.id())).get("password").length);
			assertEquals(List.of(server.id()), store.read(tx -> tx.groups().serversOf(1)));
			assertEquals(Privacy.CLEAR, store.read(tx -> tx.groups().privacyOf(1)));
			assertEquals(List.of("host"), store.read(tx -> tx.agents().all()).stream().map(StoredAgent::host).toList());
			assertEquals(Map.of("k", "v"), store.read(tx -> tx.settings().all()));
			assertEquals(1L, store.<Long>read(tx -> tx.eventLog().count()));
			assertEquals(evidence.stream().toList(),
					store.read(tx -> tx.sourceEvidence().of(server.id(), Evidence.Origin.FILE)));
			if (evidence.isPresent()) {
				assertEquals("bytes", Opened.text(store.content(evidence.get())));
				assertEquals(List.of(event), store.read(tx -> tx.agentEvidence().ofSessions(1, List.of(new UUID(1, 2)))));
			}
			assertEquals(List.of(), store.read(tx -> tx.facts().accounts().all()));
		}
	}

	@Test
	void factsOfSchema3AreThereAfterwardsAndWaitToBeDerivedAgain() throws Exception {
		long server;
		try (Store store = open(Schema.upTo(3)); ReceivedContent content = store.receive(Opened.bytes("bytes"), Progress.NONE)) {
			server = store.write(tx -> {
				long id = tx.servers().add("old", "custom", Map.of(), true, T).id();
				long evidence = tx.sourceEvidence().add(id, Evidence.Origin.FILE, "f", T, content, T).evidence().id();
				tx.sourceEvidence().outcome(evidence, "1", "fine");
				return id;
			});
		}
		sql("INSERT INTO text_entry VALUES (1, 'ann@x')",
				"INSERT INTO product VALUES (1, 'AutoCAD', '', 'NAMED_USER', '')",
				"INSERT INTO account VALUES (5, " + server + ", 2, 1, '', '', 'ann@x', 'Ann', '', '', '', 1)",
				"INSERT INTO assignment VALUES (1, " + server + ", 2, 1, 1, 1000, NULL, 1)",
				"INSERT INTO usage_day VALUES (1, " + server + ", 2, 1, 1, 20000, '7', 1)",
				"INSERT INTO usage_day VALUES (2, " + server + ", 1, 1, 1, 20000, NULL, 1)",
				"INSERT INTO usage_summary VALUES (1, " + server + ", 2, 1, 1, 3, NULL, 20000, 1000, 1)",
				"INSERT INTO entitlement VALUES (1, " + server + ", 2, 1, 'r', 'c', 9, NULL, NULL, '', TRUE, 1000, NULL, 1)");

		try (Store store = open(Schema.current())) {
			FactUnit unit = new FactUnit(server, Evidence.Origin.FILE);
			assertEquals("ann@x", store.read(tx -> tx.facts().assignments().of(unit)).getFirst().fact().account());
			assertEquals(List.of("ann@x"), store.read(tx -> tx.facts().usageDays().of(unit)).stream()
					.map(UsageDayFact::account).toList(), "what belongs to no account is gone");
			assertEquals("ann@x", store.read(tx -> tx.facts().usageSummaries().of(unit)).getFirst().fact().account());
			assertEquals("", store.read(tx -> tx.facts().entitlements().of(unit)).getFirst().fact().team());
			StoredEvidence evidence = store.read(tx -> tx.sourceEvidence().of(server, Evidence.Origin.FILE)).getFirst();
			assertEquals("before schema 22", evidence.parserVersion());
			assertEquals("bytes", Opened.text(store.content(evidence)));
		}
	}

	@Test
	void daysOfUseThatEachHadARowArePacked() throws Exception {
		long server;
		try (Store store = open(Schema.upTo(8))) {
			server = store.write(tx -> tx.servers().add("old", "custom", Map.of(), true, T).id());
		}
		sql("INSERT INTO text_entry VALUES (1, 'ann@x')", "INSERT INTO text_entry VALUES (2, 'bob@x')", "INSERT INTO text_entry VALUES (3, 'Red')",
				"INSERT INTO product VALUES (1, 'AutoCAD', '', 'NAMED_USER', '')", "INSERT INTO product VALUES (2, 'Maya', '2026', 'NAMED_USER', '')",
				"INSERT INTO account VALUES (5, " + server + ", 1, 1, '', '', 'ann@x', 'Ann', '', '', '', 1)",
				"INSERT INTO account VALUES (6, " + server + ", 1, 2, '', '', 'bob@x', 'Bob', '', '', '', 1)",
				row(1, server, 1, 20000, "'7.5'", 8, 6, 3), row(2, server, 2, 20000, "NULL", 9, 6, 3), row(3, server, 1, 20000, "NULL", 9, 5, 0),
				row(4, server, 1, -1, "NULL", 7, 5, 0));

		try (Store store = open(Schema.current())) {
			Product acad = Product.namedUser("AutoCAD");
			Product maya = store.read(tx -> tx.dictionary().products()).getLast();
			LocalDate day = LocalDate.ofEpochDay(20000);
			assertEquals(
					List.of(new UsageDayFact("ann@x", acad, LocalDate.ofEpochDay(-1), Optional.empty(), 7),
							new UsageDayFact("ann@x", acad, day, Optional.empty(), 9),
							new UsageDayFact("bob@x", acad, day, Optional.of(new BigDecimal("7.5")), 8, "Red"),
							new UsageDayFact("bob@x", maya, day, Optional.empty(), 9, "Red")),
					store.read(tx -> tx.facts().usageDays().of(new FactUnit(server, Evidence.Origin.POLL))));
		}
	}

	private static String row(int id, long server, int product, int day, String tokens, int evidence, int account, int team) {
		return "INSERT INTO usage_day VALUES (" + id + ", " + server + ", 1, " + product + ", " + day + ", " + tokens + ", " + evidence
				+ ", " + account + ", " + team + ")";
	}

	@Test
	void factsAboutPeopleThatEachHadARowStandOnPages() throws Exception {
		long server;
		try (Store store = open(Schema.upTo(20))) {
			server = store.write(tx -> tx.servers().add("old", "custom", Map.of(), true, T).id());
		}
		List<String> rows = new ArrayList<>(List.of("INSERT INTO text_entry VALUES (1, 'ann@x')", "INSERT INTO text_entry VALUES (2, 'Red')",
				"INSERT INTO text_entry VALUES (3, 'Draughtsmen')", "INSERT INTO product VALUES (1, 'AutoCAD', '', 'NAMED_USER', '')",
				"INSERT INTO account (id, server_id, origin, account_key, vendor_id, hashed_id, email, first_name, last_name, vendor_role, "
						+ "vendor_status, evidence_id) VALUES (5, " + server + ", 1, 1, '', '', 'ann@x', 'Ann', '', '', '', 1)",
				"INSERT INTO usage_summary (id, server_id, origin, product_id, days_used, tokens, last_used, observed_at, evidence_id, account_id) "
						+ "VALUES (1, " + server + ", 1, 1, NULL, '7.50', 20000, 1000, 4, 5)",
				"INSERT INTO group_member (id, server_id, origin, account_id, group_name, group_type, team, valid_from, valid_until, evidence_id) "
						+ "VALUES (1, " + server + ", 1, 5, 3, 3, 2, NULL, 9000, 4)"));
		for (int id = 1200; id > 0; id--) {
			rows.add("INSERT INTO assignment (id, server_id, origin, product_id, valid_from, valid_until, evidence_id, account_id, team) VALUES ("
					+ id + ", " + server + ", " + (id % 100 == 0 ? 11 : 1) + ", 1, " + (id % 2 == 0 ? "NULL" : id) + ", NULL, " + id + ", 5, "
					+ (id % 3 == 0 ? 2 : 0) + ")");
		}
		sql(rows.toArray(String[]::new));

		try (Store store = open(Schema.current())) {
			FactUnit unit = new FactUnit(server, Evidence.Origin.POLL);
			Product acad = Product.namedUser("AutoCAD");
			List<AssignmentFact> expected = new ArrayList<>();
			for (int id = 1; id <= 1200; id++) {
				if (id % 100 != 0) {
					expected.add(new AssignmentFact("ann@x", acad, id % 2 == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(id)),
							Optional.empty(), id, id % 3 == 0 ? "Red" : ""));
				}
			}
			assertEquals(expected, store.read(tx -> tx.facts().assignments().of(unit)).stream().map(Stored::fact).toList());
			assertEquals(12, store.read(tx -> tx.facts().assignments().of(unit.asDraft())).size(), "drafts stay apart");
			assertEquals(List.of(new UsageSummaryFact("ann@x", acad, OptionalLong.empty(), Optional.of(new BigDecimal("7.50")),
					Optional.of(LocalDate.ofEpochDay(20000)), Instant.ofEpochMilli(1000), 4)),
					store.read(tx -> tx.facts().usageSummaries().of(unit)).stream().map(Stored::fact).toList());
			assertEquals(List.of(new GroupMemberFact("ann@x", "Draughtsmen", "Draughtsmen", "Red", Optional.empty(),
					Optional.of(Instant.ofEpochMilli(9000)), 4)),
					store.read(tx -> tx.facts().groupMembers().of(unit)).stream().map(Stored::fact).toList());
		}
	}

	@Test
	void refusesAFolderOfANewerLictorAndChangesNothing() throws Exception {
		open(with(new SqlScript(Schema.current().version() + 1, "9999-future.sql", "CREATE TABLE future (id BIGINT)")))
				.close();

		ServiceException e = assertThrows(ServiceException.class, () -> open(Schema.current()));

		assertEquals(Reason.TOO_NEW, e.reason());
		assertTrue(e.getMessage().contains("newer Lictor") && e.getMessage().contains(folder.toString()),
				e.getMessage());
		assertThrows(ServiceException.class, () -> open(Schema.current()), "it is still too new");
		open(with(new SqlScript(Schema.current().version() + 1, "9999-future.sql", "CREATE TABLE future (id BIGINT)")))
				.close();
	}

	@Test
	void refusesAScriptThatWasChangedAfterItWasApplied() throws Exception {
		int version = Schema.current().version() + 1;
		open(with(new SqlScript(version, "script.sql", "CREATE TABLE t (id BIGINT)"))).close();

		ServiceException e = assertThrows(ServiceException.class,
				() -> open(with(new SqlScript(version, "script.sql", "CREATE TABLE t (id BIGINT NOT NULL)"))));

		assertEquals(Reason.INTERNAL, e.reason());
		assertTrue(e.getMessage().contains("script.sql"), e.getMessage());
		open(with(new SqlScript(version, "script.sql", "CREATE TABLE t (id BIGINT)"))).close();
	}

	@Test
	void undoesAScriptThatFailsHalfway() throws Exception {
		open(Schema.current()).close();
		int version = Schema.current().version() + 1;

		ServiceException e = assertThrows(ServiceException.class,
				() -> open(with(new SqlScript(version, "bad.sql", "CREATE TABLE t (id BIGINT);\nCREATE TABEL u (id BIGINT);"))));

		assertEquals(Reason.UNAVAILABLE, e.reason());
		open(Schema.current()).close();
		open(with(new SqlScript(version, "good.sql", "CREATE TABLE t (id BIGINT)"))).close();
	}

	@Test
	void goesOnAfterAMigrationWasCancelled() throws Exception {
		long[] applied = { 0 };
		Progress impatient = new Progress() {
			@Override
			public void begin(String task, long total) {
				assertEquals(Schema.current().version(), total);
			}

			@Override
			public void worked(long units) {
				applied[0] += units;
			}

			@Override
			public boolean cancelled() {
				return applied[0] == 1;
			}
		};

		ServiceException e = assertThrows(ServiceException.class,
				() -> EmbeddedStore.open(folder, Schema.current(), InstantSource.fixed(T), impatient));

		assertEquals(Reason.CANCELLED, e.reason());
		try (Store store = open(Schema.current())) {
			assertEquals(List.of(), store.read(tx -> tx.facts().accounts().all()));
		}
	}

	@Test
	void splitsScriptsIntoStatements() {
		SqlScript script = new SqlScript(1, "s", """
				-- a comment; with a semicolon and a 'quote
				INSERT INTO t VALUES ('it''s; -- no comment', "odd;name"); -- behind

				;UPDATE t SET a = 1""");

		assertEquals(List.of("INSERT INTO t VALUES ('it''s; -- no comment', \"odd;name\")", "UPDATE t SET a = 1"),
				script.statements());
		assertThrows(IllegalStateException.class, () -> new SqlScript(1, "s", "SELECT 'open").statements());
	}

	@Test
	void checksTheSameTextWhateverItsLineEnds() {
		assertEquals(new SqlScript(1, "s", "a\nb\n").checksum(), new SqlScript(1, "s", "a\r\nb\r\n").checksum());
	}
}
