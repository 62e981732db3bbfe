package org.lictor.workbench.internal.servers;

import java.lang.reflect.InvocationTargetException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.wizard.Wizard;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.ui.Trouble;

/** Saves what was entered on its page, and shows there why it could not be saved. */
abstract class SavingWizard extends Wizard {

	private final ConfigurationPage page;

	/**
	 * @param page on which it is described
	 */
	SavingWizard(ConfigurationPage page) {
		this.page = page;
		setNeedsProgressMonitor(true);
		setHelpAvailable(false);
	}

	final ConfigurationPage page() {
		return page;
	}

	/** @return what was entered */
	abstract Draft draft();

	/**
	 * Saves it, on a background thread.
	 *
	 * @param definition what was entered
	 * @throws ServiceException when it cannot be saved
	 */
	abstract void save(ServerDefinition definition) throws ServiceException;

	@Override
	public final boolean performFinish() {
		ServerDefinition definition = draft().definition();
		try {
			getContainer().run(true, false, monitor -> {
				monitor.beginTask("Saving " + definition.name(), IProgressMonitor.UNKNOWN);
				try {
					save(definition);
				} catch (ServiceException e) {
					throw new InvocationTargetException(e);
				}
			});
			return true;
		} catch (InvocationTargetException e) {
			ServiceException trouble = e.getCause() instanceof ServiceException known ? known
					: Trouble.defect("Saving " + definition.name(), e.getCause());
			page.show(draft().problems(), trouble.getMessage());
			return false;
		} catch (InterruptedException e) {
			return false;
		}
	}
}
