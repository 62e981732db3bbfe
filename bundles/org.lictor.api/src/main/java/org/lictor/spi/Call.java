package org.lictor.spi;

import java.time.Instant;
import java.util.Objects;

import org.lictor.model.Progress;

/**
 * The terms of one call into a plug-in. The call returns by the deadline with what it has, or as soon as
 * {@link Progress#cancelled()} is true; afterwards its thread is interrupted.
 *
 * @param deadline when the caller will wait no longer
 * @param progress takes news and tells of cancellation
 */
public record Call(Instant deadline, Progress progress) {

	/** Checks that nothing is null. */
	public Call {
		Objects.requireNonNull(deadline, "deadline");
		Objects.requireNonNull(progress, "progress");
	}
}
