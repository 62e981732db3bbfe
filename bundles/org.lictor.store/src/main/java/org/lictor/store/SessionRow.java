package org.lictor.store;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A session as {@link SessionStore#stream} shows it: numbers only, so that a million of them pass in a second. The object
 * is the same for every session; copy what you need. Texts are in the {@link Dictionary}.
 */
@ProviderType
public interface SessionRow {

	/** @return number of the session */
	long id();

	/** @return number of the licence server */
	long server();

	/** @return what it was derived from */
	SessionUnit.Origin origin();

	/** @return number of the agent; 0 when it does not come from one */
	long agent();

	/** @return number of the host, see {@link Dictionary#text} */
	int host();

	/** @return number of the host user, see {@link Dictionary#text} */
	int hostUser();

	/** @return number of the session of the operating system, see {@link Dictionary#text}; 0 when it is not known */
	int osSession();

	/** @return for how long keyboard and mouse were idle, in milliseconds up to {@link #inputSince} */
	long inputIdle();

	/** @return for how long they were used, in milliseconds up to {@link #inputSince} */
	long inputUsed();

	/** @return how it is from {@link #inputSince} on */
	SessionInput.State inputState();

	/** @return see there, epoch milliseconds */
	long inputSince();

	/** @return number of the product, see {@link Dictionary#product} */
	int product();

	/** @return how many licences */
	long licences();

	/** @return first moment, epoch milliseconds */
	long start();

	/** @return last moment at which it was known to go on, epoch milliseconds */
	long lastProven();

	/** @return whether an end is known */
	boolean ended();

	/** @return the end in epoch milliseconds; {@link Long#MAX_VALUE} when none is known */
	long end();

	/** @return whether somebody saw it end; false when no end is known */
	boolean endExact();
}
