package org.lictor.store;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;

import org.lictor.model.Product;
import org.osgi.annotation.versioning.ProviderType;

/** Who used what on which day: millions of facts, never read all at once. */
@ProviderType
public interface UsageDayTable extends FactTable<UsageDayFact> {

	/**
	 * @param unit facts derived together
	 * @param from first day
	 * @param until last day, itself included
	 * @return the facts of these days, by number
	 */
	List<Stored<UsageDayFact>> of(FactUnit unit, LocalDate from, LocalDate until);

	/**
	 * @param unit facts derived together
	 * @return how many facts there are of each day that has any
	 */
	SortedMap<LocalDate, Long> counts(FactUnit unit);

	/**
	 * @param unit  facts derived together
	 * @param from  first day
	 * @param until last day, itself included; the facts of these days are removed
	 */
	void remove(FactUnit unit, LocalDate from, LocalDate until);

	/**
	 * Goes through the last day of use of each person and product.
	 *
	 * @param server  number of a server; empty for all
	 * @param visitor gets one after the other, in any order
	 */
	void lastDays(OptionalLong server, Consumer<LastDay> visitor);

	/**
	 * The tokens that days of usage cost.
	 *
	 * @param server number of a server; empty for all
	 * @param from   first day
	 * @param until  last day, itself included
	 * @return the facts that have tokens, with their servers
	 */
	List<OfServer<UsageDayFact>> withTokens(OptionalLong server, LocalDate from, LocalDate until);

	/**
	 * The last day on which a person used a product.
	 *
	 * @param server  number of the server
	 * @param account {@link AccountFact#key()} of who
	 * @param product what
	 * @param day     the vendor's day
	 */
	record LastDay(long server, String account, Product product, LocalDate day) {
	}
}
