package org.lictor.remote.protocol;

import java.util.Objects;
import java.util.Optional;

import org.lictor.spi.WatchedApplication;

/**
 * A wish to have an agent examined.
 *
 * @param all   whether processes that no rule concerns are listed too
 * @param trial a rule that is tried instead, empty to examine the agent
 */
public record NewExamination(boolean all, Optional<Trial> trial) {

	/** Checks that nothing is null. */
	public NewExamination {
		Objects.requireNonNull(trial, "trial");
	}

	/**
	 * A rule that is tried.
	 *
	 * @param server name of the licence server it would belong to
	 * @param rule   itself
	 */
	public record Trial(String server, WatchedApplication rule) {

		/** Checks that nothing is null. */
		public Trial {
			Objects.requireNonNull(server, "server");
			Objects.requireNonNull(rule, "rule");
		}
	}
}
