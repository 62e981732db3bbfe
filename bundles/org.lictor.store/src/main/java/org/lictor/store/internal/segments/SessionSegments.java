package org.lictor.store.internal.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

import org.lictor.store.SessionFilter;
import org.lictor.store.SessionRow;

/**
 * All sessions of a store in columns: ended ones in a {@link Segment} for each month, the rest and what changed since in an
 * {@link Overlay}. Derived from the database, which stays the truth: whoever reads brings them up to it first
 * ({@link #catchUp}). Safe for many threads.
 */
public final class SessionSegments {

	/**
	 * When segments are made.
	 *
	 * @param pending so many ended sessions, or masked ones, are kept beside the segments before they are made anew
	 * @param chunk   so many sessions are read from the database at once when many are new
	 * @param alone   so many sessions one thread goes through alone; more, several threads together
	 */
	public record Limits(int pending, int chunk, int alone) {
		/**
		 * Bounds memory to some ten megabytes, and the first question after a start to less than a second's reading; a thread
		 * that helps begins in less time than it saves.
		 */
		public static final Limits USUAL = new Limits(30_000, 200_000, 50_000);
	}

	/**
	 * Which sessions to go through.
	 *
	 * @param server only of this server
	 * @param name   only of products of this name
	 * @param from   only those that end later than this, epoch milliseconds
	 * @param until  only those that start before this, epoch milliseconds
	 * @param open   only those of which no end is known
	 * @param users  only of those of whom it says so
	 * @param only   only those that fulfil it
	 */
	public record Wanted(Optional<Long> server, Optional<String> name, long from, long until, boolean open,
			SessionFilter.Users users, Predicate<SessionRow> only) {

		/** All sessions. */
		public static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE, false,
				SessionFilter.Users.ALL, row -> true);

		boolean takes(SessionRow row) {
			return (users == SessionFilter.Users.ALL || users.mayBe(row.server(), row.hostUser())) && takesOfUser(row);
		}

