package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.spi.Evidence.Origin.FILE;
import static org.lictor.spi.Evidence.Origin.POLL;
import static org.lictor.store.Opened.T;
import static org.lictor.store.Opened.bytes;
import static org.lictor.store.Opened.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.store.KeptEvidence.Result;

@Tag(TestDatabase.BOTH)
class SourceEvidenceTest {

	private Opened opened;
	private long server;

	@BeforeEach
	void open() throws Exception {
		opened = new Opened();
		server = opened.server("licences");
	}

	@AfterEach
	void close() throws Exception {
		opened.close();
	}

	private List<StoredEvidence> polls() throws Exception {
		return opened.read(tx -> tx.sourceEvidence().of(server, POLL));
	}

	@Test
	void keepsAFileWithItsBytes() throws Exception {
		KeptEvidence kept = opened.keep(server, FILE, "users.csv", T, "a,b\n1,2\n");
		opened.reopen();

		assertEquals(Result.ADDED, kept.result());
		StoredEvidence evidence = opened.read(tx -> tx.sourceEvidence().byId(kept.evidence().id())).orElseThrow();
		assertEquals(kept.evidence(), evidence);
		assertEquals("users.csv", evidence.name());
		assertEquals(8, evidence.size());
		assertEquals(T, evidence.firstObserved());
		assertEquals(T, evidence.lastObserved());
		assertEquals("a,b\n1,2\n", text(opened.store().content(evidence)));
		assertEquals(8, opened.store().content(evidence).size());
		assertEquals(List.of(evidence.sha256() + ".gz"), opened.evidenceFiles());
	}

	@Test
	void bytesAreReplacedAndThoseOfAFileAreRefusedFromThenOn() throws Exception {
		StoredEvidence file = opened.keep(server, FILE, "users.csv", T, "ann").evidence();
		StoredEvidence poll = opened.keep(server, POLL, "users", T, "ann").evidence();
		opened.write(tx -> {
			tx.sourceEvidence().outcome(file.id(), "1", "good");
			return null;
		});
		for (StoredEvidence each : List.of(file, poll)) {
			try (ReceivedContent fresh = opened.store().receive(Content.of("somebody".getBytes(java.nio.charset.StandardCharsets.UTF_8)), Progress.NONE)) {
				opened.write(tx -> {
					tx.sourceEvidence().replace(each.id(), fresh);
					tx.sourceEvidence().replace(each.id(), fresh);
					return null;
				});
			}
		}
		opened.reopen();
		StoredEvidence now = opened.read(tx -> tx.sourceEvidence().byId(file.id())).orElseThrow();
		assertEquals("somebody", text(opened.store().content(now)));
		assertEquals("replaced", now.parserVersion());
		assertEquals(T, now.firstObserved());
		assertEquals(List.of(now.sha256() + ".gz"), opened.evidenceFiles(), "the former bytes are gone, once the last evidence has others");
		assertTrue(opened.read(tx -> tx.sourceEvidence().isReplaced(server, file.sha256())));
		assertFalse(opened.read(tx -> tx.sourceEvidence().isReplaced(server + 1, file.sha256())));
		assertFalse(opened.read(tx -> tx.sourceEvidence().isReplaced(server, now.sha256())));
	}

	@Test
	void knowsTheSameBytesAgain() throws Exception {
		StoredEvidence first = opened.keep(server, FILE, "users.csv", T, "same").evidence();

		KeptEvidence again = opened.keep(server, FILE, "copy of users.csv", T.plusSeconds(5), "same");

		assertEquals(new KeptEvidence(Result.KNOWN, first), again);
		assertEquals(List.of(first), opened.read(tx -> tx.sourceEvidence().of(server, FILE)));
		assertEquals(Optional.of(first), opened.read(tx -> tx.sourceEvidence().file(server, first.sha256())));
		assertEquals(1, opened.evidenceFiles().size());
	}

	@Test
	void keepsTheSameBytesForAnotherServer() throws Exception {
		long other = opened.server("other");
		opened.keep(server, FILE, "users.csv", T, "same");

		assertEquals(Result.ADDED, opened.keep(other, FILE, "users.csv", T, "same").result());
		assertEquals(1, opened.evidenceFiles().size());

		opened.write(tx -> {
			tx.servers().remove(server);
			return null;
		});
		StoredEvidence left = opened.read(tx -> tx.sourceEvidence().of(other, FILE)).getFirst();
		assertEquals("same", text(opened.store().content(left)));

		opened.write(tx -> {
			tx.servers().remove(other);
			return null;
		});
		assertEquals(List.of(), opened.evidenceFiles());
		assertEquals(0, opened.number(tx -> tx.sourceEvidence().count()));
	}

