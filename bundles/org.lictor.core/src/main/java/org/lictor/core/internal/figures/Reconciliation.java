package org.lictor.core.internal.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Compares what hosts showed, what the vendor counted, and what was assigned, by rule {@code reconciliation v1}: by person,
 * product and day. A vendor counts days in a time zone of its own, and 24 hours from the first use on as one day: a day
 * before or after counts as the same where a host and the vendor are compared. Told in any order, and any number of times;
 * for one thread.
 */
public final class Reconciliation {

	/** What can differ. */
	public enum Kind {
		/** Assigned, and not used on any day on which it was. */
		ASSIGNED_NOT_USED,
		/** Used on a host or counted by the vendor on days on which no seat of the person allowed it. */
		USED_NOT_ASSIGNED,
		/** A host showed a use on a day of which the vendor told others, but not this one. */
		HOST_NOT_CLOUD,
		/** The vendor counted a use that no host with an agent showed. */
		CLOUD_NOT_HOST,
		/** One person used a product on two machines at the same time. */
		TWO_MACHINES,
		/** Host and vendor tell different versions of one day. */
		VERSION_DIFFERS,
		/** The vendor counted for one seat while another one was assigned that allows the same. */
		COLLECTION_DIFFERS,
		/** Several seats, or several people, may have been used; nobody tells which. */
		AMBIGUOUS,
		/** Used on a host by a user who matches no account. */
		UNKNOWN_PERSON
	}

	/**
	 * Who.
	 *
	 * @param server  number of the server
	 * @param account what facts name the account by; of an unknown person the user on the host
	 * @param known   whether there is such an account
	 */
	public record Person(long server, String account, boolean known) {
	}

	/**
	 * Something that differs.
	 *
	 * @param kind    what
	 * @param person  whose
	 * @param product that was used or assigned
	 * @param days    on which, in order
	 * @param details what tells more of it, such as hosts, versions and seats
	 */
	public record Difference(Kind kind, Person person, String product, List<LocalDate> days, Set<String> details) {
	}

	/**
	 * A session on a host.
	 *
	 * @param product as it ran
	 * @param version of it, empty when not known
	 * @param host    where
	 * @param start   first moment, epoch milliseconds
	 * @param end     first moment after it
	 */
	public record Seen(String product, String version, String host, long start, long end) {
	}

	/**
	 * A day the vendor counted.
	 *
	 * @param bought  product it was counted for
	 * @param ran     product that ran, the same unless that is a collection
	 * @param version of it, empty when not known
	 * @param day     the vendor's day
	 * @param seat    whether it was counted for a seat, rather than paid in tokens
	 */
	public record Counted(String bought, String ran, String version, LocalDate day, boolean seat) {
	}

	private static final Comparator<Person> PEOPLE = Comparator.comparingLong(Person::server).thenComparing(Person::account)
			.thenComparing(Person::known);

	private final LocalDate before;
	private final int count;
	/** When each day begins, from the day before the period to two days after it. */
	private final long[] begins;
	private final Function<String, Set<String>> collections;
	private final Map<Person, Ledger> ledgers = new HashMap<>();
	private final Map<Long, BitSet> cloud = new HashMap<>();
	private final Map<Long, BitSet> hosts = new HashMap<>();
	/** Since when agents watch for a server, as far as it was told. */
	private final Map<Long, Long> watched = new HashMap<>();
	private final Set<Long> withSeats = new TreeSet<>();

	/**
	 * @param first       day of the period
	 * @param last        day of the period
	 * @param zone        whose days count for sessions and assignments
	 * @param collections gives the collections that have a product as a part
	 */
	public Reconciliation(LocalDate first, LocalDate last, ZoneId zone, Function<String, Set<String>> collections) {
		this.before = first.minusDays(1);
		this.count = (int) (last.toEpochDay() - first.toEpochDay() + 1);
		this.begins = LongStream.range(0, count + 3L).map(day -> before.plusDays(day).atStartOfDay(zone).toInstant().toEpochMilli()).toArray();
		this.collections = collections;
	}

	/** Days by number: 0 is the day before the period, 1 its first day. */
	private int index(LocalDate day) {
		return (int) Math.max(-1, Math.min(day.toEpochDay() - before.toEpochDay(), count + 2L));
	}

	private int index(long moment) {
		int found = Arrays.binarySearch(begins, moment);
		return found >= 0 ? found : -found - 2;
	}

	/** Of the days told those of the period and one on each side. */
	private static void set(BitSet days, int from, int until, int count) {
		int begin = Math.max(0, from);
		int end = Math.min(count + 1, until);
		if (begin <= end) {
			days.set(begin, end + 1);
		}
	}

