package org.lictor.workbench.internal.servers;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Lictor;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Verification;
import org.lictor.workbench.internal.connection.MonitorProgress;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Trouble;

/** Asks for the configuration of a server and verifies it on request. */
final class ConfigurationPage extends WizardPage {

	private static final int INSET = 10;

	/** Tries a configuration without saving it. */
	interface Verifies {

		/**
		 * @param definition as it stands
		 * @param progress   takes news and tells of cancellation
		 * @return how it went
		 * @throws ServiceException when it cannot be tried
		 */
		Verification verify(ServerDefinition definition, Progress progress) throws ServiceException;
	}

	private final Lictor lictor;
	private final Verifies verifies;
	private Optional<Draft> draft = Optional.empty();
	private Optional<ConfigurationForm> form = Optional.empty();
	private ScrolledComposite scroll;
	private Label help;
	private Button verify;
	private Label icon;
	private Label verdict;
	private boolean touched;

	/**
	 * @param lictor   has people sign in
	 * @param verifies tries what is entered
	 */
	ConfigurationPage(Lictor lictor, Verifies verifies) {
		super("configuration", "Configuration", null);
		this.lictor = lictor;
		this.verifies = verifies;
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		area.setLayout(new GridLayout(3, false));
		scroll = new ScrolledComposite(area, SWT.V_SCROLL);
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		scroll.setShowFocusedControl(true);
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
		size.heightHint = convertHeightInCharsToPixels(18);
		size.widthHint = convertWidthInCharsToPixels(80);
		scroll.setLayoutData(size);
		scroll.addListener(SWT.Resize, event -> fitHeight());
		help = Tag.style(Tag.name(new Label(area, SWT.WRAP), "server.help"), "LictorMuted");
		GridData explained = new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1);
		explained.widthHint = convertWidthInCharsToPixels(60);
		explained.heightHint = convertHeightInCharsToPixels(3);
		explained.horizontalIndent = INSET;
		help.setLayoutData(explained);
		verify = Tag.name(new Button(area, SWT.PUSH), "server.verify");
		verify.setText("&Verify");
		verify.setToolTipText("Tries this configuration without saving it.");
		setButtonLayoutData(verify);
		verify.addListener(SWT.Selection, event -> verify());
		icon = new Label(area, SWT.NONE);
		icon.setLayoutData(new GridData(20, 20));
		verdict = Tag.name(new Label(area, SWT.WRAP), "server.verdict");
		GridData text = new GridData(SWT.FILL, SWT.CENTER, true, false);
		text.widthHint = convertWidthInCharsToPixels(50);
		text.heightHint = convertHeightInCharsToPixels(3);
		verdict.setLayoutData(text);
		setControl(area);
		draft.ifPresent(this::build);
	}

	/**
	 * @param described the server that is described on this page from now on
	 */
	void describe(Draft described) {
		if (draft.isPresent() && draft.get() == described) {
			return;
		}
		draft = Optional.of(described);
		setTitle(described.isNew() ? "New " + described.type().label() : described.name());
		setDescription("Fields marked with * are needed. Verify tries the configuration without saving it.");
		if (scroll != null) {
			build(described);
		}
	}

	private void build(Draft described) {
		form.ifPresent(old -> old.control().dispose());
		// paths are those of the machine that monitors: its files can be chosen only when that is this one
		boolean here = !lictor.place().startsWith("https:");
		Composite inset = new Composite(scroll, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = INSET;
		inset.setLayout(layout);
		ConfigurationForm built = new ConfigurationForm(inset, described, here,
				definition -> SignInDialog.open(getShell(), lictor, definition), help, this::changed);
		built.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		scroll.setContent(inset);
		form = Optional.of(built);
		fitHeight();
		touched = false;
		say(null, "");
		check();
	}

	/** The form is as wide as there is room, and as high as that makes it. */
	private void fitHeight() {
		if (scroll.getContent() != null) {
			int width = Math.max(scroll.getClientArea().width, 1);
			scroll.setMinHeight(scroll.getContent().computeSize(width, SWT.DEFAULT).y);
		}
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			form.ifPresent(ConfigurationForm::focusFirst);
		}
	}

	private void changed() {
		touched = true;
		fitHeight();
		say(null, "");
		check();
	}

	private void check() {
		List<FieldProblem> problems = draft.orElseThrow().problems();
		setPageComplete(problems.isEmpty());
		if (touched) {
			form.orElseThrow().mark(problems);
			setErrorMessage(problems.isEmpty() ? null : problems.getFirst().message());
		} else {
			setErrorMessage(null);
		}
	}

	/** Marks what Lictor found wrong, and says the first of it. */
	void show(List<FieldProblem> problems, String message) {
		form.orElseThrow().mark(problems);
		setErrorMessage(message);
		problems.stream().findFirst().ifPresent(problem -> form.orElseThrow().focus(problem.key()));
	}

	private void verify() {
		touched = true;
		check();
		ServerDefinition definition = draft.orElseThrow().definition();
		try {
			getContainer().run(true, true, monitor -> {
				try {
					Verification verification = verifies.verify(definition, new MonitorProgress(monitor));
					getShell().getDisplay().asyncExec(() -> verified(verification));
				} catch (ServiceException e) {
					throw new InvocationTargetException(e);
				}
			});
		} catch (InvocationTargetException e) {
			failed(e);
		} catch (InterruptedException e) {
			say("info", "Verifying was called off.");
		}
	}

	private void failed(InvocationTargetException e) {
		ServiceException trouble = e.getCause() instanceof ServiceException known ? known
				: Trouble.defect("Verifying", e.getCause());
		if (trouble.reason() == ServiceException.Reason.CANCELLED) {
			say("info", "Verifying was called off.");
		} else {
			say("error", trouble.getMessage());
		}
	}

	private void verified(Verification verification) {
		if (getControl() == null || getControl().isDisposed()) {
			return;
		}
		Status status = verification.status();
		String message = status.message();
		if (verification.good()) {
			setErrorMessage(null);
			say("done", message.isEmpty() ? "This works." : message);
			return;
		}
		String first = verification.problems().stream().map(FieldProblem::message).findFirst().orElse(message);
		say(status.state() == Status.State.UP ? "warning" : "error",
				status.state() + ": " + (message.isEmpty() ? first : message));
		show(verification.problems(), first);
		setMessage(null, IMessageProvider.NONE);
	}

	private void say(String image, String text) {
		icon.setImage(image == null ? null : Icons.image(image, icon));
		verdict.setText(text);
		verdict.setToolTipText(text);
	}
}
