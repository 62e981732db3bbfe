package org.lictor.core.internal.people;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lictor.core.internal.facts.PersonTold;
import org.lictor.model.Account;
import org.lictor.spi.Observation;

/** Says how what was told of a person reads once they are erased. Not safe for use by many threads. */
final class Renaming {

	private final PersonTold person;
	private final Pseudonyms pseudonyms;
	private final NameReplacement all;

	/**
	 * @param person     by all their names
	 * @param pseudonyms what stands for them
	 */
	Renaming(PersonTold person, Pseudonyms pseudonyms) {
		this.person = person;
		this.pseudonyms = pseudonyms;
		this.all = allInText(List.of());
	}

	PersonTold person() {
		return person;
	}

	/**
	 * @param user a host user as it was told
	 * @return the same when it is somebody else
	 */
	String user(String user) {
		return person.isUser(user) ? pseudonyms.ofUser(user) : user;
	}

	/**
	 * @param name of an account as people wrote it
	 * @return the same when it is somebody else's
	 */
	String account(String name) {
		return person.isNameOfAccount(name.strip().toLowerCase(Locale.ROOT)) ? pseudonyms.of(name) : name;
	}

	private Account account(Account told) {
		return person.isAccount(told) ? new Account(blank(told.id()), blank(told.hashedId()), blank(told.email()), name(told.firstName()),
				name(told.lastName())) : told;
	}

	private String blank(String name) {
		return name.isBlank() ? name : pseudonyms.of(name);
	}

	private String name(String name) {
		return name.isBlank() ? name : pseudonyms.ofPerson(name);
	}

	/**
	 * @param observation what a source told
	 * @return what it is to tell
	 */
	Observation of(Observation observation) {
		return switch (observation) {
		case Observation.AccountSeen told -> new Observation.AccountSeen(account(told.account()), told.role(), told.status());
		case Observation.Assignment told -> new Observation.Assignment(account(told.account()), told.product(), told.assignedAt(),
				told.unassignedAt(), told.team());
		case Observation.UsageDay told -> new Observation.UsageDay(account(told.account()), told.product(), told.day(), told.tokens(),
				told.team());
		case Observation.UsageSummary told -> new Observation.UsageSummary(account(told.account()), told.product(), told.daysUsed(),
				told.tokens(), told.lastUsed());
		case Observation.GroupMember told -> new Observation.GroupMember(told.group(), told.groupType(), account(told.account()),
				told.team());
		case Observation.Checkout told -> new Observation.Checkout(told.product(), user(told.user()), told.host(), told.licences(),
				told.since(), told.borrowedUntil());
		case Observation.UsageSession told -> new Observation.UsageSession(told.reference(), told.product(), user(told.user()),
				told.host(), told.start(), told.end(), told.tokens());
		case Observation.Denial told -> denial(told);
		case Observation.Entitlement told -> told;
		case Observation.Sample told -> told;
		case Observation.Team told -> told;
		case Observation.TokenUse told -> told;
		case Observation.TokenContract told -> told;
		};
	}

	/**
	 * @param observation anything a source tells
	 * @return whether its words name the person, though they tell of somebody else
	 */
	boolean isNamedIn(Observation observation) {
		return observation instanceof Observation.Denial told && !all.replace(told.reason()).equals(told.reason());
	}

	/** A reason in a vendor's words may name people. */
	private Observation denial(Observation.Denial told) {
		boolean ofPerson = person.isUser(told.user());
		NameReplacement names = ofPerson ? allInText(List.of(told.user())) : all;
		return new Observation.Denial(told.at(), told.product(), user(told.user()), told.host(), told.licences(),
				names.replace(told.reason()));
	}

	/** @return replaces the names of the person's accounts in a text */
	NameReplacement accountsInText() {
		return new NameReplacement(names(), beside());
	}

	/**
	 * @param users users as a text tells them, of the person
	 * @return replaces the names of the person's accounts and host users in a text
	 */
	NameReplacement allInText(Iterable<String> users) {
		Map<String, String> names = names();
		person.hostUsers().forEach(user -> names.put(user, pseudonyms.of(user)));
		for (String user : users) {
			String own = user.substring(user.lastIndexOf('\\') + 1).strip();
			names.put(own, pseudonyms.of(own));
		}
		return new NameReplacement(names, beside());
	}

	private Map<String, String> names() {
		Map<String, String> names = new HashMap<>();
		for (Account account : person.accounts()) {
			for (String name : new String[] { account.id(), account.hashedId(), account.email() }) {
				if (!name.isBlank()) {
					names.put(name.strip(), pseudonyms.of(name));
				}
			}
		}
		return names;
	}

	private Map<String, String> beside() {
		Map<String, String> names = new HashMap<>();
		for (Account account : person.accounts()) {
			for (String name : new String[] { account.firstName(), account.lastName() }) {
				if (!name.isBlank()) {
					names.put(name.strip(), pseudonyms.ofPerson(name));
				}
			}
		}
		return names;
	}
}
