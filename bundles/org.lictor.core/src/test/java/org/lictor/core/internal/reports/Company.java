package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.core.internal.Site;

/**
 * A small company of which every event is known: five people, three products and a collection of two of them. Its account
 * is read twice, at the beginning and sixty days later; the questions come on day 100.
 */
final class Company {

	static final List<String> PEOPLE = List.of("ann", "ben", "eve", "kim", "lea");
	static final List<String> PRODUCTS = List.of("Maya", "Revit", "Civil");
	static final String COLLECTION = "Suite";
	/** What {@link #COLLECTION} is made of. */
	static final Set<String> PARTS = Set.of("Revit", "Civil");

	/**
	 * A seat.
	 *
	 * @param since when it was first seen, empty when it was there at the first look
	 */
	record Seat(String person, String product, Optional<Instant> since) {
	}

	/**
	 * A day the vendor counted.
	 *
	 * @param part what ran, when it was a part of the collection
	 */
	record Day(String person, String product, String part, LocalDate day) {
	}

	/** A session on a host. */
	record Session(String person, String host, String product, Instant start, Duration length) {

		Instant end() {
			return start.plus(length);
		}
	}

	final String name;
	final Instant begin;
	final List<Seat> seats = new ArrayList<>();
	/** The ones that were there at the beginning and were lost on day 60. */
	final List<Seat> lost = new ArrayList<>();
	final Set<Day> days = new java.util.LinkedHashSet<>();
	final List<Session> sessions = new ArrayList<>();

	private Company(String name, Instant begin) {
		this.name = name;
		this.begin = begin;
	}

	/** Lets a company live through a hundred days. */
	static Company live(Site site, String name, long seed) throws Exception {
		Random random = new Random(seed);
		Company company = new Company(name, site.now());
		site.addServer(name);
		Set<String> first = seats(random);
		Set<String> second = seats(random);
		site.importLines(name, "first", list(first));
		site.after(Duration.ofDays(60));
		Instant read = site.now();
		site.importLines(name, "second", list(second));
		site.after(Duration.ofDays(40));
		for (String seat : first) {
			String[] words = seat.split(" ");
			Seat each = new Seat(words[0], words[1], Optional.empty());
			(second.contains(seat) ? company.seats : company.lost).add(each);
		}
		for (String seat : second) {
			if (!first.contains(seat)) {
				String[] words = seat.split(" ");
				company.seats.add(new Seat(words[0], words[1], Optional.of(read)));
			}
		}
		company.use(random);
		List<String> lines = new ArrayList<>(List.of("note uses"));
		for (String person : PEOPLE) {
			lines.add("account - - " + person + "@x");
		}
		company.days.forEach(day -> lines.add("day " + day.person() + "@x " + day.product()
				+ (day.part().isEmpty() ? "" : "/" + day.part()) + " " + day.day()));
		int number = 0;
		for (Session session : company.sessions) {
			lines.add("session s" + number++ + " " + session.person() + " " + session.host() + " " + session.product() + " "
					+ session.start() + " " + session.length().toSeconds());
		}
		site.importLines(name, "uses", lines.toArray(String[]::new));
		return company;
	}

	private static Set<String> seats(Random random) {
		Set<String> seats = new TreeSet<>();
		for (String person : PEOPLE) {
			for (String product : PRODUCTS) {
				if (random.nextInt(3) == 0) {
					seats.add(person + " " + product);
				}
			}
			if (random.nextInt(3) == 0) {
				seats.add(person + " " + COLLECTION);
			}
		}
		return seats;
	}

	private static String[] list(Set<String> seats) {
		List<String> lines = new ArrayList<>(List.of("all ASSIGNMENTS"));
		seats.forEach(seat -> lines.add("assigned " + seat.replace(" ", "@x ")));
		return lines.toArray(String[]::new);
	}

	private void use(Random random) {
		LocalDate firstDay = begin.atZone(ZoneOffset.UTC).toLocalDate();
		// from these the parts of the collection are known
		PARTS.forEach(part -> days.add(new Day(PEOPLE.getFirst(), COLLECTION, part, firstDay.minusDays(30))));
		for (int i = random.nextInt(25); i > 0; i--) {
			String product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
			boolean part = PARTS.contains(product) && random.nextBoolean();
			days.add(new Day(person(random), part ? COLLECTION : product, part ? product : "",
					firstDay.plusDays(random.nextInt(130) - 30)));
		}
		for (int i = random.nextInt(25); i > 0; i--) {
			sessions.add(new Session(random.nextInt(8) == 0 ? "stranger" : person(random), "PC" + random.nextInt(3),
					PRODUCTS.get(random.nextInt(PRODUCTS.size())), begin.plus(Duration.ofMinutes(random.nextInt(130 * 24 * 60 - 1000) - 30 * 24 * 60)),
					Duration.ofMinutes(1 + random.nextInt(600))));
		}
	}

	private static String person(Random random) {
		return PEOPLE.get(random.nextInt(PEOPLE.size()));
	}

	/** Whether a product may have been used out of what somebody has. */
	static boolean allows(String had, String ran) {
		return had.equals(ran) || had.equals(COLLECTION) && PARTS.contains(ran);
	}
}
