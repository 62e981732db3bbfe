package org.lictor.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.lictor.spi.Collecting;
import org.osgi.annotation.versioning.ProviderType;

/** What monitors remember of their servers, and how far they are. Part of a {@link Transaction}. */
@ProviderType
public interface MonitorStore {

	/**
	 * @param server number of a server
	 * @return what its monitor remembers, by key
	 */
	Map<String, String> memory(long server);

	/**
	 * @param server  number of a server
	 * @param changes what to remember from now on, by key of at most 200 characters; an empty value forgets the key
	 */
	void remember(long server, Map<String, Optional<String>> changes);

	/**
	 * @param server number of a server
	 * @return how far its monitor was when it last told; {@link Collecting#NONE} when it never did
	 */
	Told collecting(long server);

	/**
	 * Keeps how far a monitor is, in place of what it told before.
	 *
	 * @param server     number of a server
	 * @param collecting how far it is, and when the next poll is due
	 * @param at         now
	 */
	void collecting(long server, Collecting collecting, Instant at);

	/**
	 * How far a monitor was.
	 *
	 * @param at         when it said so; the epoch when it never did
	 * @param collecting what it said
	 */
	record Told(Instant at, Collecting collecting) {

		/** Cuts the instant to milliseconds. */
		public Told {
			at = Millis.of(at);
		}
	}
}
