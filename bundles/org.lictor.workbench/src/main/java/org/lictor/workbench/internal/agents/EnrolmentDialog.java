package org.lictor.workbench.internal.agents;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.lictor.service.AgentGroupInfo;
import org.lictor.service.Enrolment;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.Work;

/** Makes an enrolment string for new agents and lets it be copied; it is shown only here and only once. */
public final class EnrolmentDialog extends TitledDialog {

	private static final Map<String, Duration> LIFETIMES = new LinkedHashMap<>();

	static {
		LIFETIMES.put("1 hour", Duration.ofHours(1));
		LIFETIMES.put("1 day", Duration.ofDays(1));
		LIFETIMES.put("7 days", Duration.ofDays(7));
		LIFETIMES.put("30 days", Duration.ofDays(30));
		LIFETIMES.put("1 year", Duration.ofDays(365));
	}

	private final Lictor lictor;
	private final List<String> groups = new ArrayList<>();
	private Combo group;
	private Combo lifetime;
	private Button make;
	private Text string;
	private Text command;
	private Button copy;
	private Button copyCommand;

	private EnrolmentDialog(Shell parent, Lictor lictor) {
		super(parent, "enrolment", "Enrol Agents");
		this.lictor = lictor;
	}

	/**
	 * @param parent over which it opens
	 * @param lictor does it
	 */
	public static void open(Shell parent, Lictor lictor) {
		new EnrolmentDialog(parent, lictor).open();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Enrol agents");
		setMessage("An enrolment string tells an agent where the server is, how to recognise it, and that it may report. It is a secret.");
		Composite area = area((Composite) super.createDialogArea(parent), 3);
		new Label(area, SWT.NONE).setText("Agents join the &group:");
		group = Tag.name(new Combo(area, SWT.READ_ONLY), "enrolment.group");
		group.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		group.add("(only the groups that new agents join by themselves)");
		group.select(0);
		new Label(area, SWT.NONE).setText("Good for:");
		lifetime = Tag.name(new Combo(area, SWT.READ_ONLY), "enrolment.lifetime");
		LIFETIMES.keySet().forEach(lifetime::add);
		lifetime.select(3);
		lifetime.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		make = Tag.name(new Button(area, SWT.PUSH), "enrolment.make");
		make.setText("&Make Enrolment String");
		make.addListener(SWT.Selection, event -> make());
		copy = row(area, "&String:", "enrolment.string", 3);
		copyCommand = row(area, "Start the &agent with:", "enrolment.command", 3);
		loadGroups();
		return area;
	}

	/** Adds a text that can be copied; returns the button that copies it. */
	private Button row(Composite area, String label, String name, int lines) {
		Label caption = new Label(area, SWT.NONE);
		caption.setText(label);
		caption.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		Text text = Tag.name(new Text(area, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL), name);
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true);
		size.heightHint = convertHeightInCharsToPixels(lines);
		size.widthHint = convertWidthInCharsToPixels(64);
		text.setLayoutData(size);
		Button button = Tag.name(new Button(area, SWT.PUSH), name + ".copy");
		button.setText("&Copy");
		button.setImage(Icons.image("copy", button));
		button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		button.setEnabled(false);
		button.addListener(SWT.Selection, event -> {
			Clipboard clipboard = new Clipboard(button.getDisplay());
			clipboard.setContents(new Object[] { text.getText() }, new Transfer[] { TextTransfer.getInstance() });
			clipboard.dispose();
			setMessage("Copied.");
		});
		if (name.equals("enrolment.string")) {
			string = text;
		} else {
			command = text;
		}
		return button;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		super.createButtonsForButtonBar(parent);
		getShell().setDefaultButton(make);
	}

	private void loadGroups() {
		Work.start("Loading groups", group, progress -> lictor.groups().list(), found -> {
			found.stream().map(AgentGroupInfo::name).forEach(name -> {
				groups.add(name);
				group.add(name);
			});
		}, this::failed);
	}

	private void make() {
		int index = group.getSelectionIndex() - 1;
		Optional<String> chosen = index < 0 ? Optional.empty() : Optional.of(groups.get(index));
		Duration length = LIFETIMES.get(lifetime.getText());
		make.setEnabled(false);
		Work.start("Making an enrolment string", string, progress -> lictor.agents().token(chosen, length), this::show, this::failed);
	}

	private void show(Enrolment enrolment) {
		make.setEnabled(true);
		string.setText(enrolment.string());
		command.setText("lictor-agent --data DIR --enrol " + enrolment.string());
		copy.setEnabled(true);
		copyCommand.setEnabled(true);
		copy.setFocus();
		setErrorMessage(null);
		setMessage("Agents may enrol with it until "
				+ DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(enrolment.expiresAt().atZone(Settings.zone())) + " "
				+ Settings.zone() + ". It is shown only this once: copy it now.");
	}

	private void failed(ServiceException trouble) {
		make.setEnabled(true);
		setErrorMessage(trouble.getMessage());
	}
}
