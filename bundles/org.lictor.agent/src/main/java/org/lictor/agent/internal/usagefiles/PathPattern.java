package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.agent.protocol.UsageFiles;

/** A pattern of paths below a folder of the user's, see {@link UsageFiles#folders}. Immutable. */
final class PathPattern {

	private static final Pattern WHOLE = Pattern.compile("\\{([a-z]+)}/(.+)");

	/** So many folders are gone through for one pattern at most. */
	private static final int MOST_FOLDERS = 2_000;

	/**
	 * A path that fits.
	 *
	 * @param path the path
	 * @param year the four digits at the place of the year, empty when the pattern has no such place
	 */
	record Fit(Path path, String year) {
	}

	private record Segment(String text, Pattern pattern, boolean literal) {
	}

	private final String placeholder;
	private final List<Segment> segments = new ArrayList<>();

	PathPattern(String text) {
		Matcher matcher = WHOLE.matcher(text);
		this.placeholder = matcher.matches() ? matcher.group(1) : "";
		if (matcher.matches()) {
			for (String segment : matcher.group(2).split("/")) {
				segments.add(new Segment(segment, names(segment), !segment.contains("*") && !segment.contains(UsageFiles.YEAR)));
			}
		}
	}

	/**
	 * @param text with {@code *} for any characters and {@code {year}} for four digits
	 * @return an expression for whole names, letters in either case
	 */
	static Pattern names(String text) {
		StringBuilder expression = new StringBuilder();
		boolean year = false;
		for (String part : text.split("(?=\\*)|(?<=\\*)|(?=\\{year})|(?<=\\{year})")) {
			if (part.equals("*")) {
				expression.append(".*");
			} else if (part.equals(UsageFiles.YEAR)) {
				expression.append(year ? "[0-9]{4}" : "(?<year>[0-9]{4})");
				year = true;
			} else {
				expression.append(Pattern.quote(part));
			}
		}
		return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
	}

	/**
	 * @param home  the user's
	 * @param files lists folders
	 * @return the paths that may be there: those whose last part has no placeholder need not
	 * @throws IOException when a folder cannot be listed, or there are too many
	 */
	List<Fit> fits(Home home, FileView files) throws IOException {
		Path root = home.folders().get(placeholder);
		if (root == null) {
			return List.of();
		}
		List<Fit> fits = List.of(new Fit(root, ""));
		for (Segment segment : segments) {
			List<Fit> next = new ArrayList<>();
			for (Fit fit : fits) {
				add(segment, fit, files, next);
			}
			if (next.size() > MOST_FOLDERS) {
				throw new IOException("below " + root + " there are more than " + MOST_FOLDERS + " folders " + segment.text);
			}
			fits = next;
		}
		return fits;
	}

	private static void add(Segment segment, Fit fit, FileView files, List<Fit> next) throws IOException {
		if (segment.literal) {
			next.add(new Fit(fit.path.resolve(segment.text), fit.year));
			return;
		}
		for (String name : files.names(fit.path)) {
			Matcher matcher = segment.pattern.matcher(name);
			if (matcher.matches()) {
				boolean year = segment.text.toLowerCase(Locale.ROOT).contains(UsageFiles.YEAR);
				try {
					next.add(new Fit(fit.path.resolve(name), year ? matcher.group("year") : fit.year));
				} catch (InvalidPathException e) {
					throw new IOException(fit.path + " holds a name that is no path: " + e.getReason(), e);
				}
			}
		}
	}
}
