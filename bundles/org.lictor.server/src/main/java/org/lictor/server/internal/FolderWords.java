package org.lictor.server.internal;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command for a data folder as it lies there, which nobody has open. */
@Command
abstract class FolderWords implements Callable<Integer> {

	@Option(names = "--help", usageHelp = true, description = "Shows this and does nothing.")
	private boolean help;

	@Spec
	private CommandSpec command;

	private final Terminal terminal;

	/**
	 * @param terminal what is around
	 */
	FolderWords(Terminal terminal) {
		this.terminal = terminal;
	}

	/** @return what is around */
	final Terminal terminal() {
		return terminal;
	}

	/**
	 * @param path as it was said
	 * @return from the root on
	 */
	static Path whole(Path path) {
		return path.toAbsolutePath().normalize();
	}

	/**
	 * @param what this installation cannot do
	 * @return to be thrown
	 */
	static ServiceException incomplete(String what) {
		return new ServiceException(Reason.UNAVAILABLE,
				"This installation is not complete: nothing in it can " + what + ". Install Lictor anew.");
	}

	/**
	 * @param sentence what is wrong with the words of the command
	 * @return to be thrown
	 */
	final ParameterException misuse(String sentence) {
		return new ParameterException(command.commandLine(), sentence);
	}
}
