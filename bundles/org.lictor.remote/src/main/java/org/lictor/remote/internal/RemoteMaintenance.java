package org.lictor.remote.internal;

import java.util.List;
import java.util.Map;

import org.lictor.model.Progress;
import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.remote.protocol.NewBackup;
import org.lictor.service.Backup;
import org.lictor.service.CheckResult;
import org.lictor.service.Maintenance;
import org.lictor.service.Pruned;
import org.lictor.service.RetentionLimit;
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

	@Override
	public Backup backup(String target, Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", ApiPaths.BACKUPS).json(new NewBackup(target)), Backup.class, progress);
	}

	@Override
	public List<RetentionLimit> limits() throws ServiceException {
		return asking.list(ApiPaths.LIMITS, RetentionLimit.class);
	}

	@Override
	public void limit(RetentionLimit limit) throws ServiceException {
		asking.tell(Outgoing.of("PUT", ApiPaths.LIMITS).json(limit));
	}

	@Override
	public void unlimited(RetentionLimit.Kind kind) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", ApiPaths.LIMITS).query(Map.of("kind", kind.name())));
	}

	@Override
	public Pruned prune(Progress progress) throws ServiceException {
		return asking.task(Outgoing.of("POST", ApiPaths.PRUNE), Pruned.class, progress);
	}
}
