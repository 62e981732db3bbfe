package org.lictor.core.internal.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Directories;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.ServiceException;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Verification;

class StoredDirectoriesTest {

	private static final Verification DOWN = new Verification(Status.down(Status.Detail.COMMUNICATION, "It does not answer."), List.of());
	private static final Verification REFUSED = new Verification(Status.misconfigured("The password is wrong."),
			List.of(new FieldProblem("password", "The password is wrong.")));

	@TempDir
	private static Path folder;
	private static Site site;

	@BeforeAll
	static void open() throws Exception {
		site = new Site(folder);
	}

	@AfterAll
	static void close() {
		site.close();
	}

	@BeforeEach
	void begin() throws Exception {
		site.directory.trouble = Optional.empty();
		site.directory.readings = 0;
		site.directory.user("acme", "1", "ann", "ann@acme.com", "S");
		site.directory.user("acme", "2", "bob", "bob@acme.com", "S");
		site.directory.user("acme", "3", "cleo", "", "S");
		site.directory.group("acme", "7", "Design", "1", "2");
	}

	@AfterEach
	void end() throws Exception {
		for (DirectoryInfo each : directories().list()) {
			directories().remove(each.name());
		}
	}

	private Directories directories() {
		return site.node.directories();
	}

	private DirectoryInfo added() throws ServiceException {
		return directories().add(new DirectoryDefinition("Acme", Map.of("url", "acme"), Map.of("password", "s3cret")));
	}

	private void readDue() {
		((StoredDirectories) directories()).readDue(Runnable::run);
	}

	@Test
	void isReadWithItsPasswordWhichIsNeverTold() throws Exception {
		assertEquals(Status.State.UNKNOWN, added().status().state());
		DirectoryInfo read = directories().refresh("acme", false, Progress.NONE);
		assertEquals("s3cret", site.directory.password);
		assertEquals(new DirectoryInfo("Acme", Map.of("url", "acme"), Set.of("password"), Status.up(""), Optional.of(site.now()), Optional.of(site.now()),
				List.of("acme.local", "acme"), 3, 1), read);
		site.restart();
		assertEquals(List.of(read), directories().list());
		directories().update(new DirectoryDefinition("Acme", Map.of("url", "acme"), Map.of()));
		directories().refresh("Acme", false, Progress.NONE);
		assertEquals("s3cret", site.directory.password, "what is not given stays");
		directories().update(new DirectoryDefinition("Acme", Map.of("url", "acme"), Map.of("password", "")));
		directories().refresh("Acme", false, Progress.NONE);
		assertEquals("", site.directory.password, "an empty one is taken away");
	}

	@Test
	void refusesWhatCannotBeRightAndNamesTheField() throws Exception {
		added();
		assertReason(ServiceException.Reason.ALREADY_EXISTS, new DirectoryDefinition("acme", Map.of("url", "x"), Map.of()));
		assertReason(ServiceException.Reason.INVALID, new DirectoryDefinition("Other", Map.of(), Map.of()));
		assertReason(ServiceException.Reason.INVALID, new DirectoryDefinition("Other", Map.of("url", "x", "interval", "4m"), Map.of()));
		assertReason(ServiceException.Reason.INVALID, new DirectoryDefinition("Other", Map.of("url", "x"), Map.of("pin", "1")));
		assertReason(ServiceException.Reason.INVALID, new DirectoryDefinition(" ", Map.of("url", "x"), Map.of()));
		assertThrows(ServiceException.class, () -> directories().refresh("Nobody", false, Progress.NONE));
	}

	private void assertReason(ServiceException.Reason reason, DirectoryDefinition definition) {
		assertEquals(reason, assertThrows(ServiceException.class, () -> directories().add(definition)).reason());
	}

	@Test
	void aTestTakesTheStoredPasswordUnlessOneIsGivenAndChangesNothing() throws Exception {
		added();
		assertTrue(directories().test(new DirectoryDefinition("Acme", Map.of("url", "acme"), Map.of()), Progress.NONE).good());
		assertEquals("s3cret", site.directory.password);
		directories().test(new DirectoryDefinition("Acme", Map.of("url", "acme"), Map.of("password", "other")), Progress.NONE);
		assertEquals("other", site.directory.password);
		assertEquals("url", directories().test(new DirectoryDefinition("New", Map.of(), Map.of()), Progress.NONE).problems().getFirst().key());
		site.directory.trouble = Optional.of(REFUSED);
		assertEquals(REFUSED, directories().test(new DirectoryDefinition("Acme", Map.of("url", "acme"), Map.of()), Progress.NONE));
		assertEquals(Status.State.UNKNOWN, directories().show("Acme").status().state());
	}

	@Test
	void isReadAtFirstAndThenInItsIntervalAndSoonerWhenItDidNotAnswer() throws Exception {
		directories().add(new DirectoryDefinition("Acme", Map.of("url", "acme", "interval", "2h"), Map.of()));
		readDue();
		assertEquals(1, site.directory.readings);
		site.after(Duration.ofMinutes(119));
		readDue();
		assertEquals(1, site.directory.readings);
		site.after(Duration.ofMinutes(1));
		site.directory.trouble = Optional.of(DOWN);
		readDue();
		assertEquals(2, site.directory.readings);
		site.after(Duration.ofMinutes(15));
		site.directory.trouble = Optional.of(REFUSED);
		readDue();
		assertEquals(3, site.directory.readings);
		site.after(Duration.ofMinutes(60));
		readDue();
		assertEquals(3, site.directory.readings, "a refused password, tried often, may lock an account");
	}

	@Test
	void aFailedReadingLeavesWhatWasReadAndSaysWhy() throws Exception {
		added();
		directories().refresh("Acme", false, Progress.NONE);
		Instant read = site.now();
		site.after(Duration.ofHours(6));
		site.directory.trouble = Optional.of(DOWN);
		DirectoryInfo after = directories().refresh("Acme", false, Progress.NONE);
		assertEquals(DOWN.status(), after.status());
		assertEquals(Optional.of(read), after.lastSuccess());
		assertEquals(Optional.of(site.now()), after.lastAttempt());
		assertEquals(3, after.users());
	}

	@Test
	void farFewerEntriesAreNotBelievedUnlessTheyAreAccepted() throws Exception {
		added();
		directories().refresh("Acme", false, Progress.NONE);
		site.directory.remove("acme", "1");
		site.directory.remove("acme", "2");
		DirectoryInfo doubted = directories().refresh("Acme", false, Progress.NONE);
		assertEquals(Status.State.MISCONFIGURED, doubted.status().state());
		assertTrue(doubted.status().message().contains("1 users, where there were 3"), doubted.toString());
		assertEquals(3, doubted.users());
		DirectoryInfo accepted = directories().refresh("Acme", true, Progress.NONE);
		assertEquals(Status.State.UP, accepted.status().state());
		assertEquals(1, accepted.users());
	}

	@Test
	void isGoneWithAllThatWasRead() throws Exception {
		added();
		directories().refresh("Acme", false, Progress.NONE);
		directories().remove("Acme");
		assertEquals(List.of(), directories().list());
		assertFalse(assertThrows(ServiceException.class, () -> directories().show("Acme")).getMessage().isEmpty());
		added();
		assertEquals(0, directories().show("Acme").users());
	}
}
