package org.lictor.adapter.autodesk.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Monitor;
import org.lictor.spi.PollResult;
import org.lictor.spi.PollResult.Collected;
import org.lictor.spi.testkit.FakeClock;
import org.lictor.spi.testkit.FakeContext;

class FolderMonitorTest {

	private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");

	@TempDir
	Path folder;

	private final FakeClock clock = new FakeClock(NOW);

	@Test
	void bringsTheExportsInTheOrderInWhichTheyWereWritten() throws IOException {
		file("b.csv", "newer", NOW.minusSeconds(100));
		file("c.XLSX", "older", NOW.minusSeconds(200));
		file("a.Csv", "newest", NOW.minusSeconds(2));
		file("notes.txt", "not wanted", NOW.minusSeconds(300));
		file("~$c.xlsx", "not wanted", NOW.minusSeconds(300));
		file(".hidden.csv", "not wanted", NOW.minusSeconds(300));
		file("empty.csv", "", NOW.minusSeconds(300));
		Files.createDirectory(folder.resolve("folder.csv"));

		Collected result = poll(monitor());

		assertEquals(Status.up("3 export files."), result.status());
		assertEquals(List.of("c.XLSX", "b.csv", "a.Csv"), result.evidence().stream().map(Evidence::name).toList());
		assertEquals(List.of(NOW.minusSeconds(200), NOW.minusSeconds(100), NOW.minusSeconds(2)),
				result.evidence().stream().map(Evidence::observedAt).toList());
		assertTrue(result.evidence().stream().allMatch(evidence -> evidence.origin() == Evidence.Origin.FILE));
		assertEquals("older", text(result.evidence().get(0).content()));
	}

	@Test
	void leavesAFileThatIsBeingWrittenForTheNextPoll() throws IOException {
		file("users.csv", "half", NOW.minusMillis(1999));
		Monitor monitor = monitor();

		assertEquals(Status.up("There is no export file in the folder yet; 1 more just being written."), poll(monitor).status());

		clock.advance(Duration.ofMillis(1));
		assertEquals(1, poll(monitor).evidence().size());
	}

	@Test
	void bringsTheSameFilesAgainAtEveryPoll() throws IOException {
		file("users.csv", "text", NOW.minusSeconds(60));
		Monitor monitor = monitor();

		assertEquals(1, poll(monitor).evidence().size());
		assertEquals(1, poll(monitor).evidence().size());
	}

	@Test
	void takesAFileFromAMachineWhoseClockIsAheadOnceItStaysAsItIs() throws IOException {
		file("users.csv", "text", NOW.plusSeconds(3600));
		Monitor monitor = monitor();

		assertEquals(List.of(), poll(monitor).evidence());
		clock.advance(Duration.ofSeconds(2));
		List<Evidence> evidence = poll(monitor).evidence();

		assertEquals(1, evidence.size());
		assertEquals(NOW.plusSeconds(2), evidence.get(0).observedAt(), "not in the future");
	}

	@Test
	void readsNoMixtureWhenAFileIsChangedMeanwhile() throws IOException {
		Path file = file("users.csv", "x".repeat(100_000), NOW.minusSeconds(60));
		Content content = poll(monitor()).evidence().get(0).content();

		try (InputStream in = content.open()) {
			in.readNBytes(1000);
			file("users.csv", "y".repeat(100_000), NOW.minusSeconds(30));
			assertTrue(assertThrows(IOException.class, in::readAllBytes).getMessage().contains("was changed while it was being read"));
		}
		assertThrows(IOException.class, content::open);
		Files.delete(file);
		assertThrows(IOException.class, content::open);
	}

	@Test
	void isDownWithTheReasonWhenTheFolderIsMissingOrNone() throws IOException {
		Path missing = folder.resolve("missing");
		assertEquals(Status.down(Status.Detail.COMMUNICATION,
				"There is no folder '" + missing + "'. Make it, or check the path and that its disk is connected."),
				poll(monitor(missing.toString())).status());

		Path file = file("file", "text", NOW);
		assertEquals(Status.down(Status.Detail.COMMUNICATION,
				"'" + file + "' is not a folder. Enter the folder in which the exports are saved."),
				poll(monitor(file.toString())).status());

		assertEquals(Status.State.MISCONFIGURED, poll(monitor("exports")).status().state());
	}

	@Test
	void comesBackWhenTheFolderDoes() throws IOException {
		Path later = folder.resolve("later");
		Monitor monitor = monitor(later.toString());
		assertEquals(Status.State.DOWN, poll(monitor).status().state());

		Files.createDirectory(later);
		assertEquals(Status.State.UP, poll(monitor).status().state());
	}

	@Test
	void hasNothingToPollWithoutAFolder() {
		AutodeskServerType type = new AutodeskServerType();

		assertInstanceOf(PollResult.NothingToPoll.class, type.open(type.schema().complete(Map.of()), FakeContext.at(clock))
				.poll(new Call(NOW.plusSeconds(60), Progress.NONE)));
	}

	private Path file(String name, String text, Instant modified) throws IOException {
		Path file = Files.writeString(folder.resolve(name), text);
		Files.setLastModifiedTime(file, FileTime.from(modified));
		return file;
	}

	private Monitor monitor() {
		return monitor(folder.toString());
	}

	private Monitor monitor(String path) {
		AutodeskServerType type = new AutodeskServerType();
		return type.open(type.schema().complete(Map.of("folder", path)), FakeContext.at(clock));
	}

	private Collected poll(Monitor monitor) {
		return assertInstanceOf(Collected.class, monitor.poll(new Call(clock.instant().plusSeconds(60), Progress.NONE)));
	}

	private static String text(Content content) throws IOException {
		try (InputStream in = content.open()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}
}
