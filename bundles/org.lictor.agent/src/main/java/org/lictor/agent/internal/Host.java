package org.lictor.agent.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lictor.agent.protocol.Protocol;

/**
 * What this machine is.
 *
 * @param name     name of the host
 * @param platform operating system and architecture
 * @param machine  its parts
 */
public record Host(String name, String platform, Machine machine) {

	/**
	 * A host of whose machine nothing is known.
	 *
	 * @param name     name of the host
	 * @param platform operating system and architecture
	 */
	public Host(String name, String platform) {
		this(name, platform, Machine.UNKNOWN);
	}

	/** @return this machine */
	public static Host thisHost() {
		String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
		return new Host(cut(readName()), cut(platform), Machine.read());
	}

	private static String readName() {
		String windows = System.getenv("COMPUTERNAME");
		if (windows != null && !windows.isBlank()) {
			return windows.strip();
		}
		// Asked of the kernel where it tells, because asking the JDK may ask a name server.
		Path linux = Path.of("/proc/sys/kernel/hostname");
		try {
			if (Files.isReadable(linux)) {
				String name = Files.readString(linux).strip();
				if (!name.isEmpty()) {
					return name;
				}
			}
			return InetAddress.getLocalHost().getHostName();
		} catch (UnknownHostException e) {
			// The JDK knows the name but found no address for it; the message is "name: reason".
			String message = String.valueOf(e.getMessage());
			int colon = message.indexOf(':');
			return colon > 0 ? message.substring(0, colon) : "unknown-host";
		} catch (IOException e) {
			return "unknown-host";
		}
	}

	private static String cut(String text) {
		return text.length() <= Protocol.MAX_NAME ? text : text.substring(0, Protocol.MAX_NAME);
	}
}
