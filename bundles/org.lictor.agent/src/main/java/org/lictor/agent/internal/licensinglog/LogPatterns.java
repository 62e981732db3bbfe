package org.lictor.agent.internal.licensinglog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What lines of a log mean: data, which an administrator may extend. Immutable. */
final class LogPatterns {

	/** Name of the table, in this package and in the data folder of an agent. */
	static final String NAME = "licensing-log.txt";

	/** What a line means. */
	enum Kind {
		/** The service could not do its work. */
		TROUBLE,
		/** A licence was obtained. */
		OBTAINED,
		/** A licence was given back. */
		RETURNED,
		/** Nothing. */
		NOTHING
	}

	/**
	 * What was found in a line.
	 *
	 * @param kind    what it means
	 * @param text    what was found, and no more of the line, which may name users
	 * @param product the pattern's, or what its group {@code product} found; empty when neither tells
	 * @param user    what its group {@code user} found, empty when there is none
	 */
	record Found(Kind kind, String text, String product, String user) {
	}

	private record Line(Kind kind, String product, Pattern expression) {

		Found found(Matcher matcher) {
			return new Found(kind, matcher.group(), product.isEmpty() ? group(matcher, "product") : product, group(matcher, "user"));
		}

		private String group(Matcher matcher, String name) {
			String text = expression.namedGroups().containsKey(name) ? matcher.group(name) : "";
			return text == null ? "" : text;
		}
	}

	private final List<Line> lines;

	private LogPatterns(List<Line> lines) {
		this.lines = lines;
	}

	/**
	 * @param file of an administrator, whose patterns come first
	 * @return the patterns
	 * @throws IOException when it cannot be read, or a line has another form; the message is for people and names the line
	 */
	static LogPatterns with(Path file) throws IOException {
		List<Line> lines = new ArrayList<>(read(file.toString(), Files.readString(file)));
		try (InputStream in = LogPatterns.class.getResourceAsStream(NAME)) {
			lines.addAll(read(NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
		}
		return new LogPatterns(List.copyOf(lines));
	}

	private static List<Line> read(String name, String text) throws IOException {
		List<Line> lines = new ArrayList<>();
		int number = 0;
		for (String line : text.lines().toList()) {
			number++;
			if (!line.isBlank() && !line.startsWith("#")) {
				String[] columns = line.strip().split("\\s{2,}", 2);
				try {
					String[] what = columns[0].split("\\s", 2);
					lines.add(new Line(Kind.valueOf(what[0].toUpperCase(Locale.ROOT)), what.length > 1 ? what[1] : "", Pattern.compile(columns[1])));
				} catch (PatternSyntaxException | ArrayIndexOutOfBoundsException e) {
					throw new IOException("line " + number + " of " + name + " has no regular expression in its second column", e);
				} catch (IllegalArgumentException e) {
					throw new IOException("line " + number + " of " + name + " begins with none of trouble, obtained, returned, nothing", e);
				}
			}
		}
		return lines;
	}

	/**
	 * @param line of the log
	 * @return what it means, empty when no pattern is found in it
	 */
	Optional<Found> find(String line) {
		for (Line each : lines) {
			Matcher matcher = each.expression.matcher(line);
			if (matcher.find()) {
				return Optional.of(each.found(matcher));
			}
		}
		return Optional.empty();
	}
}
