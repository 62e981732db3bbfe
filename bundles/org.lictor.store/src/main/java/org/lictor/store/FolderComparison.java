package org.lictor.store;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;

/** Compares what comes of the data of two stores. */
@FunctionalInterface
public interface FolderComparison {

	/**
	 * @param before   a store
	 * @param after    one that should be the same
	 * @param progress takes news, and may cancel
	 * @throws ServiceException with a sentence when they differ, or CANCELLED
	 */
	void compare(Store before, Store after, Progress progress) throws ServiceException;
}
