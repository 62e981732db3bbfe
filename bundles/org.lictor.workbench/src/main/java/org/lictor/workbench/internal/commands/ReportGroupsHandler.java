package org.lictor.workbench.internal.commands;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.people.ReportGroupsDialog;

/** Makes report groups and says who or what is in them. */
public final class ReportGroupsHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		ReportGroupsDialog.open(shell, lictor);
	}
}
