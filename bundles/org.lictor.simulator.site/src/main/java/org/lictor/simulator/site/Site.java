package org.lictor.simulator.site;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.Offering;
import org.lictor.simulator.autodesk.UsedDay;

/**
 * A company: the people of an account, the hosts they work on, and what they do there. Made from the seed of the account and
 * the moment at which it is looked at first; the same two give the same company. Immutable, safe for use by several threads.
 * <ul>
 * <li>Everybody has a host; what the cloud saw used on a day was open on it, products of the cloud alone excepted.
 * <li>On the host of every tenth person there is no agent, so the cloud knows what the hosts do not.
 * <li>Every fifth person has a second host, on which on some days the same is open at the same time.
 * <li>A few contractors, whom the account does not know, use a product now and then.
 * <li>From that moment on some hosts work in shifts, day and night, so that there is always something to see. The cloud does not
 * know of it. There are twelve of them, or more where more hosts are asked for than the others come to.
 * </ul>
 */
public final class Site {

	private static final String IN_THE_CLOUD = "cloud";
	private static final int NOT_WATCHED = 7;
	private static final int SECOND_HOST = 5;
	private static final int DAYS_ON_BOTH = 10;
	private static final int CONTRACTORS = 4;
	private static final int SHIFT_HOSTS = 12;
	private static final int LONGEST_SHIFT = 50 * 60;
	private static final int LONGEST_BREAK = 12 * 60;

	private final Account account;
	private final Instant opened;
	private final int shiftHosts;

	/**
	 * @param account whose people
	 * @param opened  when it is looked at first: until then it is history
	 * @param least   how many hosts with an agent there are at least
	 */
	public Site(Account account, Instant opened, int least) {
		this.account = account;
		this.opened = opened.truncatedTo(ChronoUnit.SECONDS);
		this.shiftHosts = Math.max(SHIFT_HOSTS, least - hostsOfPeople().size());
	}

	/** @return whose people work here */
	public Account account() {
		return account;
	}

	/** @return when it was looked at first, whole seconds */
	public Instant opened() {
		return opened;
	}

	/**
	 * @param from  when they begin, inclusive
	 * @param until when they begin, exclusive
	 * @return what was or will be open on hosts with an agent, by start
	 */
	public List<Stint> stints(Instant from, Instant until) {
		// who may use a product by itself and in a collection is told of twice and has it open once
		Set<Stint> stints = new HashSet<>();
		LocalDate asked = LocalDate.ofInstant(from, ZoneOffset.UTC);
		LocalDate first = asked.isBefore(account.firstDay()) ? account.firstDay() : asked;
		LocalDate last = LocalDate.ofInstant(until, ZoneOffset.UTC);
		// what is used today becomes known to the cloud later, but is used today
		Instant known = account.end().plusYears(Account.YEARS_TO_COME).minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
		new Ledger(account).usageDays(first, last, known, day -> addDay(day, stints));
		addContractors(first, last, stints);
		addShifts(from, until, stints);
		stints.removeIf(stint -> stint.start().isBefore(from) || !stint.start().isBefore(until));
		return stints.stream().sorted(Comparator.comparing(Stint::start).thenComparing(Stint::host).thenComparing(Stint::product)).toList();
	}

	/** @return names of all hosts that have an agent, in order */
	public Set<String> hosts() {
		Set<String> hosts = hostsOfPeople();
		for (int shift = 0; shift < shiftHosts; shift++) {
			hosts.add(host("ops", shift));
		}
		return hosts;
	}

	private Set<String> hostsOfPeople() {
		Set<String> hosts = new TreeSet<>();
		for (int person = 0; person < account.people(); person++) {
			if (watched(person)) {
				hosts.add(host("ws", person));
				if (person % SECOND_HOST == 0) {
					hosts.add(host("nb", person));
				}
			}
		}
		return hosts;
	}

	private static boolean watched(int person) {
		return person % 10 != NOT_WATCHED;
	}

	private static String host(String kind, int number) {
		return "%s-%04d".formatted(kind, number + 1);
	}

	private SplittableRandom random(String what, long number, long day) {
		return new SplittableRandom(((account.options().seed() * 31 + what.hashCode()) * 1_000_003 + number) * 1_000_003 + day);
	}

	private void addDay(UsedDay used, Set<Stint> stints) {
		int person = used.person().index();
		if (!watched(person) || used.version().equals(IN_THE_CLOUD)) {
			return;
		}
		SplittableRandom random = random(used.product(), person, used.day().toEpochDay());
		boolean twice = random.nextInt(DAYS_ON_BOTH) == 0 && person % SECOND_HOST == 0;
		for (WorkingDay.Time time : WorkingDay.times(random, used.day())) {
			Stint stint = new Stint(host("ws", person), used.person().userName(), used.product(), used.version(), time.start(), time.end());
			stints.add(stint);
			if (twice) {
				stints.add(new Stint(host("nb", person), stint.user(), stint.product(), stint.version(), stint.start().plusSeconds(60),
						stint.end().plusSeconds(600)));
			}
		}
	}

	private void addContractors(LocalDate first, LocalDate last, Set<Stint> stints) {
		List<Offering> installed = installed();
		for (int contractor = 0; contractor < CONTRACTORS; contractor++) {
			for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
				SplittableRandom random = random("contractor", contractor, day.toEpochDay());
				if (day.getDayOfWeek().getValue() < 6 && random.nextInt(4) == 0) {
					Offering product = installed.get(contractor % installed.size());
					for (WorkingDay.Time time : WorkingDay.times(random, day)) {
						stints.add(new Stint(host("ws", contractor), "ext-" + (contractor + 1), product.name(), version(day), time.start(),
								time.end()));
					}
				}
			}
		}
	}

	/** One after the other since the site was opened, whatever is asked for, so that the answer is the same each time. */
	private void addShifts(Instant from, Instant until, Set<Stint> stints) {
		if (!until.isAfter(opened)) {
			return;
		}
		List<Offering> installed = installed();
		for (int shift = 0; shift < shiftHosts; shift++) {
			SplittableRandom random = random("shift", shift, 0);
			String user = account.person(shift % account.people()).userName();
			Offering product = installed.get(shift % installed.size());
			Instant start = opened.plusSeconds(random.nextInt(LONGEST_BREAK));
			while (start.isBefore(until)) {
				Instant end = start.plus(Duration.ofSeconds(random.nextInt(LONGEST_BREAK, LONGEST_SHIFT)));
				if (!start.isBefore(from)) {
					stints.add(new Stint(host("ops", shift), user, product.name(), version(LocalDate.ofInstant(start, ZoneOffset.UTC)), start,
							end));
				}
				start = end.plusSeconds(random.nextInt(60, LONGEST_BREAK));
			}
		}
	}

	private List<Offering> installed() {
		List<Offering> installed = account.offerings().stream().filter(offering -> offering.versioned() && !offering.collection()).toList();
		return installed.subList(0, Math.min(6, installed.size()));
	}

	/** As vendors do, next year's comes in spring. */
	private static String version(LocalDate day) {
		return Integer.toString(day.getYear() + (day.getMonthValue() >= 4 ? 1 : 0));
	}
}
