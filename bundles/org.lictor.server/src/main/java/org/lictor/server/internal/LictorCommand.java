package org.lictor.server.internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All commands. */
@Command(name = "lictor", description = "Which licences you own, who may use them, and who really does.", footer = { "",
		"Every command says more with --help. Exit codes: 0 done, 1 refused or failed, 2 words not understood." })
final class LictorCommand extends GroupOfCommands {

	@Option(names = "--version", versionHelp = true, description = "Shows the version and does nothing.")
	private boolean version;
}
