package org.lictor.store;

import org.osgi.annotation.versioning.ProviderType;

/** Facts told by vendors, by kind. Part of a {@link Transaction}. */
@ProviderType
public interface FactStore {

	/** @return seats that are owned */
	FactTable<EntitlementFact> entitlements();

	/** @return accounts of people */
	FactTable<AccountFact> accounts();

	/** @return who may use what */
	FactTable<AssignmentFact> assignments();

	/** @return who used what on which day */
	FactTable<UsageDayFact> usageDays();

	/** @return summaries of use */
	FactTable<UsageSummaryFact> usageSummaries();

	/** @return use at instants, as steps */
	SampleTable samples();
}
