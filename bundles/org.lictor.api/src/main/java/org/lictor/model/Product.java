package org.lictor.model;

import java.util.Objects;

/**
 * What is licensed. Two products are the same when all four parts are.
 *
 * @param name    the name people know, never empty
 * @param version the version as the source writes it, empty when a licence covers any version
 * @param type    how it is licensed
 * @param feature the vendor's code for it, empty when there is none
 */
public record Product(String name, String version, LicenceType type, String feature) {

	/** Checks that nothing is null and the name is not blank. */
	public Product {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(feature, "feature");
		if (name.isBlank()) {
			throw new IllegalArgumentException("a product needs a name");
		}
	}

	/**
	 * @param name the name people know
	 * @return a named-user product of any version
	 */
	public static Product namedUser(String name) {
		return new Product(name, "", LicenceType.NAMED_USER, "");
	}
}
