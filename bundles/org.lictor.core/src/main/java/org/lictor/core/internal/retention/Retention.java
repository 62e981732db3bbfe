package org.lictor.core.internal.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.lictor.core.internal.Journal;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.service.Pruned;
import org.lictor.service.RetentionLimit;
import org.lictor.service.RetentionLimit.Kind;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;
import org.lictor.store.DenialFact;
import org.lictor.store.FactUnit;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/**
 * Removes what is older than its limit, some at a time, each in a transaction of its own. First the floor is raised, see
 * {@link Floors}: from then on nothing before it is a fact, whether it was removed yet or not. Safe for use by many threads.
 */
public final class Retention {

	private static final String SETTING = "retention.days.";
	/** Facts removed in one transaction: less than a second's work. */
	private static final int CHUNK = 5_000;
	/** Sessions looked for at once. */
	private static final int MANY = 200_000;

	private final Store store;
	private final InstantSource clock;
	private final Journal journal;

	/**
	 * @param store   has everything
	 * @param clock   tells the time
	 * @param journal is told what was decided and removed
	 */
	public Retention(Store store, InstantSource clock, Journal journal) {
		this.store = store;
		this.clock = clock;
		this.journal = journal;
	}

	/**
	 * @return the limits, by kind; none of kinds that are kept for good
	 * @throws ServiceException when they cannot be read
	 */
	public List<RetentionLimit> limits() throws ServiceException {
		return store.read(transaction -> Arrays.stream(Kind.values()).flatMap(kind -> transaction.settings().get(SETTING + kind)
				.map(days -> new RetentionLimit(kind, Integer.parseInt(days))).stream()).toList());
	}

	/**
	 * @param limit from now on
	 * @throws ServiceException when it cannot be kept
	 */
	public void set(RetentionLimit limit) throws ServiceException {
		store.write(transaction -> {
			transaction.settings().put(SETTING + limit.kind(), Integer.toString(limit.days()));
			return null;
		});
		told(limit.kind().label() + " are kept for " + limit.days() + " days from now on.");
	}

	/**
	 * @param kind kept for good from now on
	 * @throws ServiceException when that cannot be kept
	 */
	public void off(Kind kind) throws ServiceException {
		store.write(transaction -> {
			transaction.settings().remove(SETTING + kind);
			return null;
		});
		told(kind.label() + " are kept for good from now on; what was removed is gone.");
	}

	/**
	 * Removes what is older than its limit.
	 *
	 * @param progress may cancel between two transactions: the rest goes the next time
	 * @return what was removed
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	public Pruned prune(Progress progress) throws ServiceException {
		Map<Kind, Long> removed = new EnumMap<>(Kind.class);
		for (RetentionLimit limit : limits()) {
			Instant floor = clock.instant().minus(Duration.ofDays(limit.days()));
			progress.begin("Removing old " + limit.kind().label().toLowerCase(java.util.Locale.ROOT), 0);
			removed.put(limit.kind(), switch (limit.kind()) {
			case SESSIONS -> sessions(raised(limit.kind(), floor).sessions(), progress);
			case SAMPLES -> samples(raised(limit.kind(), floor), progress);
			case USAGE_DAYS -> usageDays(raised(limit.kind(), floor).usageDays(), progress);
			case DENIALS -> denials(raised(limit.kind(), floor).denials(), progress);
			case EVENT_LOG -> store.write(transaction -> transaction.eventLog().prune(floor, Long.MAX_VALUE));
			});
		}
		removed.forEach((kind, count) -> {
			if (count > 0) {
				told(kind.label() + " older than their limit were removed: " + count + ".");
			}
		});
		return new Pruned(removed.getOrDefault(Kind.SESSIONS, 0L), removed.getOrDefault(Kind.SAMPLES, 0L),
				removed.getOrDefault(Kind.USAGE_DAYS, 0L), removed.getOrDefault(Kind.DENIALS, 0L), removed.getOrDefault(Kind.EVENT_LOG, 0L));
	}

	private Floors raised(Kind kind, Instant floor) throws ServiceException {
		return store.write(transaction -> {
			Floors.raise(transaction, kind, floor);
			return Floors.of(transaction);
		});
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
	}

	private static void called(Progress progress) throws ServiceException {
		if (progress.cancelled()) {
			throw new ServiceException(Reason.CANCELLED, "Removing what is old was called off; the rest goes the next time.");
		}
	}

	/** Sessions that ended before a moment, and what agents told of them. */
	private long sessions(Instant floor, Progress progress) throws ServiceException {
		long all = 0;
		while (true) {
			List<Long> old = store.read(transaction -> transaction.sessions().endedBefore(floor, MANY));
			long before = all;
			for (int from = 0; from < old.size(); from += CHUNK) {
				called(progress);
				List<Long> some = old.subList(from, Math.min(from + CHUNK, old.size()));
				int removed = store.write(transaction -> remove(transaction, some, floor));
				all += removed;
				progress.worked(removed);
			}
			if (all == before) {
				return all;
			}
		}
	}

