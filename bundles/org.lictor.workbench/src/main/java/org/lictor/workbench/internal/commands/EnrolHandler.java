package org.lictor.workbench.internal.commands;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.agents.EnrolmentDialog;

/** Makes an enrolment string. */
public final class EnrolHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		EnrolmentDialog.open(shell, lictor);
	}
}
