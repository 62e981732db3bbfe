package org.lictor.service;

import org.osgi.annotation.versioning.ProviderType;

/** An open connection to Lictor, in this process or elsewhere. Safe for use by many threads. */
@ProviderType
public interface Lictor extends AutoCloseable {

	/** @return where this is, for people: a data folder or an address */
	String place();

	/** @return version of the Lictor that answers */
	String version();

	/** @return administration of licence servers */
	Servers servers();

	/** @return import of files */
	Imports imports();

	/** @return administration of agent groups */
	AgentGroups groups();

	/** @return administration of agents */
	Agents agents();

	/** @return which host user is which account */
	People people();

	/** @return groups by which reports are narrowed and compared */
	ReportGroups reportGroups();

	/** @return companies' directories of users and groups */
	Directories directories();

	/** @return what seats, days of use and tokens cost */
	Prices prices();

	/** @return administration of tokens */
	AccessTokens tokens();

	/** @return reports */
	Queries queries();

	/** @return rebuilding and checking */
	Maintenance maintenance();

	/** @return plug-ins of the installation that the Lictor that answers was started from */
	Plugins plugins();

	/** @return news of changes */
	Changes changes();

	/** Closes the connection; a node in this process stops polling and listening. Harmless when called twice. */
	@Override
	void close();
}
