package org.lictor.workbench.internal.plugins;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.lictor.service.InstalledPlugin;
import org.lictor.service.Lictor;
import org.lictor.service.Plugin;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.Work;

/** Asks which plug-in of which p2 repository is to be installed. */
final class OffersDialog extends TitledDialog {

	private static final String WHERE = "Give the address of a p2 repository that the server can reach, as the vendor tells it.";

	private final Lictor lictor;
	private final Set<String> installed;
	private final String usual;
	private final List<Plugin> offers = new ArrayList<>();
	private Optional<URI> read = Optional.empty();
	private Optional<Plugin> chosen = Optional.empty();
	private Optional<Job> reading = Optional.empty();
	private Text address;
	private Button look;
	private Table table;

	/**
	 * @param parent    over which it opens
	 * @param lictor    whose server reads the repository
	 * @param installed what is there, and is not offered again
	 */
	OffersDialog(Shell parent, Lictor lictor, List<InstalledPlugin> installed) {
		super(parent, "offers", "Install Plug-in");
		this.lictor = lictor;
		this.installed = installed.stream().map(each -> each.plugin().id()).collect(Collectors.toSet());
		this.usual = installed.stream().map(each -> each.plugin().from()).filter(from -> from.startsWith("https://")).findFirst().orElse("https://");
	}

	/** @return the repository that was read */
	URI repository() {
		return read.orElseThrow();
	}

	/** @return what is to be installed */
	Optional<Plugin> chosen() {
		return chosen;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("What is to be installed?");
		setMessage(WHERE, IMessageProvider.NONE);
		Composite area = area((Composite) super.createDialogArea(parent), 3);
		new Label(area, SWT.NONE).setText("&Repository:");
		address = Tag.name(new Text(area, SWT.BORDER), "offers.address");
		address.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		address.setText(usual);
		address.setSelection(usual.length());
		address.addListener(SWT.Modify, event -> forget());
		look = Tag.name(new Button(area, SWT.PUSH), "offers.look");
		look.setText("&Look");
		look.addListener(SWT.Selection, event -> look());
		table = table(area, "offers.table", List.of(new Heading("Plug-in", 26), new Heading("Version", 20),
				new Heading("Provider", 18), new Heading("Id", 36)));
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
		size.heightHint = convertHeightInCharsToPixels(10);
		size.widthHint = convertWidthInCharsToPixels(104);
		table.setLayoutData(size);
		table.addListener(SWT.Selection, event -> choose());
		table.addListener(SWT.DefaultSelection, event -> {
			choose();
			if (chosen.isPresent()) {
				okPressed();
			}
		});
		area.addDisposeListener(event -> reading.ifPresent(Job::cancel));
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Tag.name(createButton(parent, IDialogConstants.OK_ID, "&Install", false), "offers.install").setEnabled(false);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
		getShell().setDefaultButton(look);
		address.setFocus();
	}

	private void choose() {
		chosen = table.getSelectionIndex() < 0 ? Optional.empty() : Optional.of(offers.get(table.getSelectionIndex()));
		getButton(IDialogConstants.OK_ID).setEnabled(chosen.isPresent());
	}

	/** What is in the list is of another address. */
	private void forget() {
		reading.ifPresent(Job::cancel);
		read = Optional.empty();
		offers.clear();
		table.removeAll();
		choose();
		setErrorMessage(null);
		look.setEnabled(true);
	}

	private void look() {
		forget();
		URI from;
		try {
			from = new URI(address.getText().strip());
		} catch (URISyntaxException e) {
			setErrorMessage("The address of a repository looks like https://example.com/lictor.");
			return;
		}
		look.setEnabled(false);
		setMessage("The server reads " + from + "...", IMessageProvider.NONE);
		reading = Optional.of(Work.start("Reading " + from, table, told -> lictor.plugins().offered(from, told), found -> show(from, found), this::failed));
	}

	private void show(URI from, List<Plugin> found) {
		look.setEnabled(true);
		if (!address.getText().strip().equals(from.toString())) {
			return;
		}
		read = Optional.of(from);
		found.stream().filter(plugin -> !installed.contains(plugin.id())).forEach(plugin -> {
			offers.add(plugin);
			new TableItem(table, SWT.NONE).setText(new String[] { plugin.label(), plugin.version(), plugin.vendor(), plugin.id() });
		});
		setMessage(offers.isEmpty() ? "There is nothing that is not installed." : "Select what is to be installed.", IMessageProvider.INFORMATION);
		if (!offers.isEmpty()) {
			table.setSelection(0);
			table.setFocus();
			getShell().setDefaultButton(getButton(IDialogConstants.OK_ID));
		}
		choose();
	}

	private void failed(ServiceException trouble) {
		look.setEnabled(true);
		setMessage(WHERE, IMessageProvider.NONE);
		setErrorMessage(trouble.getMessage());
	}
}
