package org.lictor.core.internal.agents;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import org.lictor.core.internal.collect.SecretVault;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Transaction;

/**
 * The company's own key, with which agents make pseudonyms. Made with the first group that wants some, kept for good, and
 * enciphered in the settings. Safe for use by many threads.
 */
public final class PseudonymKey {

	private static final String SETTING = "pseudonym-key";
	/** Stands for Lictor itself, where a secret belongs to a server. */
	private static final long NO_SERVER = 0;
	private static final int BYTES = 32;

	private final SecretVault vault;

	/**
	 * @param vault enciphers it
	 */
	public PseudonymKey(SecretVault vault) {
		this.vault = vault;
	}

	/**
	 * @param transaction that reads
	 * @return the key in hexadecimal, empty when there is none, or it cannot be deciphered
	 */
	Optional<String> read(Transaction transaction) {
		return transaction.settings().get(SETTING).map(Base64.getDecoder()::decode)
				.flatMap(locked -> vault.unlock(NO_SERVER, SETTING, locked)).map(String::new);
	}

	/**
	 * @param transaction that writes
	 * @return the key in hexadecimal
	 * @throws ServiceException UNAVAILABLE when there is one that cannot be deciphered, or none can be made
	 */
	public String readOrMake(Transaction transaction) throws ServiceException {
		Optional<String> key = read(transaction);
		if (key.isPresent()) {
			return key.get();
		}
		if (transaction.settings().get(SETTING).isPresent()) {
			throw new ServiceException(Reason.UNAVAILABLE, "The company's key for pseudonyms cannot be deciphered, because the key of "
					+ "this data folder (secrets.key) is another one or gone. Restore that file: with a new key nobody would keep their "
					+ "pseudonym.");
		}
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		char[] made = HexFormat.of().formatHex(bytes).toCharArray();
		transaction.settings().put(SETTING, Base64.getEncoder().encodeToString(vault.lock(NO_SERVER, SETTING, made)));
		String text = new String(made);
		Arrays.fill(made, '\0');
		return text;
	}
}
