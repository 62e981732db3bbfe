package org.lictor.workbench.internal.views;

import java.util.Optional;
import java.util.function.IntConsumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.ToolBar;
import org.lictor.query.Whose;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.ui.Tag;

/** A view of a report that is chosen from above the rows: a bar of buttons has no room for days and numbers. */
public abstract class HeadedReportView extends ReportView {

	/** Read by the job that loads the rows. */
	private volatile boolean counted;
	/** Read by the job too; set before it begins. */
	private volatile Optional<GroupPicker> group = Optional.empty();

	/**
	 * Adds what can be chosen.
	 *
	 * @param head above the rows
	 */
	protected abstract void createHead(Composite head);

	/** @return whether the reader wants numbers, where the view offers that by {@link #offerCounts} */
	protected final boolean counted() {
		return counted;
	}

	/**
	 * Adds a number of days to be chosen.
	 *
	 * @param head   above the rows
	 * @param label  before it, with a key
	 * @param help   shown while the mouse rests on it
	 * @param days   at first
	 * @param most   of days
	 * @param chosen told another number
	 */
	protected final void offerDays(Composite head, String label, String help, int days, int most, IntConsumer chosen) {
		new Label(head, SWT.NONE).setText(label);
		Spinner number = Tag.name(new Spinner(head, SWT.BORDER), spec().id() + ".days");
		number.setValues(days, 1, most, 0, 1, 30);
		number.setToolTipText(help);
		number.addListener(SWT.Selection, event -> {
			chosen.accept(number.getSelection());
			reload();
		});
	}

	/**
	 * Offers to show numbers in place of a list.
	 *
	 * @param head above the rows
	 * @param text what is offered
	 * @param help shown while the mouse rests on it
	 * @param rows what the rows are then
	 */
	protected final void offerCounts(Composite head, String text, String help, String rows) {
		Button button = Tag.unstyled(Tag.name(new Button(head, SWT.CHECK), spec().id() + ".counts"));
		button.setText(text);
		button.setToolTipText(help);
		button.addListener(SWT.Selection, event -> {
			counted = button.getSelection();
			grid().rowsAre(counted ? rows : spec().rows());
			countsChanged();
			reload();
		});
	}

	/** The reader wants numbers from now on, or not any more. */
	protected void countsChanged() {
		// most views show either in the same way
	}

	/**
	 * Offers to show the use of one report group.
	 *
	 * @param head above the rows
	 */
	protected final void offerGroups(Composite head) {
		group = Optional.of(new GroupPicker(head, spec().id(), this::reload));
	}

	@Override
	protected void connected(Lictor lictor) {
		super.connected(lictor);
		group.ifPresent(each -> each.connected(lictor));
	}

	@Override
	protected void disconnected() {
		super.disconnected();
		group.ifPresent(GroupPicker::disconnected);
	}

	@Override
	protected void visible(boolean visible) {
		super.visible(visible);
		group.ifPresent(each -> each.visible(visible));
	}

	/** @return whose use is to be shown, where the view offers that by {@link #offerGroups}; for any thread */
	protected final Whose whose() {
		return group.map(GroupPicker::whose).orElse(Whose.ALL);
	}

	@Override
	protected void addActions(ToolBar bar) {
		// the rows can be sorted, filtered and exported as everywhere; there is nothing to do about them
	}

	@Override
	protected Control createContent(Composite parent) {
		Composite content = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		content.setLayout(layout);
		Composite head = new Composite(content, SWT.NONE);
		RowLayout row = new RowLayout();
		row.center = true;
		row.spacing = 6;
		row.marginLeft = 6;
		head.setLayout(row);
		head.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		createHead(head);
		createRows(content).setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		return content;
	}

	/**
	 * Makes the grid.
	 *
	 * @param content takes what is under that what can be chosen
	 * @return the grid, or what it stands in
	 */
	protected Control createRows(Composite content) {
		return super.createContent(content);
	}
}
