package org.lictor.report;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Mapping;
import org.lictor.service.Person;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Which host users and accounts are one person, as the report about identity tells it at one moment. Immutable. */
public final class Persons {

	private final Map<String, Set<String>> accountsOfUsers = new HashMap<>();

	/**
	 * @param queries  answers the report
	 * @param progress takes news and tells of cancellation
	 * @throws ServiceException what the report throws
	 */
	public Persons(Queries queries, Progress progress) throws ServiceException {
		ResultTable identity = queries.run(Query.of(Queries.IDENTITY, ZoneOffset.UTC), progress);
		for (int row = 0; row < identity.rowCount(); row++) {
			if (identity.value(row, "user") instanceof String user && identity.value(row, "account") instanceof String account) {
				accountsOfUsers.computeIfAbsent(Mapping.userKey(user), none -> new TreeSet<>()).add(account.strip().toLowerCase(Locale.ROOT));
			}
		}
	}

	/**
	 * @param hostUser as agents report it
	 * @return the person: the account the host user is, and the host users that are that account alone
	 * @throws ServiceException INVALID when the host user is the accounts of several people, or no name
	 */
	public Person ofUser(String hostUser) throws ServiceException {
		String key = Mapping.userKey(hostUser);
		if (key.isEmpty()) {
			throw new ServiceException(Reason.INVALID, "'" + hostUser + "' names no user.");
		}
		Set<String> accounts = accountsOf(hostUser);
		if (accounts.size() > 1) {
			throw new ServiceException(Reason.INVALID, "The host user '" + hostUser + "' is several accounts: " + String.join(", ", accounts)
					+ ". Name the account of the person.");
		}
		Set<String> users = new TreeSet<>(Set.of(key));
		for (String account : accounts) {
			users.addAll(ofAccount(account).hostUsers());
		}
		return new Person(users, accounts);
	}

	/**
	 * @param account as reports show it
	 * @return the person: the account, and the host users that are no other account
	 * @throws ServiceException INVALID when it is no name
	 */
	public Person ofAccount(String account) throws ServiceException {
		String key = account.strip().toLowerCase(Locale.ROOT);
		if (key.isEmpty()) {
			throw new ServiceException(Reason.INVALID, "The account has no name.");
		}
		return new Person(usersOf(key, false), Set.of(key));
	}

	/**
	 * @param person by all their names
	 * @return host users that are an account of the person and also another one: what they did may be about somebody else
	 */
	public Set<String> shared(Person person) {
		Set<String> shared = new TreeSet<>();
		person.accounts().forEach(account -> shared.addAll(usersOf(account, true)));
		return shared;
	}

	/**
	 * @param hostUser as agents report it
	 * @return the accounts it is at any time
	 */
	Set<String> accountsOf(String hostUser) {
		return accountsOfUsers.getOrDefault(Mapping.userKey(hostUser), Set.of());
	}

	private Set<String> usersOf(String account, boolean shared) {
		Set<String> users = new TreeSet<>();
		accountsOfUsers.forEach((user, accounts) -> {
			if (accounts.contains(account) && accounts.size() > 1 == shared) {
				users.add(user);
			}
		});
		return users;
	}
}
