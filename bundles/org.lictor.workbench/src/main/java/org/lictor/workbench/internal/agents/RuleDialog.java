package org.lictor.workbench.internal.agents;

import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.lictor.service.AgentInfo;
import org.lictor.service.Examination;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.spi.WatchedApplication;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Work;

/** Makes or changes a rule, and tries it on the processes of a host before it is saved. */
final class RuleDialog extends TitleAreaDialog {

	private static final String HELP = "Both expressions are regular expressions that are searched for, letters in either case. In the path "
			+ "every \\ counts as /, and a group (?<version>...) gives the version.";

	private final Lictor lictor;
	private final String server;
	private final Optional<WatchedApplication> former;
	private Text id;
	private Text product;
	private Combo kind;
	private Text path;
	private Text commandLine;
	private Combo host;
	private Button all;
	private Button attempt;
	private Button stop;
	private Label outcome;
	private Lines processes;
	private List<AgentInfo> agents = List.of();
	private Optional<Job> job = Optional.empty();
	private Optional<WatchedApplication> rule = Optional.empty();

	private RuleDialog(Shell parent, Lictor lictor, String server, Optional<WatchedApplication> former) {
		super(parent);
		this.lictor = lictor;
		this.server = server;
		this.former = former;
		setShellStyle(getShellStyle() | SWT.RESIZE | SWT.MAX);
		setHelpAvailable(false);
	}

	/**
	 * @param parent over which it opens
	 * @param lictor asks agents
	 * @param server name of the licence server the rule is for
	 * @param former the rule that is changed, empty to make one
	 * @return the rule to save, empty when none
	 */
	static Optional<WatchedApplication> open(Shell parent, Lictor lictor, String server, Optional<WatchedApplication> former) {
		RuleDialog dialog = new RuleDialog(parent, lictor, server, former);
		return dialog.open() == OK ? dialog.rule : Optional.empty();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		Tag.name(shell, "rule");
		shell.setText("Watch Rule");
		shell.addListener(SWT.Dispose, event -> job.ifPresent(Job::cancel));
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(former.map(each -> "Rule " + each.id()).orElse("New rule") + " for " + server);
		setMessage(HELP);
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 10;
		layout.marginHeight = 10;
		area.setLayout(layout);
		id = field(area, "&Rule:", "rule.id");
		id.setEditable(former.isEmpty());
		product = field(area, "&Product:", "rule.product");
		new Label(area, SWT.NONE).setText("&Kind:");
		kind = Tag.name(new Combo(area, SWT.READ_ONLY), "rule.kind");
		kind.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		for (WatchedApplication.Kind each : WatchedApplication.Kind.values()) {
			kind.add(RulesDialog.kind(each));
		}
		path = field(area, "Pa&th holds:", "rule.path");
		commandLine = field(area, "&Command line holds:", "rule.command-line");
		commandLine.setMessage("any");
		createTrial(area);
		kind.select(former.map(WatchedApplication::kind).orElse(WatchedApplication.Kind.INTERACTIVE).ordinal());
		former.ifPresent(each -> {
			id.setText(each.id());
			product.setText(each.product());
			path.setText(each.path());
			commandLine.setText(each.commandLine().orElse(""));
		});
		List.of(id, product, path, commandLine).forEach(text -> text.addListener(SWT.Modify, event -> check()));
		kind.addListener(SWT.Selection, event -> check());
		return area;
	}

	private static Text field(Composite parent, String label, String name) {
		new Label(parent, SWT.NONE).setText(label);
		Text text = Tag.name(new Text(parent, SWT.BORDER), name);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		return text;
	}

