package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.Machine.Card;

/** By what a machine is known again. */
class MachineTest {

	private static final Card CARD = new Card("eth0", "001122334455");
	private static final Card BRIDGE = new Card("docker0", "0242aabbccdd");

	@TempDir
	Path system;

	private void number(String number) throws IOException {
		Files.createDirectories(system.resolve("class/dmi/id"));
		Files.writeString(system.resolve("class/dmi/id/product_uuid"), number + "\n");
	}

	@Test
	void isTheNumberOfItsMakerAndItsNetworkCards() throws IOException {
		number("4C4C4544-0042");
		Files.createDirectories(system.resolve("class/net/eth0/device"));
		Files.createDirectories(system.resolve("class/net/docker0"));

		assertEquals(List.of("u:4c4c4544-0042", "n:001122334455"), Machine.read(system, List.of(BRIDGE, CARD)).parts());
	}

	@Test
	void takesAllCardsWhereLinuxTellsNothing() {
		assertEquals(List.of("n:001122334455", "n:0242aabbccdd"), Machine.read(system, List.of(BRIDGE, CARD)).parts());
	}

	@Test
	void takesNoNumberThatManyMachinesHave() throws IOException {
		number("00000000-0000-0000");
		assertEquals(Machine.UNKNOWN, Machine.read(system, List.of()));
	}

	@Test
	void tellsEachServerOtherMarksThatDoNotHoldWhatWasRead() {
		Machine machine = new Machine(List.of("n:001122334455"));
		String mark = machine.marks("ab").getFirst();

		assertEquals(2 + 24, mark.length());
		assertEquals("n:", mark.substring(0, 2));
		assertEquals(-1, mark.indexOf("0011"));
		assertNotEquals(mark, machine.marks("cd").getFirst());
	}
}
