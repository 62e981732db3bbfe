package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.query.Whose;
import org.lictor.service.Mapping;
import org.lictor.service.Price;
import org.lictor.service.RemoteChange;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;

/** What a person does with the wizards and dialogs: adding a server, importing files, enrolling agents, mapping people. */
class DialogsTest {

	@TempDir
	Path folder;

	@BeforeEach
	void anew() {
		Ui.quiet();
		FakeLictor.INSTANCE.reset(10);
	}

	@Test
	void aHostUserOfTheWorkListIsMappedToTheNearestAccountForATime() {
		Ui.show("org.lictor.workbench.unmatched");
		Ui.until("the work list", () -> Ui.text("unmatched.status").contains("10 host users"));
		NatTable grid = Ui.grid("unmatched");
		String user = Ui.cell(grid, Ui.column(grid, "User"), 2);
		String account = Ui.cell(grid, Ui.column(grid, "Candidate"), 2);
		Ui.click(grid, Ui.column(grid, "User"), 2);
		Ui.pressAndThen("unmatched.map", () -> {
			assertEquals(user, Ui.find(Combo.class, "people.host-user").getText());
			assertEquals(account, Ui.find(Combo.class, "people.account").getText());
			Ui.type("people.from", "2026-03");
			assertFalse(Ui.find(Button.class, "people.map").isEnabled(), "that is no day");
			Ui.type("people.from", "2026-03-01");
			Ui.type("people.until", "2026-03-31");
			Ui.screenshot(Ui.find(Button.class, "people.map").getShell(), "map-host-user");
			Ui.press("people.map");
			Ui.until("the mapping in the table", () -> Ui.find(Table.class, "people.mappings").getItemCount() == 1);
			Ui.screenshot(Ui.find(Button.class, "people.map").getShell(), "mapped-host-user");
			Ui.shell("people").close();
		});
		Mapping made = FakeLictor.INSTANCE.mappings().getFirst();
		assertEquals(user, made.hostUser());
		assertEquals(account, made.account());
		assertEquals(31, Duration.between(made.from().orElseThrow(), made.until().orElseThrow()).plusHours(1).toDays(), "the last day is included");
	}

	@Test
	void aReportGroupIsMadeFilledAndItsUseIsShown() throws Exception {
		Ui.show("org.lictor.workbench.groupuse");
		Ui.pressAndThen("groupuse.groups", () -> {
			Ui.type("report-groups.name", "Structure");
			Ui.press("report-groups.add");
			Ui.until("the new group, selected", () -> Ui.find(Table.class, "report-groups.groups").getSelectionCount() == 1);
			assertFalse(Ui.find(Button.class, "report-groups.include").isEnabled(), "nobody is named yet");
			Ui.type("report-groups.member", "ann.lee");
			Ui.type("report-groups.from", "2026-03");
			assertFalse(Ui.find(Button.class, "report-groups.include").isEnabled(), "that is no day");
			Ui.type("report-groups.from", "2026-03-01");
			Ui.press("report-groups.include");
			Ui.until("the member in the table", () -> Ui.find(Table.class, "report-groups.members").getItemCount() == 1);
			Ui.type("report-groups.member", "group:Structural*");
			Combo means = Ui.find(Combo.class, "report-groups.means");
			means.select(2);
			Ui.type("report-groups.member", "Bridges");
			Ui.press("report-groups.include");
			Ui.until("the group of a directory to be in the list", () -> Ui.find(Table.class, "report-groups.members").getItemCount() == 2);
			Ui.screenshot(Ui.shell("report-groups"), "report-groups");
			Ui.shell("report-groups").close();
		});
		ReportGroup made = FakeLictor.INSTANCE.reportGroups().list().getFirst();
		assertEquals("Structure", made.name());
		assertEquals("ann.lee", made.members().getFirst().name());
		assertTrue(made.members().getFirst().from().isPresent());
		assertEquals("directory-group:Bridges", made.members().getLast().name());

		Ui.show("org.lictor.workbench.utilisation");
		Ui.until("the group to be offered", () -> List.of(Ui.find(Combo.class, "utilisation.group").getItems()).contains("Structure"));
		Combo groups = Ui.find(Combo.class, "utilisation.group");
		groups.select(groups.indexOf("Structure"));
		groups.notifyListeners(SWT.Selection, new Event());
		Ui.until("the use of the group to be asked for", () -> FakeLictor.INSTANCE.asked().stream()
				.anyMatch(query -> query.report().equals("utilisation") && query.whose().equals(Whose.group("Structure"))));
		Ui.screenshot(Ui.workbench(), "utilisation-group");
		groups.select(0);
		groups.notifyListeners(SWT.Selection, new Event());
	}