	private void createTrial(Composite area) {
		Group group = new Group(area, SWT.NONE);
		group.setText("Try it on what runs now");
		GridData fill = new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1);
		fill.verticalIndent = 8;
		group.setLayoutData(fill);
		group.setLayout(new GridLayout(5, false));
		new Label(group, SWT.NONE).setText("&Host:");
		host = Tag.name(new Combo(group, SWT.READ_ONLY), "rule.host");
		host.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		host.addListener(SWT.Selection, event -> check());
		all = Tag.name(new Button(group, SWT.CHECK), "rule.all");
		all.setText("&List what does not fit too");
		all.setToolTipText("Followed only where the agent's groups tell of people as they are");
		attempt = Tag.name(new Button(group, SWT.PUSH), "rule.try");
		attempt.setText("&Try");
		setButtonLayoutData(attempt);
		attempt.addListener(SWT.Selection, event -> attempt());
		stop = Tag.name(new Button(group, SWT.PUSH), "rule.stop");
		stop.setText("&Stop");
		stop.setEnabled(false);
		setButtonLayoutData(stop);
		stop.addListener(SWT.Selection, event -> {
			job.ifPresent(Job::cancel);
			waiting(false);
			say("Nobody waits for the agent any more.");
		});
		processes = ExaminationTables.processes(group, "rule.processes");
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 5, 1);
		size.widthHint = convertWidthInCharsToPixels(110);
		size.heightHint = convertHeightInCharsToPixels(12);
		processes.control().setLayoutData(size);
		outcome = Tag.name(new Label(group, SWT.WRAP), "rule.outcome");
		outcome.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 5, 1));
		Work.start("Loading agents", host, progress -> lictor.agents().list(), this::offer, this::failed);
	}

	private void offer(List<AgentInfo> found) {
		agents = found.stream().filter(AgentInfo::online).toList();
		agents.forEach(agent -> host.add(agent.host()));
		if (agents.isEmpty()) {
			say("No agent is online on which it could be tried.");
		} else {
			host.select(0);
		}
		check();
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Tag.name(createButton(parent, IDialogConstants.OK_ID, "Save", true), "rule.save");
		Tag.name(createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false), "rule.cancel");
		check();
	}

	/** Reads the fields; says what is wrong with them once they are filled. */
	private void check() {
		rule = Optional.empty();
		setErrorMessage(null);
		if (!id.getText().isBlank() && !product.getText().isBlank() && !path.getText().isBlank()) {
			try {
				rule = Optional.of(new WatchedApplication(id.getText().strip(), product.getText().strip(),
						WatchedApplication.Kind.values()[kind.getSelectionIndex()], path.getText(),
						Optional.of(commandLine.getText()).filter(text -> !text.isEmpty())));
			} catch (IllegalArgumentException e) {
				setErrorMessage("An expression cannot be understood: " + e.getMessage().lines().findFirst().orElse(""));
			}
		}
		attempt.setEnabled(rule.isPresent() && host.getSelectionIndex() >= 0 && !stop.isEnabled());
		Optional.ofNullable(getButton(OK)).ifPresent(save -> save.setEnabled(rule.isPresent()));
	}

	private void attempt() {
		WatchedApplication tried = rule.orElseThrow();
		AgentInfo agent = agents.get(host.getSelectionIndex());
		boolean everything = all.getSelection();
		say("Waiting for the agent on " + agent.host() + "...");
		waiting(true);
		job = Optional.of(Work.start("Trying a rule on " + agent.host(), processes.control(),
				progress -> lictor.agents().tryRule(agent.id(), server, tried, everything, progress), this::show, this::failed));
	}

	private void waiting(boolean waits) {
		stop.setEnabled(waits);
		check();
	}

	private void show(Examination examination) {
		waiting(false);
		processes.show(ExaminationTables.processes(examination));
		say(ExaminationTables.count(examination) + examination.findings().stream()
				.filter(finding -> finding.level() == Examination.Level.PROBLEM).map(finding -> " " + finding.text() + " " + finding.advice())
				.reduce("", String::concat));
	}

	private void failed(ServiceException trouble) {
		waiting(false);
		say("");
		setMessage(trouble.getMessage(), IMessageProvider.WARNING);
	}

	private void say(String sentence) {
		setMessage(HELP);
		outcome.setText(sentence);
		outcome.requestLayout();
	}
}
