package org.lictor.store;

import java.util.Objects;

/**
 * What became of evidence that was handed to {@link SourceEvidenceStore#add}.
 *
 * @param result   what happened
 * @param evidence the evidence as it stands now
 */
public record KeptEvidence(Result result, StoredEvidence evidence) {

	/** What happened. */
	public enum Result {
		/** It is new. */
		ADDED,
		/** A poll brought the same as before: the evidence that stood was observed once more. */
		EXTENDED,
		/** It was known, and nothing changed. */
		KNOWN
	}

	/** Checks that nothing is null. */
	public KeptEvidence {
		Objects.requireNonNull(result, "result");
		Objects.requireNonNull(evidence, "evidence");
	}
}
