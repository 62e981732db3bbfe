package org.lictor.server.internal;

import picocli.CommandLine.Option;

/** How a command writes what it found. */
final class FormatOption {

	/** The forms of everything but reports. */
	enum Format {
		/** For reading. */
		TABLE,
		/** For scripts. */
		JSON
	}

	@Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "table for reading (unless "
			+ "given), json with stable keys for scripts.")
	private Format format = Format.TABLE;

	/** @return whether JSON is asked for */
	boolean json() {
		return format == Format.JSON;
	}
}
