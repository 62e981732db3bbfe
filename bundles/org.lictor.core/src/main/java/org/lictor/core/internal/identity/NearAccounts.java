package org.lictor.core.internal.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.lictor.model.Account;
import org.lictor.store.AccountFact;

/**
 * Finds accounts that a host user nearly is, for a person to decide. Looks through all names that the rules would have
 * taken, so each candidate says by what it misses. Immutable.
 */
public final class NearAccounts {

	/** A name shorter than this stands in too many others. */
	private static final int SHORTEST = 3;

	/**
	 * An account that a host user nearly is.
	 *
	 * @param account  the account
	 * @param distance how far it is off: letters that differ, more where one name only stands in the other
	 * @param why      why no rule matches, as half a sentence
	 */
	public record Candidate(AccountFact account, int distance, String why) {
	}

	/** A name a host user would have, with its letters as bits. */
	private record Name(String text, long letters, String what) {
	}

	private record Known(AccountFact account, List<Name> names, Name family) {
	}

	private final List<Known> known = new ArrayList<>();

	/**
	 * @param accounts the accounts among which to look
	 * @param patterns how user names are made of names of people
	 */
	public NearAccounts(Collection<AccountFact> accounts, Collection<NamePattern> patterns) {
		for (AccountFact fact : accounts) {
			Account account = fact.account();
			List<Name> names = new ArrayList<>();
			names.add(name(account.mailLocalPart(), "its mail address before the @"));
			for (NamePattern pattern : patterns) {
				pattern.userOf(account).ifPresent(user -> names.add(name(user, "its name by " + pattern.text())));
			}
			names.removeIf(name -> name.text().length() < SHORTEST);
			known.add(new Known(fact, names, name(NamePattern.plain(account.lastName()), "its family name")));
		}
	}

	/**
	 * @param hostUser a host user that matches no account
	 * @param most     at most so many
	 * @return the nearest accounts, the nearest first
	 */
	public List<Candidate> of(String hostUser, int most) {
		Name user = name(HostUsers.key(hostUser), "");
		List<Candidate> found = new ArrayList<>();
		for (Known each : known) {
			Candidate best = null;
			for (Name name : each.names()) {
				best = nearer(best, near(each.account(), user, name));
			}
			if (best == null && stands(each.family(), user)) {
				best = new Candidate(each.account(), 4, "only " + each.family().what() + " '" + each.family().text() + "' stands in it");
			}
			if (best != null) {
				found.add(best);
			}
		}
		found.sort(Comparator.comparing(Candidate::distance).thenComparing(each -> each.account().account().label(), String.CASE_INSENSITIVE_ORDER));
		Set<String> people = new HashSet<>();
		found.removeIf(each -> !people.add(each.account().account().label().toLowerCase(java.util.Locale.ROOT)));
		return List.copyOf(found.subList(0, Math.min(most, found.size())));
	}

	private static Candidate nearer(Candidate one, Candidate other) {
		return one == null || other != null && other.distance() < one.distance() ? other : one;
	}

	/** Null when it is not near: private to this class, where an optional for each of many names would cost. */
	private static Candidate near(AccountFact account, Name user, Name name) {
		int allowed = Math.min(2, Math.min(user.text().length(), name.text().length()) / 3);
		if (allowed > 0 && Math.abs(user.text().length() - name.text().length()) <= allowed
				&& Long.bitCount(user.letters() ^ name.letters()) <= 2 * allowed) {
			int distance = distance(user.text(), name.text());
			if (distance > 0 && distance <= allowed) {
				return new Candidate(account, distance, distance + (distance == 1 ? " letter differs" : " letters differ") + " from '"
						+ name.text() + "', " + name.what());
			}
		}
		return stands(name, user) ? new Candidate(account, 3, "'" + name.text() + "', " + name.what() + ", stands in it with more around")
				: null;
	}

	private static boolean stands(Name name, Name user) {
		return name.text().length() >= SHORTEST && (name.letters() & ~user.letters()) == 0
				&& user.text().length() > name.text().length() && user.text().contains(name.text());
	}

	private static Name name(String text, String what) {
		long letters = 0;
		for (int index = 0; index < text.length(); index++) {
			letters |= 1L << (text.charAt(index) % 64);
		}
		return new Name(text, letters, what);
	}

	/** How many letters must be put in, left out or replaced to make one text of the other. */
	static int distance(String one, String other) {
		int[] last = new int[other.length() + 1];
		for (int column = 0; column <= other.length(); column++) {
			last[column] = column;
		}
		for (int row = 1; row <= one.length(); row++) {
			int[] current = new int[other.length() + 1];
			current[0] = row;
			for (int column = 1; column <= other.length(); column++) {
				int replaced = last[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
				current[column] = Math.min(replaced, Math.min(last[column], current[column - 1]) + 1);
			}
			last = current;
		}
		return last[other.length()];
	}
}
