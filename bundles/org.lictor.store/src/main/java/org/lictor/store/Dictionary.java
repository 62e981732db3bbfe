package org.lictor.store;

import java.util.List;

import org.lictor.model.Product;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The texts and products that {@link SessionRow}s name by number. A number stands for the same text for ever. Part of a
 * {@link Transaction}; looking up is quick, nothing is read from the disk but once.
 */
@ProviderType
public interface Dictionary {

	/**
	 * @param number of a host or host user
	 * @return its text
	 * @throws IllegalArgumentException when there is no such number
	 */
	String text(int number);

	/**
	 * @param number of a product
	 * @return that product
	 * @throws IllegalArgumentException when there is no such number
	 */
	Product product(int number);

	/** @return all products that any fact or session ever named, sorted by name, version, type and feature */
	List<Product> products();
}
