package org.lictor.core.internal.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.core.internal.Site;
import org.lictor.model.DirectoryEntry;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.service.Erased;
import org.lictor.service.ImportResult;
import org.lictor.service.Mapping;
import org.lictor.service.OpenOptions;
import org.lictor.service.Person;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServiceException;
import org.lictor.store.DirectoryEntryFact;
import org.lictor.store.DirectoryMemberFact;
import org.lictor.store.Store;
import org.lictor.store.Stores;

/** Ann Lee is erased; Ben, Joann and the shared user cad are not. */
class ErasingTest {

	private static final Person ANN = new Person(Set.of("ann.lee", "alee"), Set.of("ann.lee@x"));
	private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
	private static final List<String> TOTALS = List.of(Queries.USAGE_HISTORY, Queries.UTILISATION, Queries.SEATS_HISTORY,
			Queries.PEAK_SESSIONS, Queries.RECONCILIATION_COUNTS);

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Cloud");
		site.watch("Agents", "Cloud");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void live() throws Exception {
		site.importLines("Cloud", "early.txt", "account id1 - a.miller@x", "account id2 - ben@x", "note a.miller@x");
		site.after(Duration.ofMinutes(1));
		site.importLines("Cloud", "users.txt", "all ASSIGNMENTS", "account id1 - ann.lee@x", "assigned ann.lee@x Maya", "assigned ben@x Maya",
				"assigned joann.lee@x Maya", "seats Maya 5", "member Design ann.lee@x");
		site.importLines("Cloud", "use.txt", "day ann.lee@x Maya 2026-04-01", "day ben@x Maya 2026-04-01",
				"session s1 ACME\\Ann.Lee PC1 Maya 2026-04-01T10:00:00Z 3600", "session s2 ben PC1 Maya 2026-04-01T10:30:00Z 3600",
				"session s3 cad PC2 Maya 2026-04-02T10:30:00Z 3600", "denied 2026-04-01T11:00:00Z ACME\\Ann.Lee PC1 Maya 1 held:alee",
				"denied 2026-04-01T11:00:00Z ben PC1 Maya 1 held:alee", "denied 2026-04-01T11:00:00Z kim PC1 Maya 1 held:joann.lee");
		site.node.people().map(new Mapping("alee", "ann.lee@x"));
		site.node.people().map(new Mapping("cad", "ann.lee@x"));
		site.node.people().map(new Mapping("cad", "ben@x"));
		site.node.reportGroups().add("Design", ReportGroup.Kind.USERS);
		site.node.reportGroups().include("Design", new ReportGroup.Member("ann.lee@x"));
		Site.Host host = site.enrol("PC1");
		var ann = host.start("Cloud", "ACME\\alee", "Maya", "2026");
		var ben = host.start("Cloud", "ben", "Maya", "2026");
		host.tell(new EventDetail.Trouble(EventDetail.Severity.WARNING, "PROFILE", "The profile of alee cannot be read."));
		site.after(Duration.ofMinutes(30));
		host.running(ann, ben);
		site.after(Duration.ofMinutes(30));
		host.end(ann);
		host.end(ben);
		host.send();
	}

	private List<List<Object>> totals() throws Exception {
		List<List<Object>> all = new ArrayList<>();
		for (String report : TOTALS) {
			ResultTable table = site.report(Query.of(report, ZoneOffset.UTC).between(APRIL, APRIL.plus(Duration.ofDays(60))));
			for (int row = 0; row < table.rowCount(); row++) {
				List<Object> cells = new ArrayList<>(List.of(report));
				for (int column = 0; column < table.columns().size(); column++) {
					Object value = table.value(row, column);
					if (!table.columns().get(column).key().equals("account") && !table.columns().get(column).key().equals("user")) {
						cells.add(value);
					}
				}
				all.add(cells);
			}
		}
		return all;
	}

	private void assertWell(List<List<Object>> before) throws Exception {
		assertEquals(before, totals());
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		site.node.maintenance().rebuild(Progress.NONE);
		assertEquals(before, totals(), "after everything was derived again");
	}

	/** All that a person could be shown, and the kept bytes. */
	private String everything() throws Exception {
		StringBuilder all = new StringBuilder();
		for (var report : site.node.queries().reports()) {
			Query query = Query.of(report.name(), ZoneOffset.UTC);
			ResultTable table = site.report(Set.of(Queries.EVENTS, Queries.SESSIONS).contains(report.name()) ? query
					: query.between(APRIL, APRIL.plus(Duration.ofDays(60))));
			for (int row = 0; row < table.rowCount(); row++) {
				for (int column = 0; column < table.columns().size(); column++) {
					all.append(table.value(row, column)).append('\n');
				}
			}
		}
		site.node.people().list().forEach(all::append);
		site.node.reportGroups().list().forEach(all::append);
		try (Stream<Path> files = Files.walk(folder.resolve("evidence"))) {
			for (Path file : files.filter(each -> each.toString().endsWith(".gz")).toList()) {
				try (var in = new GZIPInputStream(Files.newInputStream(file))) {
					all.append(new String(in.readAllBytes()));
				} catch (IOException e) {
					throw new AssertionError(file.toString(), e);
				}
			}
		}
		return all.toString().toLowerCase(Locale.ROOT).replace("joann.lee", "joann");
	}

