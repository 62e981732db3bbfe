package org.lictor.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Status;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.TableBuilder;
import org.lictor.server.internal.Shell.Outcome;
import org.lictor.service.Backup;
import org.lictor.service.Erased;
import org.lictor.service.CheckResult;
import org.lictor.service.Examination;
import org.lictor.service.ImportResult;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.SignIn;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Field;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import picocli.CommandLine;

class CommandsTest {

	private static final String EVERYBODY = "whose=Whose[user=Optional.empty, host=Optional.empty, group=Optional.empty, todaysMembers=false], policy=Optional.empty";

	private static final String FINGERPRINT = "ab".repeat(32);

	@TempDir
	private Path home;
	private Shell shell;

	@BeforeEach
	void sit() {
		shell = new Shell(home);
	}

	// ---- every command

	private static Stream<String> everyCommand() {
		List<String> names = new ArrayList<>();
		collect(new CommandRunner(new Terminal(System.out, System.err, System.in, Terminal.Interactive.NOWHERE, Map.of(),
				Path.of("."), java.time.ZoneOffset.UTC, "1", List::of, Optional::empty, Optional::empty, Optional::empty, Optional::empty), running -> {
				}).commandLine(), "", names);
		return names.stream();
	}

	private static void collect(CommandLine command, String path, List<String> names) {
		names.add(path);
		command.getSubcommands()
				.forEach((name, below) -> collect(below, path.isEmpty() ? name : path + " " + name, names));
	}

	@Test
	void thereAreTheseCommands() {
		assertEquals(List.of("", "server", "servers", "servers add", "servers list", "servers show", "servers set",
				"servers enable", "servers disable", "servers verify", "servers sign-in", "servers poll", "servers remove",
				"servers types", "groups",
				"groups add", "groups list", "groups assign", "groups unassign", "groups add-agent", "groups remove-agent",
				"groups auto-assign", "groups privacy", "groups idle", "groups remove", "agents", "agents token", "agents list", "agents doctor",
				"agents remove", "rules", "rules list", "rules try", "rules add", "rules remove", "import",
				"report", "reports", "explain", "people", "people map", "people unmap", "people list", "people patterns", "people export", "people erase", "report-groups", "report-groups add",
				"report-groups remove", "report-groups include", "report-groups exclude", "report-groups list", "report-groups show", "directory", "directory add",
				"directory set", "directory test", "directory refresh", "directory list", "directory show", "directory remove", "directory settings", "prices", "prices set",
				"prices remove", "prices list", "tokens", "tokens add",
				"tokens list", "tokens revoke", "rebuild", "verify", "retention", "retention show", "retention set", "retention off", "retention apply", "backup",
				"restore", "move", "plugins", "plugins list", "plugins install", "plugins update", "plugins remove", "plugins trust",
				"plugins trust list", "plugins trust policy", "plugins trust add", "plugins trust remove", "plugins trust allow-http",
				"plugins trust forbid-http", "plugins trust remote", "update"), everyCommand().toList());
	}

	@ParameterizedTest
	@MethodSource("everyCommand")
	void everyCommandHasHelpAndDoesNothingElseThen(String command) {
		List<String> words = new ArrayList<>(List.of(command.split(" ")));
		words.removeIf(String::isEmpty);
		words.add("--help");
		Outcome outcome = shell.run(words.toArray(String[]::new));

		assertEquals(0, outcome.exit());
		assertEquals("", outcome.err());
		assertTrue(outcome.out().startsWith("Usage: lictor" + (command.isEmpty() ? "" : " " + command)), outcome.out());
		assertTrue(outcome.out().contains("--help"), outcome.out());
		assertEquals(List.of(), shell.opened);
		assertTrue(Files.notExists(home.resolve(".lictor")));
	}

