package org.lictor.core.internal.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lictor.model.Account;
import org.lictor.store.AccountFact;
import org.lictor.store.FactUnit;
import org.lictor.store.Stored;
import org.lictor.store.Transaction;

/**
 * Finds out which of the accounts that evidence names are one, by rule {@code accounts v4}: accounts with the same id are
 * one; so are accounts with the same hashed id or the same mail address, unless both have ids, or both have hashed ids,
 * and these differ. An account is known by the names it has now. Of several that a name may be, it is the one whose key comes
 * first: which was known first depends on the order in which files were handed in. What is told later overrides what was told
 * earlier, but nothing overrides something. Goes on from the accounts that stand in the store; once its
 * changes were {@linkplain #written written}, from those. For one thread.
 */
final class AccountBook {

	/** An account as far as it is known; several of them may turn out to be one. */
	final class Entry {
		private final int order;
		private Optional<Stored<AccountFact>> stands;
		private Optional<Entry> mergedInto = Optional.empty();
		private Account account;
		/** By what other facts name it, of the account as it is known. */
		private String name;
		private String role;
		private String status;
		private long evidence;

		private Entry(int order, Optional<Stored<AccountFact>> stands, AccountFact fact) {
			this.order = order;
			this.stands = stands;
			becomes(fact.account());
			this.role = fact.role();
			this.status = fact.status();
			this.evidence = fact.evidence();
		}

		/** @return whether it is known as it is told */
		private boolean tells(Account told, String toldRole, String toldStatus) {
			return later(role, toldRole).equals(role) && later(status, toldStatus).equals(status)
					&& merged(account, told).equals(account);
		}

		/** @return what other facts name the account by, once everything was told */
		String key() {
			return root().name;
		}

		private void becomes(Account known) {
			account = known;
			name = !known.id().isBlank() ? lower(known.id()) : !known.hashedId().isBlank() ? lower(known.hashedId()) : known.emailKey();
		}

		private Entry root() {
			Entry root = this;
			while (root.mergedInto.isPresent()) {
				root = root.mergedInto.get();
			}
			return root;
		}

		private AccountFact fact() {
			return new AccountFact(key(), account, role, status, evidence);
		}
	}

	private static final Comparator<Entry> BY_AGE = Comparator.comparingInt(entry -> entry.order);
	private static final Comparator<Entry> BY_NAMES = Comparator.comparing(Entry::key).thenComparing(entry -> entry.account.emailKey())
			.thenComparing(entry -> lower(entry.account.hashedId()));

	private final Map<String, List<Entry>> byName = new HashMap<>();
	/** How many entries there were. */
	private int size;
	/**
	 * Those that were told as they are known since anything changed, by what was told of them: told so again they are the same ones.
	 * Every piece of evidence about use tells the same of nearly everybody.
	 */
	private Map<Account, Entry> asKnown = new HashMap<>();
	/** Those that may not stand as they are known. */
	private final Set<Entry> touched = new LinkedHashSet<>();

	/**
	 * @param stands the accounts that stand, by number
	 */
	AccountBook(Collection<Stored<AccountFact>> stands) {
		for (Stored<AccountFact> stored : stands) {
			index(add(Optional.of(stored), stored.fact()));
		}
	}

	/**
	 * @param account  as evidence names it
	 * @param role     the vendor's word for the role, empty when not told
	 * @param status   the vendor's word for the state, empty when not told
	 * @param evidence number of the evidence
	 * @return the account
	 */
	Entry tell(Account account, String role, String status, long evidence) {
		Entry known = asKnown.get(account);
		if (known != null && known.tells(account, role, status)) {
			return known;
		}
		List<Entry> found = found(account);
		if (found.isEmpty()) {
			asKnown = new HashMap<>();
			Entry entry = add(Optional.empty(), new AccountFact("", account, role, status, evidence));
			index(entry);
			touched.add(entry);
			return entry;
		}
		Entry first = found.getFirst();
		if (found.size() == 1 && first.tells(account, role, status)) {
			asKnown.put(account, first);
			return first;
		}
		asKnown = new HashMap<>();
		AccountFact before = first.fact();
		// by what it is known to be with what is told now: an id that is told joins accounts whose hashed ids differ
		Account together = merged(first.account, account);
		List<Entry> one = found.stream().filter(entry -> entry == first || compatible(together, entry.account)).toList();
		Account joined = first.account;
		String joinedRole = first.role;
		String joinedStatus = first.status;
		for (Entry other : one.subList(1, one.size())) {
			joined = merged(other.account, joined);
			joinedRole = later(other.role, joinedRole);
			joinedStatus = later(other.status, joinedStatus);
		}
		// the oldest stays, because the store may know it by its number
		Entry entry = one.stream().min(BY_AGE).orElseThrow();
		for (Entry other : one) {
			touched.add(other);
			forget(other);
			if (other != entry) {
				other.mergedInto = Optional.of(entry);
			}
		}
		entry.becomes(merged(joined, account));
		entry.role = later(joinedRole, role);
		entry.status = later(joinedStatus, status);
		entry.evidence = first.evidence;
		index(entry);
		if (!entry.fact().equals(before)) {
			entry.evidence = evidence;
		}
		return entry;
	}