	@Test
	void pricesAreSetChangedAndRemoved() throws Exception {
		open("org.lictor.workbench.prices", () -> {
			assertFalse(Ui.find(Button.class, "prices.set").isEnabled(), "nothing is named yet");
			Ui.type("prices.product", "AutoCAD");
			Ui.type("prices.amount", "2100,50");
			Ui.type("prices.currency", "EUR");
			assertFalse(Ui.find(Button.class, "prices.set").isEnabled(), "that is no number");
			Ui.type("prices.amount", "2100.50");
			Ui.type("prices.from", "2026-13-01");
			assertFalse(Ui.find(Button.class, "prices.set").isEnabled(), "that is no day");
			Ui.type("prices.from", "2026-01-01");
			Ui.press("prices.set");
			Table table = Ui.find(Table.class, "prices.table");
			Ui.until("the price of a seat", () -> table.getItemCount() == 1);

			Ui.find(Combo.class, "prices.kind").select(1);
			assertFalse(Ui.find(Text.class, "prices.currency").isEnabled(), "a day is paid in tokens");
			Ui.type("prices.amount", "7");
			Ui.press("prices.set");
			Ui.until("the price of a day", () -> table.getItemCount() == 2);
			Ui.find(Combo.class, "prices.kind").select(2);
			assertFalse(Ui.find(Combo.class, "prices.product").isEnabled(), "a token costs the same whatever it is used for");
			Ui.type("prices.amount", "3");
			Ui.press("prices.set");
			Ui.until("the price of a token", () -> table.getItemCount() == 3);
			Ui.screenshot(Ui.shell("prices"), "prices");

			table.select(0);
			table.notifyListeners(SWT.Selection, new Event());
			assertEquals("2100.50", Ui.text("prices.amount"));
			Ui.type("prices.amount", "-1");
			Ui.press("prices.set");
			Ui.until("what is wrong to be said", () -> reads("prices", "from 0"));
			Ui.press("prices.remove");
			Ui.until("the price to be gone", () -> table.getItemCount() == 2);
			Ui.shell("prices").close();
		});
		assertEquals(List.of(new Price(Price.Kind.FLEX_DAY, "AutoCAD", LocalDate.parse("2026-01-01"), new BigDecimal("7"), ""),
				new Price(Price.Kind.TOKEN, "", LocalDate.parse("2026-01-01"), new BigDecimal("3"), "EUR")),
				FakeLictor.INSTANCE.prices().list());
	}

	@Test
	void aFigureIsExplainedDownToTheRowsUnderIt() throws Exception {
		Ui.show("org.lictor.workbench.unused");
		NatTable seats = Ui.grid("unused");
		Ui.until("rows", () -> seats.getRowCount() > 3);
		Ui.click(seats, Ui.column(seats, "Account"), 2);
		Event menu = new Event();
		menu.detail = SWT.MENU_KEYBOARD;
		seats.notifyListeners(SWT.MenuDetect, menu);
		assertEquals("Explain This Figure...", Ui.menuTexts(seats.getMenu()).getFirst());
		seats.getMenu().getItem(0).notifyListeners(SWT.Selection, new Event());
		Ui.grid("explain-sessions");
		assertTrue(Ui.text("explanation.text").startsWith("Account = "), Ui.text("explanation.text"));
		assertEquals(List.of("Sessions", "Days counted by the vendor", "Seats of the person"),
				List.of(Ui.find(Combo.class, "explanation.under").getItems()));
		Ui.screenshot(Ui.shell("explanation"), "explanation");
		Combo under = Ui.find(Combo.class, "explanation.under");
		under.select(2);
		under.notifyListeners(SWT.Selection, new Event());
		Ui.grid("explain-assignments");
		Ui.shell("explanation").close();
	}

