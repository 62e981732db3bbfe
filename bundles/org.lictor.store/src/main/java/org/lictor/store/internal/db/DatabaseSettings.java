package org.lictor.store.internal.db;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

import org.lictor.service.DatabaseAddress;
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
		if (hasSecret(url)) {
			throw new ServiceException(Reason.UNAVAILABLE,
					"The url in " + file + " holds a password. Write it in a line of its own, password=...");
		}
		return Optional.of(new DatabaseSettings(url, user, properties.getProperty("password", "")));
	}

	private static boolean hasSecret(String url) {
		return url.contains("password=") || url.substring(SCHEME.length()).contains("@");
	}

	/**
	 * @param address of a database
	 * @return the same
	 * @throws ServiceException INVALID with a sentence when it cannot be used
	 */
	static DatabaseSettings of(DatabaseAddress address) throws ServiceException {
		if (!address.url().startsWith(SCHEME) || address.user().isEmpty()) {
			throw new ServiceException(Reason.INVALID, "A database is named by " + SCHEME + "host/database and a user.");
		}
		if (hasSecret(address.url())) {
			throw new ServiceException(Reason.INVALID, "The address of the database holds a password, which others could see.");
		}
		return new DatabaseSettings(address.url(), address.user(), address.password());
	}

	/**
	 * @param file    is made anew, for its owner alone
	 * @param address what it says
	 * @throws IOException when it cannot be written
	 */
	static void write(Path file, DatabaseAddress address) throws IOException {
		Files.deleteIfExists(file);
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(OF_OWNER));
		}
		Properties properties = new Properties();
		properties.setProperty("url", address.url());
		properties.setProperty("user", address.user());
		properties.setProperty("password", address.password());
		try (Writer out = Files.newBufferedWriter(file)) {
			properties.store(out, null);
		}
	}

	/** @return where it is, without the secret */
	@Override
	public String toString() {
		return url + " as " + user;
	}
}
