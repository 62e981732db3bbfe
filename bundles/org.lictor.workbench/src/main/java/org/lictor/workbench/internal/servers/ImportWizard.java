package org.lictor.workbench.internal.servers;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.wizard.Wizard;
import org.lictor.service.ImportResult;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.connection.MonitorProgress;
import org.lictor.workbench.internal.ui.Trouble;

/** Imports files for a server and shows what became of them. */
final class ImportWizard extends Wizard {

	private final Lictor lictor;
	private final FilesPage filesPage;
	private final ResultsPage resultsPage = new ResultsPage();
	private boolean imported;

	/**
	 * @param lictor   does it
	 * @param servers  names of the servers that take files
	 * @param selected name of the server selected at first
	 */
	ImportWizard(Lictor lictor, List<String> servers, Optional<String> selected) {
		this.lictor = lictor;
		this.filesPage = new FilesPage(servers, selected);
		setWindowTitle("Import Files");
		setNeedsProgressMonitor(true);
		setHelpAvailable(false);
	}

	@Override
	public void addPages() {
		addPage(filesPage);
		addPage(resultsPage);
	}

	@Override
	public boolean canFinish() {
		return imported || filesPage.isPageComplete();
	}

	/** @return what the button that finishes says now */
	String finishLabel() {
		return imported ? "&Close" : "&Import";
	}

	@Override
	public boolean performFinish() {
		if (imported) {
			return true;
		}
		try {
			getContainer().run(true, true, monitor -> {
				try {
					List<ImportResult> results = new ImportFiles(lictor).run(filesPage.server(), filesPage.files(),
							new MonitorProgress(monitor));
					getShell().getDisplay().syncExec(() -> resultsPage.show(results));
				} catch (ServiceException e) {
					throw new InvocationTargetException(e);
				}
			});
			imported = true;
			getContainer().showPage(resultsPage);
		} catch (InvocationTargetException e) {
			filesPage.setErrorMessage((e.getCause() instanceof ServiceException known ? known
					: Trouble.defect("Importing", e.getCause())).getMessage());
		} catch (InterruptedException e) {
			filesPage.setErrorMessage("The import was called off.");
		}
		return false;
	}
}
