package org.lictor.workbench.internal.commands;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.servers.DirectoriesDialog;

/** Shows companies' directories, adds, changes and reads them. */
public final class DirectoriesHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		DirectoriesDialog.open(shell, lictor);
	}
}
