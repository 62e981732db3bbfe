package org.lictor.service;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How to open a data folder in this process.
 *
 * @param mode what is to run
 * @param port the port to listen on in mode NODE; empty for the one in the data folder's settings
 */
public record OpenOptions(Mode mode, OptionalInt port) {

	/** What is to run. */
	public enum Mode {
		/** Poll, import and listen until closed. A listener that cannot start is an error. */
		SERVER,
		/** The same for a workbench: a listener that cannot start is told in the Event Log, the rest works. */
		WORKBENCH,
		/** Do what is asked and nothing else: one command. */
		COMMAND
	}

	/** Checks that nothing is null. */
	public OpenOptions {
		Objects.requireNonNull(mode, "mode");
		Objects.requireNonNull(port, "port");
	}

	/** One command: nothing polls, nothing listens. */
	public static final OpenOptions COMMAND = new OpenOptions(Mode.COMMAND, OptionalInt.empty());
}
