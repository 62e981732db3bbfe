package org.lictor.core.internal.collecting;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.lictor.service.ServiceException;
import org.lictor.spi.Http;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Secrets;

/**
 * What a server type may use for one server.
 *
 * @param clock   the time
 * @param http    HTTP as this installation allows it
 * @param secrets the secrets of the server
 */
record ServerContext(InstantSource clock, Http http, Secrets secrets) implements MonitorContext {

	private static final System.Logger LOGGER = System.getLogger(ServerContext.class.getName());

	/**
	 * Secrets as they stand in the store, with some given anew in their place.
	 *
	 * @param vault  deciphers
	 * @param server number of the server, 0 for one that is not saved yet
	 * @param stored ciphertexts by key
	 * @param given  plain values by key that come first
	 * @return the secrets
	 */
	static Secrets secrets(SecretVault vault, long server, Map<String, byte[]> stored, Map<String, String> given) {
		return key -> {
			if (given.containsKey(key)) {
				return Optional.of(given.get(key).toCharArray());
			}
			byte[] ciphertext = stored.get(key);
			if (ciphertext == null) {
				return Optional.empty();
			}
			try {
				return Optional.of(vault.decrypt(server, key, ciphertext));
			} catch (ServiceException e) {
				LOGGER.log(System.Logger.Level.WARNING, e.getMessage());
				return Optional.empty();
			}
		};
	}
}
