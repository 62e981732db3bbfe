package org.lictor.workbench.internal.servers;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.lictor.model.Progress;
import org.lictor.service.DirectoryInfo;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.Work;

/** Companies' directories: which there are, how they are doing, and what can be done with them. */
public final class DirectoriesDialog extends TitledDialog {

	private static final String WHAT_FOR = "A directory (LDAP, Active Directory) tells which mail addresses host users have and who is in which group. It is only read.";
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT);

	/** Something to be done on a background thread. */
	private interface Deed {
		void run(Progress progress) throws ServiceException;
	}

	private final Lictor lictor;
	private final List<DirectoryInfo> shown = new ArrayList<>();
	private String wanted = "";
	private Table table;
	private Button edit;
	private Button refresh;
	private Button remove;

	private DirectoriesDialog(Shell parent, Lictor lictor) {
		super(parent, "directories", "Directories");
		this.lictor = lictor;
	}

	/**
	 * @param parent over which it opens
	 * @param lictor does it
	 */
	public static void open(Shell parent, Lictor lictor) {
		new DirectoriesDialog(parent, lictor).open();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Which directories are read?");
		setMessage(WHAT_FOR, IMessageProvider.NONE);
		Composite area = area((Composite) super.createDialogArea(parent), 2);
		createTable(area);
		Composite buttons = new Composite(area, SWT.NONE);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		buttons.setLayout(new GridLayout(1, false));
		button(buttons, "directories.add", "&Add...", () -> describe(Optional.empty()));
		edit = button(buttons, "directories.edit", "&Edit...", () -> describe(selected()));
		refresh = button(buttons, "directories.refresh", "Read &Now",
				() -> selected().ifPresent(directory -> act("Reading the directory " + directory.name(), directory.name(),
						progress -> lictor.directories().refresh(directory.name(), false, progress))));
		refresh.setToolTipText("Reads the directory now. When that fails, what was read before stays.");
		remove = button(buttons, "directories.remove", "&Remove", () -> selected().ifPresent(this::remove));
		check();
		act("Loading directories", "", progress -> {
			// only to be listed
		});
		return area;
	}

	private void createTable(Composite area) {
		table = table(area, "directories.table", List.of(new Heading("Name", 16), new Heading("Status", 18), new Heading("Read", 22),
				Heading.ofNumbers("Users", 10), Heading.ofNumbers("Groups", 10), new Heading("Message", 60)));
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true);
		size.heightHint = convertHeightInCharsToPixels(10);
		size.widthHint = convertWidthInCharsToPixels(110);
		table.setLayoutData(size);
		table.addListener(SWT.Selection, event -> {
			wanted = selected().map(DirectoryInfo::name).orElse("");
			check();
		});
		table.addListener(SWT.DefaultSelection, event -> describe(selected()));
	}

	private Button button(Composite parent, String tag, String text, Runnable action) {
		Button button = Tag.name(new Button(parent, SWT.PUSH), tag);
		button.setText(text);
		button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	private Optional<DirectoryInfo> selected() {
		return table.getSelectionIndex() < 0 ? Optional.empty() : Optional.of(shown.get(table.getSelectionIndex()));
	}

	private void check() {
		boolean one = selected().isPresent();
		edit.setEnabled(one);
		refresh.setEnabled(one);
		remove.setEnabled(one);
		selected().map(DirectoryInfo::status).map(status -> status.message()).filter(message -> !message.isEmpty())
				.ifPresentOrElse(message -> setMessage(message, IMessageProvider.INFORMATION), () -> setMessage(WHAT_FOR, IMessageProvider.NONE));
	}

	private void describe(Optional<DirectoryInfo> directory) {
		Work.start("Asking what a directory needs", table, progress -> lictor.directories().schema(), schema -> describe(directory, schema), this::failed);
	}

	private void describe(Optional<DirectoryInfo> directory, ConfigurationSchema schema) {
		Set<String> taken = shown.stream().map(DirectoryInfo::name).collect(Collectors.toSet());
		DirectoryWizard wizard = new DirectoryWizard(lictor, schema, directory, taken);
		if (new ServerActions.Dialog(getShell(), wizard, "directory").open() == Window.OK) {
			act("Loading directories", wizard.name(), progress -> {
				// only to be listed
			});
		}
	}

	private void remove(DirectoryInfo directory) {
		if (MessageDialog.openQuestion(getShell(), "Remove Directory", "Remove the directory '" + directory.name()
				+ "' with all that was read of it? Host users are not found by it any more, not for the past either.")) {
			act("Removing the directory " + directory.name(), "", progress -> lictor.directories().remove(directory.name()));
		}
	}

	private void act(String what, String name, Deed deed) {
		Work.start(what, table, progress -> {
			deed.run(progress);
			return lictor.directories().list();
		}, current -> {
			wanted = name;
			show(current);
		}, this::failed);
	}

	private void show(List<DirectoryInfo> current) {
		setErrorMessage(null);
		shown.clear();
		shown.addAll(current);
		table.removeAll();
		for (DirectoryInfo each : shown) {
			new TableItem(table, SWT.NONE).setText(new String[] { each.name(), each.status().state().name(), each.lastSuccess().map(DirectoriesDialog::time)
					.orElse("never"), Long.toString(each.users()), Long.toString(each.groups()), each.status().message() });
			if (each.name().equals(wanted)) {
				table.select(table.getItemCount() - 1);
			}
		}
		check();
	}

	private static String time(Instant moment) {
		return TIME.format(moment.atZone(ZoneId.systemDefault()));
	}

	private void failed(ServiceException trouble) {
		setErrorMessage(trouble.getMessage());
	}
}
