package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.lictor.core.internal.retention.FirstTold;
import org.lictor.core.internal.figures.Steps;
import org.lictor.core.internal.figures.UsersAtOnce;
import org.lictor.core.internal.groups.MemberTimes.Span;
import org.lictor.core.internal.reports.UsesByProduct.Key;
import org.lictor.model.Product;
import org.lictor.model.Status;
import org.lictor.service.ServiceException;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.GroupAssignment;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionRow;
import org.lictor.store.StoredServer;

/**
 * How many licences of each product were in use at each moment of a time, from samples and sessions. Of each product a figure
 * is made at once, because the moments of all of them together may be more than there is memory for.
 *
 * @param <R> the figure
 */
final class UseOverTime<R> {

	/**
	 * Makes a figure of the use of a product; asked by several threads at once.
	 *
	 * @param <R> the figure
	 */
	interface Figure<R> {

		/**
		 * @param key    the product
		 * @param used   how many were in use; unknown where nobody knows
		 * @param totals how many there were, as the server told; unknown where it did not
		 * @return the figure
		 */
		R of(Key key, Steps used, Steps totals);
	}

	private final Reading reading;
	private final Instant from;
	private final Instant until;
	private final Figure<R> figure;
	private final SortedMap<Key, R> figures = new TreeMap<>();
	private final Map<Key, Long> watchedSince = new HashMap<>();
	/** What servers told of all use, when only some of it is asked for. */
	private final Map<Key, Told> told = new HashMap<>();

	private record Told(Steps used, Steps totals) {
	}

	private UseOverTime(Reading reading, Instant from, Instant until, Figure<R> figure) {
		this.reading = reading;
		this.from = from;
		this.until = until;
		this.figure = figure;
	}

	/**
	 * @param <R>     the figure
	 * @param reading the question
	 * @param from    first moment
	 * @param until   first moment after, not later than now
	 * @param figure  makes a figure of the use of a product
	 * @return the figures
	 * @throws ServiceException CANCELLED
	 */
	static <R> SortedMap<Key, R> of(Reading reading, Instant from, Instant until, Figure<R> figure)
			throws ServiceException {
		UseOverTime<R> use = new UseOverTime<>(reading, from, until, figure);
		use.samples();
		use.watched();
		use.sessions();
		return use.figures;
	}

	/** What servers told of their use, as steps with gaps. */
	private void samples() {
		Map<Long, StoredServer> servers = new HashMap<>();
		reading.servers().forEach(server -> servers.put(server.id(), server));
		Map<Key, Map<Product, Steps>> usedOfPools = new TreeMap<>();
		Map<Key, Map<Product, Steps>> totalsOfPools = new TreeMap<>();
		for (OfServer<SampleFact> each : reading.transaction().facts().samples().find(reading.serverNumber(),
				reading.query().product(), Optional.of(from), Optional.of(until))) {
			StoredServer server = servers.get(each.server());
			if (server == null) {
				continue;
			}
			SampleFact step = each.fact();
			Key key = new Key(server.name(), server.id(), step.product().name());
			boolean up = server.status().state() == Status.State.UP;
			Instant proven = up ? reading.now() : server.lastSuccess().orElse(step.from());
			long end = step.until().orElse(proven).toEpochMilli();
			// steps that begin or end outside tell nothing of the rest of that time: others of it were not read
			Span whole = new Span(Math.max(step.from().toEpochMilli(), from.toEpochMilli()), Math.min(end, until.toEpochMilli()));
			for (Span member : reading.narrowing().of(server.id(), key.product()).spans()) {
				Span time = member.within(whole);
				add(usedOfPools, key, step, step.used(), time);
				add(totalsOfPools, key, step, step.total().orElse(Steps.UNKNOWN), time);
			}
		}
		usedOfPools.forEach((key, pools) -> {
			Steps used = Steps.sum(pools.values());
			Steps totals = Steps.sum(totalsOfPools.get(key).values());
			if (reading.narrowing().partsUse()) {
				told.put(key, new Told(used, totals));
			} else {
				figures.put(key, figure.of(key, used, totals));
			}
		});
	}

