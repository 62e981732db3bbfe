package org.lictor.service;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One person by all their names.
 *
 * @param hostUsers host users the person is, as {@link Mapping#userKey} makes them
 * @param accounts  accounts the person has, as reports show them, in small letters
 */
public record Person(Set<String> hostUsers, Set<String> accounts) {

	/**
	 * Makes the names comparable.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public Person {
		hostUsers = Set.copyOf(hostUsers.stream().map(Mapping::userKey).filter(name -> !name.isEmpty()).collect(Collectors.toSet()));
		accounts = Set.copyOf(accounts.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> !name.isEmpty())
				.collect(Collectors.toSet()));
		if (hostUsers.isEmpty() && accounts.isEmpty()) {
			throw new IllegalArgumentException("a person has at least one host user or account");
		}
	}

	/** @return the names for people: accounts, then host users */
	public String names() {
		TreeSet<String> all = new TreeSet<>(accounts);
		String first = String.join(", ", all);
		all.clear();
		all.addAll(hostUsers);
		String second = String.join(", ", all);
		return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
	}
}
