package org.lictor.workbench.internal.agents;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.lictor.service.Examination;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.preferences.Settings;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Work;

/** Has an agent look at itself and its host, and shows what it says. Closing the dialog calls it off. */
public final class ExaminationDialog extends TitleAreaDialog {

	private static final int AGAIN = IDialogConstants.CLIENT_ID;
	private static final int COPY = IDialogConstants.CLIENT_ID + 1;
	private static final int STOP = IDialogConstants.CLIENT_ID + 2;

	private final Lictor lictor;
	private final String agent;
	private final String host;
	private Lines findings;
	private Lines processes;
	private Text details;
	private Button all;
	private Label count;
	private ProgressBar bar;
	private Optional<Job> job = Optional.empty();

	private ExaminationDialog(Shell parent, Lictor lictor, String agent, String host) {
		super(parent);
		this.lictor = lictor;
		this.agent = agent;
		this.host = host;
		setShellStyle(getShellStyle() | SWT.RESIZE | SWT.MAX);
		setHelpAvailable(false);
	}

	/**
	 * @param parent over which it opens
	 * @param lictor asks the agent
	 * @param agent  its id
	 * @param host   its host
	 */
	public static void open(Shell parent, Lictor lictor, String agent, String host) {
		new ExaminationDialog(parent, lictor, agent, host).open();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		Tag.name(shell, "examination");
		shell.setText("Examine Agent");
		shell.addListener(SWT.Dispose, event -> job.ifPresent(Job::cancel));
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("The agent on " + host);
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 10;
		layout.marginHeight = 10;
		area.setLayout(layout);
		SashForm sash = new SashForm(area, SWT.VERTICAL);
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1);
		size.widthHint = convertWidthInCharsToPixels(140);
		size.heightHint = convertHeightInCharsToPixels(32);
		sash.setLayoutData(size);
		findings = ExaminationTables.findings(sash, "examination.findings");
		processes = ExaminationTables.processes(sash, "examination.processes");
		details = Tag.name(new Text(sash, SWT.BORDER | SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL), "examination.details");
		sash.setWeights(5, 4, 2);
		findings.control().addListener(SWT.Selection, event -> details.setText(findings.selected()));
		processes.control().addListener(SWT.Selection, event -> details.setText(processes.selected()));
		all = Tag.name(new Button(area, SWT.CHECK), "examination.all");
		all.setText("&List processes that no rule concerns too");
		all.setToolTipText("Followed only where the agent's groups tell of people as they are");
		all.addListener(SWT.Selection, event -> examine());
		count = Tag.name(new Label(area, SWT.RIGHT), "examination.count");
		count.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		bar = new ProgressBar(area, SWT.INDETERMINATE | SWT.HORIZONTAL);
		bar.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Button stop = Tag.name(createButton(parent, STOP, "&Stop Waiting", false), "examination.stop");
		Button again = Tag.name(createButton(parent, AGAIN, "&Examine Again", false), "examination.again");
		Button copy = Tag.name(createButton(parent, COPY, "&Copy All", false), "examination.copy");
		copy.setImage(Icons.image("copy", copy));
		setButtonLayoutData(copy);
		Tag.name(createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, true), "examination.close");
		stop.setToolTipText("What is shown stays as it is");
		again.setToolTipText("Asks the agent once more");
		examine();
	}

	@Override
	protected void buttonPressed(int id) {
		switch (id) {
		case AGAIN -> examine();
		case COPY -> copy();
		case STOP -> {
			job.ifPresent(Job::cancel);
			waiting(false);
			setMessage("Nobody waits for the agent any more.", IMessageProvider.NONE);
		}
		default -> super.buttonPressed(id);
		}
	}

	private void examine() {
		job.ifPresent(Job::cancel);
		boolean everything = all.getSelection();
		setErrorMessage(null);
		setMessage("The agent is asked through the connection it keeps open. It may take some seconds.", IMessageProvider.NONE);
		waiting(true);
		job = Optional.of(Work.start("Examining the agent on " + host, bar, progress -> lictor.agents().examine(agent, everything, progress),
				this::show, this::failed));
	}

	private void waiting(boolean waits) {
		bar.setVisible(waits);
		getButton(STOP).setEnabled(waits);
		getButton(AGAIN).setEnabled(!waits);
		getButton(COPY).setEnabled(!waits && findings.control().getItemCount() > 0);
	}

	private void show(Examination examination) {
		findings.show(ExaminationTables.findings(examination));
		processes.show(ExaminationTables.processes(examination));
		count.setText(ExaminationTables.count(examination));
		count.requestLayout();
		waiting(false);
		long todo = examination.findings().stream().filter(finding -> finding.level() == Examination.Level.PROBLEM).count();
		setMessage((todo == 0 ? "Nothing is to be done." : todo == 1 ? "One thing is to be done." : todo + " things are to be done.")
				+ " As the agent found it at " + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
						.format(examination.at().atZone(Settings.zone())) + ", by its host's clock.",
				todo == 0 ? IMessageProvider.INFORMATION : IMessageProvider.WARNING);
		findings.control().setSelection(first(examination));
		findings.control().notifyListeners(SWT.Selection, new Event());
		findings.control().setFocus();
	}

	/** The first thing to do, or else the first of all. */
	private static int first(Examination examination) {
		List<Examination.Finding> all = examination.findings();
		return all.stream().filter(finding -> finding.level() == Examination.Level.PROBLEM).findFirst().map(all::indexOf).orElse(0);
	}

	private void failed(ServiceException trouble) {
		waiting(false);
		setErrorMessage(trouble.getMessage());
	}

	private void copy() {
		List<String> texts = new ArrayList<>();
		texts.add("The agent on " + host);
		texts.addAll(findings.texts());
		texts.add("");
		texts.addAll(processes.texts());
		texts.add(count.getText());
		Lines.copy(findings.control(), texts);
		setMessage("Copied.", IMessageProvider.NONE);
	}
}
