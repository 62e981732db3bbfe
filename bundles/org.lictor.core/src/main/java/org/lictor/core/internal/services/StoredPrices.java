package org.lictor.core.internal.services;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.model.Diagnostic;
import org.lictor.service.Changes;
import org.lictor.service.Price;
import org.lictor.service.Prices;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.SettingStore;
import org.lictor.store.Store;
import org.lictor.store.Transaction;

/** Prices as settings of a store: there are few of them. */
public final class StoredPrices implements Prices {

	private static final String PREFIX = "price.";
	private static final int LONGEST_PRODUCT = 150;
	private static final BigDecimal MOST = new BigDecimal("1000000000");

	private final Store store;
	private final Journal journal;
	private final ChangeHub changes;

	/**
	 * @param store   keeps the prices
	 * @param journal is told what an administrator did
	 * @param changes is told that something changed
	 */
	public StoredPrices(Store store, Journal journal, ChangeHub changes) {
		this.store = store;
		this.journal = journal;
		this.changes = changes;
	}

	@Override
	public List<Price> list() throws ServiceException {
		return store.read(StoredPrices::all);
	}

	/**
	 * @param transaction of a store
	 * @return all prices, by kind, product and day
	 */
	public static List<Price> all(Transaction transaction) {
		return transaction.settings().all().entrySet().stream().filter(each -> each.getKey().startsWith(PREFIX))
				.map(each -> price(each.getKey(), each.getValue()))
				.sorted(Comparator.comparing(Price::kind).thenComparing(Price::product).thenComparing(Price::from)).toList();
	}

	@Override
	public void set(Price price) throws ServiceException {
		boolean token = price.kind() == Price.Kind.TOKEN;
		if (token != price.product().isEmpty() || price.product().length() > LONGEST_PRODUCT
				|| price.product().chars().anyMatch(Character::isISOControl)) {
			throw new ServiceException(Reason.INVALID, token ? "A token has one price for all products: name none."
					: "The product should be named as it is in the reports, in 1 to " + LONGEST_PRODUCT + " characters.");
		}
		if (price.amount().signum() < 0 || price.amount().compareTo(MOST) > 0 || price.amount().scale() > 6) {
			throw new ServiceException(Reason.INVALID,
					"A price should be a number from 0 to " + MOST + " with at most six decimals, not " + price.amount() + ".");
		}
		boolean inTokens = price.kind() == Price.Kind.FLEX_DAY;
		if (inTokens != price.currency().isEmpty() || !inTokens && !price.currency().matches("[A-Z]{3}")) {
			throw new ServiceException(Reason.INVALID, inTokens ? "A day of use is paid in tokens: name no currency."
					: "The currency should be three capital letters such as EUR, not '" + price.currency() + "'.");
		}
		store.write(transaction -> {
			transaction.settings().put(key(price.kind(), price.product(), price.from()),
					price.amount().toPlainString() + " " + price.currency());
			return null;
		});
		told("The price of " + name(price.kind(), price.product()) + " from " + price.from() + " on was set to "
				+ price.amount().toPlainString() + " " + (inTokens ? "tokens" : price.currency()) + ".");
	}

	@Override
	public void remove(Price.Kind kind, String product, LocalDate from) throws ServiceException {
		store.write(transaction -> {
			SettingStore settings = transaction.settings();
			if (settings.get(key(kind, product, from)).isEmpty()) {
				throw new ServiceException(Reason.NOT_FOUND, "There is no price of " + name(kind, product) + " from " + from + " on.");
			}
			settings.remove(key(kind, product, from));
			return null;
		});
		told("The price of " + name(kind, product) + " from " + from + " on was removed.");
	}

	private static String name(Price.Kind kind, String product) {
		return switch (kind) {
		case SEAT_YEAR -> "a seat of " + product + " for a year";
		case FLEX_DAY -> "a day of " + product;
		case TOKEN -> "a token";
		};
	}

	/** The product stands last, for it may have any characters. */
	private static String key(Price.Kind kind, String product, LocalDate from) {
		return PREFIX + kind + "." + from + "." + product;
	}

	private static Price price(String key, String value) {
		String[] words = key.substring(PREFIX.length()).split("\\.", 3);
		int blank = value.indexOf(' ');
		return new Price(Price.Kind.valueOf(words[0]), words[2], LocalDate.parse(words[1]), new BigDecimal(value.substring(0, blank)),
				value.substring(blank + 1));
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.SERVERS);
	}
}
