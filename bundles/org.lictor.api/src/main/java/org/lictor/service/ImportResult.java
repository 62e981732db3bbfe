package org.lictor.service;

import java.util.List;
import java.util.Objects;

import org.lictor.model.Diagnostic;

/**
 * What became of a file that was handed in.
 *
 * @param file        its name
 * @param outcome     what became of it
 * @param what        what kind of file it is, for people; empty when that was not recognised
 * @param records     how many records it has
 * @param rejected    how many of them could not be used
 * @param diagnostics what a person should know, at most 1,000; the last one says how many more there were
 */
public record ImportResult(String file, Outcome outcome, String what, long records, long rejected,
		List<Diagnostic> diagnostics) {

	/** What became of a file. */
	public enum Outcome {
		/** All of it was taken. */
		IMPORTED,
		/** Some records were rejected, the others taken. */
		IMPORTED_WITH_PROBLEMS,
		/** The same bytes had been handed in before; nothing changed. */
		ALREADY_KNOWN,
		/** Nothing was taken. */
		REFUSED
	}

	/** Copies the list. */
	public ImportResult {
		Objects.requireNonNull(file, "file");
		Objects.requireNonNull(outcome, "outcome");
		Objects.requireNonNull(what, "what");
		diagnostics = List.copyOf(diagnostics);
	}
}
