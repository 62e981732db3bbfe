package org.lictor.core.internal.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.lictor.model.Account;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Interpretation.Understood;
import org.lictor.spi.Observation;

/** All that one piece of evidence says, by kind, as small as it can be kept. For one thread at a time. */
final class Told implements Consumer<Observation> {

	/** How evidence speaks of an account. */
	record AccountTold(Account account, String role, String status) {
	}

	/** Something said of a person, with the number of the account within the evidence. */
	record About<T>(int account, T said) {
	}

	private final Map<AccountTold, Integer> numbers = new HashMap<>();
	/** Nobody has this one, which is not said with an empty role. */
	private AccountTold last = new AccountTold(Account.ofEmail("-"), "-", "");
	private int lastNumber = -1;
	/** Whose names were told, in the order in which they first were. */
	final List<AccountTold> accounts = new ArrayList<>();
	/** Seats that are owned. */
	final List<Observation.Entitlement> entitlements = new ArrayList<>();
	/** Who may use what. */
	final List<About<Observation.Assignment>> assignments = new ArrayList<>();
	/** Summaries of use. */
	final List<About<Observation.UsageSummary>> summaries = new ArrayList<>();
	/** Who is in which group. */
	final List<About<Observation.GroupMember>> members = new ArrayList<>();
	/** Teams. */
	final List<Observation.Team> teams = new ArrayList<>();
	/** Tokens used in months. */
	final List<Observation.TokenUse> tokenUses = new ArrayList<>();
	/** Contracts about tokens. */
	final List<Observation.TokenContract> tokenContracts = new ArrayList<>();
	/** Finished sessions. */
	final List<Observation.UsageSession> sessions = new ArrayList<>();
	/** Refusals. */
	final List<Observation.Denial> denials = new ArrayList<>();
	/** Use at the instant of the evidence: samples and checkouts, in their order. */
	final List<Observation> uses = new ArrayList<>();
	/** Days of usage. */
	final UsageRows days = new UsageRows();

	@Override
	public void accept(Observation observation) {
		switch (observation) {
		case Observation.Entitlement told -> entitlements.add(told);
		case Observation.AccountSeen told -> number(new AccountTold(told.account(), told.role(), told.status()));
		case Observation.Assignment told -> assignments.add(about(told.account(), told));
		case Observation.UsageDay told -> days.add(number(told.account()), told.product(), told.day(), told.team(),
				told.tokens());
		case Observation.UsageSummary told -> summaries.add(about(told.account(), told));
		case Observation.GroupMember told -> members.add(about(told.account(), told));
		case Observation.Team told -> teams.add(told);
		case Observation.TokenUse told -> tokenUses.add(told);
		case Observation.TokenContract told -> tokenContracts.add(told);
		case Observation.UsageSession told -> sessions.add(told);
		case Observation.Denial told -> denials.add(told);
		case Observation.Sample told -> uses.add(told);
		case Observation.Checkout told -> uses.add(told);
		}
	}

	private <T> About<T> about(Account account, T said) {
		return new About<>(number(account), said);
	}

	private int number(Account account) {
		// of one person there are many days of usage in a row
		boolean same = last.account().equals(account) && last.role().isEmpty() && last.status().isEmpty();
		return same ? lastNumber : number(new AccountTold(account, "", ""));
	}

	private int number(AccountTold told) {
		if (!told.equals(last)) {
			Integer known = numbers.get(told);
			if (known == null) {
				known = accounts.size();
				numbers.put(told, known);
				accounts.add(told);
			}
			last = told;
			lastNumber = known;
		}
		return lastNumber;
	}

	/**
	 * @param interpretation what was said of the evidence as a whole
	 * @return whether any of this is for the fold of vendors' facts
	 */
	boolean concernsVendor(Interpretation interpretation) {
		Set<CompleteList> complete = understood(interpretation).complete();
		boolean lists = complete.contains(CompleteList.ENTITLEMENTS) || complete.contains(CompleteList.ASSIGNMENTS)
				|| complete.contains(CompleteList.GROUPS) || understood(interpretation).usageDays().isPresent();
		return lists || !accounts.isEmpty() || !entitlements.isEmpty() || !teams.isEmpty() || !tokenUses.isEmpty()
				|| !tokenContracts.isEmpty() || !sessions.isEmpty() || !denials.isEmpty();
	}

	/**
	 * @param interpretation what was said of the evidence as a whole
	 * @return the same, or an understanding that speaks of nothing in full
	 */
	static Understood understood(Interpretation interpretation) {
		return interpretation instanceof Understood understood ? understood : new Understood("", 0, 0, Set.of());
	}
}
