package org.lictor.core.internal;

import java.nio.file.Path;
import java.time.InstantSource;

import org.lictor.core.internal.reports.FigureComparison;
import org.lictor.model.Progress;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.Mover;
import org.lictor.service.ServiceException;
import org.lictor.store.Stores;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Moves data of folders in this process. */
@Component
public final class EmbeddedMover implements Mover {

	private final InstantSource clock;

	/** Made by OSGi. */
	@Activate
	public EmbeddedMover() {
		this(InstantSource.system());
	}

	/**
	 * @param clock tells the time
	 */
	EmbeddedMover(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void move(Path folder, DatabaseAddress to, Progress progress) throws ServiceException {
		Stores.move(folder, to, clock, new FigureComparison(clock), progress);
	}

	@Override
	public void giveUp(Path folder) throws ServiceException {
		Stores.giveUpMove(folder);
	}
}
