package org.lictor.service;

import java.util.List;

/**
 * What a comparison of facts with evidence found.
 *
 * @param evidence    how many pieces of evidence were read
 * @param facts       how many facts were compared
 * @param differences each difference in a sentence; empty when all agrees
 */
public record CheckResult(long evidence, long facts, List<String> differences) {

	/** Copies the list. */
	public CheckResult {
		differences = List.copyOf(differences);
	}
}