	private static void add(Map<Key, Map<Product, Steps>> pools, Key key, SampleFact step, long value, Span time) {
		Steps steps = pools.computeIfAbsent(key, none -> new HashMap<>()).computeIfAbsent(step.product(),
				none -> new Steps());
		if (time.until() > time.from()) {
			steps.change(time.from(), value).change(time.until(), Steps.UNKNOWN);
		}
	}

	/** Of which products agents ever told, and since when their use is known: since the first of them watched for the server. */
	private void watched() {
		Map<Long, Long> since = new HashMap<>();
		for (GroupAssignment assignment : reading.transaction().groups().assignmentHistory()) {
			since.merge(assignment.server(), assignment.from().toEpochMilli(), Math::min);
		}
		Set<Key> seen = new HashSet<>();
		FirstTold.Visitor first = (server, name, start) -> {
			if (reading.asksFor(server)) {
				since.merge(server, start.toEpochMilli(), Math::min);
				if (reading.asksFor(name) && !reading.narrowing().of(server, name).never()) {
					seen.add(new Key(reading.serverName(server), server, name));
				}
			}
		};
		reading.transaction().sessions().firstTold(
				(server, product, start) -> first.first(server, reading.transaction().dictionary().product(product).name(), start));
		FirstTold.each(reading.transaction(), first);
		seen.forEach(key -> watchedSince.put(key, since.get(key.serverId())));
	}

	/** What agents saw. */
	private void sessions() throws ServiceException {
		// no figure of samples is asked for again, so what sweeps find is told apart from them until all are through
		for (Sweep sweep : reading.sweep(reading.sessions().between(from, until), Sweep::new)) {
			sweep.finish();
			figures.putAll(sweep.found);
		}
		Sweep unused = new Sweep();
		watchedSince.keySet().stream().filter(key -> !figures.containsKey(key)).forEach(key -> unused.finish(key, new UsersAtOnce()));
		figures.putAll(unused.found);
	}

	/**
	 * Takes sessions of one name of a product after the other, of all servers. For one thread; several of them read at once what was
	 * found before.
	 */
	private final class Sweep implements Consumer<SessionRow> {

		private final Map<Key, R> found = new HashMap<>();
		private final UserNumbers users = new UserNumbers(reading.transaction().dictionary());
		private final Map<Long, UsersAtOnce> servers = new HashMap<>();
		private final long begin = from.toEpochMilli();
		private final long stop = until.toEpochMilli();
		/** Whether a product is one of the name at hand, by number: those of a name alternate. */
		private final BitSet products = new BitSet();
		private String name = "";
		private long server = Long.MIN_VALUE;
		private UsersAtOnce ofServer = new UsersAtOnce();

		@Override
		public void accept(SessionRow session) {
			long start = Math.max(session.start(), begin);
			long end = Math.min(reading.countedUntil(session), stop);
			if (end <= start) {
				return;
			}
			int product = session.product();
			if (!products.get(product)) {
				String next = reading.transaction().dictionary().product(product).name();
				if (!next.equals(name)) {
					finish();
					name = next;
					products.clear();
				}
				products.set(product);
			}
			if (session.server() != server) {
				server = session.server();
				ofServer = servers.computeIfAbsent(server, none -> new UsersAtOnce());
			}
			ofServer.add(users.of(session.hostUser()), start, end);
		}

		void finish() {
			servers.forEach((id, each) -> finish(new Key(reading.serverName(id), id, name), each));
		}

		private void finish(Key key, UsersAtOnce atOnce) {
			Steps used = atOnce.count();
			if (watchedSince.containsKey(key) && !figures.containsKey(key)) {
				found.put(key, figure.of(key, used.within(Math.max(begin, watchedSince.get(key)), stop), new Steps()));
			} else if (told.containsKey(key) && used.size() > 1) {
				found.put(key, figure.of(key, used.whereKnown(told.get(key).used()), told.get(key).totals()));
			}
		}
	}
}
