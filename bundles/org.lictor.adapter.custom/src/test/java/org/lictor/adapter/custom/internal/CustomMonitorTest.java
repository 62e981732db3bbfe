package org.lictor.adapter.custom.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Evidence;
import org.lictor.spi.Monitor;
import org.lictor.spi.PollResult;
import org.lictor.spi.PollResult.Collected;
import org.lictor.spi.testkit.FakeClock;
import org.lictor.spi.testkit.FakeContext;

class CustomMonitorTest {

	private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
	private static final String STATE = """
			<CUSTOM_STAT VENDOR="custom_acme">
			  <USAGE FEATURE="solver" USED_LICENSES="1" TOTAL_LICENSES="10">
			    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 08:15"/>
			  </USAGE>
			</CUSTOM_STAT>
			""";

	@TempDir
	Path folder;

	private final FakeClock clock = new FakeClock(NOW);

	@Test
	void bringsTheFileAsItIsAtTheMomentOfThePoll() throws IOException {
		Path file = Files.writeString(folder.resolve("state.xml"), STATE);
		Monitor monitor = monitor(file);

		Collected first = poll(monitor);
		clock.advance(Duration.ofMinutes(1));
		Files.writeString(file, STATE.replace("ann", "bob"));
		Collected second = poll(monitor);

		assertEquals(Status.up("1 product, 1 session"), first.status());
		assertEquals(NOW, first.evidence().get(0).observedAt());
		assertEquals(Evidence.Origin.POLL, first.evidence().get(0).origin());
		assertEquals("state.xml", first.evidence().get(0).name());
		assertEquals(STATE, text(first.evidence().get(0)));
		assertEquals(NOW.plusSeconds(60), second.evidence().get(0).observedAt());
		assertTrue(text(second.evidence().get(0)).contains("bob"));
	}

	@Test
	void saysHowManyDenialsStandInTheFileBesideTheSessions() throws IOException {
		String denial = "<DENIAL TIME=\"2026-11-03 09:02:1%d\" USERNAME=\"bob\"/>";
		Path file = Files.writeString(folder.resolve("state.xml"), STATE.replace("</USAGE>", denial.formatted(1) + denial.formatted(2) + "</USAGE>"));

		assertEquals(Status.up("1 product, 1 session, 2 denials"), poll(monitor(file)).status());
	}

	@Test
	void isDownWithoutEvidenceWhileTheFileIsHalfWrittenAndUpAgainWhenItIsWhole() throws IOException {
		Path file = Files.writeString(folder.resolve("state.xml"), STATE.substring(0, 120));
		Monitor monitor = monitor(file);

		Collected half = poll(monitor);
		Files.writeString(file, STATE);
		Collected whole = poll(monitor);

		assertEquals(Status.State.DOWN, half.status().state());
		assertEquals(Status.Detail.NOT_UNDERSTOOD, half.status().detail());
		assertTrue(half.status().message().startsWith("state.xml, line 3: The file is not well-formed"), half.status().message());
		assertEquals(List.of(), half.evidence());
		assertEquals(Status.State.UP, whole.status().state());
		assertEquals(1, whole.evidence().size());
	}

	@Test
	void isDownWithTheReasonWhenTheFileIsMissing() {
		Path file = folder.resolve("missing.xml");

		Collected result = poll(monitor(file));

		assertEquals(Status.down(Status.Detail.COMMUNICATION, "There is no file '" + file
				+ "'. Check the path, and that the script that writes it runs."), result.status());
	}

	@Test
	void readsNoFileOfOneGigabyte() throws IOException {
		Path file = folder.resolve("huge.xml");
		try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
			huge.setLength(1L << 30);
		}

		Collected result = poll(monitor(file));

		assertEquals(Status.Detail.NOT_UNDERSTOOD, result.status().detail());
		assertTrue(result.status().message().contains("larger than 32 MB"), result.status().message());
	}

	@Test
	void mentionsProblemsInTheFileAndUsesTheRest() throws IOException {
		Path file = Files.writeString(folder.resolve("state.xml"), STATE.replace("2026-11-03 08:15", "this morning"));

		Collected result = poll(monitor(file));

		assertEquals(Status.up("1 product, 0 sessions; 1 problem in the file, see the Event Log"), result.status());
		assertEquals(1, result.evidence().size());
	}

	private Monitor monitor(Path file) {
		CustomServerType type = new CustomServerType();
		return type.open(type.schema().complete(Map.of("file", file.toString(), "zone", "Europe/Berlin")),
				FakeContext.at(clock));
	}

	private Collected poll(Monitor monitor) {
		PollResult result = monitor.poll(new Call(clock.instant().plusSeconds(60), Progress.NONE));
		return assertInstanceOf(Collected.class, result);
	}

	private static String text(Evidence evidence) throws IOException {
		try (var in = evidence.content().open()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}
}
