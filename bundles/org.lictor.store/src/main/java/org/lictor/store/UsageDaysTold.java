package org.lictor.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Product;

/**
 * What one piece of evidence tells of days of usage. There are millions of them, so accounts, products and teams are named by
 * their places in lists. For one thread.
 */
public interface UsageDaysTold {

	/** @return number of the evidence */
	long evidence();

	/** @return keys of the accounts that it tells of; they stand in the unit */
	List<String> accounts();

	/** @return the products that it tells of */
	List<Product> products();

	/** @return the teams that it tells of, that without a name included when it tells of it */
	List<String> teams();

	/**
	 * @param day  a day
	 * @param team a team, empty for none
	 * @return whether it tells all that was used then, so that what it does not tell was not
	 */
	boolean tellsAll(LocalDate day, String team);

	/**
	 * @param from    first day
	 * @param until   last day, itself included
	 * @param visitor gets what is told of them, by day
	 */
	void visit(LocalDate from, LocalDate until, Visitor visitor);

	/** Gets one day of usage. */
	@FunctionalInterface
	interface Visitor {

		/**
		 * @param day     the vendor's day
		 * @param team    place among {@link UsageDaysTold#teams()}
		 * @param account place among {@link UsageDaysTold#accounts()}
		 * @param product place among {@link UsageDaysTold#products()}
		 * @param tokens  what it cost; empty when not told
		 */
		void visit(LocalDate day, int team, int account, int product, Optional<BigDecimal> tokens);
	}
}
