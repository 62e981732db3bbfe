package org.lictor.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page for people whose commands are executed as they stand there: the blocks marked {@code sh}, section by section. */
public final class Guide {

	private static final Duration MOST = Duration.ofMinutes(3);

	private final Map<String, String> sections = new LinkedHashMap<>();
	private final Map<String, String> environment;
	private Path folder;

	/**
	 * @param page        a file of Markdown
	 * @param folder      where its first command is given; later ones where the one before went
	 * @param environment what the page says that the shell knows
	 */
	public Guide(Path page, Path folder, Map<String, String> environment) {
		this.folder = folder;
		this.environment = Map.copyOf(environment);
		String section = "";
		boolean commands = false;
		try {
			for (String line : Files.readAllLines(page)) {
				if (line.startsWith("```")) {
					commands = line.equals("```sh");
				} else if (commands) {
					sections.merge(section, line + "\n", String::concat);
				} else if (line.startsWith("## ")) {
					section = line.substring(3);
				}
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** @return the headings of the sections with commands that were not given yet, in order */
	public List<String> left() {
		return List.copyOf(sections.keySet());
	}

	/**
	 * Gives the commands of a section, each of which has to succeed.
	 *
	 * @param section its heading
	 * @param besides more variables, for this section alone
	 * @return what they came to
	 */
	public Outcome follow(String section, Map<String, String> besides) {
		String commands = sections.remove(section);
		if (commands == null) {
			throw new AssertionError("no commands under '" + section + "', only under " + sections.keySet());
		}
		Path went = folder.resolve(".went");
		List<String> words = List.of("bash", "-c", "set -euo pipefail\n" + commands + "pwd >\"$WENT\"");
		ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
		builder.environment().putAll(environment);
		builder.environment().putAll(besides);
		builder.environment().put("WENT", went.toString());
		try (Program shell = new Program(section, builder)) {
			int exit = shell.exit(MOST);
			Outcome outcome = new Outcome(List.of(section), exit, String.join("\n", shell.out()), String.join("\n", shell.err())).done();
			folder = Path.of(Files.readString(went).strip());
			Files.delete(went);
			return outcome;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
