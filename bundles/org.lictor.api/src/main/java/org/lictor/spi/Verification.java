package org.lictor.spi;

import java.util.List;
import java.util.Objects;

import org.lictor.model.Status;

/**
 * The answer to "Verify configuration".
 *
 * @param status   the status a poll would have
 * @param problems the fields at fault, empty when none is
 */
public record Verification(Status status, List<FieldProblem> problems) {

	/** Copies the list. */
	public Verification {
		Objects.requireNonNull(status, "status");
		problems = List.copyOf(problems);
	}

	/** @return true when the server can be monitored with this configuration */
	public boolean good() {
		return status.state() == Status.State.UP && problems.isEmpty();
	}
}
