package org.lictor.workbench.internal;

import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.lictor.workbench.internal.connection.Connection;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.UiThread;

/** One window: its size, its title with the place Lictor is at, its status line with the state of the connection. */
final class LictorWindowAdvisor extends WorkbenchWindowAdvisor {

	private static final Point SIZE = new Point(1280, 820);

	private final Connection connection;
	private final String place;

	LictorWindowAdvisor(IWorkbenchWindowConfigurer configurer, Connection connection, String place) {
		super(configurer);
		this.connection = connection;
		this.place = place;
	}

	@Override
	public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
		return new LictorActionBarAdvisor(configurer);
	}

	@Override
	public void preWindowOpen() {
		IWorkbenchWindowConfigurer window = getWindowConfigurer();
		window.setInitialSize(SIZE);
		window.setShowCoolBar(false);
		window.setShowStatusLine(true);
		window.setShowProgressIndicator(true);
		window.setShowPerspectiveBar(false);
		window.setTitle("Lictor - " + place);
	}

	@Override
	public void postWindowOpen() {
		Shell shell = Tag.name(getWindowConfigurer().getWindow().getShell(), "workbench");
		Rectangle screen = shell.getMonitor().getClientArea();
		Point size = shell.getSize();
		if (size.x > screen.width || size.y > screen.height) {
			shell.setBounds(screen.x, screen.y, Math.min(size.x, screen.width), Math.min(size.y, screen.height));
		}
		Connection.Subscription subscription = connection.subscribe(state -> UiThread.later(shell, () -> say(connection.state())));
		shell.addDisposeListener(event -> subscription.close());
		say(connection.state());
	}

	private void say(Connection.State state) {
		IStatusLineManager line = getWindowConfigurer().getActionBarConfigurer().getStatusLineManager();
		line.setMessage(null);
		line.setErrorMessage(null);
		switch (state) {
		case Connection.State.Closed closed -> line.setMessage("Not connected");
		case Connection.State.Opening opening -> line.setMessage(opening.task() + " " + opening.place() + "...");
		case Connection.State.Open open -> {
			line.setMessage(open.lictor().place() + "  -  Lictor " + open.lictor().version());
			getWindowConfigurer().setTitle("Lictor - " + open.lictor().place());
		}
		case Connection.State.Failed failed -> line.setErrorMessage(failed.message());
		}
	}
}
