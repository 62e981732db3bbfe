package org.lictor.workbench.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.connection.Connection;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** A command that needs the connection; without one it says so. */
abstract class LictorHandler extends AbstractHandler {

	/**
	 * Does it.
	 *
	 * @param shell  over which dialogs open
	 * @param lictor what answers
	 */
	abstract void run(Shell shell, Lictor lictor);

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		BundleContext bundle = FrameworkUtil.getBundle(LictorHandler.class).getBundleContext();
		ServiceReference<Connection> reference = bundle.getServiceReference(Connection.class);
		Connection connection = reference == null ? null : bundle.getService(reference);
		if (connection != null && connection.lictor().isPresent()) {
			run(shell, connection.lictor().get());
		} else {
			MessageDialog.openInformation(shell, "Lictor", "There is no connection yet. The status line tells what is being done about it.");
		}
		return null; // as the platform wants it
	}
}
