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
	 * @param kind what it means
	 * @param text what was found, and no more of the line, which may name users
	 */
	record Found(Kind kind, String text) {
	}

	private record Line(Kind kind, Pattern expression) {
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
					lines.add(new Line(Kind.valueOf(columns[0].toUpperCase(Locale.ROOT)), Pattern.compile(columns[1])));
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
				return Optional.of(new Found(each.kind, matcher.group()));
			}
		}
		return Optional.empty();
	}
}
