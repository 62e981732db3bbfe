package org.lictor.workbench.internal.grid;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.lictor.query.ResultTable;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderer;
import org.lictor.report.Renderers;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;

/** Asks into which file, and in which format, what is shown shall be written. */
final class ExportDialog extends TitledDialog {

	/**
	 * What was answered.
	 *
	 * @param file     where to
	 * @param renderer in which format
	 * @param header   what stands above the columns
	 */
	record Choice(Path file, Renderer renderer, RenderOptions.Header header) {
	}

	private final String name;
	private final ResultTable shown;
	private final List<Renderer> formats = List.of(Renderers.CSV, Renderers.XLSX, Renderers.PDF, Renderers.JSON);
	private Text file;
	private Combo format;
	private Button keys;
	private Choice choice;

	ExportDialog(Shell parent, String name, ResultTable shown) {
		super(parent, "export", "Export");
		this.name = name;
		this.shown = shown;
	}

	Optional<Choice> ask() {
		return open() == Window.OK ? Optional.of(choice) : Optional.empty();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Export what is shown");
		setMessage(shown.rowCount() + " rows and " + shown.columns().size()
				+ " columns, filtered, sorted and arranged as in the grid.");
		Composite area = area((Composite) super.createDialogArea(parent), 3);
		new Label(area, SWT.NONE).setText("&Format:");
		format = Tag.name(new Combo(area, SWT.READ_ONLY), "export.format");
		formats.forEach(renderer -> format.add(renderer.name().toUpperCase(java.util.Locale.ROOT) + "  -  " + renderer.description()));
		format.select(0);
		format.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		new Label(area, SWT.NONE).setText("F&ile:");
		file = Tag.name(new Text(area, SWT.BORDER), "export.file");
		file.setText(Path.of(System.getProperty("user.home", ""), name + ".csv").toString());
		GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
		wide.widthHint = convertWidthInCharsToPixels(50);
		file.setLayoutData(wide);
		Button browse = new Button(area, SWT.PUSH);
		browse.setText("&Browse...");
		browse.addListener(SWT.Selection, event -> browse());
		new Label(area, SWT.NONE);
		keys = Tag.name(new Button(area, SWT.CHECK), "export.keys");
		keys.setText("Headings for &programs (stable keys) instead of labels");
		keys.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		format.addListener(SWT.Selection, event -> formatChanged());
		file.addListener(SWT.Modify, event -> check());
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Tag.name(createButton(parent, IDialogConstants.OK_ID, "&Export", true), "export.ok");
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
		check();
	}

	private Renderer renderer() {
		return formats.get(Math.max(0, format.getSelectionIndex()));
	}

	private void formatChanged() {
		String path = file.getText();
		int dot = path.lastIndexOf('.');
		String stem = dot > Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) ? path.substring(0, dot) : path;
		file.setText(stem + "." + renderer().fileExtension());
		keys.setEnabled(renderer() == Renderers.CSV);
	}

	private void browse() {
		FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
		dialog.setOverwrite(false);
		dialog.setFileName(file.getText());
		String path = dialog.open();
		if (path != null) {
			file.setText(path);
		}
	}

	private void check() {
		String trouble = trouble();
		setErrorMessage(trouble.isEmpty() ? null : trouble);
		if (trouble.isEmpty() && Files.exists(Path.of(file.getText().strip()))) {
			setMessage("The file is there already and will be replaced.", IMessageProvider.WARNING);
		} else {
			setMessage(shown.rowCount() + " rows and " + shown.columns().size()
					+ " columns, filtered, sorted and arranged as in the grid.");
		}
		Button ok = getButton(IDialogConstants.OK_ID);
		if (ok != null) {
			ok.setEnabled(trouble.isEmpty());
		}
	}

	private String trouble() {
		String path = file.getText().strip();
		if (path.isEmpty()) {
			return "Name a file.";
		}
		try {
			Path target = Path.of(path).toAbsolutePath();
			if (Files.isDirectory(target)) {
				return "This is a folder; name a file in it.";
			}
			return target.getParent() != null && Files.isDirectory(target.getParent()) ? ""
					: "There is no folder " + target.getParent() + ".";
		} catch (InvalidPathException e) {
			return "'" + path + "' is no path of a file.";
		}
	}

	@Override
	protected void okPressed() {
		choice = new Choice(Path.of(file.getText().strip()), renderer(),
				keys.getSelection() ? RenderOptions.Header.KEYS : RenderOptions.Header.LABELS);
		super.okPressed();
	}
}
