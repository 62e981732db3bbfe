package org.lictor.store;

import java.util.Collection;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Facts of one kind told by vendors. Part of a {@link Transaction}.
 *
 * @param <T> kind of fact
 */
@ProviderType
public interface FactTable<T> {

	/** @return the facts of all servers, with their servers, by number of server and fact */
	List<OfServer<T>> all();

	/**
	 * @param server number of a server
	 * @return its facts, whatever evidence they come from, by number
	 */
	List<Stored<T>> of(long server);

	/**
	 * @param unit facts derived together
	 * @return these facts, by number
	 */
	List<Stored<T>> of(FactUnit unit);

	/**
	 * @param unit  facts derived together
	 * @param facts new ones
	 * @return the same as they stand now, in the same order
	 */
	List<Stored<T>> add(FactUnit unit, Collection<T> facts);

	/**
	 * @param unit    facts derived together
	 * @param changed facts of it that stand, known by their numbers, as they are from now on
	 */
	void change(FactUnit unit, Collection<Stored<T>> changed);

	/**
	 * @param facts ones that stand, known by their numbers; others are ignored
	 */
	void remove(Collection<Stored<T>> facts);

	/**
	 * Puts right what differs.
	 *
	 * @param unit       facts derived together
	 * @param difference from what stands, read in this transaction or in one after which nobody wrote
	 */
	default void apply(FactUnit unit, Difference<T> difference) {
		remove(difference.gone());
		add(unit, difference.fresh());
	}

	/** @return how many facts there are */
	long count();

	/**
	 * A fact with the server it belongs to.
	 *
	 * @param <T>    kind of fact
	 * @param server number of the server
	 * @param fact   what is said
	 */
	record OfServer<T>(long server, T fact) {
	}
}
