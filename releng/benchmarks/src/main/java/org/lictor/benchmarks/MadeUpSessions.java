package org.lictor.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;

/** Sessions at random times of a year, of 20 products in two versions, 500 hosts and 2,000 users; and how long a store takes them in. */
final class MadeUpSessions {

	private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

	private final Random random = new Random(1);
	private final List<Product> products = new ArrayList<>();

	MadeUpSessions() {
		for (int product = 0; product < 40; product++) {
			products.add(new Product("Product " + product % 20, Integer.toString(2024 + product / 20), LicenceType.NAMED_USER, ""));
		}
	}

	/**
	 * @param agent number of the agent that tells of them
	 * @param count how many
	 * @return others each time
	 */
	List<SessionFact> of(long agent, int count) {
		List<SessionFact> sessions = new ArrayList<>();
		for (int session = 0; session < count; session++) {
			Instant start = FROM.plusMillis(random.nextLong(Duration.ofDays(365).toMillis()));
			Instant end = start.plusMillis(random.nextLong(Duration.ofHours(8).toMillis()));
			sessions.add(new SessionFact(SessionUnit.agent(agent), new UUID(random.nextLong(), random.nextLong()), 1,
					products.get(random.nextInt(products.size())), "host" + random.nextInt(500), "user" + random.nextInt(2_000),
					1, start, end, Optional.of(new SessionFact.End(end, true)), 1));
		}
		return sessions;
	}

	/**
	 * @param store    takes them in
	 * @param sessions a multiple of a batch
	 * @param batch    how many in a transaction
	 * @return milliseconds
	 */
	static double put(Store store, List<SessionFact> sessions, int batch) throws ServiceException {
		long start = System.nanoTime();
		for (int from = 0; from < sessions.size(); from += batch) {
			List<SessionFact> some = sessions.subList(from, from + batch);
			store.write(tx -> {
				tx.sessions().put(some);
				return true;
			});
		}
		return Bench.since(start);
	}
}