	/**
	 * The vendor's days of use of a server are known.
	 *
	 * @param server number of the server
	 * @param first  of these days
	 * @param last   of these days
	 */
	public void cloudKnown(long server, LocalDate first, LocalDate last) {
		set(cloud.computeIfAbsent(server, none -> new BitSet()), index(first), index(last), count);
	}

	/**
	 * Agents watch for a server.
	 *
	 * @param server number of the server
	 * @param since  when, epoch milliseconds
	 */
	public void hostsWatched(long server, long since) {
		if (since < watched.getOrDefault(server, Long.MAX_VALUE)) {
			watched.put(server, since);
			set(hosts.computeIfAbsent(server, none -> new BitSet()), index(since), count + 1, count);
		}
	}

	/**
	 * The assignments of a server are known.
	 *
	 * @param server number of the server
	 */
	public void assignmentsKnown(long server) {
		withSeats.add(server);
	}

	/**
	 * A person had a seat.
	 *
	 * @param person  who
	 * @param product of which
	 * @param from    since when, empty when not told
	 * @param until   until when, empty while it stands
	 */
	public void assigned(Person person, String product, Optional<Instant> from, Optional<Instant> until) {
		int begin = from.map(moment -> index(moment.toEpochMilli())).orElse(0);
		int end = until.map(moment -> index(moment.toEpochMilli() - 1)).orElse(count + 1);
		set(ledger(person).assigned.computeIfAbsent(product, none -> new BitSet()), begin, end, count);
	}

	/**
	 * The vendor counted a day.
	 *
	 * @param person  of whom
	 * @param counted what
	 */
	public void counted(Person person, Counted counted) {
		int day = index(counted.day());
		if (day < 0 || day > count + 1) {
			return;
		}
		Map<String, BitSet> days = counted.seat() ? ledger(person).seats(counted.ran()) : ledger(person).tokens(counted.ran());
		days.computeIfAbsent(counted.bought(), none -> new BitSet()).set(day);
		if (!counted.version().isEmpty()) {
			ledger(person).cloudVersions.computeIfAbsent(counted.ran(), none -> new TreeMap<>())
					.computeIfAbsent(counted.version(), none -> new BitSet()).set(day);
		}
	}

	/**
	 * A host showed a session.
	 *
	 * @param person of whom
	 * @param seen   what
	 */
	public void seen(Person person, Seen seen) {
		int first = index(seen.start());
		int last = index(Math.max(seen.start(), seen.end() - 1));
		Use use = ledger(person).uses.computeIfAbsent(seen.product(), none -> new Use());
		set(use.days, first, last, count);
		if (!seen.version().isEmpty()) {
			set(use.versions.computeIfAbsent(seen.version(), none -> new BitSet()), first, last, count);
		}
		use.hosts.computeIfAbsent(seen.host(), none -> new Intervals()).add(seen.start(), seen.end());
	}

	/**
	 * A host showed a session of a user who is several people.
	 *
	 * @param people who it may be
	 * @param user   the user on the host
	 * @param seen   what
	 */
	public void seen(Collection<Person> people, String user, Seen seen) {
		for (Person person : people) {
			seen(person, seen);
			if (people.size() > 1) {
				BitSet days = ledger(person).shared.computeIfAbsent(seen.product(), none -> new TreeMap<>())
						.computeIfAbsent("host user " + user + " is " + people.size() + " accounts", none -> new BitSet());
				set(days, index(seen.start()), index(Math.max(seen.start(), seen.end() - 1)), count);
			}
		}
	}

	private Ledger ledger(Person person) {
		return ledgers.computeIfAbsent(person, none -> new Ledger());
	}

	/** The use of a product on hosts. */
	private static final class Use {
		private final BitSet days = new BitSet();
		private final Map<String, BitSet> versions = new TreeMap<>();
		private final Map<String, Intervals> hosts = new TreeMap<>();
	}

	/** What was told of one person. */
	private static final class Ledger {
		private final Map<String, BitSet> assigned = new TreeMap<>();
		/** By what ran, by what it was counted for. */
		private final Map<String, Map<String, BitSet>> seats = new TreeMap<>();
		private final Map<String, Map<String, BitSet>> tokens = new TreeMap<>();
		private final Map<String, Map<String, BitSet>> cloudVersions = new TreeMap<>();
		private final Map<String, Use> uses = new TreeMap<>();
		private final Map<String, Map<String, BitSet>> shared = new TreeMap<>();

