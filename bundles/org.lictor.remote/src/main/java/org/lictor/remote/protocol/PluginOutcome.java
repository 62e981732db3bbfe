package org.lictor.remote.protocol;

import java.util.List;
import java.util.Objects;

import org.lictor.service.Doubt;
import org.lictor.service.PluginChange;

/**
 * What came of a change of plug-ins that did not fail.
 *
 * @param change  what became other; nothing while there are doubts
 * @param doubts  why nothing was changed, to be accepted by another request; empty when it was
 * @param refusal the same as sentences for people; empty when there are no doubts
 */
public record PluginOutcome(PluginChange change, List<Doubt> doubts, String refusal) {

	/** Copies the list. */
	public PluginOutcome {
		Objects.requireNonNull(change, "change");
		doubts = List.copyOf(doubts);
		Objects.requireNonNull(refusal, "refusal");
	}
}