	@Test
	void ordersFilesByObservationWhateverTheOrderOfArrival() throws Exception {
		opened.keep(server, FILE, "march", T.plusSeconds(30), "3");
		opened.keep(server, FILE, "january", T.plusSeconds(10), "1");
		opened.keep(server, FILE, "also january", T.plusSeconds(10), "1b");
		opened.keep(server, FILE, "february", T.plusSeconds(20), "2");

		assertEquals(List.of("january", "also january", "february", "march"), opened.read(
				tx -> tx.sourceEvidence().of(server, FILE).stream().map(StoredEvidence::name).toList()));
	}

	@Test
	void extendsAPollThatBringsTheSame() throws Exception {
		StoredEvidence first = opened.keep(server, POLL, "status", T, "10 used").evidence();

		KeptEvidence second = opened.keep(server, POLL, "status", T.plusSeconds(60), "10 used");

		assertEquals(Result.EXTENDED, second.result());
		assertEquals(first.id(), second.evidence().id());
		assertEquals(T, second.evidence().firstObserved());
		assertEquals(T.plusSeconds(60), second.evidence().lastObserved());
		assertEquals(Result.KNOWN, opened.keep(server, POLL, "status", T.plusSeconds(60), "10 used").result());
		assertEquals(Result.KNOWN, opened.keep(server, POLL, "status", T.plusSeconds(30), "10 used").result());
		assertEquals(List.of(second.evidence()), polls());
	}

	@Test
	void beginsANewRunWhenAPollBringsSomethingElse() throws Exception {
		opened.keep(server, POLL, "status", T, "10 used");
		opened.keep(server, POLL, "status", T.plusSeconds(60), "11 used");

		assertEquals(Result.ADDED, opened.keep(server, POLL, "status", T.plusSeconds(120), "10 used").result());
		assertEquals(3, polls().size());
		assertEquals(List.of(polls().getLast()), opened.read(tx -> tx.sourceEvidence().latestPolls(server)));
		assertEquals(2, opened.evidenceFiles().size());
	}

	@Test
	void runsEachQuestionForItself() throws Exception {
		opened.keep(server, POLL, "seats", T, "same");

		assertEquals(Result.ADDED, opened.keep(server, POLL, "people", T, "same").result());
		assertEquals(List.of("people", "seats"), opened.read(
				tx -> tx.sourceEvidence().latestPolls(server).stream().map(StoredEvidence::name).toList()));
	}

	@Test
	void leavesAGapAfterAFailedPoll() throws Exception {
		opened.keep(server, POLL, "status", T, "10 used");
		assertTrue(opened.says(tx -> tx.sourceEvidence().breakRuns(server)));
		assertFalse(opened.says(tx -> tx.sourceEvidence().breakRuns(server)));

		assertEquals(Result.ADDED, opened.keep(server, POLL, "status", T.plusSeconds(60), "10 used").result());

		assertEquals(List.of(true, false), polls().stream().map(StoredEvidence::broken).toList());
		assertEquals(T, polls().getFirst().lastObserved());
	}

	@Test
	void keepsWhatCameOfReading() throws Exception {
		long id = opened.keep(server, FILE, "users.csv", T, "x").evidence().id();

		opened.write(tx -> {
			tx.sourceEvidence().outcome(id, "autodesk 3", "{\"records\":7}");
			return null;
		});

		StoredEvidence evidence = opened.read(tx -> tx.sourceEvidence().byId(id)).orElseThrow();
		assertEquals("autodesk 3", evidence.parserVersion());
		assertEquals("{\"records\":7}", evidence.outcome());
	}

	@Test
	void throwsAwayBytesThatNobodyWanted() throws Exception {
		try (ReceivedContent content = opened.store().receive(bytes("unwanted"), Progress.NONE)) {
			assertEquals("unwanted", text(content.content()));
			assertEquals(1, opened.evidenceFiles().size());
		}
		assertEquals(List.of(), opened.evidenceFiles());
	}

