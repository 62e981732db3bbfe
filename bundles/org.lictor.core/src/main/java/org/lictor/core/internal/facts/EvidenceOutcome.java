package org.lictor.core.internal.facts;

import java.util.List;
import java.util.Objects;

import org.lictor.model.Diagnostic;
import org.lictor.spi.Interpretation;

/**
 * What came of reading a piece of evidence.
 *
 * @param interpretation whether it was understood
 * @param diagnostics    what a person should know, at most {@link EvidenceReader#MOST_DIAGNOSTICS}; the last one says how
 *                       many more there were
 * @param observations   how many things it says
 */
public record EvidenceOutcome(Interpretation interpretation, List<Diagnostic> diagnostics, long observations) {

	/** Copies the list. */
	public EvidenceOutcome {
		Objects.requireNonNull(interpretation, "interpretation");
		diagnostics = List.copyOf(diagnostics);
	}

	/** @return true when nothing of the evidence may be used */
	public boolean refused() {
		return interpretation instanceof Interpretation.Refused refused && !refused.keep();
	}

	/** @return in one line, for the store and the log */
	public String summary() {
		return switch (interpretation) {
		case Interpretation.Understood understood -> understood.what() + ": " + understood.records() + " records, "
				+ understood.rejected() + " rejected";
		case Interpretation.Refused refused -> "refused: " + refused.why().sentence();
		case Interpretation.Cancelled cancelled -> "not read to its end";
		};
	}
}
