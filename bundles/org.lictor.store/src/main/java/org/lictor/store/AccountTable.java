package org.lictor.store;

import java.util.Comparator;
import java.util.Map;

import org.osgi.annotation.versioning.ProviderType;

/** Accounts of people. Other facts refer to them by number, and so follow when an account gets another key. */
@ProviderType
public interface AccountTable extends FactTable<AccountFact> {

	/**
	 * Accounts turned out to be others: everything that refers to them refers to those from now on, and they go. What is
	 * then told twice of one day's usage stays once, as the later evidence tells it.
	 *
	 * @param unit          facts derived together
	 * @param merged        numbers of accounts that go, with those that stay
	 * @param evidenceOrder which evidence comes after which, by their numbers
	 */
	void merge(FactUnit unit, Map<Long, Long> merged, Comparator<Long> evidenceOrder);
}
