package org.lictor.workbench.internal.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Widget;

/** Ways onto the UI thread that do no harm when the window is closed meanwhile. */
public final class UiThread {

	private UiThread() {
	}

	/**
	 * May be called on any thread.
	 *
	 * @param owner the widget it is done for; once it is gone, nothing is done
	 * @param news  run on the UI thread, soon
	 */
	public static void later(Widget owner, Runnable news) {
		try {
			owner.getDisplay().asyncExec(() -> {
				if (!owner.isDisposed()) {
					news.run();
				}
			});
		} catch (SWTException e) {
			if (e.code != SWT.ERROR_WIDGET_DISPOSED && e.code != SWT.ERROR_DEVICE_DISPOSED) {
				throw e;
			}
		}
	}
}
