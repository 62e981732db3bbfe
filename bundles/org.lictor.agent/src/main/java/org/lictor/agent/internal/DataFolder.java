package org.lictor.agent.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;

import org.lictor.agent.internal.disk.OwnerOnly;
import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.internal.link.Route;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.ProtocolException;

/** The folder of one agent, which no other agent uses while this is open. */
public final class DataFolder implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(DataFolder.class.getName());

	private static final String LOCK = "agent.lock";
	private static final String OWNER = "agent.pid";
	private static final int HOST_KEY = 32;

	private final Path folder;
	private final FileChannel channel;
	private byte[] hostKey = new byte[0];

	private DataFolder(Path folder, FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * Makes the folder if needed and takes it for this process.
	 *
	 * @param folder the folder
	 * @return the folder, taken
	 * @throws AgentFailure when it cannot be written or another agent uses it
	 */
	public static DataFolder open(Path folder) throws AgentFailure {
		FileChannel channel;
		try {
			Files.createDirectories(folder);
			channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		} catch (IOException e) {
			throw notWritable(folder, e);
		}
		try {
			FileLock lock = tryLock(channel);
			if (lock == null) {
				channel.close();
				throw new AgentFailure(AgentFailure.CANNOT_WORK, "Another Lictor agent" + owner(folder) + " works on "
						+ folder + ". Stop it, or give this one a folder of its own with --data.");
			}
			OwnerOnly.replacePublic(folder.resolve(OWNER),
					Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
		} catch (IOException e) {
			throw notWritable(folder, e);
		}
		return new DataFolder(folder, channel);
	}

	private static AgentFailure notWritable(Path folder, IOException e) {
		return new AgentFailure(AgentFailure.CANNOT_WORK, "The data folder " + folder + " cannot be written: "
				+ Reasons.of(e) + ". Correct that, or name another folder with --data.");
	}

	private static FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		} catch (OverlappingFileLockException e) {
			return null; // taken in this very process
		}
	}

	private static String owner(Path folder) {
		try {
			return " (process " + Files.readString(folder.resolve(OWNER)).strip() + ")";
		} catch (IOException e) {
			return "";
		}
	}

	/**
	 * @param folder a data folder
	 * @return whether an agent works on it, as far as that can be told by somebody who may not write there
	 */
	public static boolean isInUse(Path folder) {
		try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
			FileLock lock = tryLock(channel);
			return lock == null;
		} catch (NoSuchFileException e) {
			return false;
		} catch (IOException e) {
			return owner(folder).replaceAll("[^0-9]", "").transform(
					pid -> !pid.isEmpty() && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent());
		}
	}

	/** @return the file of the agent's identity, for its owner only */
	public Path identity() {
		return identity(folder);
	}

	/**
	 * @param folder a data folder
	 * @return the file of its agent's identity, for its owner only
	 */
	static Path identity(Path folder) {
		return folder.resolve("agent.json");
	}

	/** @return the file of the journal */
	public Path journal() {
		return folder.resolve("sessions.journal");
	}

	/** @return the file that remembers the uses known by usage files */
	public Path uses() {
		return folder.resolve("uses.json");
	}

	/** @return the file that remembers what was seen of usage files */
	public Path usageFiles() {
		return folder.resolve("usage-files.json");
	}

	/** @return the file that remembers what the licensing helper answered */
	public Path registrations() {
		return folder.resolve("registrations.json");
	}

	/**
	 * @param folder a data folder
	 * @return the file in which the log of the licensing service is compared with sessions
	 */
	static Path licensingLog(Path folder) {
		return folder.resolve("licensing-log.json");
	}

	/** @return the folder of the spool */
	public Path spool() {
		return folder.resolve("spool");
	}

	/** @return the folder of the logs */
	public Path log() {
		return folder.resolve("log");
	}

	/**
	 * @param folder a data folder
	 * @return the file in which the agent tells how it is
	 */
	static Path status(Path folder) {
		return folder.resolve("status.json");
	}

	/** @return the folder */
	public Path path() {
		return folder;
	}

	private static Path configuration(Path folder) {
		return folder.resolve("configuration.json");
	}

	/** @return the configuration the server gave last; empty when there is none that can be used */
	public Optional<AgentConfiguration> readConfiguration() {
		return readConfiguration(folder);
	}

	/**
	 * @param folder a data folder
	 * @return the configuration the server gave last; empty when there is none that can be used
	 */
	static Optional<AgentConfiguration> readConfiguration(Path folder) {
		try {
			return Optional.of(Codec.agentConfiguration(Files.readAllBytes(configuration(folder))));
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException | ProtocolException e) {
			LOG.log(System.Logger.Level.WARNING, "{0} cannot be used and is asked of the server anew: {1}",
					configuration(folder), e.getMessage());
			return Optional.empty();
		}
	}

	/**
	 * Keeps a configuration for the next start.
	 *
	 * @param configuration as the server gave it
	 * @throws IOException when the disk does not take it
	 */
	public void writeConfiguration(AgentConfiguration configuration) throws IOException {
		OwnerOnly.replace(configuration(folder), Codec.encode(configuration));
	}

	/**
	 * @param folder a data folder
	 * @return bytes that can still be written there; as many as there can be where the system does not tell
	 */
	static long room(Path folder) {
		try {
			return Files.getFileStore(folder).getUsableSpace();
		} catch (IOException e) {
			return Long.MAX_VALUE;
		}
	}

	/**
	 * Keeps the way to the server for later starts and for {@code doctor}.
	 *
	 * @param proxy as {@link Route#parse} understands it; {@code system} to go by the system again
	 * @throws AgentFailure when it cannot be kept
	 */
	void keepProxy(String proxy) throws AgentFailure {
		try {
			if (proxy.strip().equalsIgnoreCase(CommandLine.SYSTEM_PROXY)) {
				Files.deleteIfExists(proxy(folder));
			} else {
				OwnerOnly.replace(proxy(folder), proxy.strip().getBytes(StandardCharsets.UTF_8));
			}
		} catch (IOException e) {
			throw notWritable(folder, e);
		}
	}

	/**
	 * @param folder of an agent
	 * @param server to be reached
	 * @return the way that was kept, else that of the system
	 * @throws AgentFailure when there is one that cannot be read or understood
	 */
	static Route route(Path folder, URI server) throws AgentFailure {
		try {
			return Route.parse(Files.readString(proxy(folder))).orElseThrow(() -> new AgentFailure(AgentFailure.CANNOT_WORK,
					"The file " + proxy(folder) + " names no proxy. Name it anew with --proxy."));
		} catch (NoSuchFileException e) {
			return Route.ofSystem(server, System::getenv);
		} catch (IOException e) {
			throw new AgentFailure(AgentFailure.CANNOT_WORK,
					"The file " + proxy(folder) + " cannot be read: " + Reasons.of(e) + ". Correct that.");
		}
	}

	private static Path proxy(Path folder) {
		return folder.resolve("proxy.txt");
	}

	/**
	 * This host's own key, with which it tells users apart where it may tell nobody who they are. Never sent.
	 *
	 * @return 32 bytes: those in the file {@code host.key}, made when there are none; where it cannot be written, others each
	 *         time the agent starts
	 */
	synchronized byte[] hostKey() {
		if (hostKey.length == 0) {
			hostKey = readOrMakeHostKey();
		}
		return hostKey.clone();
	}

	private byte[] readOrMakeHostKey() {
		Path file = folder.resolve("host.key");
		try {
			byte[] known = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
			if (known.length == HOST_KEY) {
				return known;
			}
			byte[] made = random();
			OwnerOnly.replace(file, made);
			return made;
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "{0} cannot be read or written ({1}). Until the agent starts anew, another key is used.",
					file, Reasons.of(e));
			return random();
		}
	}

	private static byte[] random() {
		byte[] bytes = new byte[HOST_KEY];
		new SecureRandom().nextBytes(bytes);
		return bytes;
	}

	/** Leaves the folder to others. */
	@Override
	public void close() {
		try {
			channel.close();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "the lock was not closed", e);
		}
	}
}
