package org.lictor.server.internal;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has others below it. */
@Command
abstract class GroupOfCommands implements Callable<Integer> {

	@Option(names = "--help", usageHelp = true, description = "Shows this and does nothing.")
	private boolean help;

	@Spec
	private CommandSpec command;

	@Override
	public final Integer call() {
		throw new ParameterException(command.commandLine(), "Say one of: " + command.qualifiedName() + " "
				+ String.join(" | ", command.subcommands().keySet()) + ".");
	}
}
