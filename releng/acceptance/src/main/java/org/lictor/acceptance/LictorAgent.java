package org.lictor.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An agent on a data folder, started from an unpacked archive. */
public final class LictorAgent implements AutoCloseable {

	private final Path script;
	private final Path data;
	private Optional<Path> home = Optional.empty();
	private Program program;
	private int starts;

	/**
	 * @param script the start script of an unpacked archive
	 * @param data   its data folder, made by the agent when it does not exist
	 */
	public LictorAgent(Path script, Path data) {
		this.script = script;
		this.data = data;
	}

	/** @return the process that was started last */
	public Program program() {
		return program;
	}

	/**
	 * Has it look at usage files and consents every second instead of every 15 and 60.
	 *
	 * @param folder that its user has for a home from the next start on; a path without blanks
	 * @return this
	 */
	public LictorAgent watchingHome(Path folder) {
		home = Optional.of(folder);
		return this;
	}

	/** @return its data folder */
	public Path data() {
		return data;
	}

	/**
	 * Starts it.
	 *
	 * @param words after {@code --data DIR}
	 * @return this
	 */
	public LictorAgent start(String... words) {
		starts++;
		List<String> command = new ArrayList<>(List.of(script.toString(), "--data", data.toString()));
		command.addAll(List.of(words));
		ProcessBuilder builder = new ProcessBuilder(command);
		home.ifPresent(folder -> builder.environment().put("LICTOR_JAVA_OPTS", "-Duser.home=" + folder
				+ " -Dlictor.look.files=1 -Dlictor.look.consents=1"));
		program = new Program("agent #" + starts, builder);
		return this;
	}

	/** Kills it if it still runs. */
	@Override
	public void close() {
		if (program != null) {
			program.close();
		}
	}
}
