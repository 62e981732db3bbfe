package org.lictor.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Status;
import org.osgi.annotation.versioning.ProviderType;

/** Companies' directories and what was read of them. Part of a {@link Transaction}. */
@ProviderType
public interface DirectoryStore {

	/** @return all directories by name */
	List<StoredDirectory> all();

	/**
	 * @param name of a directory, in any case
	 * @return it; empty when there is none
	 */
	Optional<StoredDirectory> byName(String name);

	/**
	 * @param name     unique among the directories
	 * @param settings by key, without secrets
	 * @return its number
	 */
	long add(String name, Map<String, String> settings);

	/**
	 * Changes settings; the directory counts as never tried with them.
	 *
	 * @param id       number of a directory
	 * @param settings in place of the former ones
	 */
	void update(long id, Map<String, String> settings);

	/**
	 * @param id number of a directory
	 * @return its secrets by key, enciphered
	 */
	Map<String, byte[]> secrets(long id);

	/**
	 * @param id      number of a directory
	 * @param secrets in place of the former ones, enciphered
	 */
	void secrets(long id, Map<String, byte[]> secrets);

	/**
	 * @param id     number of a directory
	 * @param status how it is doing
	 */
	void status(long id, Status status);

	/**
	 * Takes a directory to be read. Of several nodes that look at the same moment one gets it.
	 *
	 * @param id     number of a directory
	 * @param before when it was last tried, as the caller knows it
	 * @param now    when it is tried
	 * @return whether the caller got it
	 */
	boolean claim(long id, Optional<Instant> before, Instant now);

	/**
	 * @param id      number of a directory
	 * @param domains by which names its users are told from those of other directories
	 * @param now     when it was read
	 */
	void read(long id, List<String> domains, Instant now);

	/**
	 * Removes a directory with all that was read of it.
	 *
	 * @param id number of a directory
	 */
	void remove(long id);

	/**
	 * @param id number of a directory
	 * @return what its entries were when, in no order
	 */
	List<Stored<DirectoryEntryFact>> entries(long id);

	/**
	 * @param id number of a directory
	 * @return who was in its groups when, in no order
	 */
	List<Stored<DirectoryMemberFact>> members(long id);

	/**
	 * @param id    number of a directory
	 * @param facts to be kept beside the others
	 */
	void addEntries(long id, Collection<DirectoryEntryFact> facts);

	/**
	 * @param id    number of a directory
	 * @param facts to be kept beside the others
	 */
	void addMembers(long id, Collection<DirectoryMemberFact> facts);

	/**
	 * @param facts numbers of facts about entries
	 * @param until when they end
	 */
	void endEntries(Collection<Long> facts, Instant until);

	/**
	 * @param facts numbers of facts about members
	 * @param until when they end
	 */
	void endMembers(Collection<Long> facts, Instant until);

	/**
	 * Forgets entries of all times, and in which groups they were.
	 *
	 * @param id      number of a directory
	 * @param entries {@link DirectoryEntry#id() ids} of entries
	 */
	void forget(long id, Collection<String> entries);
}
