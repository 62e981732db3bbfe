package org.lictor.store.internal.db;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.folder.DataFolder;

/**
 * Where the database is when it is not in the data folder: what {@code database.properties} says.
 *
 * @param url      begins with {@value #SCHEME}, holds no secret
 * @param user     of the database
 * @param password of that user, may be empty
 */
record DatabaseSettings(String url, String user, String password) {

	static final String SCHEME = "jdbc:postgresql://";

	private static final Set<PosixFilePermission> OF_OWNER = Set.of(PosixFilePermission.OWNER_READ,
			PosixFilePermission.OWNER_WRITE);

	/**
	 * @param folder a data folder
	 * @return what its file says, nothing when there is none
	 * @throws ServiceException with a sentence when the file cannot be used
	 */
	static Optional<DatabaseSettings> of(DataFolder folder) throws ServiceException {
		Path file = folder.databaseSettings();
		if (!Files.exists(file)) {
			return Optional.empty();
		}
		Properties properties = new Properties();
		try {
			if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
					&& !OF_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
				throw new ServiceException(Reason.FORBIDDEN, file
						+ " holds a password and may be read by others than its owner. Take that right away (chmod 600).");
			}
			try (Reader in = Files.newBufferedReader(file)) {
				properties.load(in);
			}
		} catch (IOException | IllegalArgumentException e) {
			throw new ServiceException(Reason.UNAVAILABLE, file + " cannot be read: " + Database.innermost(e) + ".", e);
		}
		String url = properties.getProperty("url", "").strip();
		String user = properties.getProperty("user", "").strip();
		if (!url.startsWith(SCHEME) || user.isEmpty()) {
			throw new ServiceException(Reason.UNAVAILABLE,
					file + " must say url=" + SCHEME + "host/database and user=name, and usually password=...");
		}
		if (url.contains("password=") || url.substring(SCHEME.length()).contains("@")) {
			throw new ServiceException(Reason.UNAVAILABLE,
					"The url in " + file + " holds a password. Write it in a line of its own, password=...");
		}
		return Optional.of(new DatabaseSettings(url, user, properties.getProperty("password", "")));
	}

	/** @return where it is, without the secret */
	@Override
	public String toString() {
		return url + " as " + user;
	}
}
