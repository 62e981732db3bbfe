package org.lictor.store;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Groups by which reports are narrowed. Part of a {@link Transaction}. */
@ProviderType
public interface ReportGroupStore {

	/** @return all groups by name, the members of each by name and beginning */
	List<StoredReportGroup> all();

	/**
	 * @param name of a group, to the letter
	 * @return the group, empty when there is none
	 */
	Optional<StoredReportGroup> byName(String name);

	/**
	 * Keeps a group as given, in place of one of that name.
	 *
	 * @param group with all its members
	 */
	void put(StoredReportGroup group);

	/**
	 * @param name of a group; nothing happens when there is none
	 */
	void remove(String name);
}
