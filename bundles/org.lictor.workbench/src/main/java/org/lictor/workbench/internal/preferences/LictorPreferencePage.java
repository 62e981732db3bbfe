package org.lictor.workbench.internal.preferences;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.lictor.workbench.internal.connection.Arguments;
import org.lictor.workbench.internal.ui.Tag;

/** Asks for the time zone, and where Lictor is. */
public final class LictorPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {

	private static final String MACHINE = "Time zone of this machine";

	private Combo zone;
	private Button here;
	private Button elsewhere;
	private Text folder;
	private Text address;
	private Text fingerprint;

	@Override
	public void init(IWorkbench workbench) {
		setPreferenceStore(new ScopedPreferenceStore(InstanceScope.INSTANCE, Settings.NODE));
	}

	@Override
	protected Control createContents(Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 0;
		page.setLayout(layout);
		new Label(page, SWT.NONE).setText("&Time zone:");
		zone = Tag.name(new Combo(page, SWT.DROP_DOWN), "preferences.zone");
		zone.add(MACHINE);
		ZoneId.getAvailableZoneIds().stream().sorted().forEach(zone::add);
		zone.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		Label explanation = new Label(page, SWT.WRAP);
		explanation.setText("Times are shown in this zone, and days, weeks and months begin as they do there.");
		GridData wrapped = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
		wrapped.widthHint = 380;
		explanation.setLayoutData(wrapped);

		Group where = new Group(page, SWT.NONE);
		where.setText("Connection (from the next start on; --data and --url go before)");
		where.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		where.setLayout(new GridLayout(3, false));
		here = radio(where, "&Data folder on this machine, with an embedded server", "preferences.here");
		folder = text(where, "&Folder:", "preferences.folder", 1);
		folder.setMessage(Settings.usualFolder().toString());
		Button browse = new Button(where, SWT.PUSH);
		browse.setText("&Browse...");
		browse.addListener(SWT.Selection, event -> {
			String path = new DirectoryDialog(getShell()).open();
			if (path != null) {
				folder.setText(path);
			}
		});
		elsewhere = radio(where, "&Server elsewhere", "preferences.elsewhere");
		address = text(where, "&Address:", "preferences.address", 2);
		address.setMessage("https://host:7443");
		fingerprint = text(where, "Fingerprint of its &certificate:", "preferences.fingerprint", 2);
		Label token = new Label(where, SWT.WRAP);
		token.setText("The token is a secret and is not kept here: give it in the environment variable " + Arguments.TOKEN_VARIABLE + ".");
		GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1);
		wide.widthHint = 380;
		token.setLayoutData(wide);
		show();
		zone.addListener(SWT.Modify, event -> check());
		folder.addListener(SWT.Modify, event -> check());
		address.addListener(SWT.Modify, event -> check());
		fingerprint.addListener(SWT.Modify, event -> check());
		check();
		return page;
	}

	private Button radio(Composite parent, String text, String name) {
		Button button = Tag.name(new Button(parent, SWT.RADIO), name);
		button.setText(text);
		button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1));
		button.addListener(SWT.Selection, event -> check());
		return button;
	}

	private static Text text(Composite parent, String label, String name, int columns) {
		Label caption = new Label(parent, SWT.NONE);
		caption.setText(label);
		GridData indented = new GridData();
		indented.horizontalIndent = 20;
		caption.setLayoutData(indented);
		Text text = Tag.name(new Text(parent, SWT.BORDER), name);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, columns, 1));
		return text;
	}

	private void show() {
		String name = getPreferenceStore().getString(Settings.ZONE);
		zone.setText(name.isBlank() ? MACHINE : name);
		folder.setText(getPreferenceStore().getString(Settings.FOLDER));
		address.setText(getPreferenceStore().getString(Settings.ADDRESS));
		fingerprint.setText(getPreferenceStore().getString(Settings.FINGERPRINT));
		boolean remote = !address.getText().isBlank();
		elsewhere.setSelection(remote);
		here.setSelection(!remote);
	}

	private void check() {
		boolean remote = elsewhere.getSelection();
		folder.setEnabled(!remote);
		address.setEnabled(remote);
		fingerprint.setEnabled(remote);
		String trouble = trouble(remote);
		setErrorMessage(trouble.isEmpty() ? null : trouble);
		setValid(trouble.isEmpty());
	}

	private String trouble(boolean remote) {
		String name = zone.getText().strip();
		if (!name.equals(MACHINE) && !ZoneId.getAvailableZoneIds().contains(name)) {
			return "'" + name + "' is no time zone. Choose one from the list, such as Europe/Berlin.";
		}
		try {
			if (remote) {
				Arguments.address(address.getText(), Optional.of(fingerprint.getText()), "");
			} else if (!folder.getText().isBlank()) {
				Path path = Arguments.folder(folder.getText()).path();
				return java.nio.file.Files.isRegularFile(path) ? path + " is a file, not a folder." : "";
			}
			return "";
		} catch (IllegalArgumentException e) {
			return e.getMessage();
		}
	}

	@Override
	protected void performDefaults() {
		zone.setText(MACHINE);
		folder.setText("");
		address.setText("");
		fingerprint.setText("");
		here.setSelection(true);
		elsewhere.setSelection(false);
		check();
		super.performDefaults();
	}

	@Override
	public boolean performOk() {
		String name = zone.getText().strip();
		boolean remote = elsewhere.getSelection();
		getPreferenceStore().setValue(Settings.ZONE, name.equals(MACHINE) ? "" : name);
		getPreferenceStore().setValue(Settings.FOLDER, remote ? "" : folder.getText().strip());
		getPreferenceStore().setValue(Settings.ADDRESS, remote ? address.getText().strip() : "");
		getPreferenceStore().setValue(Settings.FINGERPRINT, remote ? fingerprint.getText().strip() : "");
		return true;
	}
}
