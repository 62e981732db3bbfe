package org.lictor.store.internal.segments;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Product;

/**
 * Which products share a name: figures are about names, and a name has a product for each version and kind of licence. A
 * name is known by the least number of its products; numbers only rise, so it never changes.
 */
final class ProductNames {

	private int[] names = new int[64];
	private final Map<String, Integer> numbers = new HashMap<>();
	private int known;

	/** What knows products by number. */
	interface Source {

		/**
		 * @param number from 1
		 * @return that product
		 */
		Optional<Product> product(int number);
	}

	/**
	 * @param product number of a product that is known
	 * @return number of its name
	 */
	int nameOf(int product) {
		return names[product];
	}

	/**
	 * @param name of a product
	 * @return its number, 0 when no product has it
	 */
	int number(String name) {
		return numbers.getOrDefault(name, 0);
	}

	/**
	 * Learns products that came since.
	 *
	 * @param source   knows them
	 * @param greatest the greatest number given out
	 */
	void learn(Source source, int greatest) {
		if (greatest >= names.length) {
			names = Arrays.copyOf(names, greatest * 2);
		}
		for (int number = known + 1; number <= greatest; number++) {
			Optional<Product> product = source.product(number);
			if (product.isPresent()) {
				Integer first = numbers.putIfAbsent(product.get().name(), number);
				names[number] = first == null ? number : first;
			}
		}
		known = Math.max(known, greatest);
	}
}