	@Test
	void aDirectoryIsAddedAfterItsPasswordWasFoundWrongAndIsRead() throws ServiceException {
		Ui.show("org.lictor.workbench.unmatched");
		Ui.pressAndThen("unmatched.directories", () -> {
			Table table = Ui.find(Table.class, "directories.table");
			assertFalse(Ui.find(Button.class, "directories.refresh").isEnabled(), "none is selected");
			Ui.pressAndThen("directories.add", () -> {
				Ui.type("server.field.url", "ldaps://dc.acme.local");
				Ui.type("server.field.bind-dn", "lictor@acme.local");
				Ui.type("server.field.password", "wrong");
				assertFalse(Ui.find(Button.class, "wizard.finish").isEnabled(), "the base DN is needed");
				Ui.type("server.field.base-dn", "DC=acme,DC=local");
				Ui.press("server.verify");
				Ui.until(() -> "the verdict, not '" + Ui.text("server.verdict") + "'", () -> Ui.text("server.verdict").contains("refuses the password"));
				Ui.screenshot(Ui.find(Button.class, "server.verify").getShell(), "directory-wrong-password");
				Ui.type("server.field.password", "right");
				Ui.press("server.verify");
				Ui.until(() -> "the verdict, not '" + Ui.text("server.verdict") + "'", () -> Ui.text("server.verdict").contains("answers"));
				Ui.press("wizard.finish");
			});
			Ui.until("the directory, selected", () -> table.getSelectionCount() == 1);
			assertEquals("never", table.getItem(0).getText(2));
			Ui.press("directories.refresh");
			Ui.until("the users to be read", () -> table.getItem(0).getText(3).equals("300"));
			assertEquals("UP", table.getItem(0).getText(1));
			Ui.screenshot(Ui.shell("directories"), "directories");
			Ui.shell("directories").close();
		});
		assertEquals("DC=acme,DC=local", FakeLictor.INSTANCE.directories().list().getFirst().settings().get("base-dn"));
	}

	@Test
	void aPluginOfTheServerIsInstalledUpdatedAndRemoved() {
		FakePlugins plugins = FakeLictor.INSTANCE.plugins;
		openPlugins(() -> {
			Ui.until("the hint", () -> Ui.text("plugins.hint.title").equals("No plug-ins yet"));
			Ui.screenshot(Ui.shell("plugins"), "plugins-0");
			assertFalse(Ui.find(Button.class, "plugins.update-all").isEnabled(), "there is none");
			plugins.gate = Optional.of(new CountDownLatch(1));
			Ui.pressAndThen("plugins.install", () -> {
				Ui.type("offers.address", "https://plugins.exmaple/lictor");
				Ui.press("offers.look");
				Ui.until("what is wrong", () -> reads("offers", "No plug-ins can be read from"));
				offer(1);
			});
			Ui.until("progress", () -> Ui.text("plugins.task").startsWith("Installing FlexNet servers"));
			Ui.screenshot(Ui.shell("plugins"), "plugins-installing");
			Ui.press("plugins.off");
			Ui.until("it to be called off", () -> plugins.asked.contains("called off") && Ui.find(Button.class, "plugins.install").isEnabled());
			CountDownLatch go = new CountDownLatch(1);
			plugins.gate = Optional.of(go);
			Ui.pressAndThen("plugins.install", () -> offer(1));
			Ui.inDialog(() -> {
				go.countDown();
				Ui.until("the plug-in to be installed", () -> !plugins.installed().isEmpty());
			}, () -> {
				assertTrue(Ui.shows(Ui.shell("doubts"), "is not signed"));
				Ui.screenshot(Ui.shell("doubts"), "plugins-doubts");
				Ui.press("doubts.accept");
			});
			Table table = Ui.find(Table.class, "plugins.table");
			Ui.until("the plug-in, selected", () -> table.getSelectionCount() == 1 && table.getItem(0).getText(5).equals("In use"));
			plugins.has("com.example.old", "1.0.0", "Older servers", List.of(), true);
			Ui.press("plugins.update");
			Ui.until("the newer version", () -> table.getItemCount() == 2 && table.getItem(0).getText(1).equals("3.0.0"));
			assertTrue(table.getItem(0).getText(5).contains("restart"));
			Ui.until("what is to be done", () -> reads("plugins", "Restart the server"));
			Ui.screenshot(Ui.shell("plugins"), "plugins");
			Ui.shell("plugins").close();
		});
		assertEquals(List.of("install com.example.flex", "called off", "install com.example.flex", "update com.example.flex"), plugins.asked);
	}

