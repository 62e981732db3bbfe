package org.lictor.spi;

import java.time.InstantSource;

import org.osgi.annotation.versioning.ProviderType;

/** What a server type may use while it works for one server. */
@ProviderType
public interface MonitorContext {

	/** @return the time; never ask the system for it */
	InstantSource clock();

	/** @return HTTP as this installation allows it */
	Http http();

	/**
	 * HTTP for a server that is reached in another way than the installation does it.
	 *
	 * @param options what is different
	 * @return HTTP that obeys the options; the same one for equal options, so that connections are kept. Sending fails with
	 *         an {@link java.io.IOException} that says so when the certificates cannot be read
	 */
	Http http(HttpOptions options);

	/**
	 * What a monitor remembers of this server. While a configuration is verified changes are forgotten afterwards.
	 *
	 * @return the memory
	 */
	Memory memory();

	/**
	 * Keeps evidence during a poll. While a configuration is verified every call fails with an
	 * {@link IllegalStateException}.
	 *
	 * @return the keeper of this server
	 */
	Keeper keeper();

	/** @return the secrets of this server */
	Secrets secrets();
}
