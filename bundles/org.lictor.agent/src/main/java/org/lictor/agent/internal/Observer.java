package org.lictor.agent.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.lictor.agent.internal.disk.Losses;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.watch.AgentClock;
import org.lictor.agent.internal.watch.SessionTracker;
import org.lictor.agent.internal.watch.Watchlist;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Intervals;

/**
 * Decides when to look at what, and keeps house: writes what could not be written, drops what is too old, tells what was
 * dropped. Used by one thread, but for {@link #configure}.
 */
public final class Observer {

	private static final System.Logger LOG = System.getLogger(Observer.class.getName());

	/** The host slept, or its clock was set, when the wall clock went so much further than the other. */
	private static final Duration SLEPT = Duration.ofSeconds(10);

	private static final Duration TRIM = Duration.ofMinutes(1);

	private final SessionTracker tracker;
	private final EventRecorder recorder;
	private final Disguise disguise;
	private final Spool spool;
	private final AgentClock clock;
	private final Troubles troubles;
	private final AtomicReference<AgentConfiguration> next = new AtomicReference<>();

	private Intervals intervals = Intervals.DEFAULT;
	private long lastLook;
	private long lastScan;
	private long lastBeat;
	private long lastTrim;
	private Instant lastWall;
	private Optional<Instant> unwritableSince = Optional.empty();
	private String unwritable = "";

	/**
	 * @param tracker  follows the sessions
	 * @param recorder takes what is told
	 * @param disguise gives what the tracker tells its form
	 * @param spool    keeps it
	 * @param clock    of the host
	 * @param troubles takes what goes wrong
	 */
	Observer(SessionTracker tracker, EventRecorder recorder, Disguise disguise, Spool spool, AgentClock clock, Troubles troubles) {
		this.tracker = tracker;
		this.recorder = recorder;
		this.disguise = disguise;
		this.spool = spool;
		this.clock = clock;
		this.troubles = troubles;
		long now = clock.nanos();
		this.lastLook = now - Duration.ofDays(1).toNanos();
		this.lastScan = lastLook;
		this.lastTrim = lastLook;
		this.lastBeat = now;
		this.lastWall = clock.wall();
	}

	/**
	 * Gives another configuration, which is used at the next step. Safe to call from any thread.
	 *
	 * @param configuration what to do from now on
	 */
	public void configure(AgentConfiguration configuration) {
		next.set(configuration);
	}

	/**
	 * Does what is due.
	 *
	 * @param connected whether the server takes events at present
	 * @return how long there is nothing to do, unless the configuration changes
	 */
	public Duration step(boolean connected) {
		try {
			Duration rest = look();
			keepHouse(connected);
			troubles.clear(Troubles.Topic.OBSERVATION, "Processes are observed again.");
			return rest;
		} catch (RuntimeException | StackOverflowError e) {
			// An expression that cannot be evaluated, a defect: the next look may go better, and must be tried.
			LOG.log(System.Logger.Level.DEBUG, "the look that failed", e);
			troubles.set(Troubles.Topic.OBSERVATION, e.getClass().getName(),
					"Processes could not be observed, it is tried again: " + e + ".");
			return intervals.scan();
		}
	}

	private Duration look() {
		AgentConfiguration configuration = next.getAndSet(null);
		long now = clock.nanos();
		if (configuration != null) {
			intervals = configuration.intervals();
			if (!disguise.form().equals(configuration.disclosure())) {
				// what was told in one form ends in it
				tracker.endAll();
				disguise.use(configuration.disclosure());
				tracker.forgetUses();
			}
			tracker.watch(new Watchlist(configuration.watch()), intervals.liveness());
			lastLook = now;
			lastScan = now;
		}
		Instant wall = clock.wall();
		boolean slept = Duration.between(lastWall, wall).minusNanos(now - lastLook).compareTo(SLEPT) > 0;
		if (slept || isDue(lastLook, intervals.liveness(), now)) {
			tracker.checkAlive();
			lastLook = now;
			lastWall = wall;
		}
		if (slept || isDue(lastScan, intervals.scan(), now)) {
			tracker.scan();
			lastScan = now;
		}
		if (slept || isDue(lastBeat, intervals.heartbeat(), now)) {
			tracker.tellRunning();
			lastBeat = now;
		}
		long nextLook = lastLook + intervals.liveness().toNanos();
		long nextScan = lastScan + intervals.scan().toNanos();
		return Duration.ofNanos(Math.max(0, Math.min(nextLook, nextScan) - clock.nanos()));
	}

	private static boolean isDue(long last, Duration interval, long now) {
		// A wake-up a little early is not worth another one.
		return now - last >= interval.toNanos() - 20_000_000;
	}

	private void keepHouse(boolean connected) {
		boolean safe = spool.flush();
		tracker.settle(safe);
		watchTheDisk();
		long now = clock.nanos();
		if (isDue(lastTrim, TRIM, now)) {
			spool.trim(clock.wall());
			lastTrim = now;
		}
		Losses losses = spool.losses();
		if (losses.events() > 0 && safe && connected) {
			recorder.record(List.of(new EventDetail.Trouble(EventDetail.Severity.WARNING, "EVENTS_DROPPED",
					losses.events() + " events from " + losses.from() + " to " + losses.to() + " were dropped: "
							+ losses.reason() + ". Sessions of that time may be missing or lack their end.")));
			spool.told(losses);
			tracker.retell();
		}
	}

	/** Tells once room is back how long the disk took nothing. */
	private void watchTheDisk() {
		String problem = spool.state().problem();
		if (!problem.isEmpty()) {
			unwritable = problem;
			if (unwritableSince.isEmpty()) {
				unwritableSince = Optional.of(clock.wall());
			}
			troubles.set(Troubles.Topic.SPOOL, "spool " + problem, "The agent's data folder cannot be written ("
					+ problem + "); events are kept in memory until it can. Make room or correct the permissions.");
		} else if (unwritableSince.isPresent()) {
			recorder.record(List.of(new EventDetail.Trouble(EventDetail.Severity.WARNING, "SPOOL_UNWRITABLE",
					"From " + unwritableSince.get() + " to " + clock.wall()
							+ " the agent's data folder could not be written: " + unwritable
							+ ". Events were kept in memory meanwhile; what did not fit is told as dropped.")));
			unwritableSince = Optional.empty();
			troubles.clear(Troubles.Topic.SPOOL, "The agent's data folder can be written again.");
		}
	}
}