	@Test
	void pluginsThatMayNotBeChangedFromAfarAreOnlyShown() {
		FakePlugins plugins = FakeLictor.INSTANCE.plugins;
		plugins.remote = RemoteChange.REFUSE;
		plugins.has("com.example.custom", "1.4.0", "Custom XML files", List.of("custom"), false);
		openPlugins(() -> {
			Table table = Ui.find(Table.class, "plugins.table");
			Ui.until("the plug-in", () -> table.getItemCount() == 1);
			assertEquals("Custom XML file", table.getItem(0).getText(3), "types by their label");
			table.setSelection(0);
			table.notifyListeners(SWT.Selection, new Event());
			for (String button : List.of("install", "update", "update-all", "remove")) {
				assertFalse(Ui.find(Button.class, "plugins." + button).isEnabled(), button);
			}
			assertTrue(reads("plugins", "only on the server's machine"));
			Ui.screenshot(Ui.shell("plugins"), "plugins-refused");
			Ui.shell("plugins").close();
		});
		plugins.remote = RemoteChange.TRUSTED;
		openPlugins(() -> {
			Ui.until("what is taken", () -> reads("plugins", "only what a key has signed"));
			assertTrue(Ui.find(Button.class, "plugins.remove").isEnabled(), "the first is selected");
			Ui.shell("plugins").close();
		});
	}

	/** Looks into the repository and installs one of the plug-ins that it offers. */
	private static void offer(int row) {
		Ui.type("offers.address", FakePlugins.REPOSITORY);
		Ui.press("offers.look");
		Table offers = Ui.find(Table.class, "offers.table");
		Ui.until("what is offered", () -> offers.getItemCount() == 2);
		offers.setSelection(row);
		offers.notifyListeners(SWT.Selection, new Event());
		Ui.screenshot(Ui.shell("offers"), "plugins-offers");
		Ui.press("offers.install");
	}

	/** Whether a text stands on a label or in a text, as the messages of dialogs do. */
	private static boolean reads(String shell, String text) {
		return Ui.texts(Ui.shell(shell)).stream().anyMatch(each -> each.contains(text));
	}

	private static void openPlugins(Runnable inDialog) {
		open("org.lictor.workbench.plugins", inDialog);
	}

	private static void open(String command, Runnable inDialog) {
		Ui.inDialog(() -> {
			try {
				PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(command, null);
			} catch (CommandException e) {
				throw new AssertionError(e);
			}
		}, inDialog);
	}

	@Test
	void aServerIsAddedAfterVerifyingNamedTheFieldAtFault() {
		Ui.show("org.lictor.workbench.servers");
		Ui.pressAndThen("servers.add", () -> {
			Table types = Ui.find(Table.class, "server.types");
			types.setSelection(1);
			types.notifyListeners(SWT.Selection, new Event());
			assertFalse(Ui.text("server.type.description").isEmpty());
			Ui.press("wizard.next");
			assertFalse(Ui.find(Button.class, "wizard.finish").isEnabled(), "a name and a file are needed");
			Ui.type("server.name", "Render Nodes");
			Ui.type("server.field.file", "/missing.xml");
			Ui.press("server.verify");
			Ui.until(() -> "the verdict, not '" + Ui.text("server.verdict") + "'", () -> Ui.text("server.verdict").contains("missing"));
			Ui.screenshot(Ui.find(Button.class, "server.verify").getShell(), "wizard-verify-failed");
			Ui.type("server.field.file", "/srv/state.xml");
			Ui.press("server.verify");
			Ui.until(() -> "the verdict, not '" + Ui.text("server.verdict") + "'", () -> Ui.text("server.verdict").contains("42 seats"));
			Ui.press("wizard.finish");
		});
		Ui.until("the server to be added", () -> FakeLictor.INSTANCE.definitions().containsKey("Render Nodes"));
		ServerDefinition added = FakeLictor.INSTANCE.definitions().get("Render Nodes");
		assertEquals("custom", added.type());
		assertEquals("/srv/state.xml", added.settings().get("file"));
	}

