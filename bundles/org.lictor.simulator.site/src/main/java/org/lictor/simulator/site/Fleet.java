package org.lictor.simulator.site;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EnrolmentString;

/**
 * The agents of a site's hosts. First they send what was, then they live on: {@link #step} sends what happened since. One thread
 * at a time uses it.
 */
public final class Fleet implements AutoCloseable {

	private static final int SENDERS = 4;
	/**
	 * So many agents hold a connection on which they are told what to watch, as real ones do. Each costs about 170 KB here and 110 KB in
	 * the server, most of it for TLS: with ten thousand this process would need 2 GB instead of less than one.
	 */
	private static final int MOST_HELD = 1000;
	private static final int HELD_MORE = 20;
	/** Agents tell that sessions run on once in so many seconds, and that they are there themselves; each at a second of its own. */
	private static final int HEARTBEAT_SECONDS = 60;
	/** How far ahead it is known what will happen. */
	private static final Duration AHEAD = Duration.ofHours(2);
	/** What ended longer ago is told by its end alone, which says all of it: so half as much is to be sent. */
	private static final Duration FULLY_TOLD = Duration.ofDays(30);

	private final Site site;
	private final InstantSource clock;
	private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
	private final Map<String, SimulatedAgent> agents = new LinkedHashMap<>();
	private final EnrolmentString enrolment;
	private final PriorityQueue<Change> toCome = new PriorityQueue<>(ORDER);
	private final List<String> hosts;
	private Instant knownUntil;
	private long beat;
	private int held;

	private record Change(Instant at, Stint stint, boolean begins) {
	}

	/** Of what happens at one moment, what ends comes before what begins. */
	private static final Comparator<Change> ORDER = Comparator.comparing(Change::at).thenComparing(Change::begins);

	/**
	 * @param site      whose hosts
	 * @param enrolment with which the agents are taken in
	 * @param server    name of the licence server whose applications they watch
	 * @param clock     tells the time
	 */
	public Fleet(Site site, EnrolmentString enrolment, String server, InstantSource clock) {
		this.site = site;
		this.enrolment = enrolment;
		this.clock = clock;
		PinnedHttps link = new PinnedHttps(enrolment.address(), enrolment.fingerprint());
		Instant born = begin().minusSeconds(60);
		hosts = List.copyOf(site.hosts());
		hosts.forEach(host -> agents.put(host, new SimulatedAgent(link, server, host, born)));
	}

	private Instant begin() {
		return site.account().firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
	}

	/**
	 * Has the agents taken in and sends all that was until the site was opened.
	 *
	 * @param history what that is: all stints of the site until then
	 * @param sent    is told how many hosts have sent theirs, by several threads
	 * @throws IOException when the server does not take it
	 */
	public void sendHistory(List<Stint> history, IntConsumer sent) throws IOException, InterruptedException {
		Map<String, List<Change>> past = new HashMap<>();
		Instant longAgo = site.opened().minus(FULLY_TOLD);
		for (Change change : changes(history)) {
			if (change.at.isAfter(site.opened())) {
				toCome.add(change); // of what is open just then
			} else if (!change.begins || change.stint.end().isAfter(longAgo)) {
				past.computeIfAbsent(change.stint.host(), key -> new ArrayList<>()).add(change);
			}
		}
		knownUntil = site.opened();
		lookAhead(site.opened());
		Map<String, Set<Stint>> opened = new HashMap<>();
		Stream.concat(history.stream(), toCome.stream().map(Change::stint))
				.forEach(stint -> opened.computeIfAbsent(stint.host(), key -> new HashSet<>()).add(stint));
		beat = clock.instant().getEpochSecond();
		List<Callable<Void>> work = new ArrayList<>();
		int[] done = { 0 };
		agents.forEach((host, agent) -> work.add(() -> {
			agent.enrol(enrolment.token());
			List<AgentEvent> events = new ArrayList<>(List.of(agent.begins()));
			past.getOrDefault(host, List.of()).forEach(change -> events.add(event(agent, change)));
			events.add(agent.registered(site.opened(), Registered.of(opened.getOrDefault(host, Set.of()), site.opened())));
			events.add(agent.stillOpen(site.opened()));
			agent.send(events, clock.instant());
			synchronized (done) {
				sent.accept(++done[0]);
			}
			return null;
		}));
		all(work);
	}

	/** Some more agents hold the connections on which they are told what to watch: not all begin at once. */
	private void holdMore() {
		int until = Math.min(Math.min(hosts.size(), MOST_HELD), held + HELD_MORE);
		hosts.subList(held, until).forEach(host -> agents.get(host).hold(() -> !senders.isShutdown()));
		held = until;
	}

	private static AgentEvent event(SimulatedAgent agent, Change change) {
		return change.begins ? agent.begins(change.stint) : agent.ends(change.stint);
	}

	private static List<Change> changes(List<Stint> stints) {
		List<Change> changes = new ArrayList<>();
		for (Stint stint : stints) {
			changes.add(new Change(stint.start(), stint, true));
			changes.add(new Change(stint.end(), stint, false));
		}
		changes.sort(ORDER);
		return changes;
	}

	/**
	 * Sends what happened since the last time, to be called every second or few after the history was sent. Where the site's time
	 * is behind, the agents send late what happened then, as they do after they were offline.
	 *
	 * @param now the site's time
	 * @throws IOException when the server does not take it; what was to be sent then is lost, as with an agent whose disk is full
	 */
	public void step(Instant now) throws IOException, InterruptedException {
		holdMore();
		lookAhead(now);
		Map<String, List<AgentEvent>> due = new HashMap<>();
		while (!toCome.isEmpty() && !toCome.peek().at.isAfter(now)) {
			Change change = toCome.poll();
			String host = change.stint.host();
			due.computeIfAbsent(host, key -> new ArrayList<>()).add(event(agents.get(host), change));
		}
		Instant present = clock.instant();
		for (String host : beating(present.getEpochSecond())) {
			due.computeIfAbsent(host, key -> new ArrayList<>()).add(agents.get(host).stillOpen(now));
		}
		List<Callable<Void>> work = new ArrayList<>();
		due.forEach((host, events) -> work.add(() -> {
			agents.get(host).send(events, present);
			return null;
		}));
		all(work);
	}

	/** The hosts whose second came since the last time, each once. */
	private List<String> beating(long second) {
		List<String> beating = new ArrayList<>();
		for (long each = Math.max(beat, second - HEARTBEAT_SECONDS) + 1; each <= second; each++) {
			for (int host = (int) (each % HEARTBEAT_SECONDS); host < hosts.size(); host += HEARTBEAT_SECONDS) {
				beating.add(hosts.get(host));
			}
		}
		beat = Math.max(beat, second);
		return beating;
	}

	private void lookAhead(Instant now) {
		if (now.plus(AHEAD).isAfter(knownUntil)) {
			Instant until = now.plus(AHEAD.multipliedBy(2));
			toCome.addAll(changes(site.stints(knownUntil, until)));
			knownUntil = until;
		}
	}

	private void all(List<Callable<Void>> work) throws IOException, InterruptedException {
		for (Future<Void> each : senders.invokeAll(work)) {
			try {
				each.get();
			} catch (ExecutionException e) {
				if (e.getCause() instanceof IOException io) {
					throw io;
				}
				throw new IllegalStateException(e.getCause());
			}
		}
	}

	/** Sends nothing more. */
	@Override
	public void close() {
		senders.shutdownNow();
	}
}
