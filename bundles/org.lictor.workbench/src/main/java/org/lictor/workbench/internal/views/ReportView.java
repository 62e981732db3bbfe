package org.lictor.workbench.internal.views;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.explain.ExplanationDialog;
import org.lictor.workbench.internal.grid.GridSpec;
import org.lictor.workbench.internal.grid.ResultTableGrid;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;

import jakarta.inject.Inject;

/** A view that shows one report in a grid and keeps it up to date. */
public abstract class ReportView extends ConnectedView {

	@Inject
	private EHandlerService handlers;

	private ResultTableGrid grid;
	private Optional<LiveData<FirstRowsFirst.Rows>> report = Optional.empty();
	private Optional<Query> shown = Optional.empty();

	/** @return how the grid is to be */
	protected abstract GridSpec spec();

	/**
	 * @param zone in which times are shown
	 * @return what is asked
	 */
	protected abstract Query query(ZoneId zone);

	/** @return what makes the report out of date */
	protected abstract Set<Changes.Topic> topics();

	/**
	 * Adds what can be done in this view.
	 *
	 * @param bar above the rows
	 */
	protected abstract void addActions(ToolBar bar);

	/** Other rows are selected, or other rows are shown: actions may have to be enabled or not. */
	protected void selectionChanged() {
		// views without actions on rows do not care
	}

	@Override
	protected Control createContent(Composite parent) {
		grid = new ResultTableGrid(parent, spec());
		addActions(grid.actions());
		grid.onRefresh(this::reload);
		grid.onSelection(this::selectionChanged);
		grid.onExplain((row, column) -> lictor().ifPresent(lictor -> ExplanationDialog.open(grid.control().getShell(), lictor,
				shown.orElseThrow(), grid.table().orElseThrow(), row, column)));
		GridHandlers.activate(handlers, grid, this::reload);
		Settings.onZoneChange(grid.control(), this::reload);
		selectionChanged();
		return grid.control();
	}

	@Override
	protected void connected(Lictor lictor) {
		FirstRowsFirst loader = new FirstRowsFirst(lictor.queries(), () -> query(Settings.zone()));
		report = Optional.of(new LiveData<>(spec().rows(), lictor, topics(), grid.control(), loader,
				this::show, this::failed));
	}

	private void show(FirstRowsFirst.Rows rows) {
		shown = Optional.of(rows.asked());
		grid.show(rows.table(), rows.complete());
		if (rows.complete()) {
			shown(rows.asked(), rows.table());
		}
	}

	/**
	 * All rows are shown.
	 *
	 * @param asked what was asked
	 * @param table the answer
	 */
	protected void shown(Query asked, ResultTable table) {
		// most views show nothing but the rows
	}

	/**
	 * The rows cannot be loaded.
	 *
	 * @param trouble why
	 */
	protected void failed(ServiceException trouble) {
		grid.showTrouble(new GridSpec.Hint("This could not be loaded.", trouble.getMessage(), "&Try Again", this::reload));
	}

	@Override
	protected void disconnected() {
		report.ifPresent(LiveData::close);
		report = Optional.empty();
	}

	@Override
	protected void focusContent() {
		grid.focus();
	}

	@Override
	protected void visible(boolean visible) {
		report.ifPresent(r -> r.visible(visible));
	}

	/** Asks for the newest rows. */
	protected final void reload() {
		report.ifPresent(LiveData::reload);
	}

	/** @return the grid */
	protected final ResultTableGrid grid() {
		return grid;
	}

	/**
	 * Adds a button to the bar above the rows.
	 *
	 * @param bar    of this view
	 * @param name   unique in the bar, and of the icon
	 * @param text   on the button
	 * @param help   shown while the mouse rests on it
	 * @param action what it does
	 * @return the button
	 */
	protected final ToolItem button(ToolBar bar, String name, String text, String help, Runnable action) {
		ToolItem item = Tag.name(new ToolItem(bar, SWT.PUSH), spec().id() + "." + name);
		item.setImage(Icons.image(name, bar));
		item.setText(text);
		item.setToolTipText(help);
		item.addListener(SWT.Selection, event -> action.run());
		return item;
	}

	/**
	 * Offers in the menu of a row what the enabled buttons of a bar offer.
	 *
	 * @param bar of this view
	 */
	protected final void offerInRowMenu(ToolBar bar) {
		grid.onRowMenu(menu -> {
			for (ToolItem button : bar.getItems()) {
				if (button.isEnabled() && (button.getStyle() & SWT.PUSH) != 0) {
					item(menu, button);
				}
			}
		});
	}

	private static void item(Menu menu, ToolItem button) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(button.getText());
		item.setImage(button.getImage());
		item.addListener(SWT.Selection, event -> button.notifyListeners(SWT.Selection, event));
	}
}
