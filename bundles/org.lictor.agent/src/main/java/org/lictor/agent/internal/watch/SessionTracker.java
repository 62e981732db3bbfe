package org.lictor.agent.internal.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.lictor.agent.internal.disk.Journal;
import org.lictor.agent.internal.disk.OpenSession;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.EndReason;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.EventDetail.SessionsRunning;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.SessionInfo;

/**
 * Follows the processes that are watched and tells when their sessions begin, go on and end. A process is one session of
 * each licence server whose rules match it.
 *
 * <p>What a process is, is decided when it is first seen and looked at again a few times soon after, because a process
 * is born as a copy of its parent and becomes its program a moment later, and then every half a minute, because it may
 * become another program at any time.
 *
 * <p>A process that begins and ends between two scans is not seen. Used by one thread.
 */
public final class SessionTracker {

	/** How often a new process is looked at again, at every look at what is alive. */
	private static final int YOUNG = 5;

	private static final Duration RECHECK = Duration.ofSeconds(30);

	/** Clocks that differ by more were set, or the host slept. */
	private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

	private static final class Known {
		private ObservedProcess process;
		private int looks = 1;
		/** When it was looked at last, whether something was found or not. */
		private long looked;
		private long described;
		private Instant describedAt;
		private final Map<String, SessionInfo> sessions = new LinkedHashMap<>();
		/** Servers for which it was a session before: another one of them does not reach back to the process's start. */
		private final Set<String> former = new HashSet<>();

		Known(ObservedProcess process) {
			this.process = process;
		}

		boolean isSettled() {
			return sessions.isEmpty() && looks >= YOUNG;
		}
	}

	private final ProcessSource source;
	private final AgentClock clock;
	private final Journal journal;
	private final Recorder recorder;
	private final String host;
	private final Uses uses;

	private final Map<Long, Known> known = new HashMap<>();
	/** Those of the known that are looked at each time: they are sessions, or have just begun. */
	private final Set<Known> close = new LinkedHashSet<>();
	/** The other ones, those that were looked at longest ago first, and some that are known no more. */
	private final Queue<Known> settled = new PriorityQueue<>((one, other) -> Long.compare(one.looked - other.looked, 0));
	private final Set<UUID> unsettled = new LinkedHashSet<>();
	private Optional<Watchlist> watchlist = Optional.empty();
	private Duration liveness = Duration.ofSeconds(1);
	private Instant seenAt;
	private long seen;
	private long[] scanned = {};
	private long[] sorted = {};
	/** Numbers among them that are not known: what has just begun, or has just ended, cannot be described. */
	private final Set<Long> unknown = new HashSet<>();

	/**
	 * @param source   reads the processes
	 * @param clock    of the host
	 * @param journal  remembers open sessions on disk
	 * @param recorder takes what is told
	 * @param host     name of the host
	 * @param uses     gives keys to the uses that are known by usage files
	 */
	public SessionTracker(ProcessSource source, AgentClock clock, Journal journal, Recorder recorder, String host,
			Uses uses) {
		this.source = source;
		this.clock = clock;
		this.journal = journal;
		this.recorder = recorder;
		this.host = host;
		this.uses = uses;
		this.seenAt = clock.wall();
		this.seen = clock.nanos();
	}

	/**
	 * Goes on with what the journal says an earlier run left: sessions whose process still runs are told again under
	 * their keys, the others end at the moment they were last seen alive. Called once, before everything else.
	 */
	public void restore() {
		for (SessionEnded ended : journal.ending()) {
			tellEnd(ended);
		}
		for (OpenSession open : journal.open()) {
			SessionInfo session = open.session();
			Optional<ObservedProcess> process = source.describe(session.pid())
					.filter(now -> now.isSame(open.birth(), session.processStart()) && path(now).equals(session.path()));
			if (process.isPresent()) {
				Known goesOn = known.computeIfAbsent(session.pid(), pid -> remember(process.get()));
				goesOn.sessions.put(session.server(), session);
				session.use().ifPresent(use -> uses.goesOn(use(session.server(), session.product(), session.version(),
						session.user()), use, session.key(), clock.wall()));
				recorder.record(List.of(new SessionStarted(session)));
			} else {
				end(session, open.lastProven(), false, EndReason.PROCESS_ENDED);
			}
		}
	}

