package org.lictor.remote.internal;

import org.lictor.model.Progress;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.service.CheckResult;
import org.lictor.service.Maintenance;
import org.lictor.service.ServiceException;

/** Rebuilding and checking of a server elsewhere. */
final class RemoteMaintenance implements Maintenance {

	private final Asking asking;

	RemoteMaintenance(Asking asking) {
		this.asking = asking;
	}

	@Override
	public CheckResult rebuild(Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", ApiPaths.REBUILD), CheckResult.class, progress);
	}

	@Override
	public CheckResult check(Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", ApiPaths.CHECK), CheckResult.class, progress);
	}
}
