package org.lictor.store.internal.volume;

import org.lictor.model.Product;

/** The {@link Terms} of one store, shared by its transactions. */
public final class TermCache {

	final Terms<String> texts = new Terms<>();
	final Terms<Product> products = new Terms<>();
}
