package org.lictor.workbench.internal.commands;

import java.util.Optional;

import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.workbench.internal.people.PeopleDialog;

/** Says which host user is which account. */
public final class MapPeopleHandler extends LictorHandler {

	@Override
	void run(Shell shell, Lictor lictor) {
		PeopleDialog.open(shell, lictor, Optional.empty(), Optional.empty());
	}
}
