package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.reports.UsesByProduct.Key;
import org.lictor.model.Product;
import org.lictor.model.Status;
import org.lictor.service.ServiceException;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.GroupAssignment;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.StoredServer;

/** How many licences of each product were in use at each moment of a time, from samples and sessions. */
final class UseOverTime {

	private final Map<Key, Steps> used = new TreeMap<>();
	private final Map<Key, Steps> totals = new HashMap<>();

	/**
	 * @param reading the question
	 * @param from    first moment
	 * @param until   first moment after, not later than now
	 * @throws ServiceException CANCELLED
	 */
	UseOverTime(Reading reading, Instant from, Instant until) throws ServiceException {
		samples(reading, from, until);
		sessions(reading, from, until);
	}

	/** @return how many were in use, by product; unknown where nobody knows */
	Map<Key, Steps> used() {
		return used;
	}

	/**
	 * @param key of a product
	 * @return how many there were, as the server told; unknown where it did not
	 */
	Steps totals(Key key) {
		return totals.getOrDefault(key, new Steps());
	}

	/** What servers told of their use, as steps with gaps. */
	private void samples(Reading reading, Instant from, Instant until) {
		Map<Long, StoredServer> servers = new HashMap<>();
		reading.servers().forEach(server -> servers.put(server.id(), server));
		Map<Key, Map<Product, Steps>> usedOfPools = new TreeMap<>();
		Map<Key, Map<Product, Steps>> totalsOfPools = new TreeMap<>();
		for (OfServer<SampleFact> each : reading.transaction().facts().samples().find(reading.serverNumber(),
				reading.query().product(), java.util.Optional.of(from), java.util.Optional.of(until))) {
			StoredServer server = servers.get(each.server());
			if (server == null) {
				continue;
			}
			SampleFact step = each.fact();
			Key key = new Key(server.name(), server.id(), step.product().name());
			boolean up = server.status().state() == Status.State.UP;
			Instant proven = up ? reading.now() : server.lastSuccess().orElse(step.from());
			long end = step.until().orElse(proven).toEpochMilli();
			add(usedOfPools, key, step, step.used(), end);
			add(totalsOfPools, key, step, step.total().orElse(Steps.UNKNOWN), end);
		}
		usedOfPools.forEach((key, pools) -> used.put(key, Steps.sum(pools.values())));
		totalsOfPools.forEach((key, pools) -> totals.put(key, Steps.sum(pools.values())));
	}

	private static void add(Map<Key, Map<Product, Steps>> pools, Key key, SampleFact step, long value, long end) {
		Steps steps = pools.computeIfAbsent(key, none -> new HashMap<>()).computeIfAbsent(step.product(),
				none -> new Steps());
		long begin = step.from().toEpochMilli();
		if (end > begin) {
			steps.change(begin, value).change(end, Steps.UNKNOWN);
		}
	}

	/** What agents saw, known since the first of them began to watch for the server. */
	private void sessions(Reading reading, Instant from, Instant until) throws ServiceException {
		Map<Long, Long> watchedSince = new HashMap<>();
		for (GroupAssignment assignment : reading.transaction().groups().assignmentHistory()) {
			watchedSince.merge(assignment.server(), assignment.from().toEpochMilli(), Math::min);
		}
		SessionFilter everything = reading.sessions();
		Map<Long, Set<String>> products = new HashMap<>();
		reading.stream(everything, session -> {
			if (session.agent() != 0) {
				watchedSince.merge(session.server(), session.start(), Math::min);
				products.computeIfAbsent(session.server(), none -> new TreeSet<>())
						.add(reading.transaction().dictionary().product(session.product()).name());
			}
		});
		UsesByProduct uses = new UsesByProduct(reading, from, until);
		for (StoredServer server : reading.servers()) {
			for (String product : products.getOrDefault(server.id(), Set.of())) {
				Key key = new Key(server.name(), server.id(), product);
				Intervals all = new Intervals();
				List<UsesByProduct.Use> users = new ArrayList<>(uses.all().getOrDefault(key, Map.of()).values());
				users.forEach(use -> all.addAll(use.times().union()));
				long begin = Math.max(from.toEpochMilli(), watchedSince.getOrDefault(server.id(), Long.MAX_VALUE));
				used.putIfAbsent(key, all.count().within(begin, until.toEpochMilli()));
			}
		}
	}
}
