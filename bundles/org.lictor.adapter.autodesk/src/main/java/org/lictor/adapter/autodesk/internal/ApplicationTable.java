package org.lictor.adapter.autodesk.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lictor.spi.WatchedApplication;

/** Reads the table of Autodesk's applications, {@code applications.txt}, which says itself how it is written. */
final class ApplicationTable {

	private static final String NAME = "applications.txt";

	private ApplicationTable() {
	}

	static List<WatchedApplication> load() {
		UsageFileTable usageFiles = UsageFileTable.load();
		return TableFile.read(ApplicationTable.class, NAME, lines -> read(lines, usageFiles));
	}

	static List<WatchedApplication> read(BufferedReader lines, UsageFileTable usageFiles) throws IOException {
		List<WatchedApplication> rules = new ArrayList<>();
		TableFile.each(lines, (columns, number) -> rules.add(rule(columns, number, usageFiles)));
		return List.copyOf(rules);
	}

	private static WatchedApplication rule(List<String> columns, int number, UsageFileTable usageFiles) {
		if (columns.size() < 5 || columns.size() > 6) {
			throw new IllegalArgumentException(NAME + ", line " + number + ": " + columns.size() + " columns instead of 5 or 6");
		}
		String id = columns.get(0);
		String product = columns.get(2);
		WatchedApplication.Kind kind = WatchedApplication.Kind.valueOf(columns.get(1).toUpperCase(Locale.ROOT));
		// Without a version nobody can tell whether usage files are needed.
		boolean versioned = kind == WatchedApplication.Kind.INTERACTIVE && !columns.get(3).equals("-");
		return new WatchedApplication(id, product, kind, path(columns.get(3), columns.get(4)),
				columns.size() == 6 ? Optional.of(columns.get(5)) : Optional.empty(),
				versioned ? Optional.of(usageFiles.of(id, product)) : Optional.empty());
	}

	/**
	 * Builds the expression for the path of the program from what the table says of its folder and its name. The name is
	 * looked at first and without going back, because it is what most processes differ in.
	 */
	private static String path(String folder, String program) {
		String named = "^(?=(?:[^/]*+/)*+(?:" + program + ")(?:\\.exe)?$)";
		if (folder.equals("-")) {
			return named;
		}
		boolean needed = folder.startsWith("+");
		// The folder nearest to the program counts: .* takes as much as it can.
		String above = "(?:.*/)?(?:" + (needed ? folder.substring(1) : folder) + ")";
		String withYear = above + "[^/]*?(?<version>20[0-9]{2})[^/]*/";
		return named + (needed ? "(?:" + withYear + "|" + above + "[^/]*/)" : "(?:" + withYear + ")?");
	}
}
