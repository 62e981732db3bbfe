package org.lictor.core.internal.facts;

import java.util.List;

import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.UsageDayFact;
import org.lictor.store.UsageSummaryFact;

/**
 * All facts of one unit: what follows from the files, or from the polls, of one server.
 *
 * @param entitlements   seats that are owned
 * @param accounts       accounts of people
 * @param assignments    who may use what
 * @param usageDays      who used what on which day
 * @param usageSummaries summaries of use
 * @param samples        use at instants, as steps
 * @param checkouts      sessions the server told
 */
record DerivedFacts(List<EntitlementFact> entitlements, List<AccountFact> accounts, List<AssignmentFact> assignments,
		List<UsageDayFact> usageDays, List<UsageSummaryFact> usageSummaries, List<SampleFact> samples,
		List<SessionFact> checkouts) {

	/** Copies the lists. */
	DerivedFacts {
		entitlements = List.copyOf(entitlements);
		accounts = List.copyOf(accounts);
		assignments = List.copyOf(assignments);
		usageDays = List.copyOf(usageDays);
		usageSummaries = List.copyOf(usageSummaries);
		samples = List.copyOf(samples);
		checkouts = List.copyOf(checkouts);
	}

	/** @return how many there are of all kinds together */
	long count() {
		return (long) entitlements.size() + accounts.size() + assignments.size() + usageDays.size()
				+ usageSummaries.size() + samples.size() + checkouts.size();
	}
}
