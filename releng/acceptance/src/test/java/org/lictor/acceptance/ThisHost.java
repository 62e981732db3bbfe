package org.lictor.acceptance;

/** What tests share that start applications on this machine: an agent sees all of them, whoever started them. */
final class ThisHost {

	/** Name of the lock for {@link org.junit.jupiter.api.parallel.ResourceLock}. */
	static final String PROCESSES = "the processes of this host";

	/** They begin first, because only one of them runs at a time. */
	static final int FIRST = 1;

	private ThisHost() {
	}
}