	@Test
	void nothingTellsOfThePersonAnyMoreAndTheTotalsStay() throws Exception {
		live();
		List<List<Object>> before = totals();
		assertTrue(everything().contains("ann.lee"));
		Query ofGroup = Query.of(Queries.SESSIONS, ZoneOffset.UTC).whose(Whose.group("Design"));
		assertEquals(3, site.report(ofGroup).rowCount());
		Erased erased = site.node.people().erase(ANN, Progress.NONE);
		assertEquals(new Erased(3, 3, List.of()), erased, "start, end and trouble; three files");
		String all = everything();
		for (String name : List.of("ann.lee", "a.miller", "alee", "id1")) {
			assertFalse(all.contains(name), () -> name + " in " + all.substring(Math.max(0, all.indexOf(name) - 80), all.indexOf(name) + 40));
		}
		assertTrue(all.contains("joann") && all.contains("ben@x") && all.contains("acme\\erased-"), all);
		assertWell(before);
		assertEquals(0, site.node.people().evidence(ANN, Progress.NONE).rowCount());
		assertEquals(3, site.report(ofGroup).rowCount(), "the pseudonym is in the groups that the person was in");
		site.node.close();
		assertTrue(texts().contains("erased"), "texts that no fact names are overwritten");
		assertFalse(texts().toString().toLowerCase(Locale.ROOT).matches(".*[\\\\ ,](ann[.]lee|alee|id1).*"), texts()::toString);
		site.open();
		assertWell(before);
		assertFalse(everything().contains("ann.lee"));
	}

	private Set<String> texts() {
		Set<String> texts = new TreeSet<>();
		try (Store store = Stores.open(folder, () -> APRIL, Progress.NONE)) {
			store.read(transaction -> {
				for (int number = 1; number < 100; number++) {
					try {
						texts.add(transaction.dictionary().text(number));
					} catch (IllegalArgumentException e) {
						return null;
					}
				}
				return null;
			});
		} catch (ServiceException e) {
			throw new AssertionError(e);
		}
		return texts;
	}

	@Test
	void whatADirectoryToldOfThePersonGoesToo() throws Exception {
		site.node.close();
		try (Store store = Stores.open(folder, () -> APRIL, Progress.NONE)) {
			store.write(transaction -> {
				long directory = transaction.directories().add("Company", Map.of());
				transaction.directories().addEntries(directory, List.of(entry("1", "ann.lee", List.of()), entry("2", "annl", List.of("ann.lee@x")),
						entry("3", "ben", List.of("ben@x"))));
				transaction.directories().addMembers(directory, List.of(new DirectoryMemberFact("g", "1", APRIL, Optional.empty()),
						new DirectoryMemberFact("g", "3", APRIL, Optional.empty())));
				return null;
			});
		}
		site.open();
		site.node.people().erase(ANN, Progress.NONE);
		site.node.close();
		try (Store store = Stores.open(folder, () -> APRIL, Progress.NONE)) {
			store.read(transaction -> {
				long directory = transaction.directories().byName("Company").orElseThrow().id();
				assertEquals(List.of("3"), transaction.directories().entries(directory).stream().map(each -> each.fact().entry().id()).toList());
				assertEquals(List.of("3"), transaction.directories().members(directory).stream().map(each -> each.fact().member()).toList());
				return null;
			});
		}
		site.open();
	}

	private static DirectoryEntryFact entry(String id, String user, List<String> mails) {
		return new DirectoryEntryFact(new DirectoryEntry(id, DirectoryEntry.Kind.USER, "cn=" + id, user, "", "", mails, "", false), APRIL,
				Optional.empty());
	}

	@Test
	void aFileFromWhichSomebodyWasErasedIsRefused() throws Exception {
		live();
		site.node.people().erase(ANN, Progress.NONE);
		site.after(Duration.ofDays(-1));
		ImportResult again = site.importLines("Cloud", "again.txt", "account id1 - a.miller@x", "account id2 - ben@x", "note a.miller@x");
		assertEquals(ImportResult.Outcome.REFUSED, again.outcome());
		assertTrue(again.diagnostics().getFirst().sentence().contains("A person was erased from this file"), again.diagnostics()::toString);
	}

