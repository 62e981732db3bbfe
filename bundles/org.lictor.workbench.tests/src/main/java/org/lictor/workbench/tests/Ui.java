package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.layer.cell.CellDisplayConversionUtils;
import org.eclipse.nebula.widgets.nattable.layer.cell.ILayerCell;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;

/** Finds widgets by their names and uses them as a person would. Runs on the UI thread and keeps it alive while waiting. */
final class Ui {

	static final String KEY = "org.lictor.id";
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private Ui() {
	}

	static Display display() {
		return Display.getCurrent();
	}

	static Shell workbench() {
		return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
	}

	static IWorkbenchPage page() {
		return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
	}

	/** Handles all events that wait. */
	static void settle() {
		while (display().readAndDispatch()) {
			continue;
		}
	}

	/** Handles events until something is so; fails when it does not become so in time. */
	static void until(String what, BooleanSupplier condition) {
		until(() -> what, condition);
	}

	static void until(Supplier<String> what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		Display display = display();
		boolean[] running = { true };
		Runnable tick = new Runnable() {
			@Override
			public void run() {
				if (running[0]) {
					display.timerExec(15, this);
				}
			}
		};
		display.timerExec(15, tick);
		try {
			while (!condition.getAsBoolean()) {
				if (System.nanoTime() > deadline) {
					fail("waited in vain for: " + what.get());
				}
				if (!display.readAndDispatch()) {
					display.sleep();
				}
			}
		} finally {
			running[0] = false;
		}
	}

	/** Waits until nothing is being loaded, sorted or filtered. */
	static void quiet() {
		until("nothing to be done", org.eclipse.core.runtime.jobs.Job.getJobManager()::isIdle);
		settle();
	}

	/** Opens a view and waits until it is there. */
	static void show(String view) {
		try {
			page().showView(view);
		} catch (PartInitException e) {
			throw new AssertionError(e);
		}
		settle();
	}

	static void hide(String view) {
		var reference = page().findViewReference(view);
		if (reference != null) {
			page().hideView(reference);
		}
		settle();
	}

	/** All widgets of a kind and a name that are open. */
	static <W extends Widget> List<W> all(Class<W> kind, String name) {
		List<W> found = new ArrayList<>();
		Consumer<Widget> collect = widget -> {
			if (kind.isInstance(widget) && name.equals(widget.getData(KEY))) {
				found.add(kind.cast(widget));
			}
		};
		for (Shell shell : display().getShells()) {
			walk(shell, collect);
		}
		return found;
	}

	private static void walk(Widget widget, Consumer<Widget> visitor) {
		visitor.accept(widget);
		if (widget instanceof ToolBar bar) {
			for (ToolItem item : bar.getItems()) {
				visitor.accept(item);
			}
		}
		if (widget instanceof Composite composite) {
			for (Control child : composite.getChildren()) {
				walk(child, visitor);
			}
		}
	}

	/** Names of the controls of a window that can be seen, in the order in which the keyboard walks through them. */
	static List<String> names(Shell shell) {
		List<String> names = new ArrayList<>();
		walk(shell, widget -> {
			if (widget instanceof Control control && control.isVisible() && control.getData(KEY) instanceof String name) {
				names.add(name);
			}
		});
		return names;
	}

	/** What can be read in the texts and on the labels of a window. */
	static List<String> texts(Shell shell) {
		List<String> texts = new ArrayList<>();
		walk(shell, widget -> {
			if (widget instanceof Label label && label.isVisible()) {
				texts.add(label.getText().strip());
			} else if (widget instanceof Text text && text.isVisible()) {
				texts.add(text.getText().strip());
			}
		});
		return texts;
	}

	/** Whether a text stands on a label somewhere in a window. */
	static boolean shows(Shell shell, String text) {
		boolean[] found = { false };
		walk(shell, widget -> found[0] |= widget instanceof Label label && label.isVisible() && label.getText().contains(text));
		return found[0];
	}

