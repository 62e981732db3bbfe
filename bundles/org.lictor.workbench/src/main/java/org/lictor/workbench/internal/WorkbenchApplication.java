package org.lictor.workbench.internal;

import java.util.OptionalInt;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.lictor.service.Location;
import org.lictor.workbench.internal.about.Build;
import org.lictor.workbench.internal.connection.Arguments;
import org.lictor.workbench.internal.connection.ConnectJob;
import org.lictor.workbench.internal.connection.Connection;
import org.lictor.workbench.internal.preferences.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Opens the workbench window and stays until it is closed. */
public final class WorkbenchApplication implements IApplication {

	@Override
	public Object start(IApplicationContext context) {
		Display display = PlatformUI.createDisplay();
		try {
			String[] words = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
			Arguments arguments;
			Location location;
			try {
				arguments = Arguments.parse(words, System.getenv());
				location = arguments.location()
						.orElseGet(() -> Settings.location(System.getenv().getOrDefault(Arguments.TOKEN_VARIABLE, "")));
			} catch (IllegalArgumentException e) {
				MessageDialog.openError(null, "Lictor", e.getMessage());
				return 2;
			}
			return run(display, location, arguments.port());
		} finally {
			display.dispose();
		}
	}

	private static Object run(Display display, Location location, OptionalInt port) {
		BundleContext bundle = FrameworkUtil.getBundle(WorkbenchApplication.class).getBundleContext();
		ServiceReference<Connection> reference = bundle.getServiceReference(Connection.class);
		if (reference == null) {
			throw new IllegalStateException("the component " + Connection.class.getName()
					+ " is not there: is the service component runtime started before the application?");
		}
		Connection connection = bundle.getService(reference);
		Build.announce();
		ConnectJob.start(connection, location, port);
		try {
			int code = PlatformUI.createAndRunWorkbench(display, new LictorWorkbenchAdvisor(connection, location));
			return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
		} finally {
			connection.close();
			bundle.ungetService(reference);
		}
	}

	@Override
	public void stop() {
		if (!PlatformUI.isWorkbenchRunning()) {
			return;
		}
		Display display = PlatformUI.getWorkbench().getDisplay();
		display.syncExec(() -> {
			if (!display.isDisposed()) {
				PlatformUI.getWorkbench().close();
			}
		});
	}
}