	/** @return for each name the account it may be, each once, in the order of their keys */
	private List<Entry> found(Account account) {
		List<Entry> found = new ArrayList<>(3);
		for (String name : names(account)) {
			Entry best = null;
			for (Entry entry : byName.getOrDefault(name, List.of())) {
				if (compatible(entry.account, account) && (best == null || BY_NAMES.compare(entry, best) < 0)) {
					best = entry;
				}
			}
			if (best != null && !found.contains(best)) {
				found.add(best);
			}
		}
		if (found.size() > 1) {
			found.sort(BY_NAMES);
		}
		return found;
	}

	/**
	 * What must change in the store.
	 *
	 * @param merged  numbers of accounts that go, with those that stay
	 * @param changed accounts that stand, as they are known now
	 * @param fresh   new ones
	 * @param renames whether an account that stood is named by another key now
	 */
	record Changes(Map<Long, Long> merged, List<Stored<AccountFact>> changed, List<AccountFact> fresh, boolean renames) {

		boolean isEmpty() {
			return merged.isEmpty() && changed.isEmpty() && fresh.isEmpty();
		}

		/** @return the new ones as they stand now */
		List<Stored<AccountFact>> write(Transaction transaction, FactUnit unit) {
			transaction.facts().accounts().merge(unit, merged, new EvidenceOrder(transaction, unit));
			transaction.facts().accounts().change(unit, changed);
			return transaction.facts().accounts().add(unit, fresh);
		}
	}

	/**
	 * The changes were written, and the next evidence may be told.
	 *
	 * @param added the new accounts as they stand now
	 */
	void written(List<Stored<AccountFact>> added) {
		Iterator<Stored<AccountFact>> fresh = added.iterator();
		for (Entry entry : touched) {
			if (entry.mergedInto.isEmpty()) {
				entry.stands = Optional.of(entry.stands.isEmpty() ? fresh.next() : new Stored<>(entry.stands.get().id(), entry.fact()));
			}
		}
		touched.clear();
	}

	/** @return what changed since the book was opened or written */
	Changes changes() {
		Map<Long, Long> merged = new LinkedHashMap<>();
		List<Stored<AccountFact>> changed = new ArrayList<>();
		List<AccountFact> fresh = new ArrayList<>();
		boolean renames = false;
		for (Entry entry : touched) {
			if (entry.mergedInto.isPresent()) {
				// one that stands is older than one that does not, so that the older of two stays
				entry.stands.ifPresent(stored -> merged.put(stored.id(), entry.root().stands.orElseThrow().id()));
				continue;
			}
			AccountFact fact = entry.fact();
			if (entry.stands.isEmpty()) {
				fresh.add(fact);
			} else if (!entry.stands.get().fact().equals(fact)) {
				changed.add(new Stored<>(entry.stands.get().id(), fact));
				renames |= !entry.stands.get().fact().key().equals(fact.key());
			}
		}
		return new Changes(merged, changed, fresh, renames || !merged.isEmpty());
	}

	private Entry add(Optional<Stored<AccountFact>> stands, AccountFact fact) {
		return new Entry(size++, stands, fact);
	}

	private void index(Entry entry) {
		for (String name : names(entry.account)) {
			List<Entry> known = byName.computeIfAbsent(name, none -> new ArrayList<>(1));
			if (!known.contains(entry)) {
				known.add(entry);
			}
		}
	}

	private void forget(Entry entry) {
		for (String name : names(entry.account)) {
			List<Entry> known = byName.get(name);
			if (known != null) {
				known.remove(entry);
			}
		}
	}

	/** The names an account is known by; that of the first kind first. */
	static List<String> names(Account account) {
		List<String> names = new ArrayList<>(3);
		for (String name : List.of(account.id(), account.hashedId(), account.email())) {
			if (!name.isBlank()) {
				names.add(lower(name));
			}
		}
		return names;
	}

	/** @return whether two accounts that have a name in common may be one */
	static boolean compatible(Account one, Account other) {
		return !one.id().isBlank() && !other.id().isBlank() ? agree(one.id(), other.id())
				: agree(one.hashedId(), other.hashedId());
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
