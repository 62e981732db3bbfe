package org.lictor.workbench.internal.views;

import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Text;
import org.lictor.workbench.internal.Ids;
import org.lictor.workbench.internal.grid.ResultTableGrid;

/** Lets the commands of menus and keys reach the grid of the active view. */
final class GridHandlers {

	private GridHandlers() {
	}

	/** What a command does; the workbench calls it by its annotation. */
	public static final class Action {

		private final Runnable action;

		Action(Runnable action) {
			this.action = action;
		}

		/** Does it. */
		@Execute
		public void execute() {
			action.run();
		}
	}

	/**
	 * @param handlers of a view
	 * @param grid     in that view
	 * @param refresh  asks for the newest table
	 */
	static void activate(EHandlerService handlers, ResultTableGrid grid, Runnable refresh) {
		on(handlers, Ids.REFRESH, refresh);
		on(handlers, Ids.EXPORT, grid::export);
		on(handlers, Ids.COLUMNS, grid::chooseColumns);
		on(handlers, Ids.FILTER, grid::editFilter);
		on(handlers, Ids.COPY, () -> {
			// a text that is being typed goes before the rows behind it
			switch (focus()) {
			case Text text -> text.copy();
			case Combo combo -> combo.copy();
			case null, default -> grid.copy();
			}
		});
		on(handlers, Ids.SELECT_ALL, () -> {
			if (focus() instanceof Text text) {
				text.selectAll();
			} else {
				grid.selectAll();
			}
		});
	}

	private static Control focus() {
		return Display.getCurrent().getFocusControl();
	}

	private static void on(EHandlerService handlers, String command, Runnable action) {
		handlers.activateHandler(command, new Action(action));
	}
}
