package org.lictor.core.internal.collect;

import java.util.Map;
import java.util.Optional;

import org.lictor.service.ServiceException;
import org.lictor.spi.Secrets;
import org.lictor.store.Store;

/** The secrets of one server as they stand in the store, read each time they are asked for. */
final class ServerSecrets implements Secrets {

	private static final System.Logger LOGGER = System.getLogger(ServerSecrets.class.getName());

	private final Store store;
	private final SecretVault vault;
	private final long server;

	ServerSecrets(Store store, SecretVault vault, long server) {
		this.store = store;
		this.vault = vault;
		this.server = server;
	}

	@Override
	public Optional<char[]> secret(String key) {
		try {
			Map<String, byte[]> all = store.read(transaction -> transaction.servers().secrets(server));
			Optional<char[]> secret = Optional.ofNullable(all.get(key))
					.flatMap(locked -> vault.unlock(server, key, locked));
			if (secret.isEmpty() && all.containsKey(key)) {
				LOGGER.log(System.Logger.Level.WARNING, "The secret " + key + " of server " + server
						+ " cannot be deciphered, because the key of this data folder is another one or gone. Enter it again.");
			}
			return secret;
		} catch (ServiceException e) {
			LOGGER.log(System.Logger.Level.WARNING, "The secrets of server " + server + " cannot be read.", e);
			return Optional.empty();
		}
	}
}
