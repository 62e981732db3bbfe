package org.lictor.core.internal.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.model.Account;
import org.lictor.service.Mapping;
import org.lictor.service.Person;
import org.lictor.spi.Observation;
import org.lictor.store.AccountFact;

/**
 * One person as sources name them: by a host user, or by any name of an account that is theirs. Which accounts are one, the
 * rule of {@link AccountBook} says. Not safe for use by many threads.
 */
public final class PersonTold {

	private final Set<String> hostUsers;
	private final Map<String, List<Account>> accounts = new HashMap<>();

	/**
	 * @param person by the names that reports show
	 * @param known  the accounts that are known
	 */
	public PersonTold(Person person, Collection<AccountFact> known) {
		hostUsers = new HashSet<>(person.hostUsers());
		Set<String> strange = new TreeSet<>(person.accounts());
		for (AccountFact fact : known) {
			Set<String> names = new TreeSet<>(AccountBook.names(fact.account()));
			names.add(fact.key());
			names.retainAll(person.accounts());
			if (!names.isEmpty()) {
				strange.removeAll(names);
				add(fact.account());
			}
		}
		strange.forEach(name -> add(name.indexOf('@') > 0 ? Account.ofEmail(name) : new Account(name, "", "", "", "")));
	}

	/**
	 * @param told as a source names an account
	 * @return whether it is the person's
	 */
	public boolean isAccount(Account told) {
		return AccountBook.names(told).stream().flatMap(name -> accounts.getOrDefault(name, List.of()).stream())
				.anyMatch(known -> AccountBook.compatible(known, told));
	}

	/**
	 * @param user as an agent or a licence server names who uses something
	 * @return whether it is the person
	 */
	public boolean isUser(String user) {
		String key = Mapping.userKey(user);
		return !key.isEmpty() && (hostUsers.contains(key) || accounts.containsKey(user.strip().toLowerCase(Locale.ROOT)));
	}

	/**
	 * @param observation anything a source says
	 * @return whether it says it of the person; what it says of nobody in particular is not
	 */
	public boolean concerns(Observation observation) {
		return switch (observation) {
		case Observation.AccountSeen told -> isAccount(told.account());
		case Observation.Assignment told -> isAccount(told.account());
		case Observation.UsageDay told -> isAccount(told.account());
		case Observation.UsageSummary told -> isAccount(told.account());
		case Observation.GroupMember told -> isAccount(told.account());
		case Observation.Checkout told -> isUser(told.user());
		case Observation.UsageSession told -> isUser(told.user());
		case Observation.Entitlement told -> false;
		case Observation.Sample told -> false;
		case Observation.Team told -> false;
		case Observation.TokenUse told -> false;
		case Observation.TokenContract told -> false;
		};
	}

	private void add(Account account) {
		AccountBook.names(account).forEach(name -> accounts.computeIfAbsent(name, none -> new ArrayList<>(1)).add(account));
	}
}
