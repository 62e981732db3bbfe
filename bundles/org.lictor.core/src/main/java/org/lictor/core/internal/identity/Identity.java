package org.lictor.core.internal.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.lictor.model.Account;
import org.lictor.store.AccountFact;
import org.lictor.store.StoredMapping;

/**
 * Finds out which accounts a host user is: rule {@code identity v1}. Decisions of people come first, then the exact
 * name, then the local part of the mail address; the first rule that finds anything decides. One host user may be many
 * accounts, and one account many host users. Immutable; answers are quick.
 */
public final class Identity {

	private final Map<String, List<AccountFact>> byName = new HashMap<>();
	private final Map<String, List<AccountFact>> byLocalPart = new HashMap<>();
	private final Map<String, List<StoredMapping>> mappings = new HashMap<>();

	/**
	 * @param accounts the accounts among which to look
	 * @param decided  what people decided, ended decisions included
	 */
	public Identity(Collection<AccountFact> accounts, Collection<StoredMapping> decided) {
		for (AccountFact fact : accounts) {
			Account account = fact.account();
			Set<String> names = new LinkedHashSet<>(
					List.of(account.emailKey(), lower(account.id()), lower(account.hashedId())));
			names.stream().filter(name -> !name.isEmpty()).forEach(name -> add(byName, name, fact));
			if (!account.mailLocalPart().isEmpty()) {
				add(byLocalPart, account.mailLocalPart(), fact);
			}
		}
		for (StoredMapping mapping : decided) {
			add(mappings, HostUsers.key(mapping.hostUser()), mapping);
		}
	}

	/**
	 * @param hostUser as a source tells it
	 * @return true when the answer for this user depends on the time that is asked for
	 */
	public boolean dependsOnTime(String hostUser) {
		return mappings.containsKey(HostUsers.key(hostUser));
	}

	/**
	 * @param hostUser as a source tells it
	 * @param at       the time at which decisions of people must hold
	 * @return the accounts it is, each once; empty when none is known
	 */
	public List<Match> accountsOf(String hostUser, Instant at) {
		String key = HostUsers.key(hostUser);
		if (key.isEmpty()) {
			return List.of();
		}
		Set<AccountFact> decided = new LinkedHashSet<>();
		for (StoredMapping mapping : mappings.getOrDefault(key, List.of())) {
			if (holds(mapping, at)) {
				decided.addAll(byName.getOrDefault(lower(mapping.account()), List.of()));
			}
		}
		if (!decided.isEmpty()) {
			return matches(decided, Match.Rule.MAPPING);
		}
		List<AccountFact> whole = byName.getOrDefault(lower(hostUser), List.of());
		List<AccountFact> exact = whole.isEmpty() ? byName.getOrDefault(key, List.of()) : whole;
		if (!exact.isEmpty()) {
			return matches(exact, Match.Rule.EXACT_NAME);
		}
		return matches(byLocalPart.getOrDefault(key, List.of()), Match.Rule.MAIL_LOCAL_PART);
	}

	private static boolean holds(StoredMapping mapping, Instant at) {
		return mapping.from().map(from -> !at.isBefore(from)).orElse(true)
				&& mapping.until().map(at::isBefore).orElse(true);
	}

	private static List<Match> matches(Collection<AccountFact> accounts, Match.Rule rule) {
		return accounts.stream().map(account -> new Match(account, rule)).toList();
	}

	private static String lower(String text) {
		return text.strip().toLowerCase(Locale.ROOT);
	}

	private static <T> void add(Map<String, List<T>> index, String key, T value) {
		index.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
	}
}