	@Test
	void theWizardShowsTheFieldsOfTheWayThatIsChosenAndExplainsIt() {
		Ui.show("org.lictor.workbench.servers");
		Ui.pressAndThen("servers.add", () -> {
			Table types = Ui.find(Table.class, "server.types");
			types.setSelection(0);
			types.notifyListeners(SWT.Selection, new Event());
			Ui.press("wizard.next");
			Shell wizard = Ui.find(Combo.class, "server.field.source").getShell();
			assertEquals(List.of("source", "folder", "interval", "team", "product-table"), shownFields(wizard));
			assertTrue(Ui.find(Button.class, "wizard.finish").isEnabled(), "files need nothing");
			Ui.screenshot(wizard, "wizard-files");

			List<String> cloud = List.of("token-flex", "history", "baseUrl", "proxy", "proxy-user", "proxy-password",
					"certificate-authority", "folder", "interval", "team", "product-table");
			Map<String, List<String>> fields = new LinkedHashMap<>();
			fields.put("Personal access token, exchanged", List.of("access-token-personal"));
			fields.put("Personal access token, in a header", List.of("access-token-personal"));
			fields.put("Sign in with the browser", List.of("redirect", "refresh-token"));
			fields.put("Service account with a key", List.of("service-account", "service-account-key-id", "service-account-key"));
			fields.put("User name and password (closed by Autodesk)", List.of("account-endpoint", "account-user", "account-password"));
			fields.forEach((way, own) -> {
				Ui.type("server.field.source", way);
				List<String> all = new ArrayList<>(List.of("source", "client-id", "client-secret"));
				all.addAll(own);
				all.addAll(cloud);
				assertEquals(all, shownFields(wizard), way);
				assertFalse(Ui.find(Button.class, "wizard.finish").isEnabled(), way);
				assertFalse(Ui.text("server.explanation.source").isEmpty(), way);
				Ui.screenshot(wizard, "wizard-" + own.getFirst() + (way.contains("header") ? "-header" : ""));
			});
			assertTrue(Ui.text("server.explanation.source").startsWith("Warning: Autodesk has closed this way"));

			Ui.type("server.field.source", "Personal access token, in a header");
			Ui.type("server.field.client-id", "the-client");
			Ui.type("server.field.client-secret", "the-secret");
			Ui.type("server.field.access-token-personal", "the-token");
			Ui.type("server.field.source", "Sign in with the browser");
			Ui.press("wizard.finish");
		});
		Ui.until("the server to be added", () -> FakeLictor.INSTANCE.definitions().containsKey("Autodesk Account"));
		ServerDefinition added = FakeLictor.INSTANCE.definitions().get("Autodesk Account");
		assertEquals("browser", added.settings().get("source"), "people see words, the configuration keeps keys");
		assertEquals(Map.of("client-secret", "the-secret"), added.secrets(), "the token belongs to another way");
	}

