package org.lictor.core.internal.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

import org.lictor.model.LicenceType;
import org.lictor.query.AttributionPolicy;

/**
 * Lays sessions to entitlements, by rule {@code attribution v1}: to a seat that was assigned to the person on the day on which
 * the session began, of the product itself or of a collection that has it as a part; to what the vendor counted for the person
 * on that day, or on a day before or after, because it counts 24 hours in a time zone of its own; or to a floating licence of the
 * session's server, which needs no person. Where several allow it, a policy chooses, and all of them are named. All that is
 * assigned, counted and shared is told first, in any order and any number of times; for one thread.
 */
public final class Attribution {

	/** The rule's name. */
	public static final String RULE = "attribution v1";

	/** Why a session is laid to an entitlement, or to none. */
	public enum Basis {
		/** The vendor counted it for this one. */
		COUNTED("counted by the vendor"),
		/** Only this one allows it. */
		ONLY("only one allows it"),
		/** Several allow it, and the policy chose. */
		CHOSEN("chosen by the policy"),
		/** The user on the host is several people: one of them may have used it, and the policy chose. */
		SEVERAL_PEOPLE("several people"),
		/** The person had nothing that allows it. */
		NONE("nothing allows it"),
		/** The user on the host matches no account. */
		UNKNOWN_PERSON("unknown person"),
		/** No assignments of that server were ever told. */
		NOT_TOLD("assignments not told");

		private final String label;

		Basis(String label) {
			this.label = label;
		}

		/** @return the words for people */
		public String label() {
			return label;
		}
	}

	/**
	 * What a session may be laid to.
	 *
	 * @param product name of what is owned: a product or a collection
	 * @param type    how it is licensed: NAMED_USER, FLEX or FLOATING
	 */
	public record Entitlement(String product, LicenceType type) {

		@Override
		public String toString() {
			return product + " (" + type.label() + ")";
		}
	}

	/**
	 * What a session is laid to.
	 *
	 * @param to    the entitlement, empty when there is none
	 * @param basis why
	 * @param may   all that may have been used, the chosen one first
	 */
	public record Laid(Optional<Entitlement> to, Basis basis, List<Entitlement> may) {
	}

	private record Held(long server, String account) {
	}

	/** Days on which a seat was assigned, both included. */
	private record Days(long first, long last) {
	}

	private record Shared(long server, String product) {
	}

	private final ZoneId zone;
	private final AttributionPolicy policy;
	private final Function<String, Set<String>> collections;
	private final Map<Held, Map<Entitlement, List<Days>>> assigned = new HashMap<>();
	/** By person, by what ran. */
	private final Map<Held, Map<String, Map<Entitlement, Set<Long>>>> counted = new HashMap<>();
	private final Set<Shared> floating = new HashSet<>();
	private final Set<Long> told = new HashSet<>();

	/**
	 * @param zone        whose days count
	 * @param policy      chooses where several allow it
	 * @param collections gives the collections that have a product as a part
	 */
	public Attribution(ZoneId zone, AttributionPolicy policy, Function<String, Set<String>> collections) {
		this.zone = zone;
		this.policy = policy;
		this.collections = collections;
	}

	/** Whatever is assigned to a person and not paid by the day is a seat of that person. */
	private static LicenceType personal(LicenceType type) {
		return type == LicenceType.FLEX ? type : LicenceType.NAMED_USER;
	}

	/**
	 * A person had a seat.
	 *
	 * @param server  number of the account's server
	 * @param account what facts name the account by
	 * @param product name of the product or collection
	 * @param type    how it is licensed
	 * @param from    since when, empty when not told
	 * @param until   until when, empty while it stands
	 */
	public void assigned(long server, String account, String product, LicenceType type, Optional<Instant> from, Optional<Instant> until) {
		told.add(server);
		assigned.computeIfAbsent(new Held(server, account), none -> new HashMap<>())
				.computeIfAbsent(new Entitlement(product, personal(type)), none -> new ArrayList<>())
				.add(new Days(from.map(this::day).orElse(Long.MIN_VALUE), until.map(end -> day(end.minusMillis(1))).orElse(Long.MAX_VALUE)));
	}

