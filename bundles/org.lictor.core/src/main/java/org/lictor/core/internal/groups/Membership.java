package org.lictor.core.internal.groups;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import org.lictor.core.internal.directory.DirectoryPeople;
import org.lictor.core.internal.groups.MemberTimes.Span;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.core.internal.identity.Identity;
import org.lictor.core.internal.identity.Match;
import org.lictor.model.Account;
import org.lictor.service.ReportGroup;
import org.lictor.store.AccountFact;
import org.lictor.store.GroupMemberFact;
import org.lictor.store.StoredReportGroup;

/**
 * When whom and what is in a group, by rule {@code member at start v1}: a session belongs to a group when it began at a time
 * of membership. Immutable.
 */
public final class Membership {

	/** The name of the rule, for people. */
	public static final String RULE = "member at start v1";

	/** A member, and of its name what is compared for each of many host users. */
	private record Named(StoredReportGroup.Member member, boolean ofVendor, boolean wild, String key,
			Optional<DirectoryPeople.Selection> ofDirectory) {
	}

	private final List<StoredReportGroup.Member> members;
	private final List<Named> named;
	private final Optional<Instant> today;
	private final Map<String, DirectoryPeople.Selection> ofDirectories = new HashMap<>();

	/**
	 * @param members of the group
	 * @param today   empty to take memberships as they were; else those that hold at this moment count for all times
	 * @param directories what companies' directories tell
	 */
	public Membership(List<StoredReportGroup.Member> members, Optional<Instant> today, DirectoryPeople directories) {
		this.members = List.copyOf(members);
		this.today = today;
		members.forEach(member -> directories.select(member.name()).ifPresent(selection -> ofDirectories.put(member.name(), selection)));
		this.named = this.members.stream().map(member -> new Named(member, ofVendor(member.name()), Wildcards.in(member.name()),
				HostUsers.key(member.name()), Optional.ofNullable(ofDirectories.get(member.name())))).toList();
	}

	/**
	 * @param name of a host, a server or a product
	 * @return when it is in the group
	 */
	public MemberTimes of(String name) {
		return new MemberTimes(members.stream().filter(member -> Wildcards.match(member.name(), name)).map(this::span).toList());
	}

	/**
	 * Tells whether it matters which accounts host users are; to find that out for all of them takes a while.
	 *
	 * @param accounts those among which host users are looked for
	 * @return whether somebody may be in the group as one of them, and not only by the name of a host user
	 */
	public boolean mayBeAccounts(Collection<AccountFact> accounts) {
		return members.stream().anyMatch(member -> isKind(member.name())
				|| accounts.stream().anyMatch(account -> namesAccount(member.name(), account.account())));
	}

	/**
	 * When a host user is in the group: by name, as an account, or as an account in a group of the vendor's. Who is not
	 * surely an account, because a rule found several people, is in no group as that account.
	 *
	 * @param user         as a source tells it
	 * @param history      which accounts it is when; may be empty when {@link #mayBeAccounts} says that they do not matter
	 * @param vendorGroups gives the memberships of an account in groups of the vendor's
	 * @return when; never for a user without a name
	 */
	public MemberTimes ofUser(String user, List<Identity.Span> history,
			Function<AccountFact, ? extends Collection<GroupMemberFact>> vendorGroups) {
		String key = HostUsers.key(user);
		if (key.isEmpty()) {
			return MemberTimes.NEVER;
		}
		List<Span> spans = new ArrayList<>();
		for (Named each : named) {
			StoredReportGroup.Member member = each.member();
			if (each.ofDirectory().isPresent()) {
				spans.addAll(times(each.ofDirectory().get().ofUser(user)).within(span(member)).spans());
			} else if (namesUser(each, user, key)) {
				spans.add(span(member));
				continue;
			}
			for (Identity.Span identity : history) {
				Span known = Span.of(identity.from(), identity.until()).within(span(member));
				for (Match match : identity.matches()) {
					if (!match.ambiguous()) {
						as(member, match.account(), vendorGroups).forEach(span -> spans.add(span.within(known)));
					}
				}
			}
		}
		return spans.isEmpty() ? MemberTimes.NEVER : new MemberTimes(spans);
	}

	/**
	 * When an account is in the group: by name, in a group of the vendor's, or as the host user of a name.
	 *
	 * @param account      an account
	 * @param vendorGroups as above
	 * @param isHostUser   tells whether the host user of a name is surely the account now
	 * @return when
	 */
	public MemberTimes ofAccount(AccountFact account, Function<AccountFact, ? extends Collection<GroupMemberFact>> vendorGroups,
			Predicate<String> isHostUser) {
		List<Span> spans = new ArrayList<>();
		for (StoredReportGroup.Member member : members) {
			as(member, account, vendorGroups).forEach(each -> spans.add(each.within(span(member))));
			boolean asUser = Wildcards.in(member.name()) && !isKind(member.name()) ? Wildcards.match(member.name(), account.account().mailLocalPart())
					: !isKind(member.name()) && isHostUser.test(member.name());
			if (asUser) {
				spans.add(span(member));
			}
		}
		return new MemberTimes(spans);
	}

	private List<Span> as(StoredReportGroup.Member member, AccountFact account,
			Function<AccountFact, ? extends Collection<GroupMemberFact>> vendorGroups) {
		if (ofDirectories.containsKey(member.name())) {
			return times(ofDirectories.get(member.name()).ofMail(account.account().emailKey())).spans();
		}
		if (ofVendor(member.name())) {
			String group = member.name().substring(ReportGroup.VENDOR_GROUP.length()).strip();
			Predicate<GroupMemberFact> named = fact -> Wildcards.match(group, fact.group());
			return vendorGroups.apply(account).stream().filter(named).map(fact -> span(fact.from(), fact.until())).toList();
		}
		return namesAccount(member.name(), account.account()) ? MemberTimes.ALWAYS.spans() : List.of();
	}

	/** A group or a department, not somebody. */
	private boolean isKind(String member) {
		return ofVendor(member) || ofDirectories.containsKey(member);
	}

	private static boolean ofVendor(String member) {
		return member.toLowerCase(Locale.ROOT).startsWith(ReportGroup.VENDOR_GROUP);
	}

	/** A mail address names an account, and a host user only when that is written as one. */
	private static boolean namesUser(Named named, String user, String key) {
		if (named.ofVendor()) {
			return false;
		}
		String member = named.member().name();
		if (named.wild()) {
			return Wildcards.match(member, user) || Wildcards.match(member, key);
		}
		return member.indexOf('@') >= 0 ? member.equalsIgnoreCase(user.strip()) : named.key().equals(key);
	}

	private static boolean namesAccount(String member, Account account) {
		return List.of(account.emailKey(), account.id(), account.hashedId()).stream()
				.anyMatch(name -> !name.isEmpty() && Wildcards.match(member, name));
	}

	private MemberTimes times(MemberTimes asTheyWere) {
		return today.map(moment -> asTheyWere.at(moment.toEpochMilli()) ? MemberTimes.ALWAYS : MemberTimes.NEVER).orElse(asTheyWere);
	}

	private Span span(StoredReportGroup.Member member) {
		return span(member.from(), member.until());
	}

	private Span span(Optional<Instant> from, Optional<Instant> until) {
		Span span = Span.of(from, until);
		return today.map(moment -> span.has(moment.toEpochMilli()) ? MemberTimes.ALWAYS.spans().getFirst() : new Span(0, 0))
				.orElse(span);
	}
}
