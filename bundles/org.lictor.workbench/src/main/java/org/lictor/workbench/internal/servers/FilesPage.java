package org.lictor.workbench.internal.servers;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.lictor.workbench.internal.ui.Tag;

/** Asks which files to import for which server. */
final class FilesPage extends WizardPage {

	private final List<String> servers;
	private final Optional<String> selected;
	private final List<Path> files = new ArrayList<>();
	private String server = "";
	private org.eclipse.swt.widgets.List list;
	private Text path;

	FilesPage(List<String> servers, Optional<String> selected) {
		super("files", "Import files", null);
		this.servers = servers;
		this.selected = selected;
		setDescription("The export files of the account or licence server: CSV or XLSX, as they were downloaded.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		area.setLayout(new GridLayout(3, false));
		new Label(area, SWT.NONE).setText("&For server:");
		Combo combo = Tag.name(new Combo(area, SWT.READ_ONLY), "import.server");
		servers.forEach(combo::add);
		combo.select(Math.max(0, servers.indexOf(selected.orElse(""))));
		server = combo.getText();
		combo.addListener(SWT.Selection, event -> server = combo.getText());
		combo.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));

		new Label(area, SWT.NONE).setText("F&ile:");
		path = Tag.name(new Text(area, SWT.BORDER), "import.path");
		path.setMessage("type or paste a path and press Enter, or drop files below");
		path.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		path.addListener(SWT.DefaultSelection, event -> addTyped());
		path.addListener(SWT.Modify, event -> check());
		Button add = Tag.name(new Button(area, SWT.PUSH), "import.add");
		add.setText("&Add");
		setButtonLayoutData(add);
		add.addListener(SWT.Selection, event -> addTyped());

		new Label(area, SWT.NONE);
		list = Tag.name(new org.eclipse.swt.widgets.List(area, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL), "import.files");
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 1, 2);
		size.heightHint = convertHeightInCharsToPixels(10);
		size.widthHint = convertWidthInCharsToPixels(60);
		list.setLayoutData(size);
		Button browse = new Button(area, SWT.PUSH);
		browse.setText("&Browse...");
		setButtonLayoutData(browse);
		browse.addListener(SWT.Selection, event -> browse());
		new Label(area, SWT.NONE);
		Button remove = new Button(area, SWT.PUSH);
		remove.setText("&Remove");
		setButtonLayoutData(remove);
		((GridData) remove.getLayoutData()).verticalAlignment = SWT.TOP;
		remove.addListener(SWT.Selection, event -> removeSelected());
		accept(list);
		setControl(area);
		check();
	}

	private void accept(org.eclipse.swt.widgets.List target) {
		DropTarget drop = new DropTarget(target, DND.DROP_COPY | DND.DROP_DEFAULT);
		drop.setTransfer(FileTransfer.getInstance());
		drop.addDropListener(new DropTargetAdapter() {
			@Override
			public void dragEnter(DropTargetEvent event) {
				event.detail = DND.DROP_COPY;
			}

			@Override
			public void drop(DropTargetEvent event) {
				if (event.data instanceof String[] dropped) {
					for (String file : dropped) {
						add(file);
					}
				}
			}
		});
	}

	private void browse() {
		FileDialog dialog = new FileDialog(getShell(), SWT.OPEN | SWT.MULTI);
		dialog.setFilterExtensions(new String[] { "*.csv;*.xlsx;*.xml;*.zip", "*.*" });
		dialog.setFilterNames(new String[] { "Export files", "All files" });
		if (dialog.open() != null) {
			for (String name : dialog.getFileNames()) {
				add(Path.of(dialog.getFilterPath(), name).toString());
			}
		}
	}

	private void addTyped() {
		if (!path.getText().isBlank() && add(path.getText().strip())) {
			path.setText("");
		}
	}

	private boolean add(String text) {
		try {
			Path file = Path.of(text).toAbsolutePath().normalize();
			if (!Files.isRegularFile(file)) {
				setErrorMessage("There is no file " + file + ".");
				return false;
			}
			if (!files.contains(file)) {
				files.add(file);
				list.add(file.toString());
			}
			check();
			return true;
		} catch (InvalidPathException e) {
			setErrorMessage("'" + text + "' is no path of a file.");
			return false;
		}
	}

	private void removeSelected() {
		for (int index : list.getSelectionIndices()) {
			files.remove(Path.of(list.getItem(index)));
		}
		list.remove(list.getSelectionIndices());
		check();
	}

	private void check() {
		setErrorMessage(servers.isEmpty() ? "No server takes files yet. Add a licence server first." : null);
		setPageComplete(!files.isEmpty() && !servers.isEmpty());
	}

	@Override
	public boolean canFlipToNextPage() {
		return false; // the results are shown once there are some
	}

	/** @return name of the server */
	String server() {
		return server;
	}

	/** @return the files, in the order in which they were added */
	List<Path> files() {
		return List.copyOf(files);
	}
}
