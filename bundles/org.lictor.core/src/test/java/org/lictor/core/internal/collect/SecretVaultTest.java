package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.service.KeyStorage;
import org.lictor.service.ServiceException;

/** Secrets stand enciphered, and only for the place they were meant for. */
class SecretVaultTest {

	@TempDir
	private Path folder;
	private Path keyFile;
	private SecretVault vault;

	@BeforeEach
	void open() {
		keyFile = folder.resolve("secrets.key");
		vault = vault(Optional.empty());
	}

	private SecretVault vault(Optional<KeyStorage> storage) {
		return new SecretVault(new VaultKey(folder, () -> storage));
	}

	/** A keyring that works, or does not. */
	private static final class Keyring implements KeyStorage {
		private final Map<Path, byte[]> keys = new HashMap<>();
		private boolean locked;

		@Override
		public Optional<byte[]> read(Path dataFolder) throws IOException {
			open();
			return Optional.ofNullable(keys.get(dataFolder)).map(byte[]::clone);
		}

		@Override
		public void keep(Path dataFolder, byte[] key) throws IOException {
			open();
			keys.put(dataFolder, key.clone());
		}

		private void open() throws IOException {
			if (locked) {
				throw new IOException("the keyring is locked");
			}
		}
	}

	@Test
	void keepsItsKeyInTheSecureStorageWhereThereIsOne() throws Exception {
		Keyring keyring = new Keyring();
		byte[] locked = vault(Optional.of(keyring)).lock(7, "password", "open sesame");

		assertFalse(Files.exists(keyFile));
		assertArrayEquals("open sesame".toCharArray(), vault(Optional.of(keyring)).unlock(7, "password", locked).orElseThrow());
		assertTrue(vault.unlock(7, "password", locked).isEmpty(), "without the keyring nobody reads it");
	}

	@Test
	void keepsItsKeyInAFileWhereTheSecureStorageTakesNone() throws Exception {
		Keyring keyring = new Keyring();
		keyring.locked = true;
		assertThrows(ServiceException.class, () -> vault(Optional.of(keyring)).lock(7, "password", "open sesame"),
				"a locked keyring may hold the key of secrets that stand");

		KeyStorage fails = new KeyStorage() {
			@Override
			public Optional<byte[]> read(Path dataFolder) {
				return Optional.empty();
			}

			@Override
			public void keep(Path dataFolder, byte[] key) throws IOException {
				throw new IOException("there is no keyring");
			}
		};
		byte[] locked = vault(Optional.of(fails)).lock(7, "password", "open sesame");

		assertTrue(Files.exists(keyFile));
		assertArrayEquals("open sesame".toCharArray(), vault.unlock(7, "password", locked).orElseThrow());
	}

	@Test
	void theFileOfADataFolderComesBeforeTheSecureStorage() throws Exception {
		byte[] locked = vault.lock(7, "password", "open sesame");
		Keyring keyring = new Keyring();

		assertArrayEquals("open sesame".toCharArray(), vault(Optional.of(keyring)).unlock(7, "password", locked).orElseThrow());
		vault(Optional.of(keyring)).lock(7, "token", "another");
		assertTrue(keyring.keys.isEmpty());
	}

	@Test
	void givesBackWhatItLocked() throws ServiceException {
		byte[] locked = vault.lock(7, "password", "Grüße, 秘密");

		assertArrayEquals("Grüße, 秘密".toCharArray(), vault.unlock(7, "password", locked).orElseThrow());
		assertArrayEquals("Grüße, 秘密".toCharArray(),
				vault(Optional.empty()).unlock(7, "password", locked).orElseThrow());
	}

	@Test
	void showsNothingOfTheSecretAndNeverTheSameTwice() throws ServiceException {
		byte[] one = vault.lock(7, "password", "open sesame");
		byte[] two = vault.lock(7, "password", "open sesame");

		assertFalse(Arrays.equals(one, two));
		assertFalse(new String(one, StandardCharsets.ISO_8859_1).contains("sesame"));
	}

	@Test
	void unlocksNothingInAnotherPlace() throws ServiceException {
		byte[] locked = vault.lock(7, "password", "open sesame");

		assertTrue(vault.unlock(8, "password", locked).isEmpty());
		assertTrue(vault.unlock(7, "token", locked).isEmpty());
	}

	@Test
	void unlocksNothingThatWasAltered() throws ServiceException {
		byte[] locked = vault.lock(7, "password", "open sesame");
		for (int index = 0; index < locked.length; index++) {
			byte[] altered = locked.clone();
			altered[index] ^= 1;
			assertTrue(vault.unlock(7, "password", altered).isEmpty(), "byte " + index);
			assertTrue(vault.unlock(7, "password", Arrays.copyOf(locked, index)).isEmpty(), "cut at " + index);
		}
	}

	@Test
	void unlocksNothingWithoutItsKey() throws Exception {
		byte[] locked = vault.lock(7, "password", "open sesame");
		Files.delete(keyFile);

		assertTrue(vault.unlock(7, "password", locked).isEmpty());
		vault.lock(7, "password", "another");
		assertTrue(vault.unlock(7, "password", locked).isEmpty());
	}

	@Test
	void leavesAKeyThatOnlyItsOwnerMayReadAndNothingElse() throws Exception {
		vault.lock(7, "password", "open sesame");

		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
	}

	@Test
	void saysSoWhenTheKeyIsDamaged() throws Exception {
		Files.writeString(keyFile, "short");

		ServiceException e = assertThrows(ServiceException.class, () -> vault.lock(7, "password", "open sesame"));

		assertEquals(ServiceException.Reason.UNAVAILABLE, e.reason());
		assertFalse(e.getMessage().contains("sesame"));
	}
}