	@Test
	void aPersonSignsInWithTheBrowserAndTheServerIsSavedWithWhatCameOfIt() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		String redirect = "http://localhost:" + port + "/callback";
		Ui.show("org.lictor.workbench.servers");
		Ui.pressAndThen("servers.add", () -> {
			Table types = Ui.find(Table.class, "server.types");
			types.setSelection(0);
			types.notifyListeners(SWT.Selection, new Event());
			Ui.press("wizard.next");
			Ui.type("server.field.source", "Sign in with the browser");
			Ui.type("server.field.client-id", "the-client");
			Ui.type("server.field.redirect", redirect);
			assertEquals("Nobody signed in yet.", Ui.text("server.signed-in"));
			Ui.pressAndThen("server.field.refresh-token", () -> {
				browserComesBack(redirect + "?error=access_denied");
				Ui.until("the refusal to be told", () -> Ui.texts(Ui.shell("sign-in")).contains("Access was not allowed. Sign in again."));
				Ui.screenshot(Ui.shell("sign-in"), "sign-in-refused");
				Ui.press("sign-in.cancel");
			});
			assertEquals("Nobody signed in yet.", Ui.text("server.signed-in"));
			Ui.pressAndThen("server.field.refresh-token", () -> {
				Ui.until("the address", () -> Ui.text("sign-in.address").equals("lictor-test:authorize?client_id=the-client"));
				Ui.screenshot(Ui.shell("sign-in"), "sign-in");
				browserComesBack(redirect + "?code=c0de");
			});
			assertEquals("Signed in. Finish saves it.", Ui.text("server.signed-in"));
			Ui.press("wizard.finish");
		});
		Ui.until("the server to be added", () -> FakeLictor.INSTANCE.definitions().containsKey("Autodesk Account"));
		ServerDefinition added = FakeLictor.INSTANCE.definitions().get("Autodesk Account");
		assertEquals(Optional.of("sign-in-1"), added.signIn());
		assertEquals(Map.of(), added.secrets());
	}

	/** The browser is sent to an address of this machine, while the window goes on. */
	private static void browserComesBack(String address) {
		Ui.until("the sign-in to wait", () -> !Ui.text("sign-in.address").isEmpty());
		try (HttpClient browser = HttpClient.newHttpClient()) {
			CompletableFuture<HttpResponse<String>> page = browser.sendAsync(HttpRequest.newBuilder(URI.create(address)).build(),
					HttpResponse.BodyHandlers.ofString());
			Ui.until("the page", page::isDone);
			assertTrue(page.join().body().contains("You can close this page"));
		}
	}

	/** Keys of the fields in sight, in the order of the keyboard. */
	private static List<String> shownFields(Shell wizard) {
		return Ui.names(wizard).stream().filter(name -> name.startsWith("server.field."))
				.map(name -> name.substring("server.field.".length())).toList();
	}

	@Test
	void filesAreImportedAndWhatWasWrongInThemIsShown() throws IOException {
		FakeLictor.INSTANCE.definitions().put("Design Studio",
				new ServerDefinition("Design Studio", "autodesk", java.util.Map.of(), java.util.Map.of(), true));
		Path good = Files.writeString(folder.resolve("users.csv"), "Email\n");
		Path bad = Files.writeString(folder.resolve("bad.csv"), "Email\n");
		Ui.show("org.lictor.workbench.servers");
		Ui.pressAndThen("servers.import", () -> {
			for (Path file : List.of(good, bad)) {
				Ui.type("import.path", file.toString());
				Ui.press("import.add");
			}
			Ui.press("wizard.finish");
			Ui.until("both results", () -> Ui.all(Table.class, "import.results").stream().anyMatch(table -> table.getItemCount() == 2));
			assertTrue(Ui.rows(Ui.find(Table.class, "import.results")).stream().anyMatch(row -> row.contains("bad.csv")));
			Ui.screenshot(Ui.find(Table.class, "import.results").getShell(), "wizard-import");
			Ui.press("wizard.finish");
		});
		assertEquals(List.of("Design Studio:users.csv", "Design Studio:bad.csv"), FakeLictor.INSTANCE.imported());
	}

	@Test
	void anEnrolmentStringIsMadeAndCanBeCopied() {
		Ui.show("org.lictor.workbench.agents");
		Ui.pressAndThen("agents.enrol", () -> {
			assertFalse(Ui.find(Button.class, "enrolment.string.copy").isEnabled());
			Ui.press("enrolment.make");
			Ui.until("the string", () -> Ui.text("enrolment.string").startsWith("lictor1:"));
			assertTrue(Ui.text("enrolment.command").contains("--enrol"));
			Ui.press("enrolment.string.copy");
			Ui.screenshot(Ui.shell("enrolment"), "enrolment");
			Ui.shell("enrolment").close();
		});
	}

	@Test
	void anAgentIsExaminedWhileTheWindowLives() {
		FakeLictor.INSTANCE.reset(3);
		Ui.show("org.lictor.workbench.agents");
		Ui.until("the agents", () -> Ui.text("agents.status").contains("3 agents"));
		Ui.click(Ui.grid("agents"), 1, 2);
		CountDownLatch silence = new CountDownLatch(1);
		FakeLictor.INSTANCE.hold(silence);
		Ui.pressAndThen("agents.examine", () -> {
			assertFalse(Ui.find(Button.class, "examination.copy").isEnabled(), "there is nothing yet");
			Ui.press("examination.stop");
			Ui.until("that nobody waits", () -> says("examination", "Nobody waits for the agent any more."));
			silence.countDown();
			Ui.press("examination.again");
			Table findings = Ui.find(Table.class, "examination.findings");
			Ui.until("the findings", () -> findings.getItemCount() == 4);
			assertEquals(List.of("To do", "disk"), List.of(findings.getSelection()[0].getText(0), findings.getSelection()[0].getText(1)));
			assertTrue(Ui.text("examination.details").contains("What to do: Make room"), Ui.text("examination.details"));
			assertEquals("3 processes listed, 200 others not.", Ui.find(Label.class, "examination.count").getText());
			Ui.screenshot(Ui.shell("examination"), "examination");
			Ui.press("examination.copy");
			Clipboard clipboard = new Clipboard(Ui.display());
			String copied = (String) clipboard.getContents(TextTransfer.getInstance());
			clipboard.dispose();
			assertTrue(copied.contains("\nCounts\t4711\tjdoe\tC:/Program Files/Autodesk/AutoCAD 2025/acad.exe\tAutodesk Account\tcounts as"), copied);
			Ui.press("examination.all");
			Ui.until("all processes", () -> Ui.find(Table.class, "examination.processes").getItemCount() == 203);
			FakeLictor.INSTANCE.fail("The agent cannot be asked: it was last heard on Monday.");
			Ui.press("examination.again");
			Ui.until("the trouble", () -> says("examination", "The agent cannot be asked: it was last heard on Monday."));
			Ui.press("examination.close");
		});
	}

	@Test
	void aRuleIsTriedOnAHostBeforeItIsSaved() {
		FakeLictor.INSTANCE.reset(3);
		Ui.show("org.lictor.workbench.servers");
		Ui.until("the servers", () -> Ui.grid("servers").getRowCount() > 2);
		Ui.click(Ui.grid("servers"), 1, 2);
		Ui.pressAndThen("servers.rules", () -> {
			Ui.pressAndThen("rules.add", () -> {
				assertFalse(Ui.find(Button.class, "rule.save").isEnabled());
				Ui.type("rule.id", "maya");
				Ui.type("rule.product", "Maya");
				Ui.type("rule.path", "/maya(");
				Ui.until(() -> "the mistake among " + Ui.texts(Ui.shell("rule")),
						() -> says("rule", "An expression cannot be understood: rule maya: Unclosed group near index 6"));
				assertFalse(Ui.find(Button.class, "rule.try").isEnabled());
				Ui.type("rule.path", "/maya$");
				Ui.press("rule.try");
				Ui.until("the processes", () -> Ui.find(Table.class, "rule.processes").getItemCount() == 3);
				assertEquals("3 processes listed, 200 others not.", Ui.find(Label.class, "rule.outcome").getText().strip());
				Ui.screenshot(Ui.shell("rule"), "rule");
				Ui.press("rule.save");
			});
			Ui.until("the rule", () -> Ui.rows(Ui.find(Table.class, "rules.table")).stream().anyMatch(row -> row.contains("/maya$")));
			Ui.screenshot(Ui.shell("rules"), "rules");
			Ui.find(Table.class, "rules.table").setSelection(0);
			Ui.find(Table.class, "rules.table").notifyListeners(SWT.Selection, new Event());
			Ui.press("rules.remove");
			Ui.until("no rule", () -> Ui.find(Table.class, "rules.table").getItemCount() == 0);
			Ui.press("rules.close");
		});
	}

	/** Whether a dialog says something in the text under its title. */
	private static boolean says(String dialog, String text) {
		return Ui.texts(Ui.shell(dialog)).stream().anyMatch(each -> each.contains(text));
	}
}
