package org.lictor.workbench.internal.commands;

import java.util.Optional;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.servers.ServerActions;

/** Imports files. */
public final class ImportFilesHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		new ServerActions(shell, lictor).importFiles(Optional.empty());
	}
}
