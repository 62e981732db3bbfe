package org.lictor.workbench.internal;

import org.eclipse.jface.window.Window;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.lictor.service.Location;
import org.lictor.workbench.internal.connection.Connection;
import org.lictor.workbench.internal.ui.Icons;

/** Says what the workbench begins with. */
final class LictorWorkbenchAdvisor extends WorkbenchAdvisor {

	private final Connection connection;
	private final Location location;
	private Image[] images = {};

	LictorWorkbenchAdvisor(Connection connection, Location location) {
		this.connection = connection;
		this.location = location;
	}

	@Override
	public void initialize(IWorkbenchConfigurer configurer) {
		super.initialize(configurer);
		configurer.setSaveAndRestore(true);
		images = new Image[] { icon(16), icon(32), icon(48), icon(128) };
		Window.setDefaultImages(images);
	}

	private static Image icon(int size) {
		return Icons.descriptor("lictor" + size).createImage(Display.getCurrent());
	}

	@Override
	public String getInitialWindowPerspectiveId() {
		return Ids.PERSPECTIVE;
	}

	@Override
	public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		return new LictorWindowAdvisor(configurer, connection, Connection.place(location));
	}

	@Override
	public void postShutdown() {
		for (Image image : images) {
			image.dispose();
		}
		super.postShutdown();
	}
}