	/** The one widget of a kind and a name; waits for it. */
	static <W extends Widget> W find(Class<W> kind, String name) {
		until(kind.getSimpleName() + " " + name, () -> !all(kind, name).isEmpty());
		List<W> found = all(kind, name);
		assertEquals(1, found.size(), () -> kind.getSimpleName() + " " + name + " is there more than once");
		return found.getFirst();
	}

	static Shell shell(String name) {
		return find(Shell.class, name);
	}

	static boolean open(String shell) {
		return !all(Shell.class, shell).isEmpty();
	}

	static void press(String name) {
		List<ToolItem> items = all(ToolItem.class, name);
		if (!items.isEmpty()) {
			ToolItem item = items.getFirst();
			until(name + " to be enabled", item::isEnabled);
			if ((item.getStyle() & SWT.CHECK) != 0) {
				item.setSelection(!item.getSelection());
			}
			item.notifyListeners(SWT.Selection, new Event());
			return;
		}
		Button button = find(Button.class, name);
		until(name + " to be enabled", button::isEnabled);
		if ((button.getStyle() & (SWT.CHECK | SWT.RADIO)) != 0) {
			button.setSelection(!button.getSelection());
		}
		button.notifyListeners(SWT.Selection, new Event());
	}

	/** Presses a button that opens a dialog; what the test does in the dialog runs while it is open. */
	static void pressAndThen(String name, Runnable inDialog) {
		inDialog(() -> press(name), inDialog);
	}

	/** Does something that opens a dialog and blocks until it is closed; the rest of the test runs while it is open. */
	static void inDialog(Runnable opens, Runnable inDialog) {
		Throwable[] thrown = new Throwable[1];
		boolean[] ran = new boolean[1];
		List<Shell> before = List.of(display().getShells());
		display().timerExec(50, new Runnable() {
			private int tries;

			@Override
			public void run() {
				boolean opened = List.of(display().getShells()).stream()
						.anyMatch(shell -> !before.contains(shell) && shell.isVisible() && shell.getData(KEY) != null);
				if (!opened && tries++ < 200) {
					display().timerExec(50, this);
					return;
				}
				ran[0] = true;
				try {
					inDialog.run();
				} catch (RuntimeException | Error e) {
					thrown[0] = e;
					closeAll(before);
				}
			}
		});
		opens.run();
		until("what is done in the dialog", () -> ran[0]);
		until("the dialog to close", () -> List.of(display().getShells()).stream().noneMatch(shell -> !before.contains(shell) && shell.getData(KEY) != null));
		if (thrown[0] instanceof Error error) {
			throw error;
		}
		if (thrown[0] instanceof RuntimeException exception) {
			throw exception;
		}
	}

	private static void closeAll(List<Shell> but) {
		for (Shell shell : display().getShells()) {
			if (!shell.isDisposed() && !but.contains(shell)) {
				shell.close();
			}
		}
	}

	static void type(String name, String text) {
		List<Combo> combos = all(Combo.class, name);
		if (!combos.isEmpty()) {
			combos.getFirst().setText(text);
			combos.getFirst().notifyListeners(SWT.Selection, new Event());
			return;
		}
		find(Text.class, name).setText(text);
	}

	static String text(String name) {
		for (Label label : all(Label.class, name)) {
			return label.getText();
		}
		for (CLabel label : all(CLabel.class, name)) {
			return label.getText();
		}
		return find(Text.class, name).getText();
	}

	static NatTable grid(String id) {
		NatTable[] table = new NatTable[1];
		until("grid " + id, () -> {
			table[0] = all(NatTable.class, id + ".grid").stream().filter(NatTable::isVisible).findFirst().orElse(null);
			return table[0] != null;
		});
		return table[0];
	}

	/** What a cell shows; row 0 is the headings, row 1 the filters, row 2 the first row. */
	static String cell(NatTable table, int column, int row) {
		ILayerCell cell = table.getCellByPosition(column, row);
		return cell == null ? "" : CellDisplayConversionUtils.convertDataType(cell, table.getConfigRegistry());
	}

