package org.lictor.store.internal.volume;

import org.lictor.model.Product;

/** The {@link Terms} of one store, and its accounts, shared by its transactions. */
public final class TermCache {

	final Terms<String> texts = new Terms<>();
	final Terms<Product> products = new Terms<>();
	final AccountCache accounts = new AccountCache();

	/** Called by whoever changes texts that stand, at the end of the transaction that does: they are read again by the next. */
	void textsChange() {
		texts.forget();
	}

	/**
	 * Called by whoever removes accounts in another way than through {@link JdbcFacts}, in the transaction that does, and when
	 * a transaction is undone.
	 */
	public void accountsChange() {
		accounts.clear();
	}
}
