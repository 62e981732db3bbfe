package org.lictor.service;

import java.time.LocalDate;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** What seats, days of use and tokens cost, by day. Safe for use by many threads. */
@ProviderType
public interface Prices {

	/**
	 * @return all prices, by kind, product and day
	 * @throws ServiceException when they cannot be read
	 */
	List<Price> list() throws ServiceException;

	/**
	 * @param price takes the place of one of the same kind and product from the same day
	 * @throws ServiceException INVALID
	 */
	void set(Price price) throws ServiceException;

	/**
	 * @param kind    of an existing price
	 * @param product of it
	 * @param from    its first day
	 * @throws ServiceException NOT_FOUND
	 */
	void remove(Price.Kind kind, String product, LocalDate from) throws ServiceException;
}
