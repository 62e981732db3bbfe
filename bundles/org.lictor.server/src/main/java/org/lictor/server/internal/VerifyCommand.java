package org.lictor.server.internal;

import org.lictor.model.Progress;
import org.lictor.service.CheckResult;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code verify}: checks facts against evidence. */
@Command(name = "verify", description = "Checks the facts against the evidence and changes nothing; fails when they differ.")
final class VerifyCommand extends Words {

	private static final int MOST_TOLD = 20;

	@Mixin
	private FormatOption format;

	VerifyCommand(Terminal terminal) {
		super(terminal);
	}

	@Override
	int run(Lictor lictor, Progress progress) throws ServiceException {
		CheckResult result = lictor.maintenance().check(progress);
		boolean agrees = result.differences().isEmpty();
		if (format.json()) {
			Listing.json(result, terminal());
		} else if (agrees) {
			say(result.facts() + " facts agree with " + result.evidence() + " pieces of evidence.");
		} else {
			complain(result.differences().size() + " facts differ from the evidence; 'rebuild' puts them right.");
			result.differences().stream().limit(MOST_TOLD).forEach(difference -> complain("  " + difference));
			if (result.differences().size() > MOST_TOLD) {
				complain("  and " + (result.differences().size() - MOST_TOLD) + " more, which --format json tells.");
			}
		}
		return agrees ? DONE : FAILED;
	}
}
