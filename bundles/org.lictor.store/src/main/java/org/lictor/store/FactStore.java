package org.lictor.store;

import java.util.Set;

import org.osgi.annotation.versioning.ProviderType;

/** Facts told by vendors, by kind. Part of a {@link Transaction}. */
@ProviderType
public interface FactStore {

	/** @return seats that are owned */
	FactTable<EntitlementFact> entitlements();

	/** @return accounts of people */
	AccountTable accounts();

	/** @return who may use what */
	FactTable<AssignmentFact> assignments();

	/** @return who used what on which day */
	UsageDayTable usageDays();

	/** @return summaries of use */
	FactTable<UsageSummaryFact> usageSummaries();

	/** @return use at instants, as steps */
	SampleTable samples();

	/** @return who was refused licences */
	DenialTable denials();

	/** @return teams of the accounts */
	FactTable<TeamFact> teams();

	/** @return who was in which group of the vendor's */
	FactTable<GroupMemberFact> groupMembers();

	/** @return tokens used in months */
	FactTable<TokenUseFact> tokenUses();

	/** @return contracts about tokens */
	FactTable<TokenContractFact> tokenContracts();

	/**
	 * Removes all facts of a unit but sessions, in any number.
	 *
	 * @param unit facts derived together
	 */
	void clear(FactUnit unit);

	/**
	 * @param unit facts derived together
	 * @return what was told before though no fact says so, as {@link #mark} kept it
	 */
	Set<String> marks(FactUnit unit);

	/**
	 * @param unit  facts derived together
	 * @param marks kept in place of all former ones
	 */
	void mark(FactUnit unit, Set<String> marks);
}
