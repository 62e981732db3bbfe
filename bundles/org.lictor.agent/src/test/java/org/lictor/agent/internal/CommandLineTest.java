package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.link.Route;
import org.lictor.agent.protocol.EnrolmentString;

/** Arguments, exit codes and sentences. */
class CommandLineTest {

	private static final EnrolmentString STRING = new EnrolmentString(URI.create("https://h:1"), "ab".repeat(32), "t0ken");

	@TempDir
	Path temp;
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private int run(String... arguments) {
		out.reset();
		err.reset();
		return new AgentMain("1.2.3", new PrintStream(out, true, StandardCharsets.UTF_8),
				new PrintStream(err, true, StandardCharsets.UTF_8)).run(List.of(arguments));
	}

	private String out() {
		return out.toString(StandardCharsets.UTF_8);
	}

	private String err() {
		return err.toString(StandardCharsets.UTF_8).strip();
	}

	private static CommandLine parse(List<String> arguments) throws AgentFailure {
		return CommandLine.parse(arguments, none -> null);
	}

	@Test
	void understandsItsArgumentsInAnyOrder() throws Exception {
		CommandLine expected = new CommandLine(CommandLine.Action.RUN, Optional.of(Path.of("/d")), Optional.of(STRING),
				Optional.empty(), false, 50, Optional.empty());

		assertEquals(expected, parse(List.of("--data", "/d", "--enrol", STRING.text())));
		assertEquals(expected, parse(List.of("--enrol", STRING.text(), "--data", "/d")));
		assertEquals(CommandLine.Action.STATUS, parse(List.of("--data", "/d", "status")).action());
		assertEquals(CommandLine.Action.STATUS, parse(List.of("status", "--data", "/d")).action());
	}

	@Test
	void readsTheEnrolmentStringFromAFile() throws Exception {
		Path file = Files.writeString(temp.resolve("string"), STRING.text() + "\n");

		assertEquals(Optional.of(STRING), parse(List.of("--data", "/d", "--enrol", "@" + file)).enrolment());
		assertEquals("The file of the enrolment string, /no/such, cannot be read: it does not exist.",
				assertThrows(AgentFailure.class, () -> parse(List.of("--data", "/d", "--enrol", "@/no/such")))
						.getMessage());
	}

	@Test
	void takesTheFileOfAServiceThatMayBeMissing() throws Exception {
		Path file = temp.resolve("enrolment");
		List<String> arguments = List.of("--data", "/d", "--enrol-once", file.toString());

		assertEquals(new CommandLine(CommandLine.Action.RUN, Optional.of(Path.of("/d")), Optional.empty(), Optional.empty(), false,
				50, Optional.empty()), parse(arguments));

		Files.writeString(file, STRING.text() + "\n");
		assertEquals(new CommandLine(CommandLine.Action.RUN, Optional.of(Path.of("/d")), Optional.of(STRING), Optional.of(file),
				false, 50, Optional.empty()), parse(arguments));
		assertTrue(Files.exists(file), "only the enrolled agent removes it");
	}

	@Test
	void explainsItself() {
		assertEquals(0, run("--help"));
		assertTrue(out().contains("--enrol STRING") && out().contains("status --data DIR"), out());
		assertEquals("", err());
		assertEquals(0, run("--version"));
		assertEquals("lictor-agent 1.2.3", out().strip());
	}

	@Test
	void saysInOneSentenceWhatItDoesNotUnderstand() {
		assertEquals(2, run());
		assertEquals("lictor-agent: The data folder is missing: --data DIR. See lictor-agent --help.", err());
		assertEquals(2, run("--data"));
		assertEquals("lictor-agent: After --data its value is missing. See lictor-agent --help.", err());
		assertEquals(2, run("--data", "/d", "--bogus"));
		assertEquals("lictor-agent: \"--bogus\" is no argument of the agent. See lictor-agent --help.", err());
		assertEquals(2, run("--data", "/d", "--enrol", "lictor1:t0ken!"));
		assertEquals("lictor-agent: The enrolment string cannot be read: a part is missing or was altered."
				+ " Copy it whole, as the server printed it.", err());
		assertFalse(err().contains("t0ken"));
		assertEquals("", out());
	}

