package org.lictor.store;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** Decisions of people about host users and accounts. Part of a {@link Transaction}. */
@ProviderType
public interface MappingStore {

	/** @return all mappings, ended ones too, sorted by host user, account and beginning */
	List<Stored<StoredMapping>> all();

	/**
	 * @param mapping a new one; whether it stands already is for the caller to look
	 * @return it with its number
	 */
	Stored<StoredMapping> add(StoredMapping mapping);

	/**
	 * Keeps a mapping as given, as with an end; nothing happens when there is none of that number.
	 *
	 * @param id      number of a mapping
	 * @param mapping what it is now
	 */
	void update(long id, StoredMapping mapping);

	/**
	 * Forgets a mapping as if it had never been made.
	 *
	 * @param id number of a mapping
	 */
	void remove(long id);
}
