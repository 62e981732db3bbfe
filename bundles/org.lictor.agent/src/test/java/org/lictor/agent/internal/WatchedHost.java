package org.lictor.agent.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

import org.lictor.agent.internal.disk.FailingDisk;
import org.lictor.agent.internal.disk.Journal;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.internal.watch.FakeProcesses;
import org.lictor.agent.internal.watch.SessionTracker;
import org.lictor.agent.internal.watch.Uses;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EventDetail;

/**
 * A host whose clock, processes and disk a test moves, and the agent on it, step by step instead of by threads. An agent
 * that is started again was killed: nothing was closed, and only what stands on the disk is left of it.
 */
final class WatchedHost {

	/** How long a server holds back the answer that nothing has changed; here it comes at once. */
	private static final Duration HELD = Duration.ofSeconds(50);

	/** What runs on it. */
	final FakeProcesses processes = new FakeProcesses();
	/** Where the agent writes. */
	final FailingDisk disk = new FailingDisk();
	/** Its clocks. */
	final FakeClock clock;

	private final Path folder;
	private final ServerLink link;
	private final Host host;
	private Optional<AgentConfiguration> kept = Optional.empty();
	private Spool spool;
	private Observer observer;
	private Delivery delivery;
	private ConfigurationPoll poll;
	private boolean arrived;
	private long nextDelivery;
	private long nextPoll;

	/**
	 * @param folder of the agent, which exists
	 * @param clock  of the host
	 * @param link   to the server
	 */
	WatchedHost(Path folder, FakeClock clock, ServerLink link) {
		this(folder, clock, link, new Host("cad-17", "Test 1 (x86_64)"));
	}

	/**
	 * @param folder of the agent, which exists
	 * @param clock  of the host
	 * @param link   to the server
	 * @param host   the machine
	 */
	WatchedHost(Path folder, FakeClock clock, ServerLink link, Host host) {
		this.host = host;
		this.folder = folder;
		this.clock = clock;
		this.link = link;
	}

	/** @param configuration that an earlier run got and kept */
	void keep(AgentConfiguration configuration) {
		kept = Optional.of(configuration);
	}

	/**
	 * Starts the agent, anew if there was one.
	 *
	 * @throws IOException when it cannot work
	 */
	void start() throws IOException {
		disk.killAfter(Integer.MAX_VALUE);
		spool = new Spool(folder.resolve("spool"), disk, Spool.Limits.DEFAULT);
		Journal journal = new Journal(folder.resolve("journal"), disk);
		Random random = new Random(1);
		Troubles troubles = new Troubles();
		EventRecorder recorder = new EventRecorder(spool, clock, () -> arrived = true);
		recorder.record(List.of(new EventDetail.AgentStarted("1.0.0", host.platform(), host.name(),
				host.machine().marks("ab".repeat(32)))));
		Disguise disguise = new Disguise(recorder, () -> new byte[32]);
		SessionTracker tracker = new SessionTracker(processes, clock, journal, disguise, host.name(),
				new Uses(new StateFile(folder.resolve("uses"))));
		tracker.restore();
		observer = new Observer(tracker, recorder, disguise, spool, clock, troubles);
		delivery = new Delivery(spool, link, recorder, clock, host, "1.0.0", troubles, backoff(random), failure -> {
			throw new AssertionError(failure);
		}, events -> {
			// nobody asks what was sent
		});
		poll = new ConfigurationPoll(link, clock, kept.map(AgentConfiguration::etag), troubles, backoff(random), next -> {
			keep(next);
			configure(next);
		}, (configuration, request) -> {
			throw new AssertionError("nobody asks for an examination");
		}, failure -> {
			throw new AssertionError(failure);
		});
		kept.ifPresent(this::configure);
		nextDelivery = clock.nanos();
		nextPoll = clock.nanos();
	}

	private static Backoff backoff(Random random) {
		return new Backoff(random, Duration.ofSeconds(1), Duration.ofSeconds(20));
	}

	private void configure(AgentConfiguration configuration) {
		delivery.setHeartbeat(configuration.intervals().heartbeat());
		observer.configure(configuration);
	}

	/** Looks at the processes, if it is time to. */
	void observe() {
		observer.step(!delivery.isFailing() && delivery.lastContact().isPresent());
	}

	/** Sends a batch. */
	void deliver() {
		delivery.step();
	}

	/** Does everything that is due, as the threads of an agent do. */
	void step() {
		observe();
		if (clock.nanos() >= nextPoll) {
			Duration rest = rest(poll::step);
			nextPoll = clock.nanos() + (poll.isFailing() ? rest : HELD).toNanos();
			if (delivery.isFailing() && !poll.isFailing()) {
				nextDelivery = clock.nanos();
			}
		}
		if (clock.nanos() >= nextDelivery || arrived && !delivery.isFailing()) {
			arrived = false;
			nextDelivery = clock.nanos() + rest(delivery::step).toNanos();
		}
	}

	private static Duration rest(Supplier<Duration> step) {
		Duration rest = step.get();
		while (rest.isZero()) {
			rest = step.get();
		}
		return rest;
	}

	/** @return how many events wait */
	long waiting() {
		return spool.state().events();
	}
}
