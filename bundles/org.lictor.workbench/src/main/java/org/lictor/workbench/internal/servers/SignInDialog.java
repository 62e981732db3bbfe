package org.lictor.workbench.internal.servers;

import java.util.Optional;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.lictor.model.Progress;
import org.lictor.service.Lictor;
import org.lictor.service.RedirectListener;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.service.SignIn;
import org.lictor.spi.Verification;
import org.lictor.workbench.internal.ui.Icons;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.UiThread;
import org.lictor.workbench.internal.ui.Work;

/** Lets a person sign in to a licence server with the system's browser, and waits for the browser to come back. */
final class SignInDialog extends TitleAreaDialog {

	/** A sign-in, and how it went. */
	private record Ended(SignIn signIn, Verification verification) {
	}

	private final Lictor lictor;
	private final ServerDefinition definition;
	private Text address;
	private Button copy;
	private Button open;
	private ProgressBar waiting;
	private Job job;
	private Optional<String> signedIn = Optional.empty();

	private SignInDialog(Shell parent, Lictor lictor, ServerDefinition definition) {
		super(parent);
		this.lictor = lictor;
		this.definition = definition;
		setShellStyle(getShellStyle() | SWT.RESIZE);
		setHelpAvailable(false);
	}

	/**
	 * Opens and waits until a person signed in, or gave up.
	 *
	 * @param parent     over which it opens
	 * @param lictor     does it
	 * @param definition of the server, as it stands in the wizard
	 * @return id of the sign-in that was finished, empty when there is none
	 */
	static Optional<String> open(Shell parent, Lictor lictor, ServerDefinition definition) {
		SignInDialog dialog = new SignInDialog(parent, lictor, definition);
		dialog.open();
		return dialog.signedIn;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		Tag.name(shell, "sign-in");
		shell.setText("Sign In with the Browser");
		shell.addDisposeListener(event -> job.cancel());
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Sign in with the browser");
		setMessage("Sign in on the page that opens in your browser. Lictor never sees your password.");
		Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = 10;
		layout.marginHeight = 10;
		area.setLayout(layout);
		Label caption = new Label(area, SWT.WRAP);
		caption.setText("If no browser opens, copy this &address into one on this machine:");
		caption.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
		address = Tag.name(new Text(area, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL), "sign-in.address");
		GridData size = new GridData(SWT.FILL, SWT.FILL, true, true, 1, 2);
		size.heightHint = convertHeightInCharsToPixels(5);
		size.widthHint = convertWidthInCharsToPixels(64);
		address.setLayoutData(size);
		copy = button(area, "&Copy", "sign-in.copy", this::copy);
		copy.setImage(Icons.image("copy", copy));
		open = button(area, "&Open Again", "sign-in.open", this::browse);
		waiting = new ProgressBar(area, SWT.INDETERMINATE);
		waiting.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		job = Work.start("Signing in to " + definition.name(), area, this::signIn, this::ended, this::failed);
		return area;
	}

	private static Button button(Composite area, String label, String name, Runnable action) {
		Button button = Tag.name(new Button(area, SWT.PUSH), name);
		button.setText(label);
		button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		button.setEnabled(false);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		Tag.name(createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false), "sign-in.cancel");
	}

	/** On a background thread: begins, waits for the browser, ends. */
	private Ended signIn(Progress progress) throws ServiceException {
		SignIn signIn = lictor.servers().beginSignIn(definition);
		try (RedirectListener listener = RedirectListener.open(signIn.redirect())) {
			UiThread.later(address, () -> begun(signIn));
			return new Ended(signIn, lictor.servers().finishSignIn(signIn.id(), listener.await(progress), progress));
		}
	}

	private void begun(SignIn signIn) {
		address.setText(signIn.address().toString());
		copy.setEnabled(true);
		open.setEnabled(true);
		browse();
	}

	private void browse() {
		if (!Program.launch(address.getText())) {
			setMessage("No browser could be opened: copy the address into one on this machine, and sign in there.");
		}
	}

	private void copy() {
		Clipboard clipboard = new Clipboard(address.getDisplay());
		clipboard.setContents(new Object[] { address.getText() }, new Transfer[] { TextTransfer.getInstance() });
		clipboard.dispose();
	}

	private void ended(Ended ended) {
		if (ended.verification().good()) {
			signedIn = Optional.of(ended.signIn().id());
			close();
		} else {
			stopped(ended.verification().status().message());
		}
	}

	private void failed(ServiceException trouble) {
		stopped(trouble.getMessage());
	}

	private void stopped(String why) {
		setErrorMessage(why);
		waiting.setVisible(false);
		copy.setEnabled(false);
		open.setEnabled(false);
		getButton(IDialogConstants.CANCEL_ID).setText(IDialogConstants.CLOSE_LABEL);
	}
}
