package org.lictor.workbench.internal.agents;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.spi.WatchedApplication;
import org.lictor.workbench.internal.agents.Lines.Column;
import org.lictor.workbench.internal.agents.Lines.Line;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.TitledDialog;
import org.lictor.workbench.internal.ui.Work;

/** Shows the rules that people made for a licence server, and makes, changes and removes them. Each change takes effect at once. */
public final class RulesDialog extends TitledDialog {

	private final Lictor lictor;
	private final String server;
	private List<WatchedApplication> rules = List.of();
	private Lines lines;
	private Button edit;
	private Button remove;

	private RulesDialog(Shell parent, Lictor lictor, String server) {
		super(parent, "rules", "Watch Rules");
		this.lictor = lictor;
		this.server = server;
	}

	/**
	 * @param parent over which it opens
	 * @param lictor keeps the rules
	 * @param server name of a licence server
	 */
	public static void open(Shell parent, Lictor lictor, String server) {
		new RulesDialog(parent, lictor, server).open();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Rules of your own for " + server);
		setMessage("By these, agents recognise applications that the server's type does not know. They are tried in this order, before "
				+ "those of the type; the first that fits decides.");
		Composite area = area((Composite) super.createDialogArea(parent), 2);
		lines = new Lines(area, "rules.table", List.of(new Column("Rule", 14), new Column("Product", 18), new Column("Kind", 30),
				new Column("Path", 36), new Column("Command line", 20)));
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true);
		size.heightHint = convertHeightInCharsToPixels(14);
		lines.control().setLayoutData(size);
		lines.control().addListener(SWT.Selection, event -> check());
		lines.control().addListener(SWT.DefaultSelection, event -> edit());
		Composite buttons = new Composite(area, SWT.NONE);
		buttons.setLayout(new GridLayout(1, false));
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		button(buttons, "rules.add", "&New...", () -> edit(Optional.empty()));
		edit = button(buttons, "rules.edit", "&Edit...", this::edit);
		remove = button(buttons, "rules.remove", "&Remove", this::remove);
		check();
		change("Loading rules", () -> {
			// they are only looked at
		});
		return area;
	}

	private Button button(Composite parent, String name, String text, Runnable action) {
		Button button = Tag.name(new Button(parent, SWT.PUSH), name);
		button.setText(text);
		setButtonLayoutData(button);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Tag.name(createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false), "rules.close");
	}

	private void check() {
		edit.setEnabled(lines.control().getSelectionCount() == 1);
		remove.setEnabled(lines.control().getSelectionCount() > 0);
	}

	private interface Change {
		void make() throws ServiceException;
	}

	private void change(String task, Change change) {
		Work.start(task, lines.control(), progress -> {
			change.make();
			return lictor.agents().rules(server);
		}, this::show, trouble -> setErrorMessage(trouble.getMessage()));
	}

	private void show(List<WatchedApplication> current) {
		rules = current;
		lines.show(rules.stream().map(rule -> new Line("", List.of(rule.id(), rule.product(), kind(rule.kind()), rule.path(),
				rule.commandLine().orElse("")))).toList());
		setErrorMessage(null);
		check();
	}

	/** @return what a kind means, for people */
	static String kind(WatchedApplication.Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT) + switch (kind) {
		case INTERACTIVE -> ": a person uses it";
		case HEADLESS -> ": works without a person";
		case IGNORED -> ": uses no licence";
		};
	}

	private void edit() {
		int index = lines.control().getSelectionIndex();
		if (index >= 0) {
			edit(Optional.of(rules.get(index)));
		}
	}

	private void edit(Optional<WatchedApplication> rule) {
		RuleDialog.open(getShell(), lictor, server, rule)
				.ifPresent(made -> change("Saving the rule " + made.id(), () -> lictor.agents().putRule(server, made)));
	}

	private void remove() {
		List<String> ids = java.util.Arrays.stream(lines.control().getSelectionIndices()).mapToObj(index -> rules.get(index).id()).toList();
		change("Removing rules", () -> {
			for (String id : ids) {
				lictor.agents().removeRule(server, id);
			}
		});
	}
}
