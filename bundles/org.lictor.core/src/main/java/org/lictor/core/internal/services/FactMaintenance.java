package org.lictor.core.internal.services;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.agents.AgentConsents;
import org.lictor.core.internal.agents.AgentRegistrations;
import org.lictor.core.internal.agents.AgentSessions;
import org.lictor.core.internal.backup.FolderBackup;
import org.lictor.core.internal.facts.Differences;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.core.internal.facts.KnownSource;
import org.lictor.core.internal.facts.SessionChange;
import org.lictor.core.internal.retention.Floors;
import org.lictor.core.internal.retention.Retention;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.Changes;
import org.lictor.service.CheckResult;
import org.lictor.service.Maintenance;
import org.lictor.service.Pruned;
import org.lictor.service.RetentionLimit;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;
import org.lictor.spi.ServerType;
import org.lictor.store.Difference;
import org.lictor.store.FactUnit;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/** Derives all facts again, unit by unit, and writes or tells what differs: see docs/adr/0004. */
public final class FactMaintenance implements Maintenance {

	/** Finds installed server types. */
	public interface Types {
		/**
		 * @param id of a server type
		 * @return the type, empty when it is not installed
		 */
		Optional<ServerType> find(String id);
	}

	private final Store store;
	private final Types types;
	private final FactDerivation derivation;
	private final AgentSessions sessions = new AgentSessions();
	private final LongFunction<ReentrantLock> serverLocks;
	private final LongFunction<ReentrantLock> agentLocks;
	private final Journal journal;
	private final ChangeHub changes;
	private final Retention retention;
	private final FolderBackup backup;
	private final InstantSource clock;
	private final String version;
	private final AtomicBoolean running = new AtomicBoolean();

	/** How far the work is, and what was found. */
	private static final class Tally {
		private RebuildMark mark = RebuildMark.begin(Instant.EPOCH, "");
		private final List<String> differences = new ArrayList<>();
	}

	/**
	 * @param store       has evidence and facts
	 * @param types       finds installed server types
	 * @param derivation  derives what vendors say
	 * @param serverLocks one a server, held while its facts are derived
	 * @param agentLocks  one an agent, held while its sessions are derived
	 * @param journal     is told what was rebuilt
	 * @param changes     is told that something changed
	 * @param retention   removes what is too old
	 * @param backup      makes backups
	 * @param clock       tells when a rebuild began
	 * @param version     of this Lictor
	 */
	public FactMaintenance(Store store, Types types, FactDerivation derivation,
			LongFunction<ReentrantLock> serverLocks, LongFunction<ReentrantLock> agentLocks, Journal journal,
			ChangeHub changes, Retention retention, FolderBackup backup, InstantSource clock, String version) {
		this.store = store;
		this.types = types;
		this.derivation = derivation;
		this.serverLocks = serverLocks;
		this.agentLocks = agentLocks;
		this.journal = journal;
		this.changes = changes;
		this.retention = retention;
		this.backup = backup;
		this.clock = clock;
		this.version = version;
	}

