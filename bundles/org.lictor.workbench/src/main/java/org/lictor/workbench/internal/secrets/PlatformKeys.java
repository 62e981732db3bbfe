package org.lictor.workbench.internal.secrets;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;
import org.lictor.service.KeyStorage;
import org.osgi.service.component.annotations.Component;

/**
 * Keys in Equinox's secure storage. Its file stands in the data folder; what unlocks it is kept by the platform for the
 * person who is logged in: Windows' data protection, macOS' key chain, the Secret Service of a Linux desktop. Nobody is
 * ever asked for a password: where the platform has no such place, keys are refused. Safe for use by many threads.
 */
@Component(service = KeyStorage.class)
public final class PlatformKeys implements KeyStorage {

	/** Name of the storage's file in a data folder. */
	static final String FILE = "secrets.storage";
	private static final String KEY = "key";
	private static final String NODE = "lictor";

	private static final Map<String, String> PROVIDERS = Map.of(
			Platform.OS_WIN32, "org.eclipse.equinox.security.windowspasswordprovider64bit",
			Platform.OS_MACOSX, "org.eclipse.equinox.security.osxkeystoreintegration",
			Platform.OS_LINUX, "org.eclipse.equinox.security.linuxkeystoreintegrationjna");

	@Override
	public synchronized Optional<byte[]> read(Path dataFolder) throws IOException {
		if (!Files.exists(dataFolder.resolve(FILE))) {
			return Optional.empty();
		}
		try {
			return Optional.ofNullable(open(dataFolder).node(NODE).getByteArray(KEY, null));
		} catch (StorageException | RuntimeException | LinkageError e) {
			throw new IOException("the secure storage of this user cannot be opened: " + e.getMessage(), e);
		}
	}

	@Override
	public synchronized void keep(Path dataFolder, byte[] key) throws IOException {
		Path file = dataFolder.resolve(FILE);
		try {
			ISecurePreferences storage = open(dataFolder);
			storage.node(NODE).putByteArray(KEY, key, true);
			storage.flush();
			keepForOwner(file);
			if (!read(dataFolder).map(kept -> Arrays.equals(kept, key)).orElse(false)) {
				throw new IOException("what was kept cannot be read again");
			}
		} catch (StorageException | IOException | RuntimeException | LinkageError e) {
			Files.deleteIfExists(file);
			throw new IOException(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
		}
	}

	private static ISecurePreferences open(Path dataFolder) throws IOException {
		String provider = PROVIDERS.get(Platform.getOS());
		if (provider == null) {
			throw new IOException("no secure storage is known for " + Platform.getOS());
		}
		Map<String, Object> options = new HashMap<>();
		options.put(IProviderHints.PROMPT_USER, Boolean.FALSE);
		options.put(IProviderHints.REQUIRED_MODULE_ID, provider);
		URL address = dataFolder.resolve(FILE).toUri().toURL();
		return SecurePreferencesFactory.open(address, options);
	}

	private static void keepForOwner(Path file) throws IOException {
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		}
	}
}
