package org.lictor.core.internal.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Enciphers the secrets of servers with a key that stands in a file of the data folder which only its owner may read:
 * AES-256 in GCM mode, a fresh nonce each time, bound to server and field so that one cannot be put in another's place.
 * What it protects against is a copy of the database alone. Safe for use by many threads.
 */
public final class SecretVault {

	private static final byte FORM = 1;
	private static final int KEY_BYTES = 32;
	private static final int NONCE_BYTES = 12;
	private static final int TAG_BITS = 128;

	private final Path keyFile;
	private final SecureRandom random = new SecureRandom();

	/**
	 * @param keyFile where the key stands; made with the first secret
	 */
	public SecretVault(Path keyFile) {
		this.keyFile = keyFile;
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
			Cipher cipher = cipher(Cipher.ENCRYPT_MODE, readKey().orElseGet(this::unmade), nonce, server, field);
			byte[] hidden = cipher.doFinal(clear);
			return ByteBuffer.allocate(1 + NONCE_BYTES + hidden.length).put(FORM).put(nonce).put(hidden).array();
		} catch (UncheckedKeyException | IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE,
					"The key for secrets cannot be read or written: " + keyFile + ". See that its folder can be written.", e);
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
			Optional<SecretKey> key = readKey();
			if (key.isEmpty()) {
				return Optional.empty();
			}
			byte[] nonce = Arrays.copyOfRange(locked, 1, 1 + NONCE_BYTES);
			Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, server, field);
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

	private synchronized Optional<SecretKey> readKey() throws IOException {
		byte[] bytes;
		try {
			bytes = Files.readAllBytes(keyFile);
		} catch (NoSuchFileException e) {
			return Optional.empty();
		}
		if (bytes.length != KEY_BYTES) {
			throw new IOException(keyFile + " has " + bytes.length + " bytes instead of " + KEY_BYTES);
		}
		return Optional.of(new SecretKeySpec(bytes, "AES"));
	}

	private synchronized SecretKey unmade() {
		try {
			Optional<SecretKey> meanwhile = readKey();
			return meanwhile.isPresent() ? meanwhile.get() : makeKey();
		} catch (IOException e) {
			throw new UncheckedKeyException(e);
		}
	}

	private SecretKey makeKey() throws IOException {
		byte[] bytes = new byte[KEY_BYTES];
		random.nextBytes(bytes);
		Path next = OwnersFile.make(keyFile.toAbsolutePath().getParent(), "secrets");
		try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
		Files.move(next, keyFile, StandardCopyOption.ATOMIC_MOVE);
		return new SecretKeySpec(bytes, "AES");
	}

	private static final class UncheckedKeyException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UncheckedKeyException(IOException cause) {
			super(cause);
		}
	}
}
