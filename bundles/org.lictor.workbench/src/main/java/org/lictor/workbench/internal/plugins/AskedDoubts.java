package org.lictor.workbench.internal.plugins;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Doubt;
import org.lictor.service.Doubts;
import org.lictor.workbench.internal.ui.Tag;

/** Asks whoever sits at the workbench. Once the dialog is gone, nobody is there to be asked. */
final class AskedDoubts implements Doubts {

	private final Display display;
	private final Shell shell;

	/** @param shell over which it is asked */
	AskedDoubts(Shell shell) {
		this.display = shell.getDisplay();
		this.shell = shell;
	}

	@Override
	public boolean accept(List<Doubt> doubts) {
		AtomicBoolean accepted = new AtomicBoolean();
		try {
			display.syncExec(() -> accepted.set(!shell.isDisposed() && ask(doubts)));
		} catch (SWTException e) {
			if (e.code != SWT.ERROR_DEVICE_DISPOSED) {
				throw e;
			}
		}
		return accepted.get();
	}

	private boolean ask(List<Doubt> doubts) {
		String sentences = doubts.stream().map(Doubt::sentence).collect(Collectors.joining("\n"));
		String advice = doubts.stream().anyMatch(doubt -> doubt.key().isPresent())
				? " Compare the fingerprint with what the vendor tells you in another way." : "";
		MessageDialog question = new MessageDialog(shell, "Not Trusted", null, sentences + "\n\nA plug-in can do all that the server can." + advice,
				MessageDialog.WARNING, 1, "&Install All the Same", "&Do Not Install") {

			@Override
			protected void configureShell(Shell window) {
				super.configureShell(window);
				Tag.name(window, "doubts");
			}

			@Override
			protected void createButtonsForButtonBar(Composite parent) {
				super.createButtonsForButtonBar(parent);
				Tag.name(getButton(0), "doubts.accept");
				Tag.name(getButton(1), "doubts.refuse");
			}
		};
		return question.open() == 0;
	}
}
