package org.lictor.workbench.internal.agents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jface.layout.PixelConverter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;

/** A table of texts with a picture in front of each line. Its lines can be copied with the keyboard. For the UI thread. */
final class Lines {

	/**
	 * A column.
	 *
	 * @param heading    over it
	 * @param characters how wide it is at first
	 */
	record Column(String heading, int characters) {
	}

	/**
	 * A line.
	 *
	 * @param icon  picture in front, empty for none
	 * @param texts one a column
	 */
	record Line(String icon, List<String> texts) {
	}

	private final Table table;
	private final List<Column> columns;
	private List<Line> lines = List.of();

	/**
	 * @param parent  of the table
	 * @param name    of the table
	 * @param columns from left to right
	 */
	Lines(Composite parent, String name, List<Column> columns) {
		this.columns = columns;
		table = Tag.name(new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI), name);
		table.setHeaderVisible(true);
		PixelConverter pixels = new PixelConverter(table);
		for (Column each : columns) {
			TableColumn column = new TableColumn(table, SWT.LEFT);
			column.setText(each.heading());
			column.setWidth(pixels.convertWidthInCharsToPixels(each.characters()));
		}
		table.addKeyListener(KeyListener.keyPressedAdapter(this::key));
	}

	private void key(KeyEvent event) {
		if ((event.stateMask & SWT.MOD1) == 0) {
			return;
		}
		if (event.keyCode == 'a') {
			table.selectAll();
		} else if (event.keyCode == 'c') {
			copy(table, Arrays.stream(table.getSelectionIndices()).mapToObj(index -> lines.get(index)).map(Lines::text).toList());
		}
	}

	/** @return the table */
	Table control() {
		return table;
	}

	/** @param shown from now on */
	void show(List<Line> shown) {
		lines = shown;
		table.setRedraw(false);
		table.removeAll();
		for (Line line : shown) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(line.texts().toArray(String[]::new));
			if (!line.icon().isEmpty()) {
				item.setImage(Icons.image(line.icon(), table));
			}
		}
		table.setRedraw(true);
	}

	/** @return the line that the keyboard is on, its texts under their headings; empty when there is none */
	String selected() {
		int index = table.getSelectionIndex();
		if (index < 0) {
			return "";
		}
		List<String> texts = lines.get(index).texts();
		List<String> told = new ArrayList<>();
		for (int column = 0; column < columns.size(); column++) {
			if (!texts.get(column).isEmpty()) {
				told.add(columns.get(column).heading() + ": " + texts.get(column));
			}
		}
		return String.join("\n", told);
	}

	/** @return headings and lines as other programs take them: columns parted by tabulators */
	List<String> texts() {
		List<String> texts = new ArrayList<>();
		texts.add(columns.stream().map(Column::heading).collect(Collectors.joining("\t")));
		lines.forEach(line -> texts.add(text(line)));
		return texts;
	}

	private static String text(Line line) {
		return String.join("\t", line.texts());
	}

	/**
	 * Lays lines on the clipboard.
	 *
	 * @param owner  of the display
	 * @param copied nothing is done when there are none
	 */
	static void copy(Table owner, List<String> copied) {
		if (!copied.isEmpty()) {
			Clipboard clipboard = new Clipboard(owner.getDisplay());
			clipboard.setContents(new Object[] { String.join("\n", copied) }, new Transfer[] { TextTransfer.getInstance() });
			clipboard.dispose();
		}
	}
}