	/**
	 * The vendor counted a day.
	 *
	 * @param server  number of the account's server
	 * @param account what facts name the account by
	 * @param ran     product that ran
	 * @param bought  product it was counted for, the same unless that is a collection
	 * @param type    how that is licensed
	 * @param day     the vendor's day
	 */
	public void counted(long server, String account, String ran, String bought, LicenceType type, LocalDate day) {
		counted.computeIfAbsent(new Held(server, account), none -> new HashMap<>()).computeIfAbsent(ran, none -> new HashMap<>())
				.computeIfAbsent(new Entitlement(bought, personal(type)), none -> new HashSet<>()).add(day.toEpochDay());
	}

	/**
	 * A server shares licences of a product among all who come.
	 *
	 * @param server  its number
	 * @param product name of the product
	 */
	public void floating(long server, String product) {
		floating.add(new Shared(server, product));
	}

	private long day(Instant moment) {
		return moment.atZone(zone).toLocalDate().toEpochDay();
	}

	/**
	 * @param server   number of the session's server
	 * @param accounts by what facts name the accounts that the user was; several are several people
	 * @param servers  numbers of the servers whose accounts they are
	 * @param ran      name of the product that ran
	 * @param start    when the session began
	 * @return what it is laid to
	 */
	public Laid laid(long server, Collection<String> accounts, Collection<Long> servers, String ran, Instant start) {
		long day = day(start);
		SortedSet<Entitlement> may = new TreeSet<>(order(ran));
		boolean vendorTold = false;
		for (String account : accounts) {
			Set<Entitlement> ofVendor = new HashSet<>();
			Set<Entitlement> ofSeats = new HashSet<>();
			for (long each : servers) {
				Held held = new Held(each, account);
				ofVendor.addAll(counted(held, ran, day));
				ofSeats.addAll(seats(held, ran, day));
			}
			vendorTold |= !ofVendor.isEmpty();
			may.addAll(ofVendor);
			if (ofVendor.isEmpty() || policy != AttributionPolicy.VENDOR) {
				may.addAll(ofSeats);
			}
		}
		if (floating.contains(new Shared(server, ran)) && (!vendorTold || policy != AttributionPolicy.VENDOR)) {
			may.add(new Entitlement(ran, LicenceType.FLOATING));
		}
		return may.isEmpty() ? new Laid(Optional.empty(), nothing(accounts, servers), List.of())
				: new Laid(Optional.of(may.first()), basis(accounts.size(), may.size(), vendorTold), List.copyOf(may));
	}

	private Basis nothing(Collection<String> accounts, Collection<Long> servers) {
		if (servers.stream().noneMatch(told::contains)) {
			return Basis.NOT_TOLD;
		}
		return accounts.isEmpty() ? Basis.UNKNOWN_PERSON : Basis.NONE;
	}

	private static Basis basis(int people, int may, boolean vendorTold) {
		if (people > 1) {
			return Basis.SEVERAL_PEOPLE;
		}
		if (may > 1) {
			return Basis.CHOSEN;
		}
		return vendorTold ? Basis.COUNTED : Basis.ONLY;
	}

	private Set<Entitlement> counted(Held held, String ran, long day) {
		Map<Entitlement, Set<Long>> all = counted.getOrDefault(held, Map.of()).getOrDefault(ran, Map.of());
		Set<Entitlement> found = new HashSet<>();
		all.forEach((entitlement, days) -> addIf(days.contains(day), found, entitlement));
		if (found.isEmpty()) {
			all.forEach((entitlement, days) -> addIf(days.contains(day - 1) || days.contains(day + 1), found, entitlement));
		}
		return found;
	}

	private Set<Entitlement> seats(Held held, String ran, long day) {
		Set<Entitlement> found = new HashSet<>();
		assigned.getOrDefault(held, Map.of()).forEach((entitlement, times) -> addIf(
				(entitlement.product().equals(ran) || collections.apply(ran).contains(entitlement.product()))
						&& times.stream().anyMatch(days -> days.first() <= day && day <= days.last()),
				found, entitlement));
		return found;
	}

	private static void addIf(boolean so, Set<Entitlement> found, Entitlement entitlement) {
		if (so) {
			found.add(entitlement);
		}
	}

	/** Seats before what is shared, and that before what is paid by the day; among seats the policy decides. */
	private Comparator<Entitlement> order(String ran) {
		boolean collectionFirst = policy == AttributionPolicy.COLLECTION;
		return Comparator.comparingInt((Entitlement each) -> switch (each.type()) {
		case FLOATING -> 1;
		case FLEX -> 2;
		default -> 0;
		}).thenComparing(each -> each.product().equals(ran) == collectionFirst).thenComparing(Entitlement::product);
	}
}
