package org.lictor.core.internal.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.core.internal.directory.DirectoryPeople;
import org.lictor.model.Account;
import org.lictor.store.AccountFact;
import org.lictor.store.StoredMapping;

/**
 * Finds out which accounts a host user is: rule {@code identity v3}. Decisions of people come first, then the exact
 * name, then the mail addresses that a company's directory has of the host user, then the local part of the mail address, then the patterns of names; the first rule that finds anything decides.
 * One host user may be many accounts, and one account many host users. In which order accounts, decisions and patterns
 * are given changes nothing. Immutable; answers are quick.
 */
public final class Identity {

	/** The name of the rule for people. */
	public static final String RULE = "identity v3";

	private static final Comparator<AccountFact> ORDER = Comparator
			.comparing((AccountFact fact) -> fact.account().emailKey()).thenComparing(fact -> fact.account().id())
			.thenComparing(fact -> fact.account().hashedId()).thenComparing(AccountFact::key)
			.thenComparing(fact -> fact.account().firstName()).thenComparing(fact -> fact.account().lastName())
			.thenComparing(AccountFact::role).thenComparing(AccountFact::status).thenComparingLong(AccountFact::evidence);

	private final Map<String, List<AccountFact>> byName = new HashMap<>();
	private final Map<String, List<AccountFact>> byLocalPart = new HashMap<>();
	private final Map<String, List<AccountFact>> byPattern = new HashMap<>();
	private final Map<String, List<StoredMapping>> mappings = new HashMap<>();
	private final DirectoryPeople directories;

	/**
	 * @param accounts the accounts among which to look
	 * @param decided  what people decided, ended decisions included
	 * @param patterns how user names are made of names of people
	 * @param directories what companies' directories tell
	 */
	public Identity(Collection<AccountFact> accounts, Collection<StoredMapping> decided, Collection<NamePattern> patterns,
			DirectoryPeople directories) {
		this.directories = directories;
		for (AccountFact fact : accounts.stream().sorted(ORDER).toList()) {
			Account account = fact.account();
			Set<String> names = new LinkedHashSet<>(
					List.of(account.emailKey(), lower(account.id()), lower(account.hashedId())));
			names.stream().filter(name -> !name.isEmpty()).forEach(name -> add(byName, name, fact));
			if (!account.mailLocalPart().isEmpty()) {
				add(byLocalPart, account.mailLocalPart(), fact);
			}
			Set<String> made = new LinkedHashSet<>();
			patterns.forEach(pattern -> pattern.userOf(account).ifPresent(made::add));
			made.forEach(user -> add(byPattern, user, fact));
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
		return mappings.containsKey(HostUsers.key(hostUser)) || !directories.changesOf(hostUser).isEmpty();
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
		Set<AccountFact> decided = new TreeSet<>(ORDER);
		for (StoredMapping mapping : mappings.getOrDefault(key, List.of())) {
			if (holds(mapping, at)) {
				decided.addAll(byName.getOrDefault(lower(mapping.account()), List.of()));
			}
		}
		if (!decided.isEmpty()) {
			return decided.stream().map(account -> new Match(account, Match.Rule.MAPPING, false)).toList();
		}
		List<AccountFact> whole = byName.getOrDefault(lower(hostUser), List.of());
		List<AccountFact> exact = whole.isEmpty() ? byName.getOrDefault(key, List.of()) : whole;
		if (!exact.isEmpty()) {
			return found(exact, Match.Rule.EXACT_NAME);
		}
		List<Match> told = byDirectory(hostUser, at);
		if (!told.isEmpty()) {
			return told;
		}
		List<AccountFact> mail = byLocalPart.getOrDefault(key, List.of());
		return mail.isEmpty() ? found(byPattern.getOrDefault(key, List.of()), Match.Rule.PATTERN)
				: found(mail, Match.Rule.MAIL_LOCAL_PART);
	}

	/** A person of the directory may have several accounts; several people of that name are a doubt, though one alone has an account. */
	private List<Match> byDirectory(String hostUser, Instant at) {
		List<Set<String>> people = directories.mailsOf(hostUser, millis(at));
		Set<AccountFact> found = new TreeSet<>(ORDER);
		people.forEach(mails -> mails.forEach(mail -> found.addAll(byName.getOrDefault(mail, List.of()))));
		return found.stream().map(account -> new Match(account, Match.Rule.DIRECTORY_MAIL, people.size() > 1)).toList();
	}

	private static long millis(Instant at) {
		return at.equals(Instant.MIN) ? Long.MIN_VALUE : at.toEpochMilli();
	}

	/**
	 * A time for which a host user is the same accounts.
	 *
	 * @param from    first moment, empty for all the past
	 * @param until   first moment after it, empty for all time to come
	 * @param matches the accounts, empty when none is known
	 */
	public record Span(Optional<Instant> from, Optional<Instant> until, List<Match> matches) {
	}

	/**
	 * @param hostUser as a source tells it
	 * @return which accounts it is when: spans that follow each other without a gap, neighbours differing
	 */
	public List<Span> history(String hostUser) {
		Set<Instant> cuts = new TreeSet<>(directories.changesOf(hostUser));
		for (StoredMapping mapping : mappings.getOrDefault(HostUsers.key(hostUser), List.of())) {
			mapping.from().ifPresent(cuts::add);
			mapping.until().ifPresent(cuts::add);
		}
		List<Span> spans = new ArrayList<>();
		spans.add(new Span(Optional.empty(), Optional.empty(), accountsOf(hostUser, Instant.MIN)));
		for (Instant cut : cuts) {
			Span last = spans.getLast();
			List<Match> matches = accountsOf(hostUser, cut);
			if (!matches.equals(last.matches())) {
				spans.set(spans.size() - 1, new Span(last.from(), Optional.of(cut), last.matches()));
				spans.add(new Span(Optional.of(cut), Optional.empty(), matches));
			}
		}
		return spans;
	}

	private static boolean holds(StoredMapping mapping, Instant at) {
		return mapping.from().map(from -> !at.isBefore(from)).orElse(true)
				&& mapping.until().map(at::isBefore).orElse(true);
	}

	/** A person with accounts on several servers has one mail address: that is many accounts, and no doubt. */
	private static List<Match> found(List<AccountFact> accounts, Match.Rule rule) {
		boolean ambiguous = accounts.stream()
				.map(fact -> fact.account().emailKey().isEmpty() ? fact.key() : fact.account().emailKey()).distinct().count() > 1;
		return accounts.stream().map(account -> new Match(account, rule, ambiguous)).toList();
	}

	private static String lower(String text) {
		return text.strip().toLowerCase(Locale.ROOT);
	}

	private static <T> void add(Map<String, List<T>> index, String key, T value) {
		index.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
	}
}
