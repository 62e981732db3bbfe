package org.lictor.workbench.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.lictor.service.Location;

class ArgumentsTest {

	private static Arguments parse(String... arguments) {
		return Arguments.parse(arguments, Map.of("LICTOR_TOKEN", "s3cret"));
	}

	private static String refused(String... arguments) {
		return assertThrows(IllegalArgumentException.class, () -> parse(arguments)).getMessage();
	}

	@Test
	void leavesTheChoiceToThePreferencesWhenNothingIsSaid() {
		assertEquals(new Arguments(Optional.empty(), OptionalInt.empty()), parse("-nosplash", "-consoleLog"));
	}

	@Test
	void takesADataFolderAndAPort() {
		Arguments arguments = parse("-clean", "--data", "site", "--port=7000");
		assertEquals(Optional.of(new Location.Folder(Path.of("site").toAbsolutePath())), arguments.location());
		assertEquals(OptionalInt.of(7000), arguments.port());
	}

	@Test
	void takesAServerElsewhereWithTheTokenFromTheEnvironment() {
		String fingerprint = "AB:".repeat(31) + "cd";
		Arguments arguments = parse("--url", "https://licences.example:7443", "--fingerprint", fingerprint);
		assertEquals(Optional.of(new Location.Address(URI.create("https://licences.example:7443"),
				Optional.of("ab".repeat(31) + "cd"), "s3cret")), arguments.location());
		assertFalse(arguments.toString().contains("s3cret"));
	}

	@Test
	void saysWhatIsWrong() {
		assertTrue(refused("--data", "x", "--url", "https://h").contains("not both"));
		assertTrue(refused("--data").contains("--data"));
		assertTrue(refused("--port", "70000").contains("70000"));
		assertTrue(refused("--url", "http://h").contains("https://"));
		assertTrue(refused("--url", "not an address").contains("https://"));
		assertTrue(refused("--url", "https://h", "--fingerprint", "abc").contains("64"));
	}
}
