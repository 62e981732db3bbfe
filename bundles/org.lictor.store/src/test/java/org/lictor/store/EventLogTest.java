package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lictor.store.Opened.T;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lictor.model.Diagnostic.Severity;
import org.lictor.model.LogEntry;

@Tag(TestDatabase.BOTH)
class EventLogTest {

	private Opened opened;

	@BeforeEach
	void open() throws Exception {
		opened = new Opened();
		opened.write(tx -> {
			tx.eventLog().append(List.of(entry(0, "a"), entry(1, "b"), entry(1, "c")));
			tx.eventLog().append(List.of(entry(3, "d"), entry(2, "e")));
			tx.eventLog().append(List.of());
			return null;
		});
	}

	@AfterEach
	void close() throws Exception {
		opened.close();
	}

	private static LogEntry entry(int second, String message) {
		return new LogEntry(T.plusSeconds(second), Severity.WARNING, "source", message);
	}

	private List<String> newest(int limit) throws Exception {
		return opened.read(tx -> tx.eventLog().newest(Optional.empty(), Optional.empty(), limit).stream()
				.map(LogEntry::message).toList());
	}

	@Test
	void givesTheNewestFirst() throws Exception {
		assertEquals(List.of("d", "e", "c"), newest(3));
		assertEquals(List.of("d", "e", "c", "b", "a"), newest(100));
		assertEquals(entry(3, "d"),
				opened.read(tx -> tx.eventLog().newest(Optional.empty(), Optional.empty(), 1).getFirst()));
	}

	@Test
	void sentencesAreChangedWhereverTheyAreKept() throws Exception {
		long server = opened.server("licences");
		StoredEvidence evidence = opened.keep(server, org.lictor.spi.Evidence.Origin.FILE, "Ann.csv", T, "1").evidence();
		opened.write(tx -> {
			tx.eventLog().append(List.of(entry(9, "ANN and Ben"), entry(10, "Ben")));
			tx.sourceEvidence().outcome(evidence.id(), "1", "ann was here");
			tx.monitors().remember(server, java.util.Map.of("who", Optional.of("ann"), "what", Optional.of("ben")));
			return null;
		});
		assertEquals(4, opened.<Long>write(tx -> tx.texts().rewrite(List.of("Ann", "n"), text -> text.replaceAll("(?i)ann", "E"))));
		assertEquals(List.of("Ben", "E and Ben"), newest(2));
		StoredEvidence now = opened.read(tx -> tx.sourceEvidence().byId(evidence.id())).orElseThrow();
		assertEquals("E.csv", now.name());
		assertEquals("E was here", now.outcome());
		assertEquals(java.util.Map.of("who", "E", "what", "ben"), opened.read(tx -> tx.monitors().memory(server)));
	}

	@Test
	void narrowsByTime() throws Exception {
		assertEquals(List.of("e", "c", "b"),
				opened.read(tx -> tx.eventLog()
						.newest(Optional.of(T.plusSeconds(1)), Optional.of(T.plusSeconds(3)), 100).stream()
						.map(LogEntry::message).toList()));
	}

	@Test
	void forgetsWhatIsOldOrTooMuch() throws Exception {
		assertEquals(1, opened.number(tx -> tx.eventLog().prune(T.plusSeconds(1), 100)));
		assertEquals(List.of("d", "e", "c", "b"), newest(100));
		assertEquals(2, opened.number(tx -> tx.eventLog().prune(T, 2)));
		assertEquals(List.of("d", "e"), newest(100));
		assertEquals(0, opened.number(tx -> tx.eventLog().prune(T, 2)));
		assertEquals(2, opened.number(tx -> tx.eventLog().count()));
	}
}
