package org.lictor.core.internal.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.lictor.model.Account;
import org.lictor.store.AccountFact;

/**
 * Finds out which of the accounts that evidence names are one, by rule {@code accounts v1}: accounts with the same id,
 * the same hashed id or the same mail address are one, unless both have ids and these differ. What is told later
 * overrides what was told earlier, but nothing overrides something. For one thread.
 */
final class AccountBook {

	/** An account as far as it is known; several of them may turn out to be one. */
	final class Entry {
		private Entry mergedInto;
		private Account account;
		private String role = "";
		private String status = "";
		private long evidence;

		private Entry(Account account) {
			this.account = account;
		}

		/** @return what other facts name the account by, once everything was told */
		String key() {
			Account known = root().account;
			return !known.id().isBlank() ? lower(known.id())
					: !known.hashedId().isBlank() ? lower(known.hashedId()) : known.emailKey();
		}

		private Entry root() {
			Entry root = this;
			while (root.mergedInto != null) {
				root = root.mergedInto;
			}
			return root;
		}
	}

	private final Map<String, Entry> byId = new HashMap<>();
	private final Map<String, Entry> byHash = new HashMap<>();
	private final Map<String, Entry> byEmail = new HashMap<>();
	private final List<Entry> entries = new ArrayList<>();

	/**
	 * @param account  as evidence names it
	 * @param role     the vendor's word for the role, empty when not told
	 * @param status   the vendor's word for the state, empty when not told
	 * @param evidence number of the evidence
	 * @return the account
	 */
	Entry tell(Account account, String role, String status, long evidence) {
		Set<Entry> found = new LinkedHashSet<>();
		find(byId, account.id(), account, found);
		find(byHash, account.hashedId(), account, found);
		find(byEmail, account.email(), account, found);
		Entry entry;
		if (found.isEmpty()) {
			entry = new Entry(account);
			entries.add(entry);
		} else {
			List<Entry> one = new ArrayList<>(found);
			entry = one.get(0);
			for (Entry other : one.subList(1, one.size())) {
				if (compatible(entry.account, other.account)) {
					other.mergedInto = entry;
					entry.account = merged(other.account, entry.account);
					entry.role = later(entry.role, other.role);
					entry.status = later(entry.status, other.status);
				}
			}
			entry.account = merged(entry.account, account);
		}
		entry.role = later(entry.role, role);
		entry.status = later(entry.status, status);
		entry.evidence = Math.max(entry.evidence, evidence);
		index(byId, entry.account.id(), entry);
		index(byHash, entry.account.hashedId(), entry);
		index(byEmail, entry.account.email(), entry);
		return entry;
	}

	/** @return the accounts, each once, in the order in which they were first told */
	List<AccountFact> facts() {
		return entries.stream().filter(entry -> entry.mergedInto == null)
				.map(entry -> new AccountFact(entry.key(), entry.account, entry.role, entry.status, entry.evidence))
				.toList();
	}

	private static void find(Map<String, Entry> index, String name, Account account, Set<Entry> found) {
		Entry entry = name.isBlank() ? null : index.get(lower(name));
		if (entry != null && compatible(entry.root().account, account)) {
			found.add(entry.root());
		}
	}

	private static void index(Map<String, Entry> index, String name, Entry entry) {
		if (!name.isBlank()) {
			index.put(lower(name), entry);
		}
	}

	private static boolean compatible(Account one, Account other) {
		return agree(one.id(), other.id()) && agree(one.hashedId(), other.hashedId());
	}

	private static boolean agree(String one, String other) {
		return one.isBlank() || other.isBlank() || lower(one).equals(lower(other));
	}

	private static Account merged(Account earlier, Account later) {
		return new Account(later(earlier.id(), later.id()), later(earlier.hashedId(), later.hashedId()),
				later(earlier.email(), later.email()), later(earlier.firstName(), later.firstName()),
				later(earlier.lastName(), later.lastName()));
	}

	private static String later(String earlier, String later) {
		return later.isBlank() ? earlier : later;
	}

	private static String lower(String text) {
		return text.strip().toLowerCase(Locale.ROOT);
	}
}
