package org.lictor.service;

import java.util.List;

/**
 * What came of erasing a person.
 *
 * @param events   how many events of agents were rewritten
 * @param evidence how many files and answers of vendors were rewritten
 * @param left     evidence that came while the person was being erased and still tells of them, each in a sentence without its
 *                 full stop; as a rule none
 */
public record Erased(long events, long evidence, List<String> left) {

	/** Copies the list. */
	public Erased {
		left = List.copyOf(left);
	}
}
