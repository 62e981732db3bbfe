package org.lictor.agent.internal.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.FakeClock;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.Input;
import org.lictor.agent.protocol.EventDetail.InputSeen;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/** Whether somebody works is told when it changes, and only where it is wanted. */
class InputWatchTest {

	private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
	private static final UUID ACAD = new UUID(1, 1);
	private static final UUID MAYA = new UUID(2, 2);
	private static final UUID OTHER = new UUID(3, 3);

	@TempDir
	Path temp;

	private final FakeClock clock = new FakeClock(NOON);
	private final List<EventDetail> told = new ArrayList<>();
	private final Map<String, InputSource.Seen> hints = new HashMap<>();
	private final InputWatch watch = new InputWatch(
			(osSession, now) -> hints.getOrDefault(osSession, new InputSource.Seen(Input.ACTIVE, now)), clock, told::addAll, () -> { });

	private static SessionInfo session(UUID key, String osSession, Optional<UUID> use) {
		return new SessionInfo(key, "Cloud", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2025", "pc1", "ann", 7, Optional.empty(),
				"/opt/acad", use, osSession);
	}

	private void begin(UUID key, String osSession) {
		watch.noticed(List.of(new EventDetail.SessionStarted(session(key, osSession, Optional.empty()))));
	}

	private List<EventDetail> step() throws InterruptedException {
		told.clear();
		clock.pass(watch.step());
		return List.copyOf(told);
	}

	@Test
	void tellsOfAllSessionsOfASessionOfTheSystemWhenItChanges() throws Exception {
		watch.wanted(true);
		begin(ACAD, "2");
		begin(MAYA, "2");
		begin(OTHER, "3");

		assertEquals(List.of(new InputSeen(List.of(ACAD, MAYA), Input.ACTIVE, NOON), new InputSeen(List.of(OTHER), Input.ACTIVE, NOON)), step());
		assertEquals(List.of(), step());
		hints.put("2", new InputSource.Seen(Input.IDLE, NOON.plusSeconds(20)));
		assertEquals(List.of(new InputSeen(List.of(ACAD, MAYA), Input.IDLE, NOON.plusSeconds(20))), step());
		begin(new UUID(4, 4), "2");
		assertEquals(List.of(new InputSeen(List.of(new UUID(4, 4)), Input.IDLE, NOON.plusSeconds(20))), step());
		hints.clear();
		watch.noticed(List.of(new EventDetail.SessionEnded(session(MAYA, "2", Optional.empty()), NOON, true,
				EventDetail.EndReason.PROCESS_ENDED)));
		assertEquals(List.of(new InputSeen(List.of(ACAD, new UUID(4, 4)), Input.ACTIVE, NOON.plusSeconds(120))), step());
	}

	@Test
	void tellsNothingUnlessItIsWantedAndOnceThatItIsNotKnownAnyMore() throws Exception {
		begin(ACAD, "2");
		assertEquals(Duration.ofDays(1), watch.step());
		assertEquals(List.of(), told);
		watch.wanted(true);
		step();

		watch.wanted(false);

		Instant now = clock.wall();
		assertEquals(List.of(new InputSeen(List.of(ACAD), Input.UNKNOWN, now)), step());
		assertEquals(List.of(), step());
	}

	@Test
	void saysNothingWhereTheSystemDoesNotTellNorOfWhatIsNoSession() throws Exception {
		watch.wanted(true);
		begin(ACAD, "");
		hints.put("9", new InputSource.Seen(Input.UNKNOWN, NOON));
		begin(MAYA, "9");
		watch.noticed(List.of(new EventDetail.SessionStarted(session(OTHER, "2", Optional.of(new UUID(8, 8))))));

		assertEquals(List.of(), step());
	}

	private Logind logind(String script) throws IOException {
		Path program = temp.resolve("loginctl");
		Files.writeString(program, "#!/bin/sh\n" + script + "\n");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		return new Logind(List.of(program.toString()));
	}

	@Test
	void readsTheHintOfLogind() throws Exception {
		String arguments = "[ \"$*\" = 'show-session c2 -p IdleHint -p IdleSinceHint' ] || exit 1; ";
		long micros = NOON.minusSeconds(600).toEpochMilli() * 1000 + 321;

		assertEquals(new InputSource.Seen(Input.IDLE, NOON.minusSeconds(600)),
				logind(arguments + "echo IdleHint=yes; echo IdleSinceHint=" + micros).look("c2", NOON));
		assertEquals(new InputSource.Seen(Input.ACTIVE, NOON),
				logind(arguments + "echo IdleHint=no; echo IdleSinceHint=" + micros).look("c2", NOON));
		assertEquals(new InputSource.Seen(Input.IDLE, NOON), logind("echo IdleHint=yes; echo IdleSinceHint=0").look("c2", NOON));
		assertEquals(new InputSource.Seen(Input.UNKNOWN, NOON), logind(arguments).look("c3", NOON));
		assertEquals(new InputSource.Seen(Input.UNKNOWN, NOON), logind("echo 'IdleHint=maybe'").look("c2", NOON));
		assertEquals(new InputSource.Seen(Input.UNKNOWN, NOON), new Logind(List.of(temp + "/none")).look("c2", NOON));
	}
}
