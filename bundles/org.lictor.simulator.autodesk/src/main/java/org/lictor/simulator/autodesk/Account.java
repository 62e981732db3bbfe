package org.lictor.simulator.autodesk;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The data of a customer: teams, people who come and go, what was bought, who may use it and who did. Made from a seed: the
 * same numbers give the same account, on every machine. Immutable and safe for use by several threads.
 *
 * <p><b>How much there is.</b> Most people use few products, and those seldom: of the assignments half are used on 1 to 4 of
 * a hundred working days, a third on 4 to 20, the rest on 20 to 55; weekends hardly count. 50,000 people, 300 products and 3
 * years so give some 5 million days of use (rows of the usage export); {@link Options#activity} scales that. They are not
 * stored: whether a person used a product on a day is computed from the seed whenever it is asked for. What is stored is some
 * 20 bytes for each person and 12 for each assignment, so such an account takes less than 10 MB.
 *
 * <p><b>Time.</b> Days are those of UTC. The account is told of for {@code years} years from its first day, and goes on
 * {@value #YEARS_TO_COME} years after them, so that a clock may be moved on: what happens then was decided with the seed, too.
 */
public final class Account {

	/** For how many years the account goes on after the years it was made for. */
	public static final int YEARS_TO_COME = 2;

	/** The offering that is paid for in tokens. */
	public static final String FLEX = "Flex";

	private static final LocalDate FIRST_DAY = LocalDate.of(2023, 11, 1);
	/** How long an ended subscription is still listed. Silent: the documentation does not say; 30 days is our choice. */
	static final int LISTED_AFTER_END = 30;
	private static final int SHORTEST_GAP = 20;
	private static final int TERM = 365;

	// What a place of chance is for; the first coordinate.
	private static final long USE = 1L << 40;
	private static final long PART = 2L << 40;
	private static final long VERSION = 3L << 40;
	private static final long NAME = 4L << 40;
	private static final long ID = 5L << 40;
	private static final long TERMS = 6L << 40;
	private static final long GROUP = 7L << 40;
	private static final long ROLE = 8L << 40;
	private static final long NEVER = 9L << 40;
	private static final long HOLIDAY = 10L << 40;

	/** Of ten thousand assignments. */
	private static final int NEVER_USED = 800;
	private static final int FIRST_SUMMER_DAY = 165;
	private static final int SUMMER_DAYS = 75;
	private static final int SUMMER_HOLIDAY = 14;

	private static final String[] FIRST_NAMES = { "Anna", "Ben", "Carla", "David", "Elif", "Frank", "Grace", "Hiro", "Ines", "Jan",
			"Kaja", "Liam", "Maja", "Noah", "Olga", "Pavel", "Quentin", "Rosa", "Sven", "Tara", "Uwe", "Vera", "Wim", "Xenia",
			"Yusuf", "Zoë", "Åsa", "Björn", "Chloé", "Łukasz" };
	private static final String[] LAST_NAMES = { "Adams", "Berg", "Costa", "Dietrich", "Eriksen", "Fischer", "Garcia", "Hansen",
			"Ivanov", "Jansen", "Kowalski", "Larsen", "Müller", "Nguyen", "O'Brien", "Petrov", "Quist", "Rossi", "Schmidt",
			"Tanaka", "Ueda", "Vogel", "Weber", "Xu", "Yilmaz", "Zhang", "Núñez", "Smith, Jr." };

	/**
	 * What an account is made from.
	 *
	 * @param seed     any number
	 * @param people   1 or more
	 * @param products 1 or more
	 * @param years    1 to 10
	 * @param teams    1 to 100
	 * @param firstDay from which there are data
	 * @param activity how much people use what they may, 1.0 as described above, more than 0 and at most 10
	 * @param lateDays how many days after the day itself a tenth of the days of use become known, beyond the one day that all
	 *                 take; 0 for none. Silent: that days may come late is plausible and written nowhere.
	 * @param lifelike whether people have holidays, each two weeks in summer and all of them between the years and on the first
	 *                 of May, one of twelve seats is never used, and two collections are sold, not three
	 */
	public record Options(long seed, int people, int products, int years, int teams, LocalDate firstDay, double activity,
			int lateDays, boolean lifelike) {

		/** Checks the ranges. */
		public Options {
			if (people < 1 || products < 1 || years < 1 || years > 10 || teams < 1 || teams > 100 || !(activity > 0)
					|| activity > 10 || lateDays < 0) {
				throw new IllegalArgumentException("an account needs people, products, 1 to 10 years and 1 to 100 teams");
			}
		}

		/**
		 * Without holidays and seats that are never used.
		 *
		 * @param seed     any number
		 * @param people   1 or more
		 * @param products 1 or more
		 * @param years    1 to 10
		 * @param teams    1 to 100
		 * @param firstDay from which there are data
		 * @param activity how much people use what they may
		 * @param lateDays how many days later some days of use become known
		 */
		public Options(long seed, int people, int products, int years, int teams, LocalDate firstDay, double activity, int lateDays) {
			this(seed, people, products, years, teams, firstDay, activity, lateDays, false);
		}
	}

	private final Options options;
	private final Chance chance;
	private final int days;
	private final List<Team> teams = new ArrayList<>();
	private final List<Offering> offerings;
	private final Map<String, Integer> offeringByName = new HashMap<>();
	private final int[][] parts;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final TokenFlexData tokenFlex;

	// people
	private final byte[] teamOf;
	private final short[] joined;
	private final short[] left;
	private final int[] firstUse;
	private final boolean[] primary;

	// what people use: an assignment, or Flex without one; those of a person stand side by side
	private short[] useOffering = new short[1024];
	private short[] useFrom = new short[1024];
	private short[] useUntil = new short[1024];
	private short[] useRate = new short[1024];
	private boolean[] useFlex = new boolean[1024];
	private int uses;

	private Account(Options options) {
		this.options = options;
		chance = new Chance(options.seed());
		LocalDate end = options.firstDay().plusYears(options.years() + YEARS_TO_COME);
		days = (int) ChronoUnit.DAYS.between(options.firstDay(), end);
		offerings = Catalogue.of(options.products(), options.lifelike() ? 2 : Catalogue.ALL_COLLECTIONS);
		for (int i = 0; i < offerings.size(); i++) {
			offeringByName.put(offerings.get(i).name(), i);
		}
		parts = new int[offerings.size()][];
		for (int i = 0; i < parts.length; i++) {
			parts[i] = offerings.get(i).parts().stream().mapToInt(offeringByName::get).toArray();
		}
		for (int i = 0; i < options.teams(); i++) {
			teams.add(team(i));
		}
		teamOf = new byte[options.people()];
		joined = new short[options.people()];
		left = new short[options.people()];
		firstUse = new int[options.people() + 1];
		primary = new boolean[options.people()];
		makePeople();
		buy();
		tokenFlex = new TokenFlexData(this, chance);
	}

	/**
	 * Makes an account that begins on 2023-11-01.
	 *
	 * @param seed     any number
	 * @param people   1 or more
	 * @param products 1 or more
	 * @param years    1 to 10
	 * @param teams    1 to 100
	 * @return the account
	 */
	public static Account generate(long seed, int people, int products, int years, int teams) {
		return generate(new Options(seed, people, products, years, teams, FIRST_DAY, 1, 0));
	}

	/**
	 * @param options what it is made from
	 * @return the account
	 */
	public static Account generate(Options options) {
		return new Account(options);
	}

	// ---- making --------------------------------------------------------------------------------------------------------

	/** Different benefits: every team may be asked through the interface but the fourth of each four. */
	private Team team(int i) {
		Set<String> benefits = new LinkedHashSet<>(List.of("InsightsTeam"));
		if (i % 4 != 3) {
			benefits.addAll(List.of(Team.REPORTING_API, "ReportingSeatUsage"));
		}
		if (i % 2 == 0) {
			benefits.addAll(List.of("ReportingAdvanced", "ReportingFlexUsage"));
		}
		String[] places = { "New York Office", "Lyon, Bureau d'études", "Köln", "Singapore" };
		String alias = i < places.length ? places[i] : "Team " + (i + 1);
		return new Team(Integer.toString(4_865_648 + i * 1_031), alias, benefits);
	}

	private void makePeople() {
		SplittableRandom random = new SplittableRandom(options.seed());
		double[] popular = new double[offerings.size()];
		double sum = 0;
		for (int i = 0; i < popular.length; i++) {
			sum += 1.0 / (i + 3);
			popular[i] = sum;
		}
		boolean[] hasAdministrator = new boolean[teams.size()];
		for (int person = 0; person < options.people(); person++) {
			// the first teams are the largest
			int team = person < teams.size() ? person : Math.min(random.nextInt(teams.size()), random.nextInt(teams.size()));
			teamOf[person] = (byte) team;
			primary[person] = !hasAdministrator[team];
			hasAdministrator[team] = true;
			joined[person] = (short) (primary[person] || random.nextInt(10) < 7 ? 0 : random.nextInt(days));
			// one of twelve leaves in a year
			int stays = (int) Math.min(days, -Math.log(1 - random.nextDouble()) * 12 * 365);
			left[person] = (short) (primary[person] ? days : Math.min(days, joined[person] + 1 + stays));
			firstUse[person] = uses;
			makeUses(person, random, popular);
		}
		firstUse[options.people()] = uses;
	}

	private void makeUses(int person, SplittableRandom random, double[] popular) {
		int draw = random.nextInt(100);
		int wanted = draw < 45 ? 1 : draw < 80 ? 2 : draw < 95 ? 3 : 4;
		// so that nothing is sold that nobody has
		List<Integer> chosen = new ArrayList<>(List.of(person < offerings.size() ? person : pick(random, popular)));
		for (int tries = 0; chosen.size() < wanted && tries < 10; tries++) {
			int next = pick(random, popular);
			if (!chosen.contains(next)) {
				chosen.add(next);
			}
		}
		for (int offering : chosen) {
			int rate = rate(random);
			int from = joined[person] == 0 ? 0 : Math.min(joined[person] + random.nextInt(6), left[person]);
			while (from < left[person]) {
				// seats are taken back and given again
				int until = random.nextInt(100) < 60 ? left[person] : Math.min(left[person], from + 30 + random.nextInt(700));
				add(offering, from, until, rate, false);
				from = until < left[person] && random.nextBoolean() ? until + SHORTEST_GAP + random.nextInt(200) : days;
			}
		}
		if (random.nextInt(100) < 4) {
			int offering = pick(random, popular);
			if (!chosen.contains(offering) && !offerings.get(offering).collection()) {
				add(offering, joined[person], left[person], Math.max(1, rate(random) / 3), true);
			}
		}
	}

	private static int pick(SplittableRandom random, double[] popular) {
		int found = Arrays.binarySearch(popular, random.nextDouble() * popular[popular.length - 1]);
		return Math.min(popular.length - 1, found < 0 ? -found - 1 : found);
	}

	/** In ten-thousandths of a working day. */
	private int rate(SplittableRandom random) {
		int draw = random.nextInt(100);
		int rate = draw < 50 ? 100 + random.nextInt(300) : draw < 85 ? 400 + random.nextInt(1_600) : 2_000 + random.nextInt(3_500);
		return (int) Math.max(1, Math.min(9_000, rate * options.activity()));
	}

	private void add(int offering, int from, int until, int rate, boolean flex) {
		if (uses == useOffering.length) {
			int longer = uses * 2;
			useOffering = Arrays.copyOf(useOffering, longer);
			useFrom = Arrays.copyOf(useFrom, longer);
			useUntil = Arrays.copyOf(useUntil, longer);
			useRate = Arrays.copyOf(useRate, longer);
			useFlex = Arrays.copyOf(useFlex, longer);
		}
		useOffering[uses] = (short) offering;
		useFrom[uses] = (short) from;
		useUntil[uses] = (short) until;
		useRate[uses] = (short) rate;
		useFlex[uses] = flex;
		uses++;
	}

	/** For each team and product, one-year terms with enough seats, more of them from the middle of a term if need be. */
	private void buy() {
		int[][] change = new int[teams.size() * offerings.size()][];
		for (int person = 0; person < options.people(); person++) {
			for (int use = firstUse[person]; use < firstUse[person + 1]; use++) {
				if (!useFlex[use]) {
					int place = teamOf[person] * offerings.size() + useOffering[use];
					if (change[place] == null) {
						change[place] = new int[days + 1];
					}
					change[place][useFrom[use]]++;
					change[place][useUntil[use]]--;
				}
			}
		}
		for (int team = 0; team < teams.size(); team++) {
			for (int offering = 0; offering < offerings.size(); offering++) {
				int place = team * offerings.size() + offering;
				if (change[place] != null) {
					int[] assigned = change[place];
					for (int day = 1; day <= days; day++) {
						assigned[day] += assigned[day - 1];
					}
					buy(team, offering, assigned);
				}
			}
			buyFlex(team);
		}
	}

	private void buy(int team, int offering, int[] assigned) {
		String id = "5" + String.format("%02d%05d", team, offering);
		int begin = -chance.below(TERM, TERMS, team, offering);
		for (int term = 0; begin < days; term++, begin += TERM) {
			int middle = begin + 120 + chance.below(120, TERMS + 1, team * 1000L + offering, term);
			int early = spare(peak(assigned, begin, middle));
			int late = spare(peak(assigned, middle, begin + TERM));
			String contract = "1100" + String.format("%02d%03d%d", team, offering % 1000, term / 3);
			if (early > 0) {
				subscribe(id, contract, team, offerings.get(offering).name(), early, begin, begin + TERM);
			}
			if (late > early) {
				subscribe(id + "-" + (term + 1), contract, team, offerings.get(offering).name(), late - early, middle, begin + TERM);
			}
		}
	}

	private void buyFlex(int team) {
		int begin = -chance.below(TERM, TERMS, team, 99_999);
		for (int term = 0; begin < days; term++, begin += TERM) {
			subscribe("59" + String.format("%02d", team) + "0000" + term, "1199" + String.format("%02d", team) + term, team, FLEX,
					500 * (2 + term), begin, begin + TERM);
		}
	}

	private void subscribe(String id, String contract, int team, String offering, int seats, int from, int until) {
		subscriptions.add(new Subscription(id, contract, teams.get(team), offering, seats, date(from), date(until - 1)));
	}

	private static int spare(int peak) {
		return peak == 0 ? 0 : peak + 1 + peak / 20;
	}

	private int peak(int[] assigned, int from, int until) {
		int peak = 0;
		for (int day = Math.max(0, from); day < Math.min(until, days); day++) {
			peak = Math.max(peak, assigned[day]);
		}
		return peak;
	}

	// ---- asking --------------------------------------------------------------------------------------------------------

	/** @return what it was made from */
	public Options options() {
		return options;
	}

	/** @return the first day of data */
	public LocalDate firstDay() {
		return options.firstDay();
	}

	/** @return the day after the years it was made for; a clock set to its morning sees all of them */
	public LocalDate end() {
		return options.firstDay().plusYears(options.years());
	}

	/** @return all teams, also those without the reporting interface */
	public List<Team> teams() {
		return List.copyOf(teams);
	}

	/** @return what is sold, the most popular first, without Flex */
	public List<Offering> offerings() {
		return offerings;
	}

	/** @return every term of every subscription, also those to come, by team and offering */
	public List<Subscription> subscriptions() {
		return List.copyOf(subscriptions);
	}

	/** @return the data of Token Flex contracts */
	TokenFlexData tokenFlex() {
		return tokenFlex;
	}

	/** @return how many people there are in all the years */
	public int people() {
		return options.people();
	}

	/**
	 * @param index from 0 to below {@link #people()}
	 * @return that person
	 */
	public Person person(int index) {
		String first = FIRST_NAMES[chance.below(FIRST_NAMES.length, NAME, index, 1)];
		String last = LAST_NAMES[chance.below(LAST_NAMES.length, NAME, index, 2)];
		String mail = "user" + index + "." + plain(last) + "@example.com";
		return new Person(index, id(index), hash(index), mail, first, last, teams.get(teamOf[index]), role(index));
	}

	private static String plain(String name) {
		StringBuilder plain = new StringBuilder();
		name.chars().filter(letter -> letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z')
				.forEach(letter -> plain.append((char) letter));
		return plain.toString().toLowerCase(java.util.Locale.ROOT);
	}

	private String id(int index) {
		char[] letters = new char[12];
		// the beginning makes it unique, the rest makes it look like one of the vendor's
		String unique = Integer.toString(index, 36).toUpperCase(java.util.Locale.ROOT);
		long bits = chance.bits(ID, index, 0) >>> 1;
		for (int i = 0; i < letters.length; i++) {
			letters[i] = Character.toUpperCase(Character.forDigit((int) (bits % 36), 36));
			bits /= 36;
		}
		String tail = new String(letters);
		return (unique.length() + unique + tail).substring(0, 12);
	}

	private String hash(int index) {
		return String.format("%08x%016x%016x%016x%08x", index, chance.bits(ID, index, 1), chance.bits(ID, index, 2),
				chance.bits(ID, index, 3), chance.bits(ID, index, 4) >>> 32);
	}

	private String role(int index) {
		return primary[index] ? "Primary admin" : chance.happens(20, ROLE, index, 0) ? "Secondary admin" : "User";
	}

	LocalDate date(int day) {
		return options.firstDay().plusDays(day);
	}

	/** @return the number of a day, which may lie outside of the data */
	int day(LocalDate date) {
		return (int) Math.max(Integer.MIN_VALUE / 2, Math.min(Integer.MAX_VALUE / 2, ChronoUnit.DAYS.between(options.firstDay(), date)));
	}

	/** @return one more than the number of the last day there is anything of */
	int days() {
		return days;
	}

	Team teamOf(int person) {
		return teams.get(teamOf[person]);
	}

	boolean there(int person, int day) {
		return day >= joined[person] && day < left[person];
	}

	int firstUse(int person) {
		return firstUse[person];
	}

	int endOfUses(int person) {
		return firstUse[person + 1];
	}

	boolean flex(int use) {
		return useFlex[use];
	}

	int from(int use) {
		return useFrom[use];
	}

	int until(int use) {
		return useUntil[use];
	}

	Offering offering(int use) {
		return offerings.get(useOffering[use]);
	}

	Optional<Offering> offering(String name) {
		return Optional.ofNullable(offeringByName.get(name)).map(offerings::get);
	}

	/** @return whether somebody used what is assigned, or Flex, on a day; the day must lie within the data */
	boolean used(int use, int day) {
		if (day < useFrom[use] || day >= useUntil[use]) {
			return false;
		}
		DayOfWeek weekday = DayOfWeek.of(Math.floorMod(options.firstDay().getDayOfWeek().getValue() - 1 + day, 7) + 1);
		int rate = weekday.getValue() < 6 ? useRate[use] : useRate[use] / 20;
		return chance.happens(rate, USE, use, day) && !(options.lifelike() && rests(use, day));
	}

	private boolean rests(int use, int day) {
		LocalDate date = date(day);
		boolean christmas = date.getMonthValue() == 12 && date.getDayOfMonth() >= 24 || date.getDayOfYear() == 1;
		boolean firstOfMay = date.getMonthValue() == 5 && date.getDayOfMonth() == 1;
		int summer = FIRST_SUMMER_DAY + chance.below(SUMMER_DAYS, HOLIDAY, personOf(use), date.getYear());
		boolean away = date.getDayOfYear() >= summer && date.getDayOfYear() < summer + SUMMER_HOLIDAY;
		return christmas || firstOfMay || away || chance.happens(NEVER_USED, NEVER, use, 0);
	}

	private int personOf(int use) {
		int found = Arrays.binarySearch(firstUse, use);
		int person = found < 0 ? -found - 2 : found;
		while (firstUse[person + 1] <= use) {
			person++;
		}
		return person;
	}

	/** @return the day on whose beginning a used day can be asked for; the day after, or a few later */
	int known(int use, int day) {
		boolean late = options.lateDays() > 0 && chance.happens(1_000, USE + 1, use, day);
		return day + 1 + (late ? 1 + chance.below(options.lateDays(), USE + 2, use, day) : 0);
	}

	/** @return what of an offering ran on a day: itself, or some parts of a collection */
	List<Offering> ran(int use, int day) {
		int[] in = parts[useOffering[use]];
		if (in.length == 0) {
			return List.of(offering(use));
		}
		// a person has a favourite part, and opens a second one sometimes
		int favourite = in[chance.below(in.length, PART, use, -1)];
		if (chance.happens(2_000, PART, use, day)) {
			int other = in[chance.below(in.length, PART + 1, use, day)];
			if (other != favourite) {
				return List.of(offerings.get(favourite), offerings.get(other));
			}
		}
		return List.of(offerings.get(favourite));
	}

	/** @return the version a person runs on a day: people change to a new one within two years */
	String version(int use, int day, Offering ran) {
		if (!ran.versioned()) {
			return "cloud";
		}
		LocalDate date = date(day);
		int lag = chance.below(500, VERSION, use, 0);
		// the version of a year comes out in March of the year before
		return Integer.toString(date.minusDays(lag).plusMonths(9).getYear());
	}

	/** @return the groups of a person on a day, each with its type */
	List<GroupMember> groups(int person, int day) {
		if (!there(person, day)) {
			return List.of();
		}
		List<GroupMember> groups = new ArrayList<>();
		Person member = person(person);
		groups.add(new GroupMember("Department " + (1 + person / 45), "Directory sync", member));
		// projects are manned anew every 90 days
		if (chance.happens(1_500, GROUP, person, day / 90)) {
			groups.add(new GroupMember("Project " + (1 + chance.below(20, GROUP + 1, person, day / 90)), "Manual", member));
		}
		return groups;
	}
}