	/**
	 * Changes what is watched, and decides anew of every process.
	 *
	 * @param next     the rules; until they are first given, sessions of an earlier run go on whatever they are
	 * @param interval between two calls of {@link #checkAlive()}
	 */
	public void watch(Watchlist next, Duration interval) {
		watchlist = Optional.of(next);
		source.wantsCommandLineOf(next::asksForCommandLine);
		liveness = interval;
		checkAlive();
		scan();
		close.clear();
		settled.clear();
		for (Known process : List.copyOf(known.values())) {
			decide(process, true, clock.wall());
			place(process);
		}
	}

	/**
	 * Ends all sessions, though their processes may run on: they begin anew, under other keys, with the next rules. Called
	 * when they are to be told in another form.
	 */
	public void endAll() {
		checkAlive();
		for (Known process : known.values()) {
			List.copyOf(process.sessions.values()).forEach(session -> {
				process.former.add(session.server());
				end(session, clock.wall(), true, EndReason.RULE_WITHDRAWN);
			});
			process.sessions.clear();
		}
	}

	/** What is done from now on belongs to other uses than before. Called after {@link #endAll()}. */
	public void forgetUses() {
		uses.forget();
	}

	/**
	 * Looks at all processes. Those whose number is known are left alone: that it belongs to another process now is
	 * found when the known one is looked at again, at the latest after half a minute.
	 */
	public void scan() {
		if (watchlist.isEmpty()) {
			return;
		}
		long[] pids = source.scan();
		if (pids != scanned) {
			scanned = pids;
			compare(pids);
		}
		unknown.removeIf(pid -> {
			Optional<ObservedProcess> process = source.describe(pid);
			process.ifPresent(found -> {
				Known fresh = remember(found);
				known.put(pid, fresh);
				decide(fresh, true, clock.wall());
			});
			return process.isPresent();
		});
	}

	/** Finds what came and went since the last scan, without touching what stayed. */
	private void compare(long[] pids) {
		long[] before = sorted;
		sorted = pids.clone();
		Arrays.sort(sorted);
		int at = 0;
		for (long pid : sorted) {
			for (; at < before.length && before[at] < pid; at++) {
				vanished(before[at]);
			}
			if (at < before.length && before[at] == pid) {
				at++;
			} else if (!known.containsKey(pid)) {
				unknown.add(pid);
			}
		}
		for (; at < before.length; at++) {
			vanished(before[at]);
		}
	}

	private void vanished(long pid) {
		unknown.remove(pid);
		Known process = known.get(pid);
		// The end of what is watched is for checkAlive to find, which knows when it was last alive.
		if (process != null && process.sessions.isEmpty()) {
			known.remove(pid);
			close.remove(process);
		}
	}

	private Known remember(ObservedProcess process) {
		Known fresh = new Known(process);
		fresh.described = clock.nanos();
		fresh.describedAt = clock.wall();
		fresh.looked = fresh.described;
		close.add(fresh);
		return fresh;
	}

	/** Looks whether the watched processes are alive, and once more at those that may have become another program. */
	public void checkAlive() {
		long now = clock.nanos();
		Instant wall = clock.wall();
		for (Iterator<Known> all = close.iterator(); all.hasNext();) {
			Known process = all.next();
			if (!process.sessions.isEmpty() && !source.isAlive(process.process)) {
				endAll(process, now, wall);
				all.remove();
				forget(process);
			} else {
				look(process, now, wall);
				if (process.isSettled()) {
					all.remove();
					place(process);
				}
			}
		}
		while (!settled.isEmpty() && now - settled.peek().looked >= RECHECK.toNanos()) {
			Known process = settled.remove();
			if (known.get(process.process.pid()) == process) {
				look(process, now, wall);
				place(process);
			}
		}
		seen = now;
		seenAt = wall;
	}

	/** Its number may belong to another process already. */
	private void forget(Known process) {
		long pid = process.process.pid();
		known.remove(pid);
		if (isScanned(pid)) {
			unknown.add(pid);
		}
	}

	private void place(Known process) {
		if (!process.isSettled()) {
			close.add(process);
		} else if (isScanned(process.process.pid())) {
			settled.add(process);
		} else {
			known.remove(process.process.pid());
		}
	}

