package org.lictor.service;

import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/** Work on the data as a whole. Safe for use by many threads; one such task runs at a time. */
@ProviderType
public interface Maintenance {

	/**
	 * Derives all facts from the evidence again, server by server and agent by agent, and puts right what differs.
	 * Readers see the old facts of each until the new ones are complete.
	 *
	 * @param progress takes news and tells of cancellation, after which each server and agent has its old
	 *                 facts or its new ones
	 * @return how many pieces of evidence were read and facts made; never with differences
	 * @throws ServiceException IN_USE when such a task runs already, CANCELLED
	 */
	CheckResult rebuild(Progress progress) throws ServiceException;

	/**
	 * Compares the facts with the evidence and changes nothing.
	 *
	 * @param progress takes news and tells of cancellation
	 * @return each difference
	 * @throws ServiceException IN_USE when such a task runs already, CANCELLED
	 */
	CheckResult check(Progress progress) throws ServiceException;
}
