package org.lictor.benchmarks;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** Baseline of the workbench: a window of SWT in a plain Java, with a table of a few rows. */
final class BareWindow {

	private BareWindow() {
	}

	/**
	 * @param words none
	 */
	public static void main(String[] words) {
		Display display = new Display();
		Shell shell = new Shell(display);
		shell.setText("Bare");
		shell.setSize(1_000, 700);
		shell.setLayout(new FillLayout());
		Table table = new Table(shell, SWT.BORDER);
		table.setHeaderVisible(true);
		for (int column = 0; column < 8; column++) {
			TableColumn header = new TableColumn(table, SWT.NONE);
			header.setText("Column " + column);
			header.setWidth(110);
		}
		for (int row = 0; row < 40; row++) {
			new TableItem(table, SWT.NONE).setText(0, "Row " + row);
		}
		shell.open();
		while (!shell.isDisposed()) {
			if (!display.readAndDispatch()) {
				display.sleep();
			}
		}
	}
}
