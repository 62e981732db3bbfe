package org.lictor.server.internal;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code update}: Lictor itself. */
@Command(name = "update", description = "Replaces Lictor itself, in the installation that this command is started from, by the newest version "
		+ "in a p2 repository. Data, settings and plug-ins stay.")
final class UpdateCommand extends PluginsCommand.Base {

	@Option(names = "--from", paramLabel = "URL", required = true, description = "The p2 repository of a release: an address, or a folder or ZIP "
			+ "file of this machine.")
	private String from;

	@Mixin
	private AcceptOption accept;

	UpdateCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	void run(Progress progress) throws ServiceException {
		tell(PluginsCommand.own(terminal().plugins()).updateProduct(repository(from), accept.doubts(terminal()), progress));
	}
}
