package org.lictor.service;

import java.util.Set;
import java.util.function.Consumer;

import org.osgi.annotation.versioning.ProviderType;

/** Tells that something changed, so that views can ask again. Safe for use by many threads. */
@ProviderType
public interface Changes {

	/** What may change. */
	enum Topic {
		/** Servers, their status, products, seats and assignments. */
		SERVERS,
		/** Sessions and samples. */
		SESSIONS,
		/** Agents, groups and their assignment. */
		AGENTS,
		/** Mappings of host users to accounts, report groups, and directories. */
		PEOPLE,
		/** The Event Log. */
		EVENTS
	}

	/**
	 * @param listener called soon after a change with what changed since it was last called; at most some times a second,
	 *                 on a thread of Lictor's, which it must not hold up
	 * @return closed to hear no more
	 */
	Subscription subscribe(Consumer<Set<Topic>> listener);

	/** A subscription to changes. */
	interface Subscription extends AutoCloseable {

		/** Ends it; harmless when called twice. */
		@Override
		void close();
	}
}
