package org.lictor.core.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.Restorer;
import org.lictor.service.ServiceException;
import org.lictor.store.Stores;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Reads backups in this process. */
@Component
public final class EmbeddedRestorer implements Restorer {

	/** Made by OSGi. */
	@Activate
	public EmbeddedRestorer() {
		// needs nothing
	}

	@Override
	public Backup check(Path file, Progress progress) throws ServiceException {
		return Stores.check(file, progress);
	}

	@Override
	public Backup restore(Path file, Path folder, Optional<DatabaseAddress> database, Progress progress) throws ServiceException {
		return Stores.restore(file, folder, database, InstantSource.system(), progress);
	}
}