	@Override
	public CheckResult rebuild(Progress progress) throws ServiceException {
		Tally tally = all(true, progress);
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR,
				"All facts were derived again: " + tally.mark.evidence() + " pieces of evidence, " + tally.mark.facts() + " facts, "
						+ (!tally.mark.differed() && tally.differences.isEmpty() ? "nothing differed." : "what differed was put right."));
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS, Changes.Topic.PEOPLE);
		return new CheckResult(tally.mark.evidence(), tally.mark.facts(), List.of());
	}

	@Override
	public List<RetentionLimit> limits() throws ServiceException {
		return retention.limits();
	}

	@Override
	public void limit(RetentionLimit limit) throws ServiceException {
		retention.set(limit);
	}

	@Override
	public void unlimited(RetentionLimit.Kind kind) throws ServiceException {
		retention.off(kind);
	}

	@Override
	public Pruned prune(Progress progress) throws ServiceException {
		Pruned pruned = alone(() -> retention.prune(progress));
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS, Changes.Topic.EVENTS);
		return pruned;
	}

	@Override
	public Backup backup(String target, Progress progress) throws ServiceException {
		return backup.make(target, progress);
	}

	@Override
	public CheckResult check(Progress progress) throws ServiceException {
		Tally tally = all(false, progress);
		return new CheckResult(tally.mark.evidence(), tally.mark.facts(), tally.differences);
	}

	/**
	 * Work on the data as a whole.
	 *
	 * @param <T> what it gives
	 */
	public interface Whole<T> {

		/**
		 * @return anything
		 * @throws ServiceException to give up
		 */
		T run() throws ServiceException;
	}

	/**
	 * Does work on the data as a whole while no other such work goes on.
	 *
	 * @param <T>  what it gives
	 * @param work done at once, in this thread
	 * @return what it gave
	 * @throws ServiceException IN_USE when there is other such work; what the work threw
	 */
	public <T> T alone(Whole<T> work) throws ServiceException {
		if (!running.compareAndSet(false, true)) {
			throw new ServiceException(Reason.IN_USE, "Facts are being rebuilt or checked, or a person is being erased, at this moment;"
					+ " wait for its end.");
		}
		try {
			return work.run();
		} finally {
			running.set(false);
		}
	}

	/**
	 * Derives all that follows from the events of an agent again.
	 *
	 * @param transaction that writes
	 * @param agent       which
	 */
	public void again(Transaction transaction, StoredAgent agent) {
		compare(transaction, agent, sessions.derive(transaction, agent.id()).sessions(), true);
	}

	private Tally all(boolean apply, Progress progress) throws ServiceException {
		return alone(() -> {
			Tally tally = new Tally();
			List<StoredServer> servers = store.read(transaction -> transaction.servers().all()).stream()
					.sorted(Comparator.comparingLong(StoredServer::id)).toList();
			List<StoredAgent> agents = store.read(transaction -> transaction.agents().history()).stream()
					.sorted(Comparator.comparingLong(StoredAgent::id)).toList();
			if (apply) {
				tally.mark = begun();
			}
			long evidence = store.read(transaction -> transaction.sourceEvidence().count());
			WholeWork whole = new WholeWork(progress, apply ? "Deriving all facts again" : "Comparing facts with evidence", evidence + agents.size(),
					tally.mark.done());
			for (StoredServer server : servers) {
				if (!tally.mark.hasServer(server.id())) {
					called(progress);
					locked(serverLocks.apply(server.id()), () -> server(server, apply, whole, tally));
				}
			}
			for (StoredAgent agent : agents) {
				if (!tally.mark.hasAgent(agent.id())) {
					called(progress);
					whole.begin(agent.host(), 1);
					locked(agentLocks.apply(agent.id()), () -> agent(agent, apply, tally));
				}
			}
			columns(apply, progress, tally);
			return tally;
		});
	}

	/** Goes on with a rebuild that was broken off, and says so. */
	private RebuildMark begun() throws ServiceException {
		Instant now = clock.instant();
		Optional<RebuildMark> broken = store.read(transaction -> RebuildMark.read(transaction.settings(), now, version));
		broken.ifPresent(mark -> journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, "Deriving all facts again goes on, which was broken off: "
				+ mark.evidence() + " pieces of evidence were read before."));
		return broken.orElseGet(() -> RebuildMark.begin(now, version));
	}

	/** All servers and agents as one piece of work: a unit is a piece of evidence, or an agent. Each part says what it is about. */
	private static final class WholeWork implements Progress {

		private final Progress progress;
		private final String title;
		private final long total;
		private long begun;

		WholeWork(Progress progress, String title, long total, long done) {
			this.progress = progress;
			this.title = title;
			this.total = total;
			this.begun = done;
			say(title);
		}

		private void say(String task) {
			progress.begin(task, Math.max(total, begun));
			progress.worked(begun);
		}

		@Override
		public void begin(String task, long ofPart) {
			say(title + ": " + task);
			begun++;
		}

		@Override
		public void worked(long units) {
			// a part is done when the next begins
		}

		@Override
		public boolean cancelled() {
			return progress.cancelled();
		}
	}

	private void server(StoredServer server, boolean apply, Progress progress, Tally tally) throws ServiceException {
		KnownSource source;
		try {
			source = KnownSource.of(server, types::find);
		} catch (ServiceException e) {
			tally.differences.add(server.name() + ": its facts could not be looked at, because " + e.getMessage() + ".");
			return;
		}
		RebuildMark after = tally.mark;
		for (Evidence.Origin origin : Evidence.Origin.values()) {
			FactDerivation.Result result = derivation.derive(new FactUnit(server.id(), origin), source.type(),
					source.configuration(), apply, progress);
			if (!apply && result.behind() > 0 && !result.differences().isEmpty()) {
				tally.differences.add(server.name() + ": " + behind(result.behind()));
			}
			tally.differences.addAll(result.differences());
			after = after.after(false, server.id(), result.evidence(), result.evidence(), result.facts(), !result.differences().isEmpty());
		}
		tally.mark = after;
		if (apply) {
			store.write(transaction -> {
				tally.mark.write(transaction.settings());
				return null;
			});
		}
	}

	/** As a run that was broken off, a restored backup or a new version of a plug-in leaves it. */
	private static String behind(long pieces) {
		return (pieces == 1 ? "one piece of evidence is" : pieces + " pieces of evidence are") + " kept from which facts were not derived yet, or by"
				+ " another version of the server type. The next poll makes up for it, rebuild does so at once; the differences that follow"
				+ " may come from that alone.";
	}

	private void agent(StoredAgent agent, boolean apply, Tally tally) throws ServiceException {
		RebuildMark before = tally.mark;
		Store.Work<List<String>> work = transaction -> {
			AgentSessions.Derived derived = sessions.derive(transaction, agent.id());
			List<String> differences = compare(transaction, agent, derived.sessions(), apply);
			tally.mark = before.after(true, agent.id(), 1, derived.events(), derived.sessions().size(), !differences.isEmpty());
			if (apply) {
				tally.mark.write(transaction.settings());
			}
			return differences;
		};
		tally.differences.addAll(apply ? store.write(work) : store.read(work));
	}

	private static List<String> compare(Transaction transaction, StoredAgent agent, List<SessionFact> derived, boolean apply) {
		List<Stored<SessionFact>> stand = new ArrayList<>(transaction.sessions().of(SessionUnit.agent(agent.id())));
		stand.addAll(transaction.sessions().of(SessionUnit.usageFiles(agent.id())));
		Floors floors = Floors.of(transaction);
		stand.removeIf(stored -> !floors.keeps(stored.fact()));
		Difference<SessionFact> difference = Difference.between(stand, derived);
		Differences differences = new Differences(agent.host());
		differences.add("session", difference);
		if (apply && !difference.isEmpty()) {
			SessionChange.apply(transaction, difference);
		}
		if (apply) {
			AgentConsents.rebuild(transaction, agent.id());
			AgentRegistrations.rebuild(transaction, agent.id());
		}
		return differences.sentences();
	}

	/** What reports read must be what stands. */
	private void columns(boolean apply, Progress progress, Tally tally) throws ServiceException {
		called(progress);
		if (apply) {
			store.write(transaction -> {
				transaction.sessions().remakeColumns();
				RebuildMark.remove(transaction.settings());
				return null;
			});
		} else {
			tally.differences.addAll(store.read(transaction -> transaction.sessions().checkColumns()));
		}
	}

	private interface Work {
		void run() throws ServiceException;
	}

	private static void locked(ReentrantLock lock, Work work) throws ServiceException {
		lock.lock();
		try {
			work.run();
		} finally {
			lock.unlock();
		}
	}

	private static void called(Progress progress) throws ServiceException {
		if (progress.cancelled()) {
			throw new ServiceException(Reason.CANCELLED, "The work was called off.");
		}
	}
}
