package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The users of a Linux or macOS host: those of {@code /etc/passwd} that may log in, those with a folder below
 * {@code /Users}, and the one this agent runs as. Roaming application data are looked for where a profile of Windows has
 * them.
 */
final class UnixHomes implements Homes {

	private final Path passwd;
	private final Path users;
	private final String ownName;
	private final Path ownHome;

	UnixHomes(Path passwd, Path users, String ownName, Path ownHome) {
		this.passwd = passwd;
		this.users = users;
		this.ownName = ownName;
		this.ownHome = ownHome;
	}

	@Override
	public List<Home> list() throws IOException {
		Map<String, Path> homes = new LinkedHashMap<>();
		for (String line : lines()) {
			String[] fields = line.split(":", -1);
			if (fields.length == 7 && fields[5].length() > 1 && fields[5].startsWith("/") && mayLogIn(fields[6])) {
				homes.put(fields[0], Path.of(fields[5]));
			}
		}
		if (Files.isDirectory(users)) {
			try (DirectoryStream<Path> folders = Files.newDirectoryStream(users, "[!.]*")) {
				folders.forEach(folder -> homes.put(folder.getFileName().toString(), folder));
			}
		}
		homes.put(ownName, ownHome);
		List<Home> list = new ArrayList<>();
		homes.forEach((user, home) -> list
				.add(new Home(user, "", Map.of("home", home, "roaming", home.resolve("AppData/Roaming")))));
		return list;
	}

	private List<String> lines() throws IOException {
		try {
			return new String(Files.readAllBytes(passwd), StandardCharsets.UTF_8).lines().toList();
		} catch (NoSuchFileException e) {
			return List.of();
		}
	}

	private static boolean mayLogIn(String shell) {
		return !shell.endsWith("/nologin") && !shell.endsWith("/false") && !shell.endsWith("/sync");
	}
}
