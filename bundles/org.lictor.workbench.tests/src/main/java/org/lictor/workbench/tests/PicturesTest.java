package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.Test;

/** Takes the pictures of the workbench that people see in the documentation. They stand in target/screenshots afterwards. */
class PicturesTest {

	/** How many colours a window has at least that shows something. */
	private static final int COLOURS = 50;

	@Test
	void theReadmeShowsTheOverviewAsItIs() throws Exception {
		FakeLictor.INSTANCE.reset(60);
		Ui.show("org.lictor.workbench.overview");
		awaitText("Worth giving back");
		Path taken = Ui.screenshot(Ui.workbench(), "workbench");

		Path shown = Path.of(System.getProperty("lictor.docs")).resolve("images/workbench.png");
		assertTrue(Files.exists(shown), "The README shows docs/images/workbench.png, which is missing: copy " + taken + " there.");
		ImageData fresh = new ImageData(taken.toString());
		ImageData old = new ImageData(shown.toString());
		assertTrue(colours(fresh) > COLOURS, "the picture is all but empty");
		assertEquals(fresh.width, old.width, "The README's picture is of another window: copy " + taken + " to docs/images.");
	}

	@Test
	void theOverviewGuidesANewcomerInThreeSteps() {
		FakeLictor.INSTANCE.reset(0);
		Ui.show("org.lictor.workbench.overview");
		awaitText("Add a licence server");
		awaitText("Import its export files");
		awaitText("Enrol an agent");
		Ui.screenshot(Ui.workbench(), "newcomer");
	}

	@Test
	void theHistoryShowsAChartAndItsNumbers() {
		FakeLictor.INSTANCE.reset(60);
		Ui.show("org.lictor.workbench.history");
		Ui.until("the numbers under the chart", () -> Ui.all(Label.class, "history.status").stream()
				.anyMatch(label -> label.getText().contains("periods")));
		Path taken = Ui.screenshot(Ui.workbench(), "history");
		assertTrue(colours(new ImageData(taken.toString())) > COLOURS, "the picture is all but empty");
	}

	@Test
	void theSeatsShowAChartOfOwnedAndAssignedAndTheirNumbersByTeam() {
		FakeLictor.INSTANCE.reset(60);
		Ui.show("org.lictor.workbench.seats");
		Ui.until("the numbers under the chart", () -> Ui.all(Label.class, "seats.status").stream()
				.anyMatch(label -> label.getText().contains("periods")));
		assertTrue(Ui.values(Ui.grid("seats"), "Team").containsAll(List.of("Architects", "Engineers")));
		assertEquals(List.of("Owned", "Assigned"), List.of("total", "assigned").stream()
				.map(figure -> Ui.find(Button.class, "seats.figure." + figure).getText()).toList());
		Path taken = Ui.screenshot(Ui.workbench(), "seats");
		assertTrue(colours(new ImageData(taken.toString())) > COLOURS, "the picture is all but empty");
	}

	private static void awaitText(String text) {
		Ui.until("the text '" + text + "'", () -> List.of(Ui.display().getShells()).stream().anyMatch(shell -> Ui.shows(shell, text)));
	}

	private static int colours(ImageData image) {
		Set<Integer> colours = new HashSet<>();
		for (int y = 0; y < image.height; y += 2) {
			for (int x = 0; x < image.width; x += 2) {
				colours.add(image.getPixel(x, y));
			}
		}
		return colours.size();
	}
}
