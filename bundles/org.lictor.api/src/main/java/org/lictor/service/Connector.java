package org.lictor.service;

import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One way of reaching a Lictor, published as an OSGi service. Connectors are asked by descending
 * {@code service.ranking}; the client of running servers comes before the one that opens a folder itself.
 */
@ProviderType
public interface Connector {

	/**
	 * @param location where
	 * @return whether this connector is the one for it: for a {@link Location.Folder} the client of running servers says
	 *         yes only when a server runs on it now
	 */
	boolean accepts(Location location);

	/**
	 * @param location one that this connector accepts
	 * @param options  what is to run when a folder is opened in this process
	 * @param progress takes news: migrations of the data may take long
	 * @return an open connection
	 * @throws ServiceException IN_USE naming the process that has the folder, TOO_NEW, UNAVAILABLE, FORBIDDEN
	 */
	Lictor open(Location location, OpenOptions options, Progress progress) throws ServiceException;
}
