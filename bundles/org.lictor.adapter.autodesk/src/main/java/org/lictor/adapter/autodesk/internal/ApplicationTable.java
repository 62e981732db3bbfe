package org.lictor.adapter.autodesk.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.lictor.spi.WatchedApplication;

/** Reads the table of Autodesk's applications, {@code applications.txt}, which says itself how it is written. */
final class ApplicationTable {

	private static final String NAME = "applications.txt";

	private ApplicationTable() {
	}

	static List<WatchedApplication> load() {
		try (InputStream in = ApplicationTable.class.getResourceAsStream(NAME);
				BufferedReader lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(in, NAME), StandardCharsets.UTF_8))) {
			return read(lines);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static List<WatchedApplication> read(BufferedReader lines) throws IOException {
		List<WatchedApplication> rules = new ArrayList<>();
		int number = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			number++;
			if (!line.isBlank() && !line.startsWith("#")) {
				rules.add(rule(line, number));
			}
		}
		return List.copyOf(rules);
	}

	private static WatchedApplication rule(String line, int number) {
		String[] columns = line.strip().split("\\s{2,}");
		if (columns.length < 5 || columns.length > 6) {
			throw new IllegalArgumentException(NAME + ", line " + number + ": " + columns.length + " columns instead of 5 or 6");
		}
		return new WatchedApplication(columns[0], columns[2], WatchedApplication.Kind.valueOf(columns[1].toUpperCase(Locale.ROOT)),
				path(columns[3], columns[4]), columns.length == 6 ? Optional.of(columns[5]) : Optional.empty());
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