	@Test
	void whoGoesOnToWorkIsSomebodyNewAndNothingJoinsTheTwo() throws Exception {
		Site.Host host = site.enrol("PC1");
		var running = host.start("Cloud", "ann.lee", "Maya", "2026");
		host.send();
		site.node.people().erase(ANN, Progress.NONE);
		site.after(Duration.ofHours(1));
		host.end(running);
		var next = host.start("Cloud", "ann.lee", "Maya", "2026");
		host.send();
		ResultTable sessions = site.report(Queries.SESSIONS);
		assertEquals("ann.lee", sessions.value(0, "user"), "a new session");
		assertTrue(sessions.value(1, "user").toString().startsWith("erased-"), sessions.value(1, "user")::toString);
		assertEquals(site.now(), sessions.value(1, "end"), "and the former one ended");
		ResultTable told = site.node.people().evidence(ANN, Progress.NONE);
		assertEquals(1, told.rowCount(), "the end of the former session is not told with the name");
		assertTrue(told.value(0, "says").toString().contains(next.key().toString()));
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	@Test
	void whatCannotBeRewrittenExactlyIsNamedAndNothingIsErased() throws Exception {
		site.importLines("Cloud", "good.txt", "assigned ann.lee@x Maya");
		site.importLines("Cloud", "bad.txt", "session s1 maya PC1 maya 2026-04-01T10:00:00Z 3600");
		String before = everything();
		Person maya = new Person(Set.of("maya"), Set.of("ann.lee@x"));
		ServiceException refused = assertThrows(ServiceException.class, () -> site.node.people().erase(maya, Progress.NONE));
		assertEquals(ServiceException.Reason.INVALID, refused.reason());
		assertTrue(refused.getMessage().startsWith("Nothing was erased, because of 1 pieces of evidence: 'bad.txt'"), refused.getMessage());
		assertEquals(before, everything());
	}

	@Test
	void erasingThatWasBrokenOffGoesOnAtTheNextStart() throws Exception {
		live();
		List<List<Object>> before = totals();
		int[] steps = { 0 };
		Progress killed = new Progress() {
			private boolean erasing;

			@Override
			public void begin(String task, long total) {
				erasing = task.equals("Erasing");
			}

			@Override
			public void worked(long amount) {
				steps[0] += erasing ? 1 : 0;
			}

			@Override
			public boolean cancelled() {
				return steps[0] == 1;
			}
		};
		ServiceException paused = assertThrows(ServiceException.class, () -> site.node.people().erase(ANN, killed));
		assertEquals(ServiceException.Reason.CANCELLED, paused.reason());
		assertTrue(everything().contains("ann.lee"), "the agent is done, the server is not");
		site.restart();
		site.node.begin(new OpenOptions(OpenOptions.Mode.WORKBENCH, OptionalInt.empty()), List.of());
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!everything().contains("a person was erased")) {
			assertTrue(System.nanoTime() < deadline, "it goes on");
		}
		assertFalse(everything().contains("ann.lee"));
		assertWell(before);
	}

	@Test
	void namesAreReplacedAsWholeWordsAndFirstNamesOnlyBesideOthers() {
		NameReplacement names = new NameReplacement(java.util.Map.of("ann@x", "E@y", "jörg", "E2"), java.util.Map.of("Ann", "F", "Lee", "L"));
		assertEquals("a;E@y;F;L\nb;ben@x;Ann;Lee\njoann@x", names.replace("a;Ann@X;Ann;LEE\nb;ben@x;Ann;Lee\njoann@x"));
		assertEquals("{\"a\":[{\"m\":\"E@y\",\"n\":\"F L\"},{\"m\":\"b@x\",\"n\":\"Ann\"}]}",
				names.replace("{\"a\":[{\"m\":\"ann@x\",\"n\":\"Ann Lee\"},{\"m\":\"b@x\",\"n\":\"Ann\"}]}"));
		assertEquals("\"E2\", \"E2\"; ann@x.org", names.replace("\"j\\u00f6rg\", \"J\u00d6RG\"; ann@x.org"));
	}

	@Test
	void whatMatchedMatches() {
		Pseudonyms pseudonyms = new Pseudonyms(new byte[] { 1 });
		String mail = pseudonyms.of("Ann.Lee@x.org");
		assertEquals(mail, pseudonyms.of("ann.lee@X.org"));
		assertEquals(Mapping.userKey(mail), Mapping.userKey(pseudonyms.ofUser("ACME\\ANN.LEE")));
		assertNotEquals(mail, pseudonyms.of("ann.lee@y.org"));
		assertTrue(Pseudonyms.is(pseudonyms.ofUser("ACME\\ann")) && !Pseudonyms.is("erased-ann") && !Pseudonyms.is("ann"));
		assertEquals(32, pseudonyms.of("0123456789abcdef0123456789abcdef").length());
		assertNotEquals(mail, new Pseudonyms(new byte[] { 2 }).of("ann.lee@x.org"));
		assertFalse(mail.contains("x.org"), mail);
	}
}
