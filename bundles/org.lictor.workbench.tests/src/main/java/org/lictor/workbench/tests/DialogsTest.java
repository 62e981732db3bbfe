package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.service.ServerDefinition;

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
}