		Map<String, BitSet> seats(String ran) {
			return seats.computeIfAbsent(ran, none -> new TreeMap<>());
		}

		Map<String, BitSet> tokens(String ran) {
			return tokens.computeIfAbsent(ran, none -> new TreeMap<>());
		}

		BitSet counted(String ran) {
			BitSet days = new BitSet();
			seats.getOrDefault(ran, Map.of()).values().forEach(days::or);
			tokens.getOrDefault(ran, Map.of()).values().forEach(days::or);
			return days;
		}

		BitSet assigned(String product) {
			return assigned.getOrDefault(product, new BitSet());
		}
	}

	/** @return what differs, by kind, person and product */
	public List<Difference> differences() {
		List<Difference> differences = new ArrayList<>();
		ledgers.forEach((person, ledger) -> new Comparing(person, ledger, differences).all());
		differences.sort(Comparator.comparing(Difference::kind).thenComparing(Difference::person, PEOPLE)
				.thenComparing(Difference::product));
		return differences;
	}

	/** Looks at one person. */
	private final class Comparing {
		private final Person person;
		private final Ledger ledger;
		private final List<Difference> found;

		Comparing(Person person, Ledger ledger, List<Difference> found) {
			this.person = person;
			this.ledger = ledger;
			this.found = found;
		}

		void all() {
			if (!person.known()) {
				ledger.uses.forEach((product, use) -> add(Kind.UNKNOWN_PERSON, product, use.days, use.hosts.keySet()));
				ledger.uses.forEach(this::twoMachines);
				return;
			}
			if (withSeats.contains(person.server())) {
				unused();
				unassigned();
				ledger.uses.forEach(this::severalSeats);
			}
			ledger.uses.forEach(this::notInTheCloud);
			notOnHosts();
			ledger.uses.forEach(this::twoMachines);
			ledger.uses.forEach(this::versions);
			ledger.shared.forEach((product, users) -> users.forEach((user, days) -> add(Kind.AMBIGUOUS, product, days, Set.of(user))));
		}

		private void unused() {
			boolean anyKnown = known(cloud).cardinality() + known(hosts).cardinality() > 0;
			ledger.assigned.forEach((product, assigned) -> {
				BitSet used = new BitSet();
				ledger.uses.forEach((ran, use) -> {
					if (allows(product, ran)) {
						used.or(use.days);
					}
				});
				ledger.seats.values().forEach(bought -> used.or(bought.getOrDefault(product, new BitSet())));
				if (anyKnown && !used.intersects(assigned)) {
					add(Kind.ASSIGNED_NOT_USED, product, assigned, Set.of());
				}
			});
		}

		private boolean allows(String seat, String ran) {
			return seat.equals(ran) || collections.apply(ran).contains(seat);
		}

		/** Days on which a seat of the person allowed it. */
		private BitSet allowed(String ran) {
			BitSet days = new BitSet();
			ledger.assigned.forEach((seat, assigned) -> {
				if (allows(seat, ran)) {
					days.or(assigned);
				}
			});
			return days;
		}

		private void unassigned() {
			Map<String, BitSet> without = new TreeMap<>();
			Map<String, Set<String>> details = new TreeMap<>();
			ledger.uses.forEach((ran, use) -> {
				BitSet days = minus(use.days, allowed(ran));
				days.andNot(wide(ledger.tokens.getOrDefault(ran, Map.of()).values()));
				note(without, details, ran, days, "on a host");
			});
			ledger.seats.forEach((ran, bought) -> bought.forEach((product, days) -> {
				BitSet notAssigned = minus(days, ledger.assigned(product));
				BitSet otherwise = and(notAssigned, allowed(ran));
				ledger.assigned.forEach((seat, assigned) -> {
					if (!seat.equals(product) && allows(seat, ran)) {
						add(Kind.COLLECTION_DIFFERS, ran, and(otherwise, assigned),
								Set.of("counted for " + product + ", assigned is " + seat));
					}
				});
				note(without, details, product, minus(notAssigned, otherwise), "counted by the vendor");
			}));
			without.forEach((product, days) -> add(Kind.USED_NOT_ASSIGNED, product, days, details.get(product)));
		}

		private void note(Map<String, BitSet> without, Map<String, Set<String>> details, String product, BitSet days, String how) {
			if (!ofPeriod(days).isEmpty()) {
				without.computeIfAbsent(product, none -> new BitSet()).or(days);
				details.computeIfAbsent(product, none -> new TreeSet<>()).add(how);
			}
		}

