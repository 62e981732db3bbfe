package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
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

	@Test
	void theDenialsShowAChartOfHowOftenAndItsNumbers() {
		FakeLictor.INSTANCE.reset(60);
		Ui.show("org.lictor.workbench.denials");
		Canvas chart = Ui.find(Canvas.class, "denials.chart");
		Combo product = Ui.find(Combo.class, "denials.product");
		assertEquals(List.of(false, false), List.of(chart.isVisible(), product.isVisible()), "each denial is a row, there is nothing to draw");

		Ui.press("denials.counts");
		try {
			Ui.until("the numbers under the chart", () -> Ui.all(Label.class, "denials.status").stream()
					.anyMatch(label -> label.getText().contains("60 periods")));
			assertEquals(List.of(true, true), List.of(chart.isVisible(), product.isVisible()));
			assertEquals(List.of("Denials", "Denial events"), List.of("denials", "denial_events").stream()
					.map(figure -> Ui.find(Button.class, "denials.figure." + figure).getText()).toList());
			Path taken = Ui.screenshot(Ui.workbench(), "denials-chart");
			assertTrue(colours(new ImageData(taken.toString())) > COLOURS, "the picture is all but empty");

			ImageData all = Ui.picture(chart);
			key(chart, SWT.END);
			ImageData read = Ui.picture(chart);
			assertFalse(Arrays.equals(all.data, read.data), "the keys read a period");
			Ui.screenshot(Ui.workbench(), "denials-chart-read");
			key(chart, SWT.ESC);
			assertArrayEquals(all.data, Ui.picture(chart).data);

			assertTrue(product.getItemCount() > 2, () -> String.join(", ", product.getItems()));
			product.select(1);
			product.notifyListeners(SWT.Selection, new Event());
			Ui.settle();
			ImageData one = Ui.picture(chart);
			assertFalse(Arrays.equals(all.data, one.data), "one product has fewer than all");

			FakeLictor.INSTANCE.reset(0);
			Ui.until("a hint what to do", () -> Ui.all(Label.class, "denials.hint.title").stream()
					.anyMatch(title -> title.isVisible() && title.getText().startsWith("Nobody was refused")));
			assertTrue(Ui.text("denials.hint.text").contains("add one in the view License Servers"));
			assertEquals("All products", product.getText());
			ImageData none = Ui.picture(chart);
			assertFalse(Arrays.equals(one.data, none.data));
			Ui.screenshot(Ui.workbench(), "denials-chart-0");
		} finally {
			Ui.press("denials.counts");
		}
		assertFalse(chart.isVisible());
	}

	private static void key(Canvas chart, int code) {
		Event event = new Event();
		event.keyCode = code;
		chart.notifyListeners(SWT.KeyDown, event);
		Ui.settle();
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