		private boolean takesOfUser(SessionRow row) {
			// the condition first: it tells more of them apart than the time, in which most of those lie that are asked
			return only.test(row) && row.end() > from && row.start() < until && (server.isEmpty() || row.server() == server.get())
					&& !(open && row.ended());
		}
	}

	private static final System.Logger LOG = System.getLogger(SessionSegments.class.getName());

	private final SegmentFolder folder;
	private final Limits limits;
	private final Hands hands = new Hands(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
	private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
	private final ProductNames names = new ProductNames();
	private final SortedMap<Integer, Segment> segments = new TreeMap<>();
	private final Set<Long> touched = ConcurrentHashMap.newKeySet();
	private Overlay overlay = new Overlay();
	private boolean loaded;
	private long session;
	private long change;
	private int nextMerge;
	private volatile long heldChange;
	private volatile long dropped;

	/**
	 * @param folder of the segments; need not exist
	 * @param limits when segments are made
	 */
	public SessionSegments(Path folder, Limits limits) {
		this.folder = new SegmentFolder(folder);
		this.limits = limits;
		this.nextMerge = limits.pending();
	}

	/**
	 * Called before anybody writes. When the database is behind what was made from it, an earlier one was put in its place, as
	 * from a backup. It will give the same numbers to other sessions, so what was made is forgotten now, while that can be seen.
	 *
	 * @param mark how far the database is
	 * @throws IOException when the folder cannot be written
	 */
	public void begin(SessionSource.Mark mark) throws IOException {
		Optional<SegmentFolder.Contents> contents = folder.contents();
		if (contents.isPresent() && (contents.get().session() > mark.session() || contents.get().change() > mark.change())) {
			LOG.log(System.Logger.Level.WARNING,
					"The database is an earlier one than before. Sessions are written in columns anew.");
			folder.forget();
		}
	}

	/**
	 * Says that sessions changed which had not ended and have not. Called after the commit, before anybody reads.
	 *
	 * @param ids their numbers
	 */
	public void touch(Collection<Long> ids) {
		touched.addAll(ids);
	}

	/** @return changes up to this number are in the files and need not be written down any longer; empty while they are few */
	public OptionalLong heldChange() {
		return heldChange - dropped < limits.pending() ? OptionalLong.empty() : OptionalLong.of(heldChange);
	}

	/**
	 * @param upTo changes up to this number are forgotten
	 */
	public void dropped(long upTo) {
		dropped = upTo;
	}

	/**
	 * Takes in what changed in the database.
	 *
	 * @param source the database as the transaction of the caller sees it
	 */
	public void catchUp(SessionSource source) {
		SessionSource.Mark mark = source.mark();
		if (isAt(mark)) {
			return;
		}
		lock.writeLock().lock();
		try {
			names.learn(source::product, source.greatestProduct());
			if (!loaded || mark.session() < session || mark.change() < change || mark.dropped() > change) {
				load(source, mark);
			}
			loaded = false;
			changes(source, mark);
			read(source, mark);
			// only now: whatever fails above, the next one begins with what the files say
			loaded = true;
		} finally {
			lock.writeLock().unlock();
		}
	}

	private void read(SessionSource source, SessionSource.Mark mark) {
		while (session < mark.session()) {
			long upTo = Math.min(session + limits.chunk(), mark.session());
			source.between(session, upTo, row -> {
				overlay.put(row);
				return true;
			});
			session = upTo;
			mergeIfDue();
		}
		mergeIfDue();
		overlay.sort(names);
	}

	private boolean isAt(SessionSource.Mark mark) {
		lock.readLock().lock();
		try {
			return loaded && mark.session() == session && mark.change() == change && touched.isEmpty();
		} finally {
			lock.readLock().unlock();
		}
	}

	/** Opens what was made earlier. Months that are missing or damaged are made again. */
	private void load(SessionSource source, SessionSource.Mark mark) {
		segments.clear();
		overlay = new Overlay();
		session = 0;
		change = mark.change();
		Optional<SegmentFolder.Contents> contents = folder.contents().filter(list -> list.session() <= mark.session()
				&& list.change() <= mark.change() && list.change() >= mark.dropped());
		if (contents.isPresent()) {
			session = contents.get().session();
			change = contents.get().change();
			contents.get().files().forEach((month, name) -> {
				try {
					segments.put(month, Segment.open(folder.file(name)));
				} catch (IOException e) {
					LOG.log(System.Logger.Level.WARNING, e.getMessage() + ". It is made again from the database.");
					source.ended(Months.begin(month), Months.begin(month + 1), session, row -> {
						overlay.put(row);
						return true;
					});
				}
			});
			source.open(row -> {
				if (row.id() <= session) {
					overlay.put(row);
				}
				return true;
			});
		}
		heldChange = change;
		dropped = mark.dropped();
	}

	/** Takes in changes of sessions that were taken in before. */
	private void changes(SessionSource source, SessionSource.Mark mark) {
		Map<Integer, Set<Long>> masked = new HashMap<>();
		Set<Long> again = new HashSet<>();
		for (Long id : List.copyOf(touched)) {
			touched.remove(id);
			if (id <= session) {
				again.add(id);
			}
		}
		if (change < mark.change()) {
			source.changes(change, (id, month) -> {
				if (id <= session) {
					again.add(id);
					if (month != Months.NONE) {
						masked.computeIfAbsent(month, none -> new HashSet<>()).add(id);
					}
				}
			});
			change = mark.change();
		}
		masked.forEach((month, ids) -> {
			Segment segment = segments.get(month);
			if (segment != null) {
				segment.mask(ids.stream().mapToLong(Long::longValue).sorted().toArray());
			}
		});
		again.forEach(overlay::remove);
		source.withIds(again, row -> {
			overlay.put(row);
			return true;
		});
	}

	private void mergeIfDue() {
		int masked = segments.values().stream().mapToInt(Segment::masked).sum();
		if (Math.max(overlay.ended(), masked) < nextMerge) {
			return;
		}
		try {
			merge();
			nextMerge = limits.pending();
		} catch (IOException e) {
			nextMerge = Math.max(overlay.ended(), masked) * 2;
			LOG.log(System.Logger.Level.WARNING, "Sessions could not be written in columns, and stay in memory: " + e.getMessage());
		}
	}

	/** Makes the segments of all months anew in which anything changed. */
	private void merge() throws IOException {
		overlay.sort(names);
		Map<Integer, int[]> fresh = overlay.endedByMonth();
		Set<Integer> months = new TreeSet<>(fresh.keySet());
		segments.forEach((month, segment) -> {
			if (segment.masked() > 0) {
				months.add(month);
			}
		});
		SortedMap<Integer, Segment> made = new TreeMap<>(segments);
		for (int month : months) {
			Optional<Segment> old = Optional.ofNullable(segments.get(month));
			int[] added = fresh.getOrDefault(month, new int[0]);
			if (added.length == 0 && old.get().masked() == old.get().rows()) {
				made.remove(month);
				continue;
			}
			Path file = folder.fresh(month);
			new SegmentWriter(names).write(file, month, visitor -> merged(old, added, visitor));
			made.put(month, Segment.open(file));
		}
		folder.hold(session, change, made);
		segments.clear();
		segments.putAll(made);
		overlay.removeEnded();
		heldChange = change;
	}

	/** What stands in a segment and what is added to it, by name and start. */
	private void merged(Optional<Segment> old, int[] added, Consumer<SessionRow> visitor) {
		SessionBuffer buffer = overlay.rows();
		SessionBuffer.Cursor addedRow = buffer.cursor();
		int next = 0;
		if (old.isPresent()) {
			Segment segment = old.get();
			Segment.Cursor row = segment.cursor();
			for (Map.Entry<Integer, Segment.OfName> each : segment.names().entrySet()) {
				int end = each.getValue().first() + each.getValue().count();
				for (int index = each.getValue().first(); index < end; index++) {
					if (segment.isMasked(index)) {
						continue;
					}
					while (next < added.length && isBefore(added[next], each.getKey(), segment.start(index))) {
						visitor.accept(addedRow.at(added[next++]));
					}
					visitor.accept(row.at(index));
				}
			}
		}
		while (next < added.length) {
			visitor.accept(addedRow.at(added[next++]));
		}
	}

	private boolean isBefore(int added, int name, long start) {
		int addedName = names.nameOf(overlay.rows().product(added));
		return addedName != name ? addedName < name : overlay.rows().start(added) <= start;
	}

	/** Gets the beginning of what agents told. */
	public interface BegunVisitor {

		/**
		 * @param server  number of a server
		 * @param product number of a product; there are others of its name
		 * @param first   start of the first session, epoch milliseconds
		 */
		void begun(long server, int product, long first);
	}

	/**
	 * @param visitor gets, perhaps several times, each server and name of a product of which an agent told a session
	 */
	public void begun(BegunVisitor visitor) {
		lock.readLock().lock();
		try {
			for (Segment segment : segments.values()) {
				segment.names().forEach((name, of) -> {
					if (segment.masked() == 0) {
						of.begun().forEach((server, first) -> visitor.begun(server, name, first));
					} else {
						Segment.Cursor row = segment.cursor();
						for (int index = of.first(); index < of.first() + of.count(); index++) {
							if (!segment.isMasked(index)) {
								begun(row.at(index), visitor);
							}
						}
					}
				});
			}
			SessionBuffer.Cursor row = overlay.rows().cursor();
			for (int index = 0; index < overlay.rows().size(); index++) {
				begun(row.at(index), visitor);
			}
		} finally {
			lock.readLock().unlock();
		}
	}

	private static void begun(SessionRow row, BegunVisitor visitor) {
		if (row.agent() != 0) {
			visitor.begun(row.server(), row.product(), row.start());
		}
	}

	/**
	 * Goes through sessions by name of the product, and within a name by start.
	 *
	 * @param wanted  which
	 * @param visitor gets one after the other, in an object that changes; returns false to stop
	 */
	public void each(Wanted wanted, Predicate<SessionRow> visitor) {
		lock.readLock().lock();
		try {
			List<Segment> some = segments(wanted);
			for (int name : names(wanted)) {
				if (!each(some, name, wanted, visitor)) {
					return;
				}
			}
		} finally {
			lock.readLock().unlock();
		}
	}

	/**
	 * Goes through sessions by several threads: those of one name of a product by one of them, by start; names in any order.
	 *
	 * @param wanted   which; is asked by several threads
	 * @param visitors one for each thread that may work, the first for the caller's; get sessions as that of {@link #each}; when one
	 *                 returns false nobody begins another name
	 */
	public void sweep(Wanted wanted, List<? extends Predicate<SessionRow>> visitors) {
		lock.readLock().lock();
		try {
			List<Segment> some = segments(wanted);
			Map<Integer, Long> sizes = new HashMap<>();
			for (int name : names(wanted)) {
				long size = overlay.of(name).length;
				for (Segment segment : some) {
					Segment.OfName of = segment.names().get(name);
					size += of == null ? 0 : of.count();
				}
				sizes.put(name, size);
			}
			long all = sizes.values().stream().mapToLong(Long::longValue).sum();
			// the longest first, so that nobody waits long for the last one
			int[] order = sizes.keySet().stream().sorted(Comparator.comparing(sizes::get).reversed()).mapToInt(Integer::intValue).toArray();
			// helpers need no lock: nobody writes before the caller lets go of it
			hands.work(order.length, visitors.subList(0, all <= limits.alone() ? 1 : visitors.size()).stream()
					.<IntPredicate>map(visitor -> piece -> each(some, order[piece], wanted, visitor)).toList());
		} finally {
			lock.readLock().unlock();
		}
	}

	/** Numbers of the names of products that are wanted, rising. */
	private Set<Integer> names(Wanted wanted) {
		if (wanted.name().isPresent()) {
			return Set.of(names.number(wanted.name().get()));
		}
		Set<Integer> all = new TreeSet<>(overlay.names());
		segments.values().forEach(segment -> all.addAll(segment.names().keySet()));
		return all;
	}

	/** Those that may have sessions that are wanted, by month. */
	private List<Segment> segments(Wanted wanted) {
		List<Segment> some = new ArrayList<>();
		segments.forEach((month, segment) -> {
			if (segment.latestEnd() > wanted.from() && Months.begin(month) < wanted.until() && !wanted.open()) {
				some.add(segment);
			}
		});
		return some;
	}

	/**
	 * @param wanted  which sessions
	 * @param count   how many of them
	 * @param visitor gets the newest so many, in any order
	 */
	public void newest(Wanted wanted, int count, Predicate<SessionRow> visitor) {
		// the months from the newest on, until there are enough: what is older than all of them cannot count
		lock.readLock().lock();
		try {
			NewestRows newest = new NewestRows(count);
			SessionBuffer.Cursor besideRow = overlay.rows().cursor();
			for (int index = 0; index < overlay.rows().size(); index++) {
				if (wanted.takes(besideRow.at(index)) && isOf(wanted, besideRow.product())) {
					newest.offer(besideRow);
				}
			}
			for (int month : wanted.open() ? List.<Integer>of() : segments.reversed().keySet()) {
				if (Months.begin(month + 1) <= newest.least()) {
					break;
				}
				if (segments.get(month).latestEnd() > wanted.from()) {
					offer(segments.get(month), wanted, newest);
				}
			}
			newest.each(visitor);
		} finally {
			lock.readLock().unlock();
		}
	}

	/**
	 * Goes through sessions that are over, from the oldest month on.
	 *
	 * @param moment  sessions that ended before it, epoch milliseconds
	 * @param visitor gets the number of one after the other; returns false to stop
	 */
	public void endedBefore(long moment, LongPredicate visitor) {
		lock.readLock().lock();
		try {
			SessionBuffer.Cursor besideRow = overlay.rows().cursor();
			for (int index = 0; index < overlay.rows().size(); index++) {
				if (besideRow.at(index).end() < moment && !visitor.test(besideRow.id())) {
					return;
				}
			}
			for (int month : segments.keySet()) {
				if (Months.begin(month) >= moment || !endedBefore(segments.get(month), moment, visitor)) {
					return;
				}
			}
		} finally {
			lock.readLock().unlock();
		}
	}

	private static boolean endedBefore(Segment segment, long moment, LongPredicate visitor) {
		Segment.Cursor row = segment.cursor();
		for (int index = 0; index < segment.rows(); index++) {
			if (!segment.isMasked(index) && row.at(index).end() < moment && !visitor.test(row.id())) {
				return false;
			}
		}
		return true;
	}

	private void offer(Segment segment, Wanted wanted, NewestRows newest) {
		Segment.Cursor row = segment.cursor();
		segment.names().forEach((name, of) -> {
			if (isOf(wanted, name)) {
				for (int index = of.first() + of.count() - 1; index >= of.first()
						&& segment.start(index) >= newest.least(); index--) {
					if (!segment.isMasked(index) && wanted.takes(row.at(index))) {
						newest.offer(row);
					}
				}
			}
		});
	}

	private boolean isOf(Wanted wanted, int product) {
		return wanted.name().isEmpty() || names.nameOf(product) == names.number(wanted.name().get());
	}

	private boolean each(List<Segment> some, int name, Wanted wanted, Predicate<SessionRow> visitor) {
		int[] beside = overlay.of(name);
		SessionBuffer.Cursor besideRow = overlay.rows().cursor();
		int next = 0;
		for (Segment segment : some) {
			Segment.OfName of = segment.names().get(name);
			if (of == null) {
				continue;
			}
			Segment.Cursor row = segment.cursor();
			long first = wanted.from() < Long.MIN_VALUE + of.longest() ? Long.MIN_VALUE : wanted.from() - of.longest();
			int end = segment.firstFrom(of, wanted.until());
			boolean everybody = wanted.users() == SessionFilter.Users.ALL;
			for (int index = segment.firstFrom(of, first); index < end; index++) {
				if (!everybody && !segment.mayBeOf(index, wanted.users()) || segment.isMasked(index) || !wanted.takesOfUser(row.at(index))) {
					continue;
				}
				while (next < beside.length && overlay.rows().start(beside[next]) <= row.start()) {
					besideRow.at(beside[next++]);
					if (wanted.takes(besideRow) && !visitor.test(besideRow)) {
						return false;
					}
				}
				if (!visitor.test(row)) {
					return false;
				}
			}
		}
		while (next < beside.length) {
			besideRow.at(beside[next++]);
			if (wanted.takes(besideRow) && !visitor.test(besideRow)) {
				return false;
			}
		}
		return true;
	}
}