		private void severalSeats(String ran, Use use) {
			List<String> seats = ledger.assigned.keySet().stream().filter(seat -> allows(seat, ran)).toList();
			for (int one = 0; one < seats.size(); one++) {
				for (int other = one + 1; other < seats.size(); other++) {
					BitSet both = and(use.days, ledger.assigned(seats.get(one)));
					both.and(ledger.assigned(seats.get(other)));
					both.andNot(wide(ledger.seats.getOrDefault(ran, Map.of()).values()));
					add(Kind.AMBIGUOUS, ran, both, Set.of(seats.get(one) + " or " + seats.get(other)));
				}
			}
		}

		private void notInTheCloud(String ran, Use use) {
			BitSet days = and(use.days, known(cloud));
			days.andNot(wide(List.of(ledger.counted(ran))));
			add(Kind.HOST_NOT_CLOUD, ran, days, use.hosts.keySet());
		}

		private void notOnHosts() {
			Set<String> all = new TreeSet<>(ledger.seats.keySet());
			all.addAll(ledger.tokens.keySet());
			for (String ran : all) {
				BitSet days = and(ledger.counted(ran), known(hosts));
				Use use = ledger.uses.get(ran);
				if (use != null) {
					days.andNot(wide(List.of(use.days)));
				}
				Set<String> bought = new TreeSet<>(ledger.seats.getOrDefault(ran, Map.of()).keySet());
				bought.addAll(ledger.tokens.getOrDefault(ran, Map.of()).keySet());
				bought.remove(ran);
				add(Kind.CLOUD_NOT_HOST, ran, days, bought);
			}
		}

		private void twoMachines(String ran, Use use) {
			if (use.hosts.size() < 2) {
				return;
			}
			Intervals machines = new Intervals();
			use.hosts.values().forEach(times -> machines.addAll(times.union()));
			Steps atOnce = machines.count();
			BitSet days = new BitSet();
			for (int step = 0; step + 1 < atOnce.size(); step++) {
				if (atOnce.value(step) > 1) {
					set(days, index(atOnce.at(step)), index(atOnce.at(step + 1) - 1), count);
				}
			}
			add(Kind.TWO_MACHINES, ran, days, use.hosts.keySet());
		}

		private void versions(String ran, Use use) {
			Map<String, BitSet> told = ledger.cloudVersions.getOrDefault(ran, Map.of());
			BitSet agreed = new BitSet();
			BitSet cloudDays = new BitSet();
			BitSet hostDays = new BitSet();
			told.values().forEach(cloudDays::or);
			use.versions.forEach((version, days) -> {
				hostDays.or(days);
				told.forEach((other, otherDays) -> {
					if (version.startsWith(other) || other.startsWith(version)) {
						agreed.or(and(days, otherDays));
					}
				});
			});
			BitSet differing = minus(and(cloudDays, hostDays), agreed);
			Set<String> details = new TreeSet<>();
			use.versions.forEach((version, days) -> addIf(days.intersects(differing), details, version + " on the host"));
			told.forEach((version, days) -> addIf(days.intersects(differing), details, version + " counted"));
			add(Kind.VERSION_DIFFERS, ran, differing, details);
		}

		private static void addIf(boolean so, Set<String> details, String detail) {
			if (so) {
				details.add(detail);
			}
		}

		private BitSet known(Map<Long, BitSet> days) {
			return ofPeriod(days.getOrDefault(person.server(), new BitSet()));
		}

		private void add(Kind kind, String product, BitSet days, Set<String> details) {
			List<LocalDate> dates = ofPeriod(days).stream().mapToObj(before::plusDays).toList();
			if (!dates.isEmpty()) {
				found.add(new Difference(kind, person, product, dates, Set.copyOf(details)));
			}
		}
	}

	private BitSet ofPeriod(BitSet days) {
		BitSet inside = (BitSet) days.clone();
		inside.clear(0);
		inside.clear(count + 1, Math.max(count + 1, inside.length()));
		return inside;
	}

	private static BitSet and(BitSet one, BitSet other) {
		BitSet both = (BitSet) one.clone();
		both.and(other);
		return both;
	}

	private static BitSet minus(BitSet one, BitSet other) {
		BitSet left = (BitSet) one.clone();
		left.andNot(other);
		return left;
	}

	/** The days, and those before and after them. */
	private static BitSet wide(Collection<BitSet> all) {
		BitSet days = new BitSet();
		for (BitSet each : all) {
			each.stream().forEach(day -> days.set(Math.max(0, day - 1), day + 2));
		}
		return days;
	}
}
