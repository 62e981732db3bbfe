package org.lictor.report;

import java.util.Objects;
import java.util.OptionalInt;

import org.lictor.model.Progress;

/**
 * How a table is to be written.
 *
 * @param header   what stands above the columns of a CSV file
 * @param width    how many characters fit in a line of the terminal, at least 20; empty when lines may be as long as
 *                 they need to be. Only for the format {@code table}
 * @param progress takes news (one unit a row) and tells of cancellation
 */
public record RenderOptions(Header header, OptionalInt width, Progress progress) {

	/** What stands above the columns of a CSV file. */
	public enum Header {
		/** The stable keys, for programs. */
		KEYS,
		/** The labels with their units, for people. */
		LABELS
	}

	/** Keys as header, lines of any length, nobody watching. */
	public static final RenderOptions DEFAULT = new RenderOptions(Header.KEYS, OptionalInt.empty(), Progress.NONE);

	/** Checks that nothing is null and the width is not absurd. */
	public RenderOptions {
		Objects.requireNonNull(header, "header");
		Objects.requireNonNull(width, "width");
		Objects.requireNonNull(progress, "progress");
		if (width.isPresent() && width.getAsInt() < 20) {
			throw new IllegalArgumentException("a line has at least 20 characters, not " + width.getAsInt());
		}
	}

	/**
	 * @param newHeader what stands above the columns of a CSV file
	 * @return the same options with that header
	 */
	public RenderOptions header(Header newHeader) {
		return new RenderOptions(newHeader, width, progress);
	}

	/**
	 * @param characters in a line, at least 20
	 * @return the same options for lines of that length
	 */
	public RenderOptions width(int characters) {
		return new RenderOptions(header, OptionalInt.of(characters), progress);
	}

	/**
	 * @param watcher takes news and tells of cancellation
	 * @return the same options with that watcher
	 */
	public RenderOptions progress(Progress watcher) {
		return new RenderOptions(header, width, watcher);
	}
}
