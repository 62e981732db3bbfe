package org.lictor.service;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which host user is which account, where rules alone do not find out. Many to many; takes effect for the past too. Safe
 * for use by many threads.
 */
@ProviderType
public interface People {

	/**
	 * @return the mappings people made, ended ones too, sorted
	 * @throws ServiceException when they cannot be read
	 */
	List<Mapping> list() throws ServiceException;

	/**
	 * @param mapping kept even while no such account or host user is known yet
	 * @throws ServiceException ALREADY_EXISTS when the host user is mapped to the account for some of that time already;
	 *                          INVALID
	 */
	void map(Mapping mapping) throws ServiceException;

	/**
	 * Takes back mappings for a time: what they say of the time before and after it stays.
	 *
	 * @param mapping host user, account and the time for which it is taken back
	 * @throws ServiceException NOT_FOUND when the host user is not mapped to the account in that time; INVALID
	 */
	void unmap(Mapping mapping) throws ServiceException;

	/**
	 * How user names are made of names of people, such as <code>{f}{last}</code>: a host user that no mapping and no mail
	 * address tells is looked for by them.
	 *
	 * @return the patterns, sorted
	 * @throws ServiceException when they cannot be read
	 */
	List<String> patterns() throws ServiceException;

	/**
	 * @param patterns in place of the former ones; none to match by no pattern. <code>{first}</code>, <code>{last}</code>,
	 *                 <code>{f}</code> and <code>{l}</code> stand for the names and their first letters
	 * @throws ServiceException INVALID
	 */
	void patterns(List<String> patterns) throws ServiceException;

	/**
	 * Finds what the evidence tells of one person: events of agents, and what was read in files and in answers of vendors.
	 * Takes as long as a rebuild, because all of it is read again.
	 *
	 * @param person   by all their names
	 * @param progress takes news and tells of cancellation
	 * @return a row for each thing that was told, with its source and times, and nothing about others; notes say what could
	 *         not be looked at
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	ResultTable evidence(Person person, Progress progress) throws ServiceException;

	/**
	 * Erases a person for good: random names that nobody keeps stand for theirs in all evidence and facts. Hours, concurrency
	 * and seats of the past stay what they were. Who uses something or has an account after that is somebody new.
	 *
	 * @param person   by all their names
	 * @param progress takes news; cancelling before anything was changed calls it off. Later it pauses: it goes on when Lictor is
	 *                 started again, and with the next call, as it does when the process died
	 * @return what was changed
	 * @throws ServiceException INVALID when some evidence tells of the person and the names cannot be replaced in it without
	 *                          changing something else: then nothing was changed, and the sentence names the evidence; IN_USE,
	 *                          CANCELLED, UNAVAILABLE
	 */
	Erased erase(Person person, Progress progress) throws ServiceException;
}