	/** Position of the column whose heading begins with a text. */
	static int column(NatTable table, String heading) {
		for (int column = 0; column < table.getColumnCount(); column++) {
			if (cell(table, column, 0).startsWith(heading)) {
				return column;
			}
		}
		return fail("no column " + heading + " in sight");
	}

	/** What the rows in sight show in a column. */
	static List<String> values(NatTable table, String heading) {
		int column = column(table, heading);
		List<String> values = new ArrayList<>();
		for (int row = 2; row < table.getRowCount(); row++) {
			values.add(cell(table, column, row));
		}
		return values;
	}

	/** Clicks the middle of a cell. */
	static void click(NatTable table, int column, int row) {
		Rectangle bounds = table.getCellByPosition(column, row).getBounds();
		for (int type : new int[] { SWT.MouseMove, SWT.MouseDown, SWT.MouseUp }) {
			Event event = new Event();
			event.button = type == SWT.MouseMove ? 0 : 1;
			event.count = 1;
			event.x = bounds.x + bounds.width / 2;
			event.y = bounds.y + bounds.height / 2;
			table.notifyListeners(type, event);
			settle();
		}
	}

	/** Enters a text into the cell of a table that is being edited, and confirms it with Enter. */
	static void enter(NatTable table, String text) {
		until("a cell to be open for editing", () -> table.getActiveCellEditor() != null);
		Text editor = (Text) table.getActiveCellEditor().getEditorControl();
		editor.setText(text);
		Event event = new Event();
		event.keyCode = SWT.CR;
		event.character = SWT.CR;
		editor.notifyListeners(SWT.KeyDown, event);
		settle();
	}

	static List<String> menuTexts(Menu menu) {
		List<String> texts = new ArrayList<>();
		for (MenuItem item : menu.getItems()) {
			texts.add(item.getText().replace("&", "").replaceAll("\t.*", ""));
		}
		return texts;
	}

	static List<String> rows(Table table) {
		List<String> rows = new ArrayList<>();
		for (int row = 0; row < table.getItemCount(); row++) {
			List<String> cells = new ArrayList<>();
			for (int column = 0; column < Math.max(1, table.getColumnCount()); column++) {
				cells.add(table.getItem(row).getText(column));
			}
			rows.add(String.join("|", cells));
		}
		return rows;
	}

	/** Takes a picture of a control as it stands on the screen, with whatever is over it. */
	static ImageData picture(Control control) {
		// what is to be painted is painted some frames later
		boolean[] painted = { false };
		display().timerExec(250, () -> painted[0] = true);
		until("the window to be painted", () -> painted[0]);
		Rectangle bounds = display().map(control instanceof Shell ? null : control.getParent(), null, control.getBounds());
		if (control instanceof Shell shell) {
			// without a window manager there is no frame, but a frame is counted
			Rectangle inside = shell.getClientArea();
			int menu = shell.toDisplay(0, 0).y - bounds.y;
			bounds = new Rectangle(bounds.x, bounds.y, inside.width, inside.height + menu);
		}
		Image image = new Image(display(), bounds.width, bounds.height);
		GC gc = new GC(display());
		gc.copyArea(image, bounds.x, bounds.y);
		gc.dispose();
		ImageData data = image.getImageData();
		image.dispose();
		return data;
	}

	/** Saves a picture in the folder of this run's screenshots. */
	static java.nio.file.Path screenshot(Control control, String name) {
		java.nio.file.Path folder = java.nio.file.Path.of(System.getProperty("lictor.screenshots", "target/screenshots"));
		try {
			java.nio.file.Files.createDirectories(folder);
		} catch (java.io.IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
		ImageLoader loader = new ImageLoader();
		loader.data = new ImageData[] { picture(control) };
		java.nio.file.Path file = folder.resolve(name + ".png");
		loader.save(file.toString(), SWT.IMAGE_PNG);
		return file;
	}

	/** How long something takes, in milliseconds. */
	static long millis(Runnable action) {
		long begun = System.nanoTime();
		action.run();
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
	}
}