	@ParameterizedTest
	@MethodSource("everyCommand")
	void everyCommandStandsInThePageForPeople(String command) throws IOException {
		String page = Files.readString(Path.of(System.getProperty("basedir", "."), "../../docs/operating/commands.md"));

		assertTrue(page.contains(command), command);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "servers", "groups", "agents", "rules", "people", "report-groups", "directory", "prices", "retention", "tokens" })
	void aGroupOfCommandsAloneSaysWhatThereIs(String group) {
		Outcome outcome = group.isEmpty() ? shell.run() : shell.run(group);

		assertEquals(2, outcome.exit());
		assertEquals("", outcome.out());
		assertTrue(outcome.err().startsWith("Say one of: lictor"), outcome.err());
	}

	@Test
	void movesTheDataWithThePasswordFromWhereItStands() throws IOException {
		String[] words = { "move", "--data", "/srv/x", "--to", "jdbc:postgresql://h/n", "--user", "u" };
		shell.input = "typed\n";
		Outcome outcome = shell.run(words);
		assertEquals(0, outcome.exit(), outcome.err());
		assertTrue(outcome.out().contains("/srv/x/db.moved") && !outcome.out().contains("typed"), outcome.out());
		shell.environment.put("LICTOR_DATABASE_PASSWORD", "of the environment");
		shell.run(words);
		Path file = Files.writeString(home.resolve("pw"), "of a file\n");
		shell.run("move", "--data", "/srv/x", "--to", "jdbc:postgresql://h/n", "--user", "u", "--password-file", file.toString());
		shell.run("move", "--give-up");
		assertEquals(List.of("/srv/x to jdbc:postgresql://h/n as u by typed",
				"/srv/x to jdbc:postgresql://h/n as u by of the environment", "/srv/x to jdbc:postgresql://h/n as u by of a file",
				"give up " + home.resolve(".lictor")), shell.moves);
		assertMisused("Say where to: --to jdbc:postgresql://host/name --user USER.", "move", "--to", "x");
		assertMisused("--give-up goes with no other option than --data.", "move", "--give-up", "--user", "u");
	}

	@Test
	void aBackupIsWrittenWhereOneSaysAndLacksAreTroubles() {
		assertEquals(new Outcome(0, "/backups/b.zip is written: all that was kept until 2026-03-01T08:00:00Z, 1234 rows of Derby at schema 16"
				+ " and 5 pieces of evidence, 67.8 MB, by Lictor 1.2.3.\n", ""), shell.run("backup", "--to", "/backups"));
		shell.run("backup", "--to", "b.zip");
		shell.environment.put("LICTOR_TOKEN", "t");
		shell.run("backup", "--to", "/backups", "--url", "https://h");
		assertEquals(List.of("maintenance.backup(/backups)", "maintenance.backup(" + Path.of("b.zip").toAbsolutePath() + ")",
				"maintenance.backup(/backups)"), shell.lictor.calls);
		assertMisused("With --url say --to with a whole path, because the file is made on the machine of the server.", "backup", "--to", "b.zip",
				"--url", "https://h");
		assertEquals("file, made, version, schema, database, rows, evidence, bytes, notes", keys(json("backup", "--to", "/b")));

		shell.lictor.answers.put("maintenance.backup",
				new Backup("/b", FakeLictor.MORNING, "1", 1, "Derby", 1, 1, 1, List.of("Something is gone.")));
		Outcome lacking = shell.run("backup", "--to", "/b");
		assertEquals("1 Something is gone.\n", lacking.exit() + " " + lacking.err());
	}

	@Test
	void aBackupIsCheckedOrRestored() {
		assertEquals(new Outcome(0, "/b.zip is sound: all that was kept until 2026-03-01T08:00:00Z, 1234 rows of Derby at schema 16"
				+ " and 5 pieces of evidence, 67.8 MB, by Lictor 1.2.3.\n", ""), shell.run("restore", "/b.zip", "--check"));
		assertTrue(shell.run("restore", "/b.zip", "--data", "/new").out().startsWith("/new is restored from /b.zip: all that was kept until"));
		shell.environment.put("LICTOR_DATABASE_PASSWORD", "p");
		shell.run("restore", "/b.zip", "--data", "/new", "--database", "jdbc:postgresql://h/n", "--user", "u");
		assertEquals(List.of("check /b.zip", "/b.zip to /new", "/b.zip to /new and jdbc:postgresql://h/n as u by p"), shell.restores);
		assertMisused("Say either --data DIR, a new data folder, or --check.", "restore", "/b.zip");
		assertMisused("Say either --data DIR, a new data folder, or --check.", "restore", "/b.zip", "--check", "--data", "/new");
		assertMisused("Say --database jdbc:postgresql://host/name and --user USER together.", "restore", "/b.zip", "--data", "/x", "--user", "u");
		assertMisused("--check needs no database.", "restore", "/b.zip", "--check", "--database", "x", "--user", "u");
	}

	@Test
	void tellsItsVersion() {
		assertEquals(new Outcome(0, "Lictor 1.2.3\n", ""), shell.run("--version"));
	}

	// ---- words that are not understood

	@Test
	void wordsThatAreNotUnderstoodAreToldInASentence() {
		assertMisused("There is no command 'frobnicate'.", "frobnicate");
		assertMisused("There is no command 'frobnicate'.", "servers", "frobnicate");
		assertMisused("There is no option '--frobnicate'.", "servers", "list", "--frobnicate");
		assertMisused("There is one word too many: 'x'.", "servers", "list", "x");
		assertMisused("Missing required option: '--type=TYPE'", "servers", "add", "--name", "X");
		assertMisused("Missing required parameter: 'NAME'", "servers", "show");
		assertMisused("Invalid value for option '--format': 'docx' is none of table, csv, json, xlsx, pdf", "report", "usage",
				"--format", "docx");
		assertMisused("Invalid value for option '--format': 'csv' is none of table, json", "servers", "list", "--format", "csv");
		assertMisused("'from' should be a day such as", "report", "usage", "--from", "yesterday");
		assertMisused("'zone' should be the name of a time zone", "report", "usage", "--zone", "Mars");
		assertMisused("Invalid value for option '--expires': 'soon' is no length of time", "agents", "token", "--expires",
				"soon");
		assertMisused("Invalid value for option '--role': 'god' is none of administrator, reader", "tokens", "add", "x", "--role", "god");
		assertMisused("--set should look like key=value, not like 'x'.", "servers", "add", "--name", "X", "--type", "t",
				"--set", "x");
		assertMisused("'a' is given twice.", "servers", "add", "--name", "X", "--type", "t", "--set", "a=1", "--set", "a=2");
		assertMisused("Say what to change", "servers", "set", "Cloud");
		assertEquals(List.of(), shell.lictor.calls);
	}

	private void assertMisused(String begin, String... words) {
		Outcome outcome = shell.run(words);

		assertEquals(2, outcome.exit(), outcome.toString());
		assertEquals("", outcome.out());
		assertTrue(outcome.err().startsWith(begin), outcome.err());
		assertTrue(outcome.err().contains(" --help' tells what there is."), outcome.err());
		assertTrue(outcome.err().lines().count() <= 3, outcome.err());
	}

	// ---- where a command goes

	@Test
	void opensTheUsualFolderUnlessAnotherIsNamed() throws IOException {
		shell.run("servers", "list");
		shell.run("servers", "list", "--data", home.resolve("other").toString());

		assertEquals(List.of(new Location.Folder(home.resolve(".lictor")), new Location.Folder(home.resolve("other"))),
				shell.opened);
		assertEquals(List.of(OpenOptions.COMMAND, OpenOptions.COMMAND), shell.options);
		assertTrue(shell.lictor.closed);
		assertEquals("rwx------", permissions(home.resolve("other")));
		assertEquals("rwx------", permissions(home.resolve("other/log")));
	}

	@Test
	void goesToAServerElsewhereWithATokenFromAFileOrTheEnvironment() throws IOException {
		Path file = Files.writeString(home.resolve("token"), "from-a-file\n");
		shell.run("servers", "list", "--url", "https://h:1", "--token-file", file.toString());
		shell.environment.put("LICTOR_TOKEN", "from-the-environment");
		shell.run("servers", "list", "--url", "https://h:1", "--fingerprint", "AB:".repeat(31) + "ab");

		assertEquals(List.of("from-a-file", "from-the-environment"),
				shell.opened.stream().map(location -> ((Location.Address) location).token()).toList());
		assertEquals(Optional.of(FINGERPRINT), ((Location.Address) shell.opened.get(1)).fingerprint());
		assertTrue(Files.notExists(home.resolve(".lictor")));
	}

	@Test
	void whatDoesNotGoTogetherIsRefused() {
		assertMisused("A server elsewhere wants a token", "servers", "list", "--url", "https://h:1");
		assertMisused("Say either --data or --url, not both.", "servers", "list", "--url", "https://h:1", "--data", "x");
		assertMisused("--token-file goes with --url.", "servers", "list", "--token-file", "x");
		assertMisused("--fingerprint goes with --url.", "servers", "list", "--fingerprint", FINGERPRINT);
		assertMisused("There is no option '--token'.", "servers", "list", "--url", "https://h:1", "--token", "x");
		shell.environment.put("LICTOR_TOKEN", "x");
		assertMisused("--url should be an address", "servers", "list", "--url", "https://h o:1");
		assertMisused("--fingerprint should have 64", "servers", "list", "--url", "https://h:1", "--fingerprint", "12");
	}

	@Test
	void aTokenFileThatCannotBeReadIsTold() {
		Outcome outcome = shell.run("servers", "list", "--url", "https://h:1", "--token-file", "/no/such");

		assertEquals(new Outcome(1, "", "The token file /no/such cannot be read: it does not exist.\n"), outcome);
	}

	@Test
	void aFolderThatCannotBeMadeIsTold() throws IOException {
		Path file = Files.writeString(home.resolve("file"), "");
		Outcome below = shell.run("servers", "list", "--data", file.resolve("data").toString());
		Outcome itself = shell.run("servers", "list", "--data", file.toString());

		assertEquals(1, below.exit());
		assertTrue(below.err().startsWith("The data folder " + file.resolve("data") + " cannot be made: "), below.err());
		assertEquals(1, itself.exit());
		assertTrue(itself.err().contains("something else of that name stands there"), itself.err());
	}

	@Test
	void anInstallationThatIsNotCompleteIsTold() {
		shell.connectors = List.of();

		assertTrue(shell.run("servers", "list").err().startsWith("This installation is not complete"));
		assertTrue(shell.run("server").err().startsWith("This installation is not complete"));
	}

	// ---- what goes wrong

	@Test
	void aRefusalIsASentenceOnStandardErrorAndExitCodeOne() {
		shell.lictor.failure = new ServiceException(Reason.NOT_FOUND, "There is no server 'X'.");

		assertEquals(new Outcome(1, "", "There is no server 'X'.\n"), shell.run("servers", "show", "X"));
		assertTrue(shell.lictor.closed);
	}

	@Test
	void aDefectIsToldWithoutItsInnardsAndStandsInTheLog() throws IOException {
		shell.lictor.failure = new IllegalStateException("innards");
		Logs.toConsole(java.util.logging.Level.OFF);
		Outcome outcome = shell.run("servers", "list");

		assertEquals(new Outcome(1, "",
				"A defect of Lictor came to light; the folder 'log' of the data folder has more.\n"), outcome);
		assertTrue(Files.readString(home.resolve(".lictor/log/commands.0.0.log")).contains("innards"));
	}

	// ---- servers

	@Test
	void serversAreListedAndShown() {
		Outcome table = shell.run("servers", "list");
		Outcome shown = shell.run("servers", "show", "Cloud");

		assertTrue(table.out().contains("Cloud  Autodesk  UP      All well.  2026-03-01 09:00:00  Design"), table.out());
		assertTrue(shown.out().contains("Setting folder  /x\n"), shown.out());
		assertTrue(shown.out().contains("Secret key      (set)\n"), shown.out());
		assertEquals("name, type, type_label, settings, secret_keys, enabled, status, last_success, last_attempt, groups",
				keys(json("servers", "list").getAsJsonArray().get(0)));
		assertEquals(json("servers", "list").getAsJsonArray().get(0), json("servers", "show", "Cloud"));
	}

	@Test
	void aServerIsAddedWithItsSettings() {
		Outcome outcome = shell.run("servers", "add", "--name", "Cloud", "--type", "autodesk", "--set", "folder=/a=b", "--set",
				"zone=");

		assertEquals(new Outcome(0, "Server 'Cloud' is added.\n", ""), outcome);
		assertEquals(List.of("servers.add(Cloud autodesk {folder=/a=b, zone=} true)"), shell.lictor.calls);
		shell.run("servers", "add", "--name", "Cloud", "--type", "autodesk", "--disabled");
		assertEquals("servers.add(Cloud autodesk {} false)", shell.lictor.calls.getLast());
	}

	@Test
	void secretsComeFromStandardInputOrFilesAndAreNeverPrinted() throws IOException {
		Path file = Files.writeString(home.resolve("secret"), " spaced secret \n");
		shell.input = "first\nsecönd\n";
		Outcome outcome = shell.run("servers", "add", "--name", "Cloud", "--type", "autodesk", "--secret", "a", "--secret",
				"b", "--secret-file", "c=" + file);

		assertEquals(Map.of("a", "first", "b", "secönd", "c", " spaced secret "), shell.lictor.secrets);
		assertFalse((outcome.out() + outcome.err() + shell.lictor.calls).contains("first"));
	}

	@Test
	void aSecretThatIsMissingIsTold() {
		shell.input = "only one\n";
		Outcome missing = shell.run("servers", "add", "--name", "C", "--type", "t", "--secret", "a", "--secret", "b");
		Outcome noFile = shell.run("servers", "add", "--name", "C", "--type", "t", "--secret-file", "a=/no/such");

		assertEquals(new Outcome(1, "", "The secret 'b' should come on standard input, which is at its end.\n"), missing);
		assertEquals(new Outcome(1, "", "The file /no/such that should hold a secret cannot be read: it does not exist.\n"),
				noFile);
		assertMisused("--secret-file should look like key=value, not like '...'.", "servers", "add", "--name", "C", "--type",
				"t", "--secret-file", "hunter2");
		assertEquals(List.of(), shell.opened, "refused before anything is opened");
	}

	@Test
	void changingAServerKeepsWhatIsNotNamed() {
		shell.run("servers", "set", "Cloud", "--set", "folder=/new", "--unset", "zone");
		shell.run("servers", "disable", "Cloud");
		shell.run("servers", "enable", "Cloud");

		assertEquals(List.of("servers.show(Cloud)", "servers.update(Cloud autodesk {folder=/new} true)", "servers.show(Cloud)",
				"servers.update(Cloud autodesk {folder=/x, zone=UTC} false)", "servers.show(Cloud)",
				"servers.update(Cloud autodesk {folder=/x, zone=UTC} true)"), shell.lictor.calls);
	}

	@Test
	void replacingASecretKeepsEverySetting() throws IOException {
		Path file = Files.writeString(home.resolve("secret"), "rotated\n");

		Outcome outcome = shell.run("servers", "set", "Cloud", "--secret-file", "key=" + file);

		assertEquals(Map.of("key", "rotated"), shell.lictor.secrets);
		assertEquals(List.of("servers.show(Cloud)", "servers.update(Cloud autodesk {folder=/x, zone=UTC} true)"),
				shell.lictor.calls);
		assertFalse((outcome.out() + outcome.err()).contains("rotated"));
	}

	@Test
	void verifyingFailsWhenTheServerCannotBeMonitored() {
		assertEquals(new Outcome(0, "'Cloud' can be monitored.\n", ""), shell.run("servers", "verify", "Cloud"));
		shell.lictor.answers.put("servers.verify", FakeLictor.BAD);
		Outcome bad = shell.run("servers", "verify", "Cloud", "--set", "folder=/y");
		Outcome unsaved = shell.run("servers", "verify", "New", "--type", "custom", "--format", "json");

		assertEquals(new Outcome(1, "", "'Cloud' cannot be monitored like this. The folder is missing.\n"
				+ "  folder: There is no folder /x.\n"), bad);
		assertTrue(shell.lictor.calls.contains("servers.verify(Cloud autodesk {folder=/y, zone=UTC} true)"));
		assertEquals("servers.verify(New custom {} true)", shell.lictor.calls.getLast());
		assertEquals(1, unsaved.exit());
		assertEquals("status, problems", keys(JsonParser.parseString(unsaved.out())));
	}

	@Test
	void aPersonSignsInOnAnotherMachineAndWhatComesOfItIsSaved() {
		shell.input = " http://localhost:8080/callback?code=c0de&state=s7 \n";
		Outcome outcome = shell.run("servers", "sign-in", "Cloud", "--paste");

		assertEquals(0, outcome.exit(), outcome.err());
		assertTrue(outcome.out().contains("https://cloud.example.com/authorize?state=s7\n"), outcome.out());
		assertTrue(shell.lictor.calls.stream().anyMatch(call -> call.startsWith("servers.finishSignIn(sign-in-1, code=c0de&state=s7")),
				shell.lictor.calls::toString);
		assertTrue(shell.lictor.calls.getLast().startsWith("servers.update(Cloud autodesk"), shell.lictor.calls::toString);
		assertFalse(outcome.out().contains("c0de"), outcome.out());
	}

	@Test
	void nothingIsSavedWhenNobodySignedIn() {
		shell.lictor.answers.put("servers.finishSignIn", FakeLictor.BAD);
		shell.input = "";
		Outcome outcome = shell.run("servers", "sign-in", "Cloud", "--paste");

		assertEquals(1, outcome.exit());
		assertEquals("Nobody signed in to 'Cloud'. The folder is missing.\n", outcome.err());
		assertTrue(shell.lictor.calls.stream().noneMatch(call -> call.startsWith("servers.update")), shell.lictor.calls::toString);
	}

	@Test
	void aSignInWaitsForTheBrowserOnThisMachine() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		URI redirect = URI.create("http://localhost:" + port + "/callback");
		shell.lictor.answers.put("servers.beginSignIn", new SignIn("sign-in-2", URI.create("https://cloud.example.com/a"),
				redirect, Instant.parse("2099-01-01T00:00:00Z")));
		CompletableFuture<Outcome> command = CompletableFuture
				.supplyAsync(() -> shell.run("servers", "sign-in", "Cloud"));
		try (HttpClient browser = HttpClient.newHttpClient()) {
			HttpRequest back = HttpRequest.newBuilder(URI.create(redirect + "?code=c0de&state=s7")).build();
			while (!command.isDone()) {
				try {
					browser.send(back, HttpResponse.BodyHandlers.discarding());
				} catch (IOException e) {
					// the command does not listen yet, or not any more
				}
			}
		}
		assertEquals(0, command.get().exit(), command.get().err());
	}

	@Test
	void typesTellToWhichWayAFieldBelongs() {
		shell.lictor.answers.put("servers.types", List.of(new ServerTypeInfo("door", "Door", "A door.", ConfigurationSchema.of(
				new Field("way", "Way", Field.Kind.CHOICE, false, "open", "How.", List.of("open", "key"))
						.explaining(List.of(new Field.Choice("key", "With a key", "Have one made."))),
				Field.required("key", "Key", Field.Kind.SECRET, "The key.").onlyFor("way", "key"),
				Field.optional("name", "Name", Field.Kind.TEXT, "Whose.").neededFor("way", "open")), Set.of())));

		String out = shell.run("servers", "types").out();

		assertTrue(out.contains("  --secret key  (needed, only for way=key) The key.\n"), out);
		assertTrue(out.contains("  --set name=text  (needed for way=open) Whose.\n"), out);
		assertTrue(out.contains("      key: With a key. Have one made.\n"), out);
	}

	@Test
	void pollingFailsWhenTheServerIsNotUp() {
		assertEquals(new Outcome(0, "'Cloud' is UP. All well.\n", ""), shell.run("servers", "poll", "Cloud"));
		shell.lictor.answers.put("servers.poll",
				new ServerInfo("Cloud", "x", "X", Map.of(), java.util.Set.of(), true,
						Status.down(Status.Detail.COMMUNICATION, "The folder is gone."), Optional.empty(), Optional.empty(),
						List.of()));

		assertEquals(new Outcome(1, "", "'Cloud' is DOWN. The folder is gone.\n"), shell.run("servers", "poll", "Cloud"));
		assertEquals(1, shell.run("servers", "poll", "Cloud", "--format", "json").exit());
	}

	@Test
	void typesTellHowToConfigureThem() {
		Outcome all = shell.run("servers", "types");

		assertEquals("autodesk: Autodesk\n  A cloud.\n  --secret key  (needed) The key.\n  --set folder=/in  Watched.\n\n",
				all.out());
		assertEquals("id, label, description, schema, capabilities",
				keys(json("servers", "types", "autodesk").getAsJsonArray().get(0)));
		assertEquals("There is no server type 'abacus'. 'servers types' tells which there are.\n",
				shell.run("servers", "types", "abacus").err());
	}

	@Test
	void aServerIsRemoved() {
		assertEquals(new Outcome(0, "Server 'Cloud' and all that was collected from it is removed.\n", ""),
				shell.run("servers", "remove", "Cloud"));
		assertEquals(List.of("servers.remove(Cloud)"), shell.lictor.calls);
	}

	// ---- groups, agents, people, tokens

	@Test
	void groupsAreMadeAndNewAgentsJoinThemUnlessOneSaysOtherwise() {
		shell.run("groups", "add", "Design");
		shell.run("groups", "add", "Design", "--auto-assign");
		shell.run("groups", "add", "Design", "--no-auto-assign");

		assertEquals(List.of("groups.create(Design, true)", "groups.create(Design, true)", "groups.create(Design, false)"),
				shell.lictor.calls);
	}

	@Test
	void groupsAreAssignedAndChanged() {
		for (String[] words : new String[][] { { "assign", "Design", "--server", "Cloud" },
				{ "unassign", "Design", "--server", "Cloud" }, { "add-agent", "Design", "a1" },
				{ "remove-agent", "Design", "a1" }, { "auto-assign", "Design", "off" },
				{ "privacy", "Design", "pseudonym" }, { "idle", "Design", "on" }, { "remove", "Design" } }) {
			List<String> all = new ArrayList<>(List.of("groups"));
			all.addAll(List.of(words));
			Outcome outcome = shell.run(all.toArray(String[]::new));
			assertEquals(0, outcome.exit());
			assertEquals("", outcome.err());
			assertTrue(outcome.out().endsWith(".\n"), outcome.out());
		}
		assertEquals(List.of("groups.assign(Design, Cloud)", "groups.unassign(Design, Cloud)", "groups.addAgent(Design, a1)",
				"groups.removeAgent(Design, a1)", "groups.autoAssign(Design, false)", "groups.privacy(Design, PSEUDONYM)", "groups.idle(Design, true)",
				"groups.remove(Design)"),
				shell.lictor.calls);
		assertEquals("name, auto_assign, agents, servers, privacy, idle", keys(json("groups", "list").getAsJsonArray().get(0)));
		assertTrue(shell.run("groups", "list").out().contains("Design  yes              Cloud            a1"));
	}

	@Test
	void anEnrolmentStringIsPrintedAlone() {
		assertEquals(new Outcome(0, "lictor1:abc\n", ""),
				shell.run("agents", "token", "--group", "Design", "--expires", "12h"));
		shell.run("agents", "token");

		assertEquals(List.of("agents.token(Optional[Design], PT12H)", "agents.token(Optional.empty, PT720H)"),
				shell.lictor.calls);
		assertEquals("string, group, expires_at", keys(json("agents", "token")));
	}

	@Test
	void agentsAreListedAndRemoved() {
		assertEquals("id, host, platform, version, enrolled_at, last_heard, online, clock_offset, groups, message",
				keys(json("agents", "list").getAsJsonArray().get(0)));
		assertTrue(shell.run("agents", "list").out().contains("a1  ws7   yes"));
		shell.run("agents", "remove", "a1");
		assertEquals("agents.remove(a1)", shell.lictor.calls.getLast());
	}

	@Test
	void anAgentIsExaminedByItsIdOrItsHost() {
		assertEquals(new Outcome(0, """
				The agent on ws7, as it found itself at 2026-03-01T08:00:00Z:
				ok    agent         It is running.

				Processes that a rule concerns:
				  4711  jdoe  /opt/acad
				      counts as AutoCAD
				  2 alike
				      not counted: uses no licence
				  (400 others are not listed)
				""", ""), shell.run("agents", "doctor", "WS7"));
		shell.run("agents", "doctor", "a1", "--all");

		assertEquals(List.of("agents.examine(a1, false)", "agents.examine(a1, true)"),
				shell.lictor.calls.stream().filter(call -> call.startsWith("agents.examine")).toList());
		assertEquals("agent, host, at, findings, processes, others", keys(json("agents", "doctor", "a1")));
		assertEquals(1, shell.run("agents", "doctor", "ws8").exit());
	}

	@Test
	void anExaminationThatFindsSomethingToDoSaysWhatAndExitsWithOne() {
		shell.lictor.answers.put("agents.examine", new Examination("a1", "ws7", FakeLictor.MORNING,
				List.of(new Examination.Finding(Examination.Level.PROBLEM, "disk", "It is full.", "Make room.")), List.of(), 0));

		Outcome outcome = shell.run("agents", "doctor", "a1");

		assertEquals(1, outcome.exit());
		assertTrue(outcome.out().contains("TO DO disk          It is full.\n                    -> Make room.\n"), outcome.out());
		assertTrue(outcome.out().endsWith("Processes that a rule concerns:\n  none\n"), outcome.out());
	}

	@Test
	void rulesAreMadeListedAndRemoved() {
		shell.run("rules", "add", "Cloud", "maya", "--product", "Maya", "--path", "/maya$", "--command-line", "-gui", "--kind", "headless");
		shell.run("rules", "remove", "Cloud", "maya");

		assertEquals(List.of("agents.putRule(Cloud, WatchedApplication[id=maya, product=Maya, kind=HEADLESS, path=/maya$, "
				+ "commandLine=Optional[-gui], usageFiles=Optional.empty])", "agents.removeRule(Cloud, maya)"), shell.lictor.calls);
		assertEquals("id, product, kind, path, command_line, usage_files", keys(json("rules", "list", "Cloud").getAsJsonArray().get(0)));
		assertTrue(shell.run("rules", "list", "Cloud").out().contains("maya  Maya     interactive  /maya$  -gui"),
				shell.run("rules", "list", "Cloud").out());
		assertEquals("An expression of the rule cannot be understood: rule maya: Unclosed group near index 1",
				shell.run("rules", "add", "Cloud", "maya", "--product", "Maya", "--path", "(").err().lines().findFirst().orElseThrow());
		assertMisused("Error: Missing required argument(s): --path=EXPRESSION", "rules", "add", "Cloud", "maya", "--product", "Maya");
	}

	@Test
	void aRuleIsTriedBeforeItIsMadeAndAfterwards() {
		assertEquals(new Outcome(0, """
				The rule 'new' on the processes of ws7 at 2026-03-01T08:00:00Z:
				  4712  jdoe  /opt/maya
				      counts as Maya
				  (7 others are not listed)
				""", ""), shell.run("rules", "try", "Cloud", "new", "--agent", "ws7", "--product", "Maya", "--path", "/maya"));
		shell.run("rules", "try", "Cloud", "maya", "--agent", "a1", "--all");

		assertEquals(List.of("agents.tryRule(a1, Cloud, WatchedApplication[id=new, product=Maya, kind=INTERACTIVE, path=/maya, "
				+ "commandLine=Optional.empty, usageFiles=Optional.empty], false)",
				"agents.tryRule(a1, Cloud, WatchedApplication[id=maya, product=Maya, kind=INTERACTIVE, path=/maya$, "
						+ "commandLine=Optional[-gui], usageFiles=Optional.empty], true)"),
				shell.lictor.calls.stream().filter(call -> call.startsWith("agents.tryRule")).toList());
		assertTrue(shell.run("rules", "try", "Cloud", "gone", "--agent", "a1").err().contains("Nobody made a rule 'gone'"));
		shell.lictor.answers.put("agents.tryRule", new Examination("a1", "ws7", FakeLictor.MORNING, List.of(), List.of(), 7));
		assertEquals(1, shell.run("rules", "try", "Cloud", "maya", "--agent", "a1").exit());
	}

	@Test
	void reportGroupsAreMadeAndReportsNarrowed() {
		shell.run("report-groups", "add", "Design", "--kind", "hosts");
		shell.run("report-groups", "include", "Design", "ws-*", "--from", "2026-01-01", "--zone", "UTC");
		shell.run("report-groups", "exclude", "Design", "ws-*", "--to", "2026-01-31", "--zone", "UTC");
		shell.run("report-groups", "remove", "Design");
		assertEquals(List.of("reportGroups.add(Design, HOSTS)",
				"reportGroups.include(Design, Member[name=ws-*, from=Optional[2026-01-01T00:00:00Z], until=Optional.empty])",
				"reportGroups.exclude(Design, Member[name=ws-*, from=Optional.empty, until=Optional[2026-02-01T00:00:00Z]])",
				"reportGroups.remove(Design)"), shell.lictor.calls);
		assertEquals("name, kind, members", keys(json("report-groups", "list").getAsJsonArray().get(0)));
		assertEquals("name, from, until", keys(json("report-groups", "show", "Design").getAsJsonArray().get(0)));
		assertEquals(1, shell.run("report-groups", "show", "None").exit());

		shell.lictor.calls.clear();
		shell.run("report", "usage", "--user", "ann", "--host", "ws-1", "--group", "Design", "--members", "now");
		assertTrue(shell.lictor.calls.getFirst().contains("Whose[user=Optional[ann], host=Optional[ws-1], group=Optional[Design], todaysMembers=true]"),
				shell.lictor.calls.getFirst());
		assertEquals(2, shell.run("report", "usage", "--members", "tomorrow").exit());
		shell.lictor.calls.clear();
		shell.run("report", "attribution", "--policy", "collection");
		assertTrue(shell.lictor.calls.getFirst().contains("policy=Optional[COLLECTION]"), shell.lictor.calls.getFirst());
		assertEquals(2, shell.run("report", "attribution", "--policy", "cheapest").exit());
	}

	@Test
	void directoriesAreAddedChangedTestedReadAndRemoved() {
		assertEquals(0, shell.run("directory", "add", "New", "--set", "url=ldaps://dc", "--set", "base-dn=DC=acme").exit());
		assertEquals(0, shell.run("directory", "set", "Acme", "--set", "page-size=100", "--unset", "base-dn").exit());
		assertEquals(2, shell.run("directory", "set", "Acme").exit());
		assertEquals(new Outcome(0, "'Acme' has 300 users and 12 groups.\n", ""), shell.run("directory", "refresh", "Acme", "--accept"));
		shell.run("directory", "remove", "Acme");
		assertEquals(List.of("directories.add(New {base-dn=DC=acme, url=ldaps://dc})", "directories.show(Acme)",
				"directories.update(Acme {page-size=100, url=ldaps://dc})", "directories.refresh(Acme, true)", "directories.remove(Acme)"), shell.lictor.calls);
		assertEquals("name, settings, secret_keys, status, last_success, last_attempt, domains, users, groups", keys(json("directory", "list").getAsJsonArray().get(0)));
		assertTrue(shell.run("directory", "show", "Acme").out().matches("(?s).*Secret password +\\(set\\).*"));
		assertTrue(shell.run("directory", "settings").out().contains("--set url=text  (needed) Where it is."));
	}

	@Test
	void testingADirectoryNamesTheSettingAtFault() {
		assertEquals(new Outcome(0, "'Acme' can be read. It answers.\n", ""), shell.run("directory", "test", "Acme"));
		shell.lictor.answers.put("directories.test", FakeLictor.BAD);
		assertEquals(new Outcome(1, "", "'New' cannot be read like this.\n  folder: There is no folder /x.\n"),
				shell.run("directory", "test", "New", "--new", "--set", "url=ldaps://dc"));
		assertEquals("directories.test(New {url=ldaps://dc})", shell.lictor.calls.getLast());
	}

	@Test
	void pricesAreSetAndRemoved() {
		shell.run("prices", "set", "seat_year", "--product", "Revit", "--from", "2026-01-01", "--price", "2100.50", "--currency", "EUR");
		shell.run("prices", "remove", "token", "--from", "2026-01-01");

		assertEquals(List.of("prices.set(Price[kind=SEAT_YEAR, product=Revit, from=2026-01-01, amount=2100.50, currency=EUR])",
				"prices.remove(TOKEN, , 2026-01-01)"), shell.lictor.calls);
		assertEquals("kind, product, from, amount, currency", keys(json("prices", "list").getAsJsonArray().get(0)));
	}

	@Test
	void whatIsToldOfAPersonIsWrittenIntoAnArchive(@TempDir Path folder) throws Exception {
		shell.lictor.answers.put("queries.run", new TableBuilder("users", "Users", Stream.of("user", "host_users", "account")
				.map(key -> Column.of(key, key, ColumnType.TEXT, key)).toList()).row("jdoe", "jdoe", "j.doe@x").build(Instant.EPOCH, ZoneOffset.UTC));
		Path archive = folder.resolve("jdoe.zip");
		assertEquals(new Outcome(0, archive + ": 7 rows are written.\n", ""), shell.run("people", "export", "--account", "J.Doe@x", "--output", archive.toString()));
		try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(archive.toFile())) {
			assertEquals(15, zip.size());
		}
		assertEquals(2, shell.run("people", "export", "--output", archive.toString()).exit(), "of whom?");
	}

	@Test
	void aPersonIsErasedWhenTheNameIsGivenTwice() {
		shell.lictor.answers.put("queries.run", new TableBuilder("identity", "Identity", Stream.of("user", "account")
				.map(key -> Column.of(key, key, ColumnType.TEXT, key)).toList()).row("ACME\\jdoe", "J.Doe@x").row("cad", "j.doe@x").row("cad", "ann@x")
				.build(Instant.EPOCH, ZoneOffset.UTC));
		Outcome asked = shell.run("people", "erase", "--user", "jdoe");
		assertEquals(1, asked.exit());
		assertTrue(asked.err().contains("It would erase j.doe@x, jdoe, and cannot be undone."), asked.err());
		assertEquals(1, shell.run("people", "erase", "--user", "jdoe", "--confirm", "j.doe").exit());
		assertTrue(shell.lictor.calls.stream().noneMatch(call -> call.startsWith("people.erase")), shell.lictor.calls::toString);
		assertEquals(new Outcome(0, "Erased: 7 events of agents and 9 pieces of evidence were rewritten.\n"
				+ "Not erased, because they are other accounts too: cad.\n", ""), shell.run("people", "erase", "--user", "jdoe", "--confirm", "jdoe"));
		assertTrue(shell.lictor.calls.getLast().startsWith("people.erase(Person[hostUsers=[jdoe], accounts=[j.doe@x]]"), shell.lictor.calls.getLast());
		shell.lictor.answers.put("people.erase", new Erased(0, 0, List.of("'users.xlsx' tells of the person")));
		Outcome left = shell.run("people", "erase", "--account", "j.doe@x", "--confirm", "j.doe@x");
		assertEquals(1, left.exit());
		assertTrue(left.err().contains("Not erased from this evidence: 'users.xlsx' tells of the person."), left.err());
	}

	@Test
	void limitsAreSetShownAndApplied() {
		shell.run("retention", "set", "sessions", "400");
		shell.run("retention", "off", "usage_days");
		assertEquals(List.of("maintenance.limit(RetentionLimit[kind=SESSIONS, days=400])", "maintenance.unlimited(USAGE_DAYS)"), shell.lictor.calls);
		assertEquals("kind, days", keys(json("retention", "show").getAsJsonArray().get(0)));
		assertEquals(new Outcome(0, "Removed: 1 sessions, 2 samples, 3 days of usage, 4 denials, 5 lines of the Event Log.\n", ""), shell.run("retention", "apply"));
		assertEquals("sessions, samples, usage_days, denials, lines", keys(json("retention", "apply")));
		assertEquals(2, shell.run("retention", "set", "sessions", "0").exit());
		assertEquals(2, shell.run("retention", "set", "everything", "9").exit());
	}

	@Test
	void peopleAreMapped() {
		shell.run("people", "map", "jdoe", "j.doe@example.com");
		shell.run("people", "unmap", "jdoe", "j.doe@example.com");

		shell.run("people", "map", "jdoe", "j.doe@example.com", "--from", "2026-03-01", "--to", "2026-03-31", "--zone", "UTC");
		shell.run("people", "patterns", "--set", "{f}{last}", "{last}");
		assertEquals(List.of("people.map(Mapping[hostUser=jdoe, account=j.doe@example.com, from=Optional.empty, until=Optional.empty])",
				"people.unmap(Mapping[hostUser=jdoe, account=j.doe@example.com, from=Optional.empty, until=Optional.empty])",
				"people.map(Mapping[hostUser=jdoe, account=j.doe@example.com, from=Optional[2026-03-01T00:00:00Z], "
						+ "until=Optional[2026-04-01T00:00:00Z]])",
				"people.patterns([{f}{last}, {last}])"), shell.lictor.calls);
		assertEquals("host_user, account, from, until", keys(json("people", "list").getAsJsonArray().get(0)));
	}

	@Test
	void tokensAreMadeListedAndRevoked() {
		assertEquals(new Outcome(0, "new-secret\n", ""), shell.run("tokens", "add", "script", "--role", "reader"));
		shell.run("tokens", "add", "root", "--role", "ADMINISTRATOR", "--expires", "90d");
		shell.run("tokens", "revoke", "script");

		assertEquals(List.of("tokens.create(script, READER, Optional.empty)",
				"tokens.create(root, ADMINISTRATOR, Optional[PT2160H])", "tokens.revoke(script)"), shell.lictor.calls);
		assertEquals("token", keys(json("tokens", "add", "x", "--role", "reader")));
		assertEquals("name, role, created_at, expires_at", keys(json("tokens", "list").getAsJsonArray().get(0)));
		assertFalse(shell.run("tokens", "list").out().contains("secret"));
	}

	// ---- import

	@Test
	void filesAreImportedWithTheTimeTheyWereWritten() throws IOException {
		Path file = Files.writeString(home.resolve("users.csv"), "a");
		Files.setLastModifiedTime(file, FileTime.from(FakeLictor.MORNING));
		Outcome outcome = shell.run("import", "--server", "Cloud", file.toString());
		shell.run("import", "--server", "Cloud", "--observed-at", "2026-01-02T03:04:05Z", file.toString(), file.toString());

		assertEquals(new Outcome(0, "users.csv (Users export): 12 records are taken.\n", ""), outcome);
		assertEquals(List.of("imports.run(Cloud, users.csv 2026-03-01T08:00:00Z)",
				"imports.run(Cloud, users.csv 2026-01-02T03:04:05Z)", "imports.run(Cloud, users.csv 2026-01-02T03:04:05Z)"),
				shell.lictor.calls);
	}

	@Test
	void aFileThatIsNotThereIsToldBeforeAnythingIsImported() throws IOException {
		Path file = Files.writeString(home.resolve("users.csv"), "a");
		Outcome outcome = shell.run("import", "--server", "Cloud", file.toString(), "/no/such/file.csv");
		Outcome folder = shell.run("import", "--server", "Cloud", home.toString());

		assertEquals(new Outcome(1, "",
				"The file /no/such/file.csv cannot be read: it does not exist. Nothing was imported.\n"), outcome);
		assertEquals("The file " + home + " cannot be read: it is a folder. Nothing was imported.\n", folder.err());
		assertEquals(List.of(), shell.opened);
	}

	@Test
	void whatBecameOfAFileIsTold() throws IOException {
		String file = Files.writeString(home.resolve("users.csv"), "a").toString();
		String[] words = { "import", "--server", "Cloud", file };

		shell.lictor.answers.put("imports.run", FakeLictor.imported(ImportResult.Outcome.ALREADY_KNOWN));
		assertEquals(new Outcome(0, "users.csv: already known, nothing changes.\n", ""), shell.run(words));

		shell.lictor.answers.put("imports.run", FakeLictor.imported(ImportResult.Outcome.IMPORTED_WITH_PROBLEMS,
				FakeLictor.trouble(3), Diagnostic.info("Column 'x' is not known and kept.", Place.of("users.csv"))));
		assertEquals(new Outcome(0,
				"users.csv (Users export): 10 of 12 records are taken, 2 are rejected.\n"
						+ "  users.csv: Column 'x' is not known and kept.\n",
				"  users.csv, line 3, email: is no address\n"), shell.run(words));

		shell.lictor.answers.put("imports.run",
				FakeLictor.imported(ImportResult.Outcome.REFUSED, FakeLictor.trouble(1), FakeLictor.trouble(2),
						FakeLictor.trouble(3), FakeLictor.trouble(4), FakeLictor.trouble(5), FakeLictor.trouble(6)));
		Outcome refused = shell.run(words);
		assertEquals(1, refused.exit());
		assertEquals("", refused.out());
		assertTrue(refused.err().startsWith("users.csv (Users export) is refused, nothing of it is taken.\n"), refused.err());
		assertTrue(refused.err().endsWith("  and 2 more, which --format json tells.\n"), refused.err());
		assertEquals(6, refused.err().lines().count());

		Outcome json = shell.run("import", "--server", "Cloud", "--format", "json", file);
		assertEquals(1, json.exit());
		JsonArray results = JsonParser.parseString(json.out()).getAsJsonArray();
		assertEquals("file, outcome, what, records, rejected, diagnostics", keys(results.get(0)));
		assertEquals(6, results.get(0).getAsJsonObject().getAsJsonArray("diagnostics").size());
	}

	// ---- reports

	@Test
	void aReportIsPrintedInEveryTextFormat() {
		assertTrue(shell.run("report", "usage").out().contains("AutoCAD     3"));
		assertEquals("product,used\r\nAutoCAD,3\r\n", shell.run("report", "usage", "--format", "csv").out());
		JsonObject json = JsonParser.parseString(shell.run("report", "usage", "--format", "JSON").out()).getAsJsonObject();
		assertEquals("report, title, as_of, zone, columns, rows, notes", keys(json));
	}

	@Test
	void aFigureIsExplainedByItsRuleAndTheRowsUnderIt() {
		Outcome outcome = shell.run("explain", "usage", "--where", "product=autocad", "--zone", "UTC");
		assertEquals(0, outcome.exit(), outcome.err());
		assertTrue(outcome.out().startsWith("Used = 3"), outcome.out());
		assertTrue(outcome.out().contains("\nSessions that run: report sessions --product AutoCAD --from "), outcome.out());
		assertTrue(shell.lictor.calls.stream().anyMatch(call -> call.contains("report=assignments, server=Optional.empty, product=Optional[AutoCAD]")),
				() -> shell.lictor.calls.toString());
		JsonObject json = JsonParser.parseString(shell.run("explain", "usage", "--format", "json").out()).getAsJsonObject();
		assertEquals("cell, row, rule, notes, under", keys(json));
		assertEquals("title, report, parameters", keys(json.getAsJsonArray("under").get(0)));

		assertEquals(1, shell.run("explain", "usage", "--where", "product=Maya").exit());
		assertEquals(1, shell.run("explain", "usage", "--row", "2").exit());
		Outcome wrong = shell.run("explain", "usage", "--column", "colour");
		assertEquals(new Outcome(1, "", "The report has no column 'colour'. It has: product, used.\n"), wrong);
		assertEquals(2, shell.run("explain", "usage", "--where", "product").exit());
		assertEquals(2, shell.run("explain", "usage", "--row", "0").exit());
	}

	@Test
	void theWordsOfAReportReachTheQuery() {
		shell.run("report", "usage-history", "--server", "Cloud", "--product", "AutoCAD", "--from", "2026-03-01", "--to",
				"2026-03-31", "--by", "day", "--limit", "5", "--days", "60");
		shell.run("report", "usage", "--zone", "UTC", "--from", "2026-03-01T08:00", "--to", "2026-03-01T10:00:00+01:00");

		assertEquals(List.of(
				"queries.run(Query[report=usage-history, server=Optional[Cloud], product=Optional[AutoCAD], "
						+ "from=Optional[2026-02-28T23:00:00Z], until=Optional[2026-03-31T22:00:00Z], zone=Europe/Berlin, "
						+ "by=Optional[DAY], limit=OptionalInt[5], days=OptionalInt[60], " + EVERYBODY + "])",
				"queries.run(Query[report=usage, server=Optional.empty, product=Optional.empty, "
						+ "from=Optional[2026-03-01T08:00:00Z], until=Optional[2026-03-01T09:00:00Z], zone=UTC, by=Optional.empty, "
						+ "limit=OptionalInt.empty, days=OptionalInt.empty, " + EVERYBODY + "])"),
				shell.lictor.calls);
	}

	@Test
	void aReportIsWrittenIntoAFileInOneStep() throws IOException {
		for (String[] each : new String[][] { { "csv", "prod" }, { "xlsx", "PK\u0003\u0004" }, { "pdf", "%PDF" },
				{ "json", "{\"re" } }) {
			Path file = home.resolve("usage." + each[0]);
			Files.writeString(file, "older");
			Outcome outcome = shell.run("report", "usage", "--output", file.toString());

			assertEquals(new Outcome(0, file + ": 1 rows are written.\n", ""), outcome);
			assertEquals(each[1], new String(Files.readAllBytes(file), 0, 4, StandardCharsets.ISO_8859_1));
		}
		try (Stream<Path> files = Files.list(home)) {
			assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")));
		}
		assertEquals(new Outcome(1, "", "The report cannot be written to /no/such/x.csv: it does not exist.\n"),
				shell.run("report", "usage", "--output", "/no/such/x.csv"));
	}

	@Test
	void aWorkbookIsNotThrownAtAPerson() {
		shell.interactive = new Terminal.Interactive(false, true, false);
		assertMisused("The format xlsx is not for a terminal", "report", "usage", "--format", "xlsx");
		shell.interactive = Terminal.Interactive.NOWHERE;
		assertEquals(0, shell.run("report", "usage", "--format", "xlsx").exit());
	}

	@Test
	void reportsAreListed() {
		assertEquals("name, title, description, parameters, columns", keys(json("reports").getAsJsonArray().get(0)));
		assertTrue(shell.run("reports").out().contains("usage  Used now.    server, time"), shell.run("reports").out());
	}

	// ---- maintenance

	@Test
	void rebuildingAndVerifyingTellWhatTheyFound() {
		assertEquals(new Outcome(0, "9 facts are derived from 7 pieces of evidence.\n", ""), shell.run("rebuild"));
		assertEquals(new Outcome(0, "9 facts agree with 7 pieces of evidence.\n", ""), shell.run("verify"));
		assertEquals("evidence, facts, differences", keys(json("rebuild")));
		shell.lictor.answers.put("maintenance.check", new CheckResult(7, 9, List.of("One session is missing.")));

		assertEquals(new Outcome(1, "",
				"1 facts differ from the evidence; 'rebuild' puts them right.\n  One session is missing.\n"),
				shell.run("verify"));
		assertEquals(1, shell.run("verify", "--format", "json").exit());
	}

	// ---- helpers

	private JsonElement json(String... words) {
		List<String> all = new ArrayList<>(List.of(words));
		all.addAll(List.of("--format", "json"));
		Outcome outcome = shell.run(all.toArray(String[]::new));
		assertEquals(0, outcome.exit(), outcome.toString());
		assertEquals("", outcome.err());
		return JsonParser.parseString(outcome.out());
	}

	private static String keys(JsonElement json) {
		return String.join(", ", json.getAsJsonObject().keySet());
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}
}