	@Test
	void takesBytesBackWhenTheTransactionFailsAndKeepsThemWhenItIsTriedAgain() throws Exception {
		try (ReceivedContent content = opened.store().receive(bytes("twice"), Progress.NONE)) {
			assertThrows(ServiceException.class, () -> opened.write(tx -> {
				tx.sourceEvidence().add(server, FILE, "users.csv", T, content, T);
				throw new ServiceException(Reason.CANCELLED, "stop");
			}));
			assertEquals("twice", text(content.content()));
			assertEquals(0, opened.number(tx -> tx.sourceEvidence().count()));

			StoredEvidence kept = opened
					.write(tx -> tx.sourceEvidence().add(server, FILE, "users.csv", T, content, T)).evidence();
			assertEquals("twice", text(opened.store().content(kept)));
			assertEquals("twice", text(content.content()));
		}
		assertEquals(1, opened.evidenceFiles().size());
	}

	@Test
	void refusesContentOfAnotherStore() throws Exception {
		try (Opened other = new Opened();
				ReceivedContent content = other.store().receive(bytes("x"), Progress.NONE)) {
			assertThrows(IllegalArgumentException.class, () -> opened
					.write(tx -> tx.sourceEvidence().add(server, FILE, "users.csv", T, content, T)));
		}
	}

	@Test
	void removesWhatWasComingInWhenTheLastProcessDied() throws Exception {
		Files.writeString(opened.store().folder().resolve("evidence/incoming/in123.gz"), "half of someth");

		opened.reopen();

		assertEquals(List.of(), opened.evidenceFiles());
	}

	@Test
	void stopsReceivingWhenCancelled() throws Exception {
		Progress cancelled = new Progress() {
			@Override
			public void begin(String task, long total) {
				// of no interest
			}

			@Override
			public void worked(long units) {
				// of no interest
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};

		ServiceException e = assertThrows(ServiceException.class,
				() -> opened.store().receive(bytes("x"), cancelled));

		assertEquals(Reason.CANCELLED, e.reason());
		assertEquals(List.of(), opened.evidenceFiles());
	}

	@Test
	void tellsWhenContentCannotBeRead() throws Exception {
		Content broken = new Content() {
			@Override
			public InputStream open() throws IOException {
				throw new IOException("the stick was pulled");
			}

			@Override
			public long size() {
				return 5;
			}
		};

		ServiceException e = assertThrows(ServiceException.class,
				() -> opened.store().receive(broken, Progress.NONE));

		assertEquals(Reason.UNAVAILABLE, e.reason());
		assertTrue(e.getMessage().contains("the stick was pulled"), e.getMessage());
		assertEquals(List.of(), opened.evidenceFiles());
	}

	@Test
	void namesTheFileOfEvidenceThatIsGoneOrDamaged() throws Exception {
		StoredEvidence evidence = opened.keep(server, FILE, "users.csv", T, "x".repeat(100_000)).evidence();
		Path file = opened.store().folder().resolve("evidence/" + evidence.sha256().substring(0, 2) + "/"
				+ evidence.sha256() + ".gz");
		byte[] bytes = Files.readAllBytes(file);

		Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 20));
		IOException cut = assertThrows(IOException.class, () -> text(opened.store().content(evidence)));
		assertTrue(cut.getMessage().contains("users.csv") && cut.getMessage().contains(file.toString()),
				cut.getMessage());

		Files.writeString(file, "no gzip at all");
		IOException other = assertThrows(IOException.class, () -> text(opened.store().content(evidence)));
		assertTrue(other.getMessage().contains("damaged"), other.getMessage());

		Files.delete(file);
		IOException gone = assertThrows(IOException.class, () -> text(opened.store().content(evidence)));
		assertTrue(gone.getMessage().contains("gone"), gone.getMessage());
	}

	@Test
	void keepsBytesThatAreHandedInAgainAfterTheirServerWent() throws Exception {
		opened.keep(server, FILE, "users.csv", T, "phoenix");
		long other = opened.server("other");
		opened.write(tx -> {
			tx.servers().remove(server);
			return null;
		});
		StoredEvidence evidence = opened.keep(other, FILE, "users.csv", T, "phoenix").evidence();

		opened.reopen();

		assertEquals("phoenix", text(opened.store().content(evidence)));
	}

	@Test
	void letsOnlyTheOwnerReadEvidence() throws Exception {
		opened.keep(server, FILE, "users.csv", T, "personal");
		try (Stream<Path> files = Files.walk(opened.store().folder().resolve("evidence"))) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions
						.toString(Files.getPosixFilePermissions(file)));
			}
		}
	}
}
