package org.lictor.agent.internal.usagefiles;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where a user of this host keeps files.
 *
 * @param user    the user as the operating system names the owner of processes
 * @param id      the user's key below HKU in the registry of Windows, empty elsewhere
 * @param folders the folders that placeholders in patterns stand for, such as {@code home} and {@code roaming}
 */
public record Home(String user, String id, Map<String, Path> folders) {

	/** Copies the map. */
	public Home {
		Objects.requireNonNull(user, "user");
		Objects.requireNonNull(id, "id");
		folders = Map.copyOf(folders);
	}
}
