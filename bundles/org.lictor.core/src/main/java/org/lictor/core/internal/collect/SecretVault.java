package org.lictor.core.internal.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Enciphers the secrets of servers with the data folder's {@link VaultKey key}: AES-256 in GCM mode, a fresh nonce each
 * time, bound to server and field so that one cannot be put in another's place. What it protects against is a copy of the
 * database alone; with the key in the platform's storage, a copy of the whole folder too. Safe for use by many threads.
 */
public final class SecretVault {

	private static final byte FORM = 1;
	private static final int NONCE_BYTES = 12;
	private static final int TAG_BITS = 128;

	private final VaultKey key;
	private final SecureRandom random = new SecureRandom();

	/**
	 * @param key made with the first secret
	 */
	public SecretVault(VaultKey key) {
		this.key = key;
	}

	/**
	 * @param server number of the server
	 * @param field  key of the field
	 * @param secret in the clear
	 * @return enciphered
	 * @throws ServiceException UNAVAILABLE when the key cannot be read or made
	 */
	public byte[] lock(long server, String field, String secret) throws ServiceException {
		return lock(server, field, secret.toCharArray());
	}

	/**
	 * @param server number of the server
	 * @param field  key of the field
	 * @param secret in the clear; the caller wipes it
	 * @return enciphered
	 * @throws ServiceException UNAVAILABLE when the key cannot be read or made
	 */
	public byte[] lock(long server, String field, char[] secret) throws ServiceException {
		byte[] nonce = new byte[NONCE_BYTES];
		random.nextBytes(nonce);
		ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
		byte[] clear = new byte[encoded.remaining()];
		encoded.get(clear);
		Arrays.fill(encoded.array(), (byte) 0);
		try {
			Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key.readOrMake(), nonce, server, field);
			byte[] hidden = cipher.doFinal(clear);
			return ByteBuffer.allocate(1 + NONCE_BYTES + hidden.length).put(FORM).put(nonce).put(hidden).array();
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The key for secrets cannot be read or written: " + key.place()
					+ ". See that it can be.", e);
		} catch (GeneralSecurityException e) {
			throw new ServiceException(Reason.INTERNAL, "A secret cannot be enciphered.", e);
		} finally {
			Arrays.fill(clear, (byte) 0);
		}
	}

	/**
	 * @param server number of the server
	 * @param field  key of the field
	 * @param locked what {@link #lock} gave for both
	 * @return in the clear; empty when the key is another one, or is gone: the secret must be entered again then
	 */
	public Optional<char[]> unlock(long server, String field, byte[] locked) {
		if (locked.length < 1 + NONCE_BYTES || locked[0] != FORM) {
			return Optional.empty();
		}
		try {
			Optional<SecretKey> known = key.read();
			if (known.isEmpty()) {
				return Optional.empty();
			}
			byte[] nonce = Arrays.copyOfRange(locked, 1, 1 + NONCE_BYTES);
			Cipher cipher = cipher(Cipher.DECRYPT_MODE, known.get(), nonce, server, field);
			byte[] clear = cipher.doFinal(locked, 1 + NONCE_BYTES, locked.length - 1 - NONCE_BYTES);
			CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(clear));
			char[] secret = new char[text.remaining()];
			text.get(secret);
			Arrays.fill(clear, (byte) 0);
			Arrays.fill(text.array(), '\0');
			return Optional.of(secret);
		} catch (IOException | GeneralSecurityException e) {
			return Optional.empty();
		}
	}

	private static Cipher cipher(int mode, SecretKey key, byte[] nonce, long server, String field)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(("lictor " + server + " " + field).getBytes(StandardCharsets.UTF_8));
		return cipher;
	}
}
