package org.lictor.workbench.internal.grid;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.config.AbstractUiBindingConfiguration;
import org.eclipse.nebula.widgets.nattable.selection.command.SelectRowsCommand;
import org.eclipse.nebula.widgets.nattable.sort.action.SortColumnAction;
import org.eclipse.nebula.widgets.nattable.sort.event.ColumnHeaderClickEventMatcher;
import org.eclipse.nebula.widgets.nattable.ui.action.IKeyAction;
import org.eclipse.nebula.widgets.nattable.ui.binding.UiBindingRegistry;
import org.eclipse.nebula.widgets.nattable.ui.matcher.IMouseEventMatcher;
import org.eclipse.nebula.widgets.nattable.ui.matcher.KeyEventMatcher;
import org.eclipse.nebula.widgets.nattable.ui.matcher.MouseEventMatcher;
import org.eclipse.swt.SWT;

/**
 * Keys and clicks beyond those that NatTable brings: Home and End go to the first and last row, a click on a heading
 * with Shift or Ctrl sorts by that column too, Enter or a double click opens a row.
 */
final class GridKeys extends AbstractUiBindingConfiguration {

	private final GridLayers layers;
	private final Runnable open;

	/**
	 * @param layers of the grid
	 * @param open   opens the row that has the keyboard
	 */
	GridKeys(GridLayers layers, Runnable open) {
		this.layers = layers;
		this.open = open;
	}

	@Override
	public void configureUiBindings(UiBindingRegistry registry) {
		IMouseEventMatcher withShift = new ColumnHeaderClickEventMatcher(SWT.MOD2, 1);
		IMouseEventMatcher withControl = new ColumnHeaderClickEventMatcher(SWT.MOD1, 1);
		registry.registerFirstSingleClickBinding(withShift, new SortColumnAction(true));
		registry.registerFirstSingleClickBinding(withControl, new SortColumnAction(true));
		key(registry, SWT.HOME, (table, event) -> select(0));
		key(registry, SWT.END, (table, event) -> select(layers.selection().getRowCount() - 1));
		key(registry, SWT.CR, (table, event) -> open.run());
		key(registry, SWT.KEYPAD_CR, (table, event) -> open.run());
		registry.registerDoubleClickBinding(MouseEventMatcher.bodyLeftClick(SWT.NONE), (table, event) -> open.run());
	}

	private static void key(UiBindingRegistry registry, int key, IKeyAction action) {
		registry.registerFirstKeyBinding(new KeyEventMatcher(SWT.NONE, key), action);
		if (key == SWT.HOME || key == SWT.END) {
			registry.registerFirstKeyBinding(new KeyEventMatcher(SWT.MOD1, key), action);
		}
	}

	private void select(int row) {
		if (row >= 0) {
			NatTable table = layers.table();
			table.doCommand(new SelectRowsCommand(layers.selection(), 0, row, false, false));
			layers.viewport().moveRowPositionIntoViewport(row);
		}
	}
}
