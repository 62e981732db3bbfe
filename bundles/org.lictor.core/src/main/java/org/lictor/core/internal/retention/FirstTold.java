package org.lictor.core.internal.retention;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.lictor.store.SessionFact;
import org.lictor.store.Transaction;

/**
 * When agents first told of a product, of sessions that are gone: what was never seen in use is not the same as what was not in
 * use lately.
 */
public final class FirstTold {

	private static final String SETTING = "retention.first.";

	private FirstTold() {
	}

	/** Gets what is remembered. */
	@FunctionalInterface
	public interface Visitor {

		/**
		 * @param server  number of a server
		 * @param product name of a product
		 * @param first   when the first session that is gone began
		 */
		void first(long server, String product, Instant first);
	}

	/**
	 * Remembers a session that is about to go.
	 *
	 * @param transaction that writes
	 * @param session     that goes
	 */
	static void remember(Transaction transaction, SessionFact session) {
		if (session.unit().agent().isEmpty()) {
			return;
		}
		String product = session.product().name();
		String key = SETTING + session.server() + "." + UUID.nameUUIDFromBytes(product.getBytes(StandardCharsets.UTF_8));
		long start = session.start().toEpochMilli();
		if (transaction.settings().get(key).filter(known -> start(known) <= start).isEmpty()) {
			transaction.settings().put(key, start + " " + product);
		}
	}

	/**
	 * @param transaction that reads
	 * @param visitor     gets each product of each server
	 */
	public static void each(Transaction transaction, Visitor visitor) {
		transaction.settings().all().forEach((key, value) -> {
			if (key.startsWith(SETTING)) {
				visitor.first(Long.parseLong(key.substring(SETTING.length(), key.lastIndexOf('.'))), value.substring(value.indexOf(' ') + 1),
						Instant.ofEpochMilli(start(value)));
			}
		});
	}

	private static long start(String value) {
		return Long.parseLong(value.substring(0, value.indexOf(' ')));
	}
}
