package org.lictor.spi;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Diagnostic;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps evidence while a poll is still under way, for polls that bring much or take long. Used by the thread that calls
 * the monitor, only during {@link Monitor#poll}. What was kept here is not told again in {@link PollResult.Collected}.
 */
@ProviderType
public interface Keeper {

	/**
	 * Keeps evidence together with what the monitor must remember about it: both or neither are there after the process was
	 * killed at any moment. Then the facts are derived from it. The same evidence twice changes nothing.
	 *
	 * @param evidence of origin POLL; its content is copied and may be deleted when this returns
	 * @param memory   changes of {@link Memory} by key, an empty value removes
	 * @return why the evidence was not understood; it is kept all the same. Empty when it was understood, or is the same as
	 *         the latest of its name
	 * @throws IOException              when it could not be kept: nothing of it, and no change of memory, is there then. It
	 *                                  also says so when the poll was called off
	 * @throws IllegalArgumentException when a key or value is too long, or the evidence has another origin
	 */
	Optional<Diagnostic> keep(Evidence evidence, Map<String, Optional<String>> memory) throws IOException;
}
