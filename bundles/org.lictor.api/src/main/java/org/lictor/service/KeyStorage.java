package org.lictor.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps the key that enciphers the secrets of a data folder in a better place than the folder: the keyring of the person
 * who works with it. Published as an OSGi service where there is such a place. Safe for use by many threads.
 */
@ConsumerType
public interface KeyStorage {

	/**
	 * @param dataFolder whose key is wanted
	 * @return the key, empty when this storage holds none for the folder
	 * @throws IOException when the storage cannot be asked, as when the keyring is locked
	 */
	Optional<byte[]> read(Path dataFolder) throws IOException;

	/**
	 * Keeps a key for good.
	 *
	 * @param dataFolder whose key it is
	 * @param key        32 bytes; the caller wipes them
	 * @throws IOException when it cannot be kept: then nothing of it is
	 */
	void keep(Path dataFolder, byte[] key) throws IOException;
}
