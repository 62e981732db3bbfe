package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every grid in a real window: opens, shows its rows, sorts, filters, exports; with no rows, ten, and a million. */
class ViewsTest {

	private static final char THIN_SPACE = '\u202F';

	@TempDir
	Path folder;

	/**
	 * A view with a grid, and what its ten invented rows show.
	 *
	 * @param id        last part of the view's id, and name of its grid
	 * @param column    heading of a column
	 * @param least     what stands first in that column when sorted
	 * @param most      what stands first when sorted the other way
	 * @param searched  a text to filter by
	 * @param in        heading of the column in which it is looked for
	 * @param found     how many of the ten rows have it
	 */
	record View(String id, String column, String least, String most, String searched, String in, int found) {

		@Override
		public String toString() {
			return id;
		}
	}

	static Stream<View> views() {
		return Stream.of(new View("usage", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("sessions", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("users", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("servers", "Name", "Design Studio", "Server 10", "Render", "Name", 1),
				new View("agents", "Host", "ws-001", "ws-046", "ws-006", "Host", 1),
				new View("events", "Severity", "ERROR", "WARNING", "mail address", "Message", 2));
	}

	/** Those too whose rows are never as many. */
	static Stream<View> allViews() {
		return Stream.concat(views(), Stream.of(new View("assignments", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("unused", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("reconciliation", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("unmatched", "User", "annabecker", "viktorbecker", "mira", "User", 1),
				new View("identity", "Account", "anna.becker@studio.example", "viktor.becker@studio.example", "mira", "Account", 1),
				new View("registrations", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("utilisation", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("denials", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("attribution", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("groupuse", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("forecast", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("seatdays", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("changes", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("expiring", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("tokens", "Product", "3ds Max", "Revit", "Civil", "Product", 1),
				new View("collecting", "Name", "Architects: Usage 2", "last poll 9", "Usage", "Name", 3)));
	}

	@AfterEach
	void showAllRowsAgain() {
		for (View view : allViews().toList()) {
			Ui.all(org.eclipse.swt.widgets.ToolItem.class, view.id() + ".clear").stream().filter(item -> item.isEnabled())
					.forEach(item -> Ui.press(view.id() + ".clear"));
		}
	}

	@ParameterizedTest
	@MethodSource("allViews")
	void givesAHintWhatToDoWhereThereAreNoRows(View view) {
		open(view, 0);
		Ui.until("a hint in " + view, () -> Ui.all(Label.class, view.id() + ".hint.title").stream()
				.anyMatch(title -> title.isVisible() && !title.getText().isEmpty() && !title.getText().startsWith("Loading")));
		assertFalse(Ui.text(view.id() + ".hint.text").isEmpty());
		Ui.screenshot(Ui.workbench(), view.id() + "-0");
	}

	@ParameterizedTest
	@MethodSource("allViews")
	void showsSortsFiltersAndExportsTenRows(View view) throws IOException {
		open(view, 10);
		NatTable grid = awaitRows(view, 10);
		Ui.screenshot(Ui.workbench(), view.id() + "-10");
		assertFalse(Ui.values(grid, view.column()).contains(""), "every row in sight shows its " + view.column());

		sort(grid, view.column(), view.least());
		sort(grid, view.column(), view.most());

		filter(grid, view.in(), view.searched());
		Ui.until(() -> view.found() + " rows that fit, not " + Ui.text(view.id() + ".status"),
				() -> Ui.text(view.id() + ".status").contains(view.found() + " fit the filters"));
		for (String value : Ui.values(grid, view.in())) {
			assertEquals(true, value.contains(view.searched()), value);
		}

		Path file = folder.resolve(view.id() + ".csv");
		Ui.inDialog(() -> Ui.press(view.id() + ".export"), () -> {
			Ui.type("export.file", file.toString());
			Ui.press("export.ok");
		});
		Ui.until("the file " + file, () -> lines(file).size() == view.found() + 1);
		assertEquals(view.found(), lines(file).stream().skip(1).filter(line -> line.contains(view.searched())).count());
	}

	@ParameterizedTest
	@MethodSource("views")
	void sortsFiltersAndScrollsAMillionRows(View view) {
		open(view, 1_000_000);
		NatTable grid = awaitRows(view, 1_000_000);

		filter(grid, view.in(), view.searched());
		Ui.until(() -> "some of a million rows that fit, not " + Ui.text(view.id() + ".status"),
				() -> Ui.text(view.id() + ".status").contains("fit the filters")
						&& !Ui.text(view.id() + ".status").contains("arranging"));
		assertEquals(true, Ui.values(grid, view.in()).getFirst().contains(view.searched()));
		Ui.press(view.id() + ".clear");
		Ui.until("all rows again", () -> !Ui.text(view.id() + ".status").contains("fit"));

		String first = Ui.values(grid, view.column()).getFirst();
		grid.doCommand(new org.eclipse.nebula.widgets.nattable.viewport.command.ShowRowInViewportCommand(999_999));
		Ui.settle();
		assertFalse(Ui.values(grid, view.column()).isEmpty());
		grid.doCommand(new org.eclipse.nebula.widgets.nattable.viewport.command.ShowRowInViewportCommand(0));
		Ui.settle();
		assertEquals(first, Ui.values(grid, view.column()).getFirst());
	}

	@Test
	void showsSeatsUnusedForAsManyDaysAsChosenAndHowManyOfEachProduct() {
		open(allViews().filter(view -> view.id().equals("unused")).findFirst().orElseThrow(), 10);
		Spinner days = Ui.find(Spinner.class, "unused.days");
		Ui.until("ten seats", () -> Ui.text("unused.status").startsWith("10 "));
		days.setSelection(95);
		days.notifyListeners(SWT.Selection, new Event());
		Ui.until("five seats", () -> Ui.text("unused.status").startsWith("5 "));
		Ui.press("unused.counts");
		try {
			Ui.until("the count of each product", () -> Ui.text("unused.status").startsWith("10 "));
			assertEquals(true, Ui.values(Ui.grid("unused"), "Unused").contains("18"), "thirty less twelve");
		} finally {
			Ui.press("unused.counts");
			days.setSelection(90);
			days.notifyListeners(SWT.Selection, new Event());
		}
	}

	@Test
	void showsWhoGainedOrLostASeatSinceTheDayThatIsChosen() {
		View changes = allViews().filter(view -> view.id().equals("changes")).findFirst().orElseThrow();
		open(changes, 200);
		// one every 26 hours: how many there are in 30 days and what is over of today depends on the hour
		Ui.until(() -> "28 or 29 changes, not " + Ui.text("changes.status"), () -> Ui.text("changes.status").matches("2[89] .*"));
		choose(LocalDate.now());
		try {
			NatTable grid = awaitRows(changes, 1);
			assertEquals(List.of("GAINED"), Ui.values(grid, "Change"));
		} finally {
			choose(LocalDate.now().minusDays(30));
		}
	}

	private static void choose(LocalDate day) {
		DateTime since = Ui.find(DateTime.class, "changes.since");
		since.setDate(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
		since.notifyListeners(SWT.Selection, new Event());
	}

	private static void open(View view, int rows) {
		Ui.quiet();
		FakeLictor.INSTANCE.reset(rows);
		Ui.show("org.lictor.workbench." + view.id());
	}

	private static NatTable awaitRows(View view, int rows) {
		String count = String.format(java.util.Locale.ROOT, "%,d", rows).replace(',', THIN_SPACE);
		Ui.until(() -> count + " rows, not " + Ui.text(view.id() + ".status"),
				() -> Ui.text(view.id() + ".status").startsWith(count + " "));
		Ui.quiet();
		return Ui.grid(view.id());
	}

	/** Clicks a heading until a value stands first; at most as often as there are directions. */
	private static void sort(NatTable grid, String column, String first) {
		for (int click = 0; click < 3; click++) {
			Ui.click(grid, Ui.column(grid, column), 0);
			long patience = System.nanoTime() + 1_500_000_000L;
			Ui.until("the rows to be sorted",
					() -> Ui.values(grid, column).getFirst().equals(first) || System.nanoTime() > patience);
			if (Ui.values(grid, column).getFirst().equals(first)) {
				return;
			}
		}
		assertEquals(first, Ui.values(grid, column).getFirst(), "first in " + column);
	}

	/** Clicks into the filter of a column and types. */
	private static void filter(NatTable grid, String column, String text) {
		Ui.click(grid, Ui.column(grid, column), 1);
		Ui.enter(grid, text);
	}

	private static List<String> lines(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file) : List.of();
		} catch (IOException e) {
			return List.of();
		}
	}
}
