package org.lictor.workbench.internal.grid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.lictor.query.Column;
import org.lictor.report.CellFormat;
import org.lictor.workbench.internal.table.ColumnLayout;
import org.lictor.workbench.internal.ui.Tag;

/** Asks which columns shall be shown, and in which order. */
final class ColumnsDialog extends Dialog {

	private final Map<String, Column> columns;
	private final List<Column> definitions;
	private final List<ColumnLayout.Setting> settings;
	private Table table;
	private Label help;

	ColumnsDialog(Shell parent, List<Column> columns, ColumnLayout layout) {
		super(parent);
		this.definitions = columns;
		this.columns = columns.stream().collect(Collectors.toMap(Column::key, Function.identity()));
		this.settings = new ArrayList<>(layout.settings());
		setShellStyle(getShellStyle() | SWT.RESIZE);
	}

	Optional<ColumnLayout> ask() {
		return open() == Window.OK ? Optional.of(new ColumnLayout(settings)) : Optional.empty();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		Tag.name(shell, "columns");
		shell.setText("Columns");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		((GridLayout) area.getLayout()).numColumns = 2;
		Label title = new Label(area, SWT.NONE);
		title.setText("Tick the columns to show; the first stands on the left.");
		title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		table = Tag.name(new Table(area, SWT.CHECK | SWT.BORDER | SWT.SINGLE), "columns.table");
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true);
		size.heightHint = convertHeightInCharsToPixels(14);
		size.widthHint = convertWidthInCharsToPixels(42);
		table.setLayoutData(size);
		table.addListener(SWT.Selection, event -> {
			if (event.detail == SWT.CHECK) {
				int at = table.indexOf((TableItem) event.item);
				ColumnLayout.Setting setting = settings.get(at);
				settings.set(at, new ColumnLayout.Setting(setting.key(), setting.width(), ((TableItem) event.item).getChecked()));
			}
			explain();
		});
		Composite buttons = new Composite(area, SWT.NONE);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		GridLayout layout = new GridLayout(1, true);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		buttons.setLayout(layout);
		button(buttons, "Move &Up", "columns.up", () -> move(-1));
		button(buttons, "Move &Down", "columns.down", () -> move(1));
		button(buttons, "Show &All", "columns.all", () -> settings.replaceAll(s -> new ColumnLayout.Setting(s.key(), s.width(), true)));
		button(buttons, "&Reset", "columns.reset", () -> {
			settings.clear();
			settings.addAll(ColumnLayout.of(definitions).settings());
		});
		help = new Label(area, SWT.WRAP);
		GridData wrapped = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
		wrapped.widthHint = convertWidthInCharsToPixels(42);
		wrapped.heightHint = convertHeightInCharsToPixels(3);
		help.setLayoutData(wrapped);
		fill(0);
		return area;
	}

	private void button(Composite parent, String text, String name, Runnable action) {
		Button button = Tag.name(new Button(parent, SWT.PUSH), name);
		button.setText(text);
		button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		button.addListener(SWT.Selection, event -> {
			int selected = table.getSelectionIndex();
			action.run();
			if (!name.equals("columns.up") && !name.equals("columns.down")) {
				fill(selected);
			}
		});
	}

	private void move(int by) {
		int at = table.getSelectionIndex();
		int to = at + by;
		if (at >= 0 && to >= 0 && to < settings.size()) {
			Collections.swap(settings, at, to);
			fill(to);
		}
	}

	private void fill(int selected) {
		table.removeAll();
		for (ColumnLayout.Setting setting : settings) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(CellFormat.heading(columns.get(setting.key())));
			item.setChecked(setting.visible());
		}
		table.setSelection(Math.clamp(selected, 0, Math.max(0, settings.size() - 1)));
		explain();
	}

	private void explain() {
		int at = table.getSelectionIndex();
		help.setText(at < 0 ? "" : columns.get(settings.get(at).key()).help());
		Button ok = getButton(IDialogConstants.OK_ID);
		if (ok != null) {
			ok.setEnabled(settings.stream().anyMatch(ColumnLayout.Setting::visible));
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Tag.name(createButton(parent, IDialogConstants.OK_ID, IDialogConstants.OK_LABEL, true), "columns.ok");
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}
}
