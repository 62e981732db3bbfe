package org.lictor.workbench.internal.commands;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.servers.ServerActions;

/** Adds a licence server. */
public final class NewServerHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		new ServerActions(shell, lictor).create();
	}
}
