package org.lictor.workbench.internal.grid;

import org.eclipse.nebula.widgets.nattable.NatTable;
import org.eclipse.nebula.widgets.nattable.grid.GridRegion;
import org.eclipse.nebula.widgets.nattable.hideshow.command.ColumnHideCommand;
import org.eclipse.nebula.widgets.nattable.layer.LabelStack;
import org.eclipse.nebula.widgets.nattable.sort.SortDirectionEnum;
import org.eclipse.nebula.widgets.nattable.sort.command.SortColumnCommand;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.lictor.workbench.internal.ui.Tag;

/** The menus that the right mouse button or the menu key opens over headings and rows. */
final class GridMenus {

	private final ResultTableGrid grid;

	GridMenus(ResultTableGrid grid) {
		this.grid = grid;
	}

	/** Opens menus over a table from now on. */
	void on(GridLayers layers) {
		NatTable table = layers.table();
		table.addMenuDetectListener(event -> {
			boolean byKey = event.detail == SWT.MENU_KEYBOARD;
			Point at = byKey ? new Point(1, layers.rowHeight() * 3)
					: table.toControl(event.x, event.y);
			LabelStack regions = table.getRegionLabelsByXY(at.x, at.y);
			boolean heading = regions != null && regions.hasLabel(GridRegion.COLUMN_HEADER)
					&& !regions.hasLabel(GridRegion.FILTER_ROW);
			Menu menu = heading ? heading(table, table.getColumnPositionByX(at.x)) : rows(table, column(layers, at, byKey), byKey ? -1 : table.getRowIndexByPosition(table.getRowPositionByY(at.y)));
			Menu before = table.getMenu();
			if (before != null) {
				before.dispose();
			}
			table.setMenu(menu);
		});
	}

	private Menu heading(NatTable table, int position) {
		Menu menu = new Menu(table);
		sort(menu, table, position, "Sort &Ascending", "sort-ascending", SortDirectionEnum.ASC, false);
		sort(menu, table, position, "Sort &Descending", "sort-descending", SortDirectionEnum.DESC, false);
		sort(menu, table, position, "Then by This, Ascending", "then-ascending", SortDirectionEnum.ASC, true);
		sort(menu, table, position, "Then by This, Descending", "then-descending", SortDirectionEnum.DESC, true);
		item(menu, "&No Sorting", "sort-none", grid::sortByNothing);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, "&Hide Column", "hide", () -> table.doCommand(new ColumnHideCommand(table, position)));
		item(menu, "&Columns...", "columns", grid::chooseColumns);
		item(menu, "&Reset Columns", "reset", grid::resetColumns);
		return menu;
	}

	private void sort(Menu menu, NatTable table, int position, String text, String name, SortDirectionEnum direction,
			boolean also) {
		item(menu, text, name, () -> table.doCommand(new SortColumnCommand(table, position, also, direction)));
	}

	/** Of the menu key the column is the one of the selected cell. */
	private static int column(GridLayers layers, Point at, boolean byKey) {
		if (byKey) {
			return layers.selection().getColumnIndexByPosition(layers.selection().getSelectionAnchor().getColumnPosition());
		}
		return layers.table().getColumnIndexByPosition(layers.table().getColumnPositionByX(at.x));
	}

	private Menu rows(NatTable table, int column, int row) {
		Menu menu = new Menu(table);
		grid.explaining(column, row).ifPresent(explain -> {
			item(menu, "E&xplain This Figure...", "explain", explain);
			new MenuItem(menu, SWT.SEPARATOR);
		});
		grid.addRowActions(menu);
		item(menu, "&Copy", "copy", grid::copy);
		item(menu, "Select &All", "select-all", grid::selectAll);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, "&Columns...", "columns", grid::chooseColumns);
		item(menu, "&Export...", "export", grid::export);
		return menu;
	}

	private static void item(Menu menu, String text, String name, Runnable action) {
		MenuItem item = Tag.name(new MenuItem(menu, SWT.PUSH), "menu." + name);
		item.setText(text);
		item.addListener(SWT.Selection, event -> action.run());
	}
}