	private boolean isScanned(long pid) {
		return Arrays.binarySearch(sorted, pid) >= 0;
	}

	private void look(Known process, long now, Instant wall) {
		if (process.looks < YOUNG) {
			lookAgain(process, now, wall);
		} else if (now - process.looked >= RECHECK.toNanos()) {
			if (source.certainlyRuns(process.process)) {
				process.looked = now;
				process.described = now;
				process.describedAt = wall;
			} else {
				lookAgain(process, now, wall);
			}
		}
	}

	private void lookAgain(Known process, long now, Instant wall) {
		Optional<ObservedProcess> found = source.describe(process.process.pid());
		Instant before = process.describedAt;
		process.looks++;
		process.looked = now;
		if (found.isEmpty()) {
			return; // if it is watched, its end is found by the next look at what is alive
		}
		process.described = now;
		process.describedAt = wall;
		ObservedProcess next = found.get();
		if (!next.isSame(process.process.birth(), process.process.start())) {
			// The number belongs to another process now. A watched one ends here, seen alive a moment ago.
			if (!process.sessions.isEmpty()) {
				endAll(process, now, wall);
			}
			process.process = next;
			process.looks = 1;
			process.former.clear();
			decide(process, true, wall);
		} else if (!next.path().isEmpty() && (!next.path().equals(process.process.path())
				|| !next.commandLine().equals(process.process.commandLine()))) {
			process.looks = next.path().equals(process.process.path()) ? process.looks : 1;
			process.process = next;
			decide(process, false, before);
		}
	}

	/** Ends all sessions of a process that was alive at the last look and is not now. */
	private void endAll(Known process, long now, Instant wall) {
		boolean young = process.described - seen > 0;
		Instant lastSeenAt = young ? process.describedAt : seenAt;
		Duration passed = Duration.ofNanos(now - (young ? process.described : seen));
		Duration passedOnTheWall = Duration.between(lastSeenAt, wall);
		// Between the two looks there was nothing but time: no sleep of the host, no stall of the agent. A wall clock
		// that was set back is no sleep, and what counts is the clock as it is now.
		boolean exact = passed.compareTo(liveness.multipliedBy(3)) <= 0
				&& passedOnTheWall.minus(passed).compareTo(CLOCK_TOLERANCE) <= 0;
		Instant end = exact ? wall.minus(passed.dividedBy(2)) : lastSeenAt;
		List.copyOf(process.sessions.values()).forEach(session -> end(session, end, exact, EndReason.PROCESS_ENDED));
		process.sessions.clear();
	}

	/**
	 * Makes the sessions of a process what the rules say.
	 *
	 * @param exact whether what ends by it ends now; otherwise it ended at some time after {@code lastSeen}
	 */
	private void decide(Known process, boolean exact, Instant lastSeen) {
		if (watchlist.isEmpty()) {
			return;
		}
		Map<String, Watchlist.Match> matches = watchlist.get().match(process.process);
		for (SessionInfo session : List.copyOf(process.sessions.values())) {
			Watchlist.Match match = matches.get(session.server());
			if (match == null || !describes(match, session) || !path(process.process).equals(session.path())) {
				process.sessions.remove(session.server());
				process.former.add(session.server());
				end(session, exact ? clock.wall() : lastSeen, exact,
						exact ? EndReason.RULE_WITHDRAWN : EndReason.PROCESS_ENDED);
			}
		}
		matches.forEach((server, match) -> {
			if (!process.sessions.containsKey(server)) {
				process.sessions.put(server, begin(process, match));
			}
		});
	}

	private static boolean describes(Watchlist.Match match, SessionInfo session) {
		return match.rule().product().equals(session.product()) && match.rule().kind() == session.kind()
				&& match.version().equals(session.version()) && match.byUsageFiles() == session.use().isPresent();
	}

	private static Uses.Of use(String server, String product, String version, String user) {
		return new Uses.Of(server, product, version, user);
	}