	@Test
	void namesAFolderThatCannotBeWritten() throws IOException {
		Path file = Files.writeString(temp.resolve("file"), "");

		assertEquals(3, run("--data", file.resolve("data").toString()));

		assertTrue(err().startsWith("lictor-agent: The data folder " + file.resolve("data") + " cannot be written: "), err());
		assertTrue(err().endsWith(". Correct that, or name another folder with --data."), err());
		assertEquals(1, err().lines().count());
	}

	@Test
	void saysThatThereIsNoStatusYet() {
		assertEquals(3, run("status", "--data", temp.resolve("none").toString()));
		assertEquals("lictor-agent: No agent has run on " + temp.resolve("none") + " yet: there is no status.json.", err());
		assertFalse(Files.exists(temp.resolve("none")), "asking changes nothing");
	}

	@Test
	void saysThatTheStatusIsDamaged() throws IOException {
		Files.writeString(temp.resolve("status.json"), "{");
		assertEquals(3, run("status", "--data", temp.toString()));
		assertTrue(err().endsWith("status.json is damaged."), err());
	}

	@Test
	void takesAProxyOrAFileThatNamesOne() throws Exception {
		Path file = Files.writeString(temp.resolve("proxy"), "ann:s3cret@proxy.example:3128\n");

		assertEquals(Optional.of("none"), parse(List.of("--data", "/d", "--proxy", "none")).proxy());
		assertEquals(Optional.of("ann:s3cret@proxy.example:3128\n"),
				parse(List.of("--data", "/d", "--proxy", "@" + file)).proxy());
		assertEquals(2, run("--data", "/d", "--proxy", "socks://ann:s3cret@proxy"));
		assertEquals("lictor-agent: After --proxy [http://][user:password@]host:port is expected, or none, or system."
				+ " See lictor-agent --help.", err());
	}

	@Test
	void keepsTheProxyForLaterStartsAndForItsOwnerOnly() throws Exception {
		URI server = URI.create("https://lictor.acme.example:7443");
		try (DataFolder folder = DataFolder.open(temp)) {
			folder.keepProxy("ann:s3cret@proxy.example:3128\n");

			assertEquals(Route.parse("ann:s3cret@proxy.example:3128").orElseThrow(), DataFolder.route(temp, server));
			assertEquals(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
					Files.getPosixFilePermissions(temp.resolve("proxy.txt")));
			folder.keepProxy("none");
			assertEquals(Route.STRAIGHT, DataFolder.route(temp, server));
			folder.keepProxy("system");
			assertFalse(Files.exists(temp.resolve("proxy.txt")));
		}
	}

	@Test
	void takesTheProxyOfAServiceFromItsEnvironment() throws Exception {
		UnaryOperator<String> environment = Map.of("LICTOR_PROXY", "ann:s3cret@proxy.example:3128")::get;

		assertEquals(Optional.of("ann:s3cret@proxy.example:3128"), CommandLine.parse(List.of("--data", "/d"), environment).proxy());
		assertEquals(Optional.of("none"), CommandLine.parse(List.of("--data", "/d", "--proxy", "none"), environment).proxy());
		assertEquals(Optional.empty(), CommandLine.parse(List.of("doctor", "--data", "/d"), environment).proxy(), "it goes by what the service kept");
		assertEquals(Optional.empty(), CommandLine.parse(List.of("--data", "/d"), Map.of("LICTOR_PROXY", "")::get).proxy());
		AgentFailure wrong = assertThrows(AgentFailure.class,
				() -> CommandLine.parse(List.of("--data", "/d"), Map.of("LICTOR_PROXY", "s3cret@")::get));
		assertTrue(wrong.getMessage().startsWith("After LICTOR_PROXY= "), wrong.getMessage());
		assertFalse(wrong.getMessage().contains("s3cret"), wrong.getMessage());
	}
}
