package org.lictor.service;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * What a server leaves in its data folder while it runs, so that commands given on the same folder find it. The file is
 * readable by its owner only, because it holds a token.
 *
 * @param pid         its process
 * @param address     where it listens, as reached from this machine
 * @param fingerprint SHA-256 of its certificate in lower case hexadecimal
 * @param token       an administrator's token that is good while this process runs
 */
public record RunningNode(long pid, URI address, String fingerprint, String token) {

	private static final String FILE = "node.properties";

	/** Checks that nothing is null. */
	public RunningNode {
		Objects.requireNonNull(address, "address");
		Objects.requireNonNull(fingerprint, "fingerprint");
		Objects.requireNonNull(token, "token");
	}

	/**
	 * Writes this into a data folder in one step.
	 *
	 * @param folder a data folder
	 * @throws IOException when the folder cannot be written
	 */
	public void write(Path folder) throws IOException {
		Properties properties = new Properties();
		properties.setProperty("pid", Long.toString(pid));
		properties.setProperty("address", address.toString());
		properties.setProperty("fingerprint", fingerprint);
		properties.setProperty("token", token);
		boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
		Path next = Files.createTempFile(folder, "node", ".tmp", attributes);
		try (Writer writer = Files.newBufferedWriter(next)) {
			properties.store(writer, "Lictor runs on this folder");
		}
		Files.move(next, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * @param folder a data folder
	 * @return what the last server left there if its process still lives; empty otherwise, also when the file cannot be
	 *         understood
	 * @throws IOException when the file is there and cannot be read, as by somebody who is not its owner
	 */
	public static Optional<RunningNode> read(Path folder) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(folder.resolve(FILE))) {
			properties.load(reader);
		} catch (NoSuchFileException e) {
			return Optional.empty();
		}
		try {
			RunningNode node = new RunningNode(Long.parseLong(properties.getProperty("pid", "")),
					URI.create(properties.getProperty("address", "")), properties.getProperty("fingerprint", ""),
					properties.getProperty("token", ""));
			return ProcessHandle.of(node.pid).filter(ProcessHandle::isAlive).map(process -> node);
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	/**
	 * Removes what a server left in its data folder.
	 *
	 * @param folder a data folder
	 * @throws IOException when the file is there and cannot be removed
	 */
	public static void remove(Path folder) throws IOException {
		Files.deleteIfExists(folder.resolve(FILE));
	}

	/** @return everything but the token */
	@Override
	public String toString() {
		return "RunningNode[pid=" + pid + ", address=" + address + "]";
	}
}
