package org.lictor.service;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** Groups by which reports are narrowed and compared. Safe for use by many threads. */
@ProviderType
public interface ReportGroups {

	/**
	 * @return all groups by name, ended memberships too
	 * @throws ServiceException when they cannot be read
	 */
	List<ReportGroup> list() throws ServiceException;

	/**
	 * @param name of the new group, which has no members yet
	 * @param kind what its members will be
	 * @throws ServiceException ALREADY_EXISTS, INVALID
	 */
	void add(String name, ReportGroup.Kind kind) throws ServiceException;

	/**
	 * @param name of a group; nothing else changes
	 * @throws ServiceException NOT_FOUND
	 */
	void remove(String name) throws ServiceException;

	/**
	 * Takes a member in, for a time that may lie in the past.
	 *
	 * @param group  name of a group
	 * @param member kept even while nothing of that name is known yet
	 * @throws ServiceException NOT_FOUND, INVALID, ALREADY_EXISTS when it is a member for some of that time already
	 */
	void include(String group, ReportGroup.Member member) throws ServiceException;

	/**
	 * Takes a membership back for a time: what is said of the time before and after it stays.
	 *
	 * @param group  name of a group
	 * @param member its name, and the time for which it is taken back
	 * @throws ServiceException NOT_FOUND when it is no member in that time; INVALID
	 */
	void exclude(String group, ReportGroup.Member member) throws ServiceException;
}
