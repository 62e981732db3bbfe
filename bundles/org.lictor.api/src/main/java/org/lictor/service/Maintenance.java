package org.lictor.service;

import java.util.List;

import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/** Work on the data as a whole. Safe for use by many threads; one such task runs at a time, and one backup beside it. */
@ProviderType
public interface Maintenance {

	/**
	 * Derives all facts from the evidence again, server by server and agent by agent, and puts right what differs.
	 * Readers see the old facts of each until the new ones are complete. One that was called off, or whose process was
	 * killed, less than a day ago goes on behind the servers and agents that were done.
	 *
	 * @param progress takes news, a unit being a piece of evidence or an agent, and tells of cancellation, after which each
	 *                 server and agent has its old facts or its new ones
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

	/**
	 * Makes a backup of all that is kept at one moment, while everything else goes on. It holds the key for secrets too, and only
	 * its owner may read it. {@link Restorer} reads it.
	 *
	 * @param target   whole path of a file that is not there, or of a folder that gets one; on the machine of this Lictor
	 * @param progress takes news and tells of cancellation, after which nothing is left of it
	 * @return the backup, with notes about what is not in it and should be
	 * @throws ServiceException ALREADY_EXISTS, NOT_FOUND when its folder does not exist, INVALID, IN_USE when one is being made,
	 *                          CANCELLED, or UNAVAILABLE, also when there is no room
	 */
	Backup backup(String target, Progress progress) throws ServiceException;

	/**
	 * @return for how long what is kept, by kind; none of kinds that are kept for good
	 * @throws ServiceException when it cannot be read
	 */
	List<RetentionLimit> limits() throws ServiceException;

	/**
	 * Has what is older removed once a day from now on, by a server or a workbench that runs. It does not come back, by no
	 * rebuild and when the limit is raised or taken back.
	 *
	 * @param limit in place of a former one of its kind
	 * @throws ServiceException when it cannot be kept
	 */
	void limit(RetentionLimit limit) throws ServiceException;

	/**
	 * @param kind kept for good from now on
	 * @throws ServiceException when that cannot be kept
	 */
	void unlimited(RetentionLimit.Kind kind) throws ServiceException;

	/**
	 * Removes what is older than its limit now.
	 *
	 * @param progress takes news and tells of cancellation, after which the rest goes the next time
	 * @return what was removed
	 * @throws ServiceException IN_USE when facts are being rebuilt or checked, CANCELLED
	 */
	Pruned prune(Progress progress) throws ServiceException;
}
