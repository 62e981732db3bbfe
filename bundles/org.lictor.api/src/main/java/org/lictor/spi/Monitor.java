package org.lictor.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Watches one server. Called by one thread at a time. Starts no threads of its own; gets clock, HTTP and secrets from
 * its context.
 */
@ConsumerType
public interface Monitor extends AutoCloseable {

	/**
	 * Asks the server for its present state. The last successful answers stay with Lictor, so a monitor needs to remember
	 * nothing between polls. One that collects over several polls does what it can until the deadline, keeps what it has by
	 * {@link MonitorContext#keeper()}, and says in {@link Collecting} when it would like to go on.
	 *
	 * @param call deadline, cancellation, progress
	 * @return what came and how it went; trouble is a status here, not an exception
	 */
	PollResult poll(Call call);

	/** Lets go of everything. Quick, and harmless when called twice. */
	@Override
	void close();
}
