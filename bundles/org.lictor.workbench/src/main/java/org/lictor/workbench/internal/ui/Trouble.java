package org.lictor.workbench.internal.ui;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.statushandlers.StatusManager;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Tells people what went wrong. What was to be expected is shown; a defect goes to the Error Log too. */
public final class Trouble {

	private static final String BUNDLE = "org.lictor.workbench";

	private Trouble() {
	}

	/**
	 * Shows trouble in a dialog that does not block.
	 *
	 * @param task    what was being done
	 * @param trouble what happened
	 */
	public static void show(String task, ServiceException trouble) {
		boolean defect = trouble.reason() == Reason.INTERNAL;
		IStatus status = new Status(defect ? IStatus.ERROR : IStatus.WARNING, BUNDLE, task + " failed. " + trouble.getMessage(),
				defect ? trouble : null);
		StatusManager.getManager().handle(status, defect ? StatusManager.SHOW | StatusManager.LOG : StatusManager.SHOW);
	}

	/**
	 * @param task  what was being done
	 * @param cause an exception nobody should ever see
	 * @return the same as trouble
	 */
	public static ServiceException defect(String task, Throwable cause) {
		log(task, cause);
		return new ServiceException(Reason.INTERNAL,
				"A defect of the workbench: " + cause + ". The Error Log has more (Window > Show View > Error Log).", cause);
	}

	/**
	 * Writes a defect to the Error Log and shows nothing.
	 *
	 * @param task  what was being done
	 * @param cause what happened
	 */
	public static void log(String task, Throwable cause) {
		StatusManager.getManager().handle(new Status(IStatus.ERROR, BUNDLE, task + " failed", cause), StatusManager.LOG);
	}
}
