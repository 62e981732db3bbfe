package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The users that are logged in to a Windows host, as their part of the registry tells. */
final class WindowsHomes implements Homes {

	private final Registry registry;

	WindowsHomes(Registry registry) {
		this.registry = registry;
	}

	@Override
	public List<Home> list() throws IOException {
		List<Home> homes = new ArrayList<>();
		for (String key : registry.subkeys("HKU")) {
			// People of this machine, of a domain and of Entra ID; not services, and not the second key each person has.
			if ((key.startsWith("S-1-5-21-") || key.startsWith("S-1-12-1-")) && !key.endsWith("_Classes")) {
				Map<String, String> session = registry.values("HKU\\" + key + "\\Volatile Environment");
				String name = session.getOrDefault("USERNAME", "");
				String home = session.getOrDefault("USERPROFILE", "");
				if (!name.isEmpty() && !home.isEmpty()) {
					String domain = session.getOrDefault("USERDOMAIN", "");
					String roaming = session.getOrDefault("APPDATA", home + "\\AppData\\Roaming");
					homes.add(new Home(domain.isEmpty() ? name : domain + "\\" + name, key,
							Map.of("home", Path.of(home), "roaming", Path.of(roaming))));
				}
			}
		}
		return homes;
	}
}