	private long denials(Instant floor, Progress progress) throws ServiceException {
		long all = 0;
		while (true) {
			called(progress);
			int some = store.write(transaction -> {
				List<Stored<DenialFact>> old = transaction.facts().denials().before(floor, CHUNK);
				transaction.facts().denials().remove(old);
				return old.size();
			});
			all += some;
			progress.worked(some);
			if (some == 0) {
				return all;
			}
		}
	}

	/** Removes sessions, but those that did not end before a moment, as something told since. */
	private static int remove(Transaction transaction, List<Long> ids, Instant floor) {
		List<Stored<SessionFact>> old = transaction.sessions().byIds(ids).stream()
				.filter(session -> session.fact().end().filter(end -> end.at().isBefore(floor)).isPresent()).toList();
		Map<Long, List<UUID>> ofAgents = new HashMap<>();
		for (Stored<SessionFact> each : old) {
			FirstTold.remember(transaction, each.fact());
			if (each.fact().unit().origin() == SessionUnit.Origin.AGENT) {
				ofAgents.computeIfAbsent(each.fact().unit().id(), none -> new ArrayList<>()).add(each.fact().key());
			}
		}
		ofAgents.forEach(transaction.agentEvidence()::forget);
		transaction.sessions().remove(old);
		return old.size();
	}

	private List<FactUnit> units() throws ServiceException {
		return store.read(transaction -> transaction.servers().all().stream().map(StoredServer::id)
				.flatMap(server -> Arrays.stream(Evidence.Origin.values()).map(origin -> new FactUnit(server, origin))).toList());
	}

	private long samples(Floors floors, Progress progress) throws ServiceException {
		long all = 0;
		for (FactUnit unit : units()) {
			List<Stored<SampleFact>> old = store.read(transaction -> transaction.facts().samples().of(unit)).stream()
					.filter(step -> !floors.keeps(step.fact())).toList();
			for (int from = 0; from < old.size(); from += CHUNK) {
				called(progress);
				List<Stored<SampleFact>> some = old.subList(from, Math.min(from + CHUNK, old.size()));
				store.write(transaction -> {
					transaction.facts().samples().remove(some);
					return null;
				});
				all += some.size();
				progress.worked(some.size());
			}
		}
		return all;
	}

	private long usageDays(LocalDate floor, Progress progress) throws ServiceException {
		long all = 0;
		for (FactUnit unit : units()) {
			Map<LocalDate, Long> old = store.read(transaction -> transaction.facts().usageDays().counts(unit)).headMap(floor);
			for (Map.Entry<LocalDate, Long> day : old.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.naturalOrder())).toList()) {
				called(progress);
				store.write(transaction -> {
					transaction.facts().usageDays().put(unit, day.getKey(), day.getKey(), List.of());
					return null;
				});
				all += day.getValue();
				progress.worked(day.getValue());
			}
		}
		return all;
	}
}
