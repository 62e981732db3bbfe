package org.lictor.store.internal.volume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.store.Dictionary;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Parameters;
import org.lictor.store.internal.db.Sql;

/** Values that rows name by number, as one transaction sees them: what is committed and what it adds. */
public final class JdbcDictionary implements Dictionary {

	private static final Comparator<Product> ORDER = Comparator.comparing(Product::name, String.CASE_INSENSITIVE_ORDER)
			.thenComparing(Product::name).thenComparing(Product::version).thenComparing(Product::type)
			.thenComparing(Product::feature);

	private final TermCache cache;
	private final Sql sql;
	private final Ids ids;
	private final Map<String, Integer> newTexts = new LinkedHashMap<>();
	private final Map<Product, Integer> newProducts = new LinkedHashMap<>();
	private final Map<Integer, String> newTextValues = new HashMap<>();
	private final Map<Integer, Product> newProductValues = new HashMap<>();
	private Optional<AccountCache> accounts = Optional.empty();

	/**
	 * @param cache what is committed
	 * @param sql   the transaction
	 */
	public JdbcDictionary(TermCache cache, Sql sql) {
		this.cache = cache;
		this.sql = sql;
		this.ids = new Ids(sql);
		cache.texts.ensureLoaded(terms -> sql.each("SELECT id, content FROM text_entry", Sql.Filler.NONE, cells -> {
			terms.put(cells.integer(), cells.text());
			return true;
		}));
		cache.products.ensureLoaded(terms -> sql.each(
				"SELECT id, product_name, product_version, licence_type, feature FROM product", Sql.Filler.NONE, cells -> {
					terms.put(cells.integer(), new Product(cells.text(), cells.text(), LicenceType.valueOf(cells.text()),
							cells.text()));
					return true;
				}));
	}

	AccountCache accounts() {
		return cache.accounts;
	}

	/** The transaction changed accounts. */
	void seesAccounts(AccountCache own) {
		accounts = Optional.of(own);
	}

	@Override
	public String text(int number) {
		String text = cache.texts.value(number);
		text = text == null ? newTextValues.get(number) : text;
		if (text == null) {
			throw new IllegalArgumentException("there is no text of number " + number);
		}
		return text;
	}

	@Override
	public Product product(int number) {
		Product product = cache.products.value(number);
		product = product == null ? newProductValues.get(number) : product;
		if (product == null) {
			throw new IllegalArgumentException("there is no product of number " + number);
		}
		return product;
	}

	@Override
	public List<Product> products() {
		List<Product> products = new ArrayList<>();
		cache.products.all().forEach(products::add);
		products.addAll(newProducts.keySet());
		products.sort(ORDER);
		return List.copyOf(products);
	}

	/** @return the greatest number of a product that is committed, 0 when there is none */
	int greatestProduct() {
		return cache.products.greatest();
	}

	/** @return the product of that number, if it is committed */
	Optional<Product> committed(int number) {
		return Optional.ofNullable(cache.products.value(number));
	}

	/** @return the numbers of all products of that name */
	List<Integer> productsNamed(String name) {
		return products().stream().filter(product -> product.name().equals(name)).map(this::number).toList();
	}

	/** @return what stands behind the name of a column that must have one of these numbers */
	static String in(Collection<Integer> numbers) {
		// no entry has the number -1
		return numbers.isEmpty() ? " = -1" : numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ")"));
	}

	/** @return the numbers of those of the texts that have one */
	List<Integer> known(Collection<String> texts) {
		return texts.stream().filter(text -> cache.texts.number(text).isPresent() || newTexts.containsKey(text)).map(this::number).toList();
	}

	/** @return the number of that text, a new one when it has none */
	int number(String text) {
		return cache.texts.number(text).orElseGet(() -> newTexts.computeIfAbsent(Parameters.checked(text), added -> {
			int number = (int) ids.next("text_entry");
			sql.change("INSERT INTO text_entry (id, content) VALUES (?, ?)",
					parameters -> parameters.number(number).text(added));
			newTextValues.put(number, added);
			return number;
		}));
	}

	/**
	 * Gives numbers to texts that have none, in far less time than one after the other.
	 *
	 * @param texts any
	 */
	void add(Collection<String> texts) {
		List<String> added = texts.stream().distinct()
				.filter(text -> cache.texts.number(text).isEmpty() && !newTexts.containsKey(text)).toList();
		if (added.isEmpty()) {
			return;
		}
		int number = (int) ids.next("text_entry", added.size());
		for (String text : added) {
			newTexts.put(Parameters.checked(text), number);
			newTextValues.put(number++, text);
		}
		sql.batch("INSERT INTO text_entry (id, content) VALUES (?, ?)", added,
				(parameters, text) -> parameters.number(newTexts.get(text)).text(text));
	}

	/** @return the number of that product, a new one when it has none */
	int number(Product product) {
		return cache.products.number(product).orElseGet(() -> newProducts.computeIfAbsent(product, added -> {
			int number = (int) ids.next("product");
			sql.change("INSERT INTO product (id, product_name, product_version, licence_type, feature) VALUES (?, ?, ?, ?, ?)",
					parameters -> parameters.number(number).text(added.name()).text(added.version())
							.text(added.type().name()).text(added.feature()));
			newProductValues.put(number, added);
			return number;
		}));
	}

	/** Called after the commit, before anybody else reads. */
	public void committed() {
		newTexts.forEach((text, number) -> cache.texts.put(number, text));
		newProducts.forEach((product, number) -> cache.products.put(number, product));
		accounts.ifPresent(cache.accounts::become);
	}
}
