package org.lictor.store;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;

import org.lictor.model.Product;
import org.lictor.store.FactTable.OfServer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who used what on which day: millions of facts, never read all at once but in tests. They have no numbers of their own: a
 * unit has at most one fact of an account, product, day and team. Part of a {@link Transaction}.
 */
@ProviderType
public interface UsageDayTable {

	/**
	 * @param unit facts derived together
	 * @return all its facts, in the order of {@link #of(FactUnit, LocalDate, LocalDate)}
	 */
	List<UsageDayFact> of(FactUnit unit);

	/**
	 * @param unit  facts derived together
	 * @param from  first day
	 * @param until last day, itself included
	 * @return the facts of these days, by day; of one day always in the same order
	 */
	List<UsageDayFact> of(FactUnit unit, LocalDate from, LocalDate until);

	/**
	 * @param unit facts derived together
	 * @return how many facts there are of each day that has any
	 */
	SortedMap<LocalDate, Long> counts(FactUnit unit);

	/**
	 * Sees to it that these and no others are the facts of some days.
	 *
	 * @param unit  facts derived together
	 * @param from  first day
	 * @param until last day, itself included
	 * @param facts all facts of these days, in any order; of two of an account, product, day and team the later one counts
	 * @throws IllegalArgumentException when a fact is of another day, or its account does not stand in the unit
	 */
	void put(FactUnit unit, LocalDate from, LocalDate until, Collection<UsageDayFact> facts);

	/**
	 * Lays what evidence tells of some days onto what stands: what is told as it stands stays as it is, and names the evidence
	 * that first told it so; what is told otherwise, or not told by evidence that tells all, gives way.
	 *
	 * @param unit  facts derived together
	 * @param from  first day
	 * @param until last day, itself included
	 * @param told  what is told, of other days too; of two facts of an account, product, day and team the later one counts
	 * @throws IllegalArgumentException when an account does not stand in the unit
	 */
	void tell(FactUnit unit, LocalDate from, LocalDate until, UsageDaysTold told);

	/**
	 * Goes through the last day of use of each person and product.
	 *
	 * @param server  number of a server; empty for all
	 * @param visitor gets one after the other, in any order
	 */
	void lastDays(OptionalLong server, Consumer<LastDay> visitor);

	/**
	 * Goes through the days of use of people and products.
	 *
	 * @param server  number of a server; empty for all
	 * @param from    first day
	 * @param until   last day, itself included
	 * @param visitor gets one after the other, in any order; the same twice where it was counted for two teams, or by a file
	 *                and a poll
	 */
	void days(OptionalLong server, LocalDate from, LocalDate until, Consumer<UsedDay> visitor);

	/**
	 * The tokens that days of usage cost.
	 *
	 * @param server number of a server; empty for all
	 * @param from   first day
	 * @param until  last day, itself included
	 * @return the facts that have tokens, with their servers, by server and day
	 */
	List<OfServer<UsageDayFact>> withTokens(OptionalLong server, LocalDate from, LocalDate until);

	/** @return how many facts there are */
	long count();

	/**
	 * A day on which a person used a product.
	 *
	 * @param server  number of the server
	 * @param account {@link AccountFact#key()} of who
	 * @param product what
	 * @param day     the vendor's day
	 */
	record UsedDay(long server, String account, Product product, LocalDate day) {
	}

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
