package org.lictor.server.internal;

import org.lictor.model.Progress;
import org.lictor.service.CheckResult;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rebuild}: derives the facts again. */
@Command(name = "rebuild", description = "Derives all facts from the evidence again and puts right what differs. "
		+ "One that was broken off goes on.")
final class RebuildCommand extends Words {

	@Mixin
	private FormatOption format;

	RebuildCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	int run(Lictor lictor, Progress progress) throws ServiceException {
		CheckResult result = lictor.maintenance().rebuild(progress);
		if (format.json()) {
			Listing.json(result, terminal());
		} else {
			say(result.facts() + " facts are derived from " + result.evidence() + " pieces of evidence.");
		}
		return DONE;
	}
}
