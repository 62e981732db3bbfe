package org.lictor.core.internal.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
	private final Set<Account> accounts = new LinkedHashSet<>();
	private final Map<String, List<Account>> byName = new HashMap<>();

	/**
	 * @param person by the names that reports show
	 * @param known  the accounts that are known
	 */
	public PersonTold(Person person, Collection<AccountFact> known) {
		this(person.hostUsers(), List.of());
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
	 * @param hostUsers as mappings compare them
	 * @param accounts  as they were told
	 */
	public PersonTold(Set<String> hostUsers, Collection<Account> accounts) {
		this.hostUsers = new HashSet<>(hostUsers);
		accounts.forEach(this::add);
	}

	/** @return host users, as mappings compare them */
	public Set<String> hostUsers() {
		return hostUsers;
	}

	/** @return the person's accounts in each form in which they were told */
	public Set<Account> accounts() {
		return accounts;
	}

	/**
	 * @param told as a source names an account
	 * @return whether it is the person's
	 */
	public boolean isAccount(Account told) {
		return AccountBook.names(told).stream().flatMap(name -> byName.getOrDefault(name, List.of()).stream())
				.anyMatch(known -> AccountBook.compatible(known, told));
	}

	/**
	 * @param name in small letters
	 * @return whether it is a name of an account of the person
	 */
	public boolean isNameOfAccount(String name) {
		return byName.containsKey(name);
	}

	/**
	 * @param user as an agent or a licence server names who uses something
	 * @return whether it is the person
	 */
	public boolean isUser(String user) {
		String key = Mapping.userKey(user);
		return !key.isEmpty() && (hostUsers.contains(key) || isNameOfAccount(user.strip().toLowerCase(Locale.ROOT)));
	}

	/**
	 * @param observation anything a source says
	 * @return whether it says it of the person; what it says of nobody in particular is not
	 */
	public boolean concerns(Observation observation) {
		return account(observation).filter(this::isAccount).isPresent() || user(observation).filter(this::isUser).isPresent();
	}

	/**
	 * Takes in a name of the person that was not known: an account that changed its address has the former one in old evidence.
	 *
	 * @param observation anything a source says
	 * @return whether there was one
	 */
	public boolean learn(Observation observation) {
		Optional<Account> told = account(observation).filter(account -> !accounts.contains(account)).filter(this::isAccount);
		told.ifPresent(this::add);
		return told.isPresent();
	}

	/**
	 * @param observation anything a source says
	 * @return the account it is about; empty when it is about none
	 */
	public static Optional<Account> account(Observation observation) {
		return switch (observation) {
		case Observation.AccountSeen told -> Optional.of(told.account());
		case Observation.Assignment told -> Optional.of(told.account());
		case Observation.UsageDay told -> Optional.of(told.account());
		case Observation.UsageSummary told -> Optional.of(told.account());
		case Observation.GroupMember told -> Optional.of(told.account());
		case Observation.Checkout told -> Optional.empty();
		case Observation.UsageSession told -> Optional.empty();
		case Observation.Denial told -> Optional.empty();
		case Observation.Entitlement told -> Optional.empty();
		case Observation.Sample told -> Optional.empty();
		case Observation.Team told -> Optional.empty();
		case Observation.TokenUse told -> Optional.empty();
		case Observation.TokenContract told -> Optional.empty();
		};
	}

	/**
	 * @param observation anything a source says
	 * @return the user it names; empty when it names none
	 */
	public static Optional<String> user(Observation observation) {
		return switch (observation) {
		case Observation.Checkout told -> Optional.of(told.user());
		case Observation.UsageSession told -> Optional.of(told.user());
		case Observation.Denial told -> Optional.of(told.user());
		default -> Optional.empty();
		};
	}

	private void add(Account account) {
		accounts.add(account);
		AccountBook.names(account).forEach(name -> byName.computeIfAbsent(name, none -> new ArrayList<>(1)).add(account));
	}
}
