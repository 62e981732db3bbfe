package org.lictor.workbench.internal.commands;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.plugins.PluginsDialog;

/** Shows the plug-ins of the server, installs, updates and removes them. */
public final class PluginsHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		PluginsDialog.open(shell, lictor);
	}
}
