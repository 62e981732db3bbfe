package org.lictor.spi;

import org.lictor.model.Diagnostic;
import org.osgi.annotation.versioning.ProviderType;

/** Takes what a piece of evidence says, one thing after the other. Used by one thread. */
@ProviderType
public interface ObservationSink {

	/**
	 * @param observation the next thing that was understood
	 */
	void observe(Observation observation);

	/**
	 * @param diagnostic a record that was not understood, a column nobody knows
	 */
	void report(Diagnostic diagnostic);

	/** @return true when the caller should stop: return {@link Interpretation#CANCELLED} then */
	boolean cancelled();
}
