package org.lictor.agent.protocol;

import java.util.Optional;
import java.util.UUID;

/**
 * A wish of the server to know how an agent is and what the processes of its host are for it. It is answered once with an
 * {@link ExaminationReport}.
 *
 * @param id    names this wish
 * @param all   whether processes that no rule concerns are listed too; followed only where people are told of as they are
 * @param trial a rule that is tried on the processes in place of those of the watch list, and kept nowhere; empty to
 *              examine the agent
 */
public record ExaminationRequest(UUID id, boolean all, Optional<WatchRule> trial) {

	/** Checks that nothing is missing. */
	public ExaminationRequest {
		Checks.present("id", id);
		Checks.present("trial", trial);
	}
}
