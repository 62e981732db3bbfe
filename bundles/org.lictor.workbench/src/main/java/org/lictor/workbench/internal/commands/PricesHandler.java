package org.lictor.workbench.internal.commands;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.prices.PricesDialog;

/** Shows, sets and removes prices. */
public final class PricesHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		PricesDialog.open(shell, lictor);
	}
}