	private SessionInfo begin(Known process, Watchlist.Match match) {
		ObservedProcess observed = process.process;
		Optional<Instant> start = process.former.contains(match.rule().server()) ? Optional.empty()
				: observed.start().filter(instant -> !instant.isBefore(Instant.EPOCH));
		UUID key = key(process, match);
		String user = Watchlist.cut(observed.user(), Protocol.MAX_NAME);
		Optional<UUID> use = match.byUsageFiles()
				? Optional.of(uses.began(use(match.rule().server(), match.rule().product(), match.version(), user), key,
						clock.wall()))
				: Optional.empty();
		SessionInfo session = new SessionInfo(key, match.rule().server(), match.rule().applicationId(),
				match.rule().product(), match.rule().kind(), match.version(), host, user, observed.pid(), start,
				path(observed), use, Watchlist.cut(source.osSession(observed.pid()), SessionInfo.MAX_OS_SESSION));
		// First the journal, then the event: an agent that is killed in between tells the same session again.
		journal.opened(new OpenSession(session, observed.birth(), clock.wall()));
		recorder.record(List.of(new SessionStarted(session)));
		return session;
	}

	/**
	 * The key follows from the process where that can be told from all others: an agent that was killed while the disk
	 * took no journal begins its sessions anew, and they are the same to the server.
	 */
	private UUID key(Known process, Watchlist.Match match) {
		ObservedProcess observed = process.process;
		String birth = observed.birth().isEmpty() ? observed.start().map(Instant::toString).orElse("") : observed.birth();
		if (birth.isEmpty() || process.former.contains(match.rule().server())) {
			return UUID.randomUUID();
		}
		return UUID.nameUUIDFromBytes(String.join("\n", Long.toString(journal.withdrawals()), birth,
				Long.toString(observed.pid()), match.rule().server(), match.rule().product(), match.version(), path(observed))
				.getBytes(StandardCharsets.UTF_8));
	}

	private static String path(ObservedProcess process) {
		return Watchlist.cut(process.path().replace('\\', '/'), Protocol.MAX_TEXT);
	}

	private void end(SessionInfo session, Instant end, boolean exact, EndReason reason) {
		Instant possible = end.isBefore(Instant.EPOCH) ? Instant.EPOCH : end;
		if (reason == EndReason.RULE_WITHDRAWN) {
			journal.withdrawn(); // the process may be a session again, and another one then
		}
		SessionEnded ended = new SessionEnded(session, possible, exact, reason);
		journal.ending(ended);
		tellEnd(ended);
		session.use().ifPresent(use -> uses.ended(session.key(), clock.wall()));
	}

	private void tellEnd(SessionEnded ended) {
		boolean safe = recorder.record(List.of(ended));
		if (safe && unsettled.isEmpty()) {
			journal.closed(ended.session().key());
		} else {
			unsettled.add(ended.session().key());
		}
	}

	/**
	 * Lets the journal forget ends that could not be written to the spool at first.
	 *
	 * @param safe whether everything told so far survives a kill of the agent
	 */
	public void settle(boolean safe) {
		journal.heal();
		if (safe) {
			unsettled.forEach(journal::closed);
			unsettled.clear();
		}
	}

	/**
	 * Tells that the open sessions are running; of processes that are no sessions only the end matters. Called right after
	 * {@link #checkAlive()}.
	 */
	public void tellRunning() {
		List<SessionInfo> open = sessions();
		List<UUID> keys = open.stream().filter(session -> session.use().isEmpty()).map(SessionInfo::key).toList();
		List<EventDetail> details = new ArrayList<>();
		for (int i = 0; i < keys.size(); i += Protocol.MAX_RUNNING) {
			details.add(new SessionsRunning(keys.subList(i, Math.min(keys.size(), i + Protocol.MAX_RUNNING))));
		}
		if (!open.isEmpty()) {
			journal.proved(seenAt);
		}
		if (!details.isEmpty()) {
			recorder.record(details);
		}
	}

	/** Tells the beginning of the open sessions once more, because it may have been dropped. */
	public void retell() {
		recorder.record(sessions().stream().map(SessionStarted::new).toList());
	}

	/** @return the open sessions */
	public List<SessionInfo> sessions() {
		return close.stream().flatMap(process -> process.sessions.values().stream()).toList();
	}

	/** @return how many sessions are open, by product */
	public Map<String, Integer> openByProduct() {
		Map<String, Integer> open = new TreeMap<>();
		sessions().forEach(session -> open.merge(session.product(), 1, Integer::sum));
		return open;
	}

	/** Writes down that the open sessions were alive at the last look. Called when the agent stops. */
	public void remember() {
		journal.proved(seenAt);
		journal.heal();
	}
}
