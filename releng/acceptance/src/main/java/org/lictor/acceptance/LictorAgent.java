package org.lictor.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An agent on a data folder, started from an unpacked archive. */
public final class LictorAgent implements AutoCloseable {

	private final Path script;
	private final Path data;
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
		program = new Program("agent #" + starts, new ProcessBuilder(command));
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
