package org.lictor.workbench.internal.about;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.about.InstallationPage;
import org.lictor.model.FileTrouble;
import org.lictor.workbench.internal.ui.Tag;

/** Shows what Lictor is made of and the licences of that, as they stand in the folder {@code licences} of the product. */
public final class LicencesPage extends InstallationPage {

	private static final String FIRST = "third-parties.txt";

	private final Path folder;
	private Text text;

	/** Of this product. */
	public LicencesPage() {
		folder = Path.of(new File(Platform.getInstallLocation().getURL().getPath()).getPath()).resolve("licences");
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		page.setLayout(new GridLayout());
		new Label(page, SWT.NONE).setText("Lictor. " + Build.words() + ".");
		Combo choice = Tag.name(new Combo(page, SWT.DROP_DOWN | SWT.READ_ONLY), "licences.choice");
		choice.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		text = Tag.name(new Text(page, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL), "licences.text");
		text.setFont(JFaceResources.getTextFont());
		GridData wide = new GridData(SWT.FILL, SWT.FILL, true, true);
		wide.widthHint = 640;
		wide.heightHint = 320;
		text.setLayoutData(wide);
		choice.addListener(SWT.Selection, event -> show(choice.getText()));
		try {
			choice.setItems(names().toArray(String[]::new));
			choice.select(0);
			show(FIRST);
		} catch (IOException e) {
			text.setText(trouble(e));
		}
		setControl(page);
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return Stream.concat(Stream.of(FIRST), files.map(file -> file.getFileName().toString()).filter(name -> !name.equals(FIRST)).sorted())
					.toList();
		}
	}

	private void show(String name) {
		try {
			text.setText(Files.readString(folder.resolve(name)));
		} catch (IOException e) {
			text.setText(trouble(e));
		}
	}

	private String trouble(IOException e) {
		return "The licences in " + folder + " cannot be read: " + FileTrouble.why(e) + ". They are in every archive of Lictor, too.";
	}
}
