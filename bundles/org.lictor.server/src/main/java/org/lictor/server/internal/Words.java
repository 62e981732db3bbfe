package org.lictor.server.internal;

import java.util.concurrent.Callable;

import org.lictor.model.Progress;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that opens a Lictor, does one thing, and closes it. */
@Command
abstract class Words implements Callable<Integer> {

	/** It did its job. */
	static final int DONE = 0;
	/** It did not. */
	static final int FAILED = 1;

	@Option(names = "--help", usageHelp = true, description = "Shows this and does nothing.")
	private boolean help;

	@Mixin
	private ConnectionOptions connection;

	@Spec
	private CommandSpec command;

	private final Terminal terminal;

	/**
	 * @param terminal what is around
	 */
	Words(Terminal terminal) {
		this.terminal = terminal;
	}

	/**
	 * Does it.
	 *
	 * @param lictor   open
	 * @param progress shown to a person
	 * @return {@link #DONE} or {@link #FAILED}
	 * @throws ServiceException when it is refused
	 */
	abstract int run(Lictor lictor, Progress progress) throws ServiceException;

	/**
	 * Looks at what was said, and reads what stands in files, before anything is opened.
	 *
	 * @throws ServiceException when it cannot be done
	 */
	void prepare() throws ServiceException {
		// most commands have nothing to look at
	}

	@Override
	public final Integer call() throws ServiceException {
		prepare();
		try (ProgressLine progress = new ProgressLine(terminal); Lictor lictor = connection.open(terminal, progress)) {
			return run(lictor, progress);
		}
	}

	/** @return whether a server elsewhere is meant, with other files */
	final boolean isElsewhere() {
		return connection.isElsewhere();
	}

	/** @return what is around */
	final Terminal terminal() {
		return terminal;
	}

	/**
	 * @param sentence a result
	 */
	final void say(String sentence) {
		terminal.out().println(sentence);
	}

	/**
	 * @param sentence a trouble
	 */
	final void complain(String sentence) {
		terminal.err().println(sentence);
	}

	/**
	 * @param sentence what is wrong with the words of the command
	 * @return to be thrown
	 */
	final ParameterException misuse(String sentence) {
		return new ParameterException(command.commandLine(), sentence);
	}
}
