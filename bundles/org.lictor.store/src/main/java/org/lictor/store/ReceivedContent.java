package org.lictor.store;

import org.lictor.spi.Content;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes that were copied into the data folder and wait for evidence that refers to them. Close it after the transaction
 * that did so, or did not; {@code try} with resources does.
 */
@ProviderType
public interface ReceivedContent extends AutoCloseable {

	/** @return SHA-256 of the bytes in lower case hexadecimal */
	String sha256();

	/** @return how many bytes there are */
	long size();

	/** @return the bytes, good until this is closed */
	Content content();

	/** Removes the bytes unless some evidence refers to them. Harmless when called twice. */
	@Override
	void close();
}
