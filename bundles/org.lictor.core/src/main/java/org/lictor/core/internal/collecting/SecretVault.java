package org.lictor.core.internal.collecting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Encrypts the secrets of servers with a key that stands in a file of its own in the data folder, readable by its owner
 * only: AES-256-GCM, bound to server and field, so that no ciphertext can be moved to another place. Whoever copies the
 * database without that file has nothing. Safe for use by many threads.
 */
public final class SecretVault {

	/** The key file's name in the data folder. */
	public static final String KEY_FILE = "secrets.key";

	private static final int KEY_BYTES = 32;
	private static final int NONCE_BYTES = 12;
	private static final int TAG_BITS = 128;

	private final Path file;
	private final SecureRandom random = new SecureRandom();

	/**
	 * @param folder the data folder
	 */
	public SecretVault(Path folder) {
		this.file = folder.resolve(KEY_FILE);
	}

	/**
	 * Encrypts a secret; makes the key file when there is none.
	 *
	 * @param server number of the server
	 * @param field  key of the field
	 * @param secret the secret; not kept, not wiped
	 * @return the ciphertext
	 * @throws ServiceException UNAVAILABLE when the key file cannot be made or read
	 */
	public byte[] encrypt(long server, String field, char[] secret) throws ServiceException {
		byte[] nonce = new byte[NONCE_BYTES];
		random.nextBytes(nonce);
		byte[] plain = bytes(secret);
		try {
			byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(true), nonce, server, field).doFinal(plain);
			return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java has AES-GCM", e);
		} finally {
			Arrays.fill(plain, (byte) 0);
		}
	}

	/**
	 * @param server     number of the server
	 * @param field      key of the field
	 * @param ciphertext as {@link #encrypt} made it
	 * @return the secret, which the caller wipes after use
	 * @throws ServiceException UNAVAILABLE when the key file is gone or another one
	 */
	public char[] decrypt(long server, String field, byte[] ciphertext) throws ServiceException {
		byte[] plain = {};
		try {
			byte[] nonce = Arrays.copyOf(ciphertext, NONCE_BYTES);
			plain = cipher(Cipher.DECRYPT_MODE, key(false), nonce, server, field).doFinal(ciphertext, NONCE_BYTES,
					ciphertext.length - NONCE_BYTES);
			CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(plain));
			char[] secret = new char[chars.remaining()];
			chars.get(secret);
			Arrays.fill(chars.array(), '\0');
			return secret;
		} catch (GeneralSecurityException | IllegalArgumentException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The secret '" + field + "' cannot be read: the key file " + file
					+ " is not the one it was encrypted with. Restore that file, or enter the secret again.");
		} finally {
			Arrays.fill(plain, (byte) 0);
		}
	}

	private synchronized byte[] key(boolean make) throws ServiceException {
		try {
			byte[] key = Files.readAllBytes(file);
			if (key.length != KEY_BYTES) {
				throw new ServiceException(Reason.UNAVAILABLE,
						"The key file " + file + " is damaged. Restore it, or remove it and enter all secrets again.");
			}
			return key;
		} catch (NoSuchFileException e) {
			if (make) {
				return newKey();
			}
			throw new ServiceException(Reason.UNAVAILABLE,
					"The key file " + file + " is gone. Restore it, or enter all secrets again.");
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The key file " + file + " cannot be read: " + e.getMessage(), e);
		}
	}

	private byte[] newKey() throws ServiceException {
		byte[] key = new byte[KEY_BYTES];
		random.nextBytes(key);
		boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
		try {
			Path next = Files.createTempFile(file.getParent(), "secrets", ".tmp", attributes);
			Files.write(next, key);
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
			return key;
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The key file " + file + " cannot be made: " + e.getMessage(), e);
		}
	}

	private static Cipher cipher(int mode, byte[] key, byte[] nonce, long server, String field)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD((server + "/" + field).getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

	private static byte[] bytes(char[] secret) {
		ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
		byte[] bytes = new byte[encoded.remaining()];
		encoded.get(bytes);
		Arrays.fill(encoded.array(), (byte) 0);
		return bytes;
	}
}
