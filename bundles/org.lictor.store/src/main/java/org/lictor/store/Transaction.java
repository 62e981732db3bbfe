package org.lictor.store;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One look at the data, or one change to them. Used by one thread, good until the work it was given to returns.
 *
 * <p>Methods of its parts throw {@link IllegalStateException} when something is written in a transaction that only reads,
 * {@link IllegalArgumentException} when a text is longer than {@link Store#MAX_TEXT}, and when the database fails an
 * unchecked exception that only the store understands: let it pass, {@link Store#read} and {@link Store#write} turn it
 * into a {@code ServiceException} with a sentence for people. What is written shows in whatever the same transaction
 * reads afterwards.
 */
@ProviderType
public interface Transaction {

	/** @return the licence servers that are monitored */
	ServerStore servers();

	/** @return settings of this node */
	SettingStore settings();

	/** @return agent groups, their members and the servers they are assigned to */
	GroupStore groups();

	/** @return agents that enrolled */
	AgentStore agents();

	/** @return what agents told about users' consent to usage files */
	ConsentStore consents();

	/** @return what agents told of the products that are registered on their hosts */
	RegistrationStore registrations();

	/** @return tokens with which agents enrol */
	EnrolmentTokenStore enrolmentTokens();

	/** @return tokens of people and scripts */
	AccessTokenStore accessTokens();

	/** @return decisions of people about host users and accounts */
	MappingStore mappings();

	/** @return groups by which reports are narrowed */
	ReportGroupStore reportGroups();

	/** @return companies' directories and what was read of them */
	DirectoryStore directories();

	/** @return the Event Log */
	EventLogStore eventLog();

	/** @return evidence that came from sources: polls and files */
	SourceEvidenceStore sourceEvidence();

	/** @return evidence that came from agents */
	AgentEvidenceStore agentEvidence();

	/** @return what monitors remember, and how far they are */
	MonitorStore monitors();

	/** @return facts told by vendors */
	FactStore facts();

	/** @return sessions, derived from agents' events or from checkouts */
	SessionStore sessions();

	/** @return texts wherever they are kept */
	TextStore texts();

	/** @return the texts and products that {@link SessionRow}s name by number */
	Dictionary dictionary();
}
