package org.lictor.agent.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.lictor.agent.internal.Events.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.disk.StateFile;

class UsesTest {

	private static final Uses.Of ANN = new Uses.Of("S", "acad", "2018", "ann");
	private static final UUID PROCESS = new UUID(1, 1);

	@TempDir
	Path temp;

	private Uses uses() {
		return new Uses(new StateFile(temp.resolve("uses.json")));
	}

	@Test
	void aUseKeepsItsKeyOverARestart() {
		UUID key = uses().acted(ANN, NOON);

		assertEquals(key, uses().acted(ANN, NOON.plus(Duration.ofMinutes(90))));
		assertEquals(List.of(key), uses().open("S", "acad", "ann", NOON.plus(Duration.ofHours(3))));
	}

	@Test
	void isOverTwoHoursAfterTheLastOfIt() {
		Uses uses = uses();
		UUID key = uses.acted(ANN, NOON);

		assertEquals(List.of(), uses.open("S", "acad", "ann", NOON.plus(Duration.ofHours(3))));
		assertNotEquals(key, uses.acted(ANN, NOON.plus(Duration.ofHours(3))));
	}

	@Test
	void goesOnAsLongAsAProcessRuns() {
		Uses uses = uses();
		UUID key = uses.began(ANN, PROCESS, NOON);
		assertEquals(key, uses.acted(ANN, NOON.plus(Duration.ofHours(9))));

		uses = uses();
		uses.goesOn(ANN, key, PROCESS, NOON.plus(Duration.ofHours(18)));
		assertEquals(key, uses.acted(ANN, NOON.plus(Duration.ofHours(19))));

		uses.ended(PROCESS, NOON.plus(Duration.ofHours(20)));
		assertEquals(key, uses.acted(ANN, NOON.plus(Duration.ofHours(21))));
		assertNotEquals(key, uses.acted(ANN, NOON.plus(Duration.ofHours(24))));
	}

	@Test
	void isOneForEachUserAndVersion() {
		Uses uses = uses();
		UUID key = uses.acted(ANN, NOON);

		assertNotEquals(key, uses.acted(new Uses.Of("S", "acad", "2019", "ann"), NOON));
		assertNotEquals(key, uses.acted(new Uses.Of("S", "acad", "2018", "bob"), NOON));
		assertNotEquals(key, uses.acted(new Uses.Of("T", "acad", "2018", "ann"), NOON));
		assertEquals(2, uses.open("S", "acad", "ann", NOON).size());
		assertEquals(uses.acted(new Uses.Of("S", "acad", "2018", "ACME\\Ann"), NOON),
				uses.open("S", "acad", "acme\\ann", NOON).getFirst());
	}

	@Test
	void forgetsWhatWasToldInAnotherForm() {
		Uses uses = uses();
		UUID key = uses.acted(ANN, NOON);
		uses.forget();

		assertEquals(1, uses.forgotten());
		assertNotEquals(key, uses.acted(ANN, NOON));
	}

	@Test
	void beginsAnewWhenItsFileIsDamaged() throws IOException {
		for (String damaged : List.of("", "{", "{}", "[1]", "[{\"server\":\"S\"}]", "[{\"server\":7,\"application\":[],\"user\":{}}]")) {
			Files.writeString(temp.resolve("uses.json"), damaged);
			assertEquals(1, List.of(uses().acted(ANN, NOON)).size(), damaged);
		}
	}
}
