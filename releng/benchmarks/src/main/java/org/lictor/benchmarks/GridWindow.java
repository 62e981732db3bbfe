package org.lictor.benchmarks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

import org.eclipse.core.internal.preferences.EclipsePreferences;
import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.viewport.command.ShowRowInViewportCommand;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.grid.ResultTableGrid;

/**
 * The workbench's grid, or SWT's own virtual table, with a million sessions in a window: prints how long the first rows
 * took, and how long each of many steps of scrolling held the UI thread.
 */
final class GridWindow {

	static final int ROWS = 1_000_000;
	private static final int STEPS = 400;
	private static final List<String> COLUMNS = List.of("user", "account", "host", "server", "product", "version");

	/** Ends a {@link Display#sleep()}. */
	private static final Runnable WAKE = () -> {
		// nothing to do but being there
	};

	private final Display display = new Display();
	private final Shell shell = new Shell(display);
	private final List<Double> steps = new ArrayList<>();

	private GridWindow() {
		shell.setText("Grid");
		shell.setSize(1_200, 800);
		shell.setLayout(new FillLayout());
	}

	/**
	 * @param words {@code lictor} or {@code swt}
	 */
	public static void main(String[] words) {
		GridWindow window = new GridWindow();
		if (words[0].equals("lictor")) {
			window.lictor();
		} else {
			window.swt();
		}
		window.steps.forEach(step -> System.out.println("step " + step));
		window.display.dispose();
	}

	private void lictor() {
		shell.open();
		// What the workbench opens with: a grid of a few rows. From then on Java knows its classes.
		ResultTableGrid small = grid("servers");
		small.show(sessions(10), true);
		painted(small);
		small.control().dispose();

		ResultTable newest = sessions(200);
		ResultTable all = sessions(ROWS);
		long start = System.nanoTime();
		ResultTableGrid grid = grid("sessions");
		grid.show(newest, false);
		painted(grid);
		System.out.println("first " + (System.nanoTime() - start) / 1e6);
		grid.show(all, true);
		while (grid.table().map(ResultTable::rowCount).orElse(0) < ROWS) {
			drain();
		}
		NatTable table = painted(grid);
		scroll(table, row -> table.doCommand(new ShowRowInViewportCommand(row)));
	}

	private ResultTableGrid grid(String id) {
		ResultTableGrid grid = new ResultTableGrid(shell, new GridSpec(id, "sessions", List.of("user", "start"), "",
				GridSpec.Hint.of("None", "There is none."), Optional.empty()), new EclipsePreferences());
		shell.layout(true, true);
		return grid;
	}

	/** Waits until a grid has its table and the table was painted. */
	private NatTable painted(ResultTableGrid grid) {
		boolean[] painted = { false };
		Optional<NatTable> found = Optional.empty();
		while (!painted[0]) {
			Optional<NatTable> now = find(grid.control());
			if (now.isPresent() && !now.equals(found)) {
				now.get().addListener(SWT.Paint, event -> painted[0] = true);
				now.get().redraw();
			}
			found = now;
			drain();
		}
		return found.orElseThrow();
	}

	private void drain() {
		if (!display.readAndDispatch()) {
			display.timerExec(5, WAKE);
			display.sleep();
		}
	}

	private void swt() {
		Table table = new Table(shell, SWT.VIRTUAL | SWT.BORDER);
		table.setHeaderVisible(true);
		for (int column = 0; column < COLUMNS.size() + 2; column++) {
			TableColumn header = new TableColumn(table, SWT.NONE);
			header.setText("Column " + column);
			header.setWidth(140);
		}
		table.addListener(SWT.SetData, event -> {
			int row = table.indexOf((org.eclipse.swt.widgets.TableItem) event.item);
			for (int column = 0; column < COLUMNS.size() + 2; column++) {
				((org.eclipse.swt.widgets.TableItem) event.item).setText(column, "value " + row + " " + column);
			}
		});
		shell.open();
		settle();
		long start = System.nanoTime();
		table.setItemCount(ROWS);
		settle();
		System.out.println("first " + (System.nanoTime() - start) / 1e6);
		scroll(table, table::setTopIndex);
	}

	/**
	 * Some pages on, some back, and far away, in turn, so that each step shows other rows. A step is over when it was painted.
	 * What one call holds the UI thread for longest counts: meanwhile no key and no click is heard.
	 */
	private void scroll(Control table, IntConsumer to) {
		boolean[] painted = { false };
		table.addListener(SWT.Paint, event -> painted[0] = true);
		Random random = new Random(7);
		int row = 0;
		for (int step = 0; step < STEPS; step++) {
			row = switch (step % 4) {
			case 0, 1 -> row + 100;
			case 2 -> Math.max(0, row - 300);
			default -> random.nextInt(ROWS - 1_000);
			};
			painted[0] = false;
			long begin = System.nanoTime();
			to.accept(row);
			double longest = (System.nanoTime() - begin) / 1e6;
			while (!painted[0] && System.nanoTime() - begin < 5e8) {
				long start = System.nanoTime();
				boolean more = display.readAndDispatch();
				longest = Math.max(longest, (System.nanoTime() - start) / 1e6);
				if (!more && !painted[0]) {
					display.timerExec(5, WAKE);
					display.sleep();
				}
			}
			steps.add(longest);
		}
	}

	private void settle() {
		while (display.readAndDispatch()) {
			// until everything is painted
		}
	}

	private static Optional<NatTable> find(Control control) {
		if (control instanceof NatTable table) {
			return Optional.of(table);
		}
		if (control instanceof Composite parent) {
			for (Control child : parent.getChildren()) {
				Optional<NatTable> found = find(child);
				if (found.isPresent()) {
					return found;
				}
			}
		}
		return Optional.empty();
	}

	private static ResultTable sessions(int count) {
		List<Column> columns = new ArrayList<>();
		COLUMNS.forEach(key -> columns.add(Column.of(key, key, ColumnType.TEXT, key)));
		columns.add(Column.of("start", "Start", ColumnType.INSTANT, "when"));
		columns.add(Column.of("licences", "Licences", ColumnType.INTEGER, "how many"));
		TableBuilder rows = new TableBuilder("sessions", "Sessions", columns);
		Instant start = Instant.parse("2026-01-01T00:00:00Z");
		for (int row = 0; row < count; row++) {
			rows.row("user" + row % 5_000, "user" + row % 5_000 + "@example.com", "ws" + row % 7_000, "Acme",
					"Product " + row % 100, "202" + row % 7, start.plusSeconds(row * 30L), 1L);
		}
		return rows.build(start, ZoneOffset.UTC);
	}
}
