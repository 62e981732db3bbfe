package org.lictor.core.internal.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.lictor.service.KeyStorage;

/**
 * The key that enciphers the secrets of one data folder. A file {@code secrets.key} in the folder, which only its owner may
 * read, holds where it stands. Where there is none, the key is kept in the platform's storage if that is there and takes it,
 * else such a file is made. Safe for use by many threads.
 */
public final class VaultKey {

	/** Name of the file. */
	public static final String FILE = "secrets.key";
	/** Name of the file in its place, where the platform keeps the key. */
	public static final String LOCKED = "secrets.storage";

	private static final System.Logger LOGGER = System.getLogger(VaultKey.class.getName());
	private static final int KEY_BYTES = 32;

	private final Path folder;
	private final Path file;
	private final Supplier<Optional<KeyStorage>> storage;

	/**
	 * @param folder  the data folder
	 * @param storage the platform's, empty where there is none; asked each time, because it may come and go
	 */
	public VaultKey(Path folder, Supplier<Optional<KeyStorage>> storage) {
		this.folder = folder;
		this.file = folder.resolve(FILE);
		this.storage = storage;
	}

	/** @return where the key is or will be, for people */
	String place() {
		return Files.exists(file) || storage.get().isEmpty() ? file.toString() : "the secure storage of this user";
	}

	/**
	 * @return the key, empty when none was made or it cannot be reached from here
	 * @throws IOException when it is there and cannot be read
	 */
	synchronized Optional<SecretKey> read() throws IOException {
		Optional<byte[]> bytes = bytes();
		return bytes.isEmpty() ? Optional.empty() : Optional.of(key(bytes.get()));
	}

	/**
	 * @return what a file with the key holds, wherever the key is; empty when none was made or it cannot be reached from here
	 * @throws IOException when it is there and cannot be read
	 */
	public synchronized Optional<byte[]> bytes() throws IOException {
		Optional<byte[]> bytes = readFile();
		if (bytes.isEmpty() && storage.get().isPresent()) {
			bytes = storage.get().get().read(folder);
		}
		return bytes;
	}

	private Optional<byte[]> readFile() throws IOException {
		try {
			return Optional.of(Files.readAllBytes(file));
		} catch (NoSuchFileException e) {
			return Optional.empty();
		}
	}

	private SecretKey key(byte[] bytes) throws IOException {
		if (bytes.length != KEY_BYTES) {
			throw new IOException("the key in " + place() + " has " + bytes.length + " bytes instead of " + KEY_BYTES);
		}
		SecretKey key = new SecretKeySpec(bytes, "AES");
		Arrays.fill(bytes, (byte) 0);
		return key;
	}

	/**
	 * @return the key, made when there was none
	 * @throws IOException when it can neither be read nor made
	 */
	synchronized SecretKey readOrMake() throws IOException {
		Optional<SecretKey> made = read();
		if (made.isPresent()) {
			return made.get();
		}
		byte[] bytes = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(bytes);
		if (!keptInStorage(bytes)) {
			write(bytes);
		}
		return key(bytes);
	}

	private boolean keptInStorage(byte[] bytes) {
		Optional<KeyStorage> place = storage.get();
		try {
			if (place.isPresent()) {
				place.get().keep(folder, bytes);
				return true;
			}
		} catch (IOException e) {
			LOGGER.log(System.Logger.Level.WARNING, "The secure storage of this user takes no key (" + e.getMessage()
					+ "). The key for secrets is kept in " + file + " instead, which only its owner may read.");
		}
		return false;
	}

	private void write(byte[] bytes) throws IOException {
		Path next = OwnersFile.make(folder.toAbsolutePath(), "secrets");
		try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
		Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
	}
}
