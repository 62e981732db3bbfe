package org.lictor.core.internal.collect;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import org.lictor.service.ServiceException;
import org.lictor.spi.Secrets;
import org.lictor.store.Store;

/** The secrets of one server as they stand in the store, read each time they are asked for. */
final class ServerSecrets implements Secrets {

	private static final System.Logger LOGGER = System.getLogger(ServerSecrets.class.getName());

	private final Store store;
	private final SecretVault vault;
	private final long server;
	private final Predicate<String> isSecret;

	/**
	 * @param store    has them enciphered
	 * @param vault    deciphers them
	 * @param server   number of the server
	 * @param isSecret says whether a key is one of a secret field
	 */
	ServerSecrets(Store store, SecretVault vault, long server, Predicate<String> isSecret) {
		this.isSecret = isSecret;
		this.store = store;
		this.vault = vault;
		this.server = server;
	}

	@Override
	public Optional<char[]> secret(String key) {
		try {
			Map<String, byte[]> all = undisturbed(() -> store.read(transaction -> transaction.servers().secrets(server)));
			Optional<char[]> secret = Optional.ofNullable(all.get(key))
					.flatMap(locked -> vault.unlock(server, key, locked));
			if (secret.isEmpty() && all.containsKey(key)) {
				LOGGER.log(System.Logger.Level.WARNING, "The secret " + key + " of server " + server
						+ " cannot be deciphered: the key of this data folder is another one, is gone, or is kept in the secure storage of "
						+ "the user whose workbench made it. Enter the secret again.");
			}
			return secret;
		} catch (ServiceException e) {
			LOGGER.log(System.Logger.Level.WARNING, "The secrets of server " + server + " cannot be read.", e);
			return Optional.empty();
		}
	}

	@Override
	public void replace(String key, char[] value) throws IOException {
		check(isSecret, key, value);
		char[] copy = value.clone();
		try {
			undisturbed(() -> store.write(transaction -> {
				if (transaction.servers().byId(server).isEmpty()) {
					throw new ServiceException(ServiceException.Reason.NOT_FOUND, "The server was removed meanwhile.");
				}
				transaction.servers().secret(server, key, vault.lock(server, key, copy));
				return true;
			}));
		} catch (ServiceException e) {
			throw new IOException("The new secret " + key + " could not be stored: " + e.getMessage(), e);
		} finally {
			Arrays.fill(copy, '\0');
		}
	}

	/**
	 * @param isSecret says whether a key is one of a secret field
	 * @param key      of a secret that is to be replaced
	 * @param value    the new one
	 * @throws IllegalArgumentException when it cannot be
	 */
	static void check(Predicate<String> isSecret, String key, char[] value) {
		if (!isSecret.test(key)) {
			throw new IllegalArgumentException("there is no secret field '" + key + "'");
		}
		if (value.length == 0) {
			throw new IllegalArgumentException("the new secret '" + key + "' is empty");
		}
	}

	private static <T> T undisturbed(Callable<T> work) throws ServiceException {
		try {
			return Undisturbed.call(work);
		} catch (ServiceException | RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new IllegalStateException(e);
		}
	}
}
