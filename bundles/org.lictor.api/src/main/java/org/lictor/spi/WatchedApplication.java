package org.lictor.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How an agent recognises an application among the processes of a host. Rules are tried in order; the first that
 * matches decides.
 *
 * @param id          stable name of the rule, for scripts and troubleshooting
 * @param product     the name of the product that is used when this application runs
 * @param kind        what a process of this rule means
 * @param path        regular expression that is searched in the path of the program, in which {@code \} was turned into
 *                    {@code /}; letters match in either case. A group named {@code version} gives the version
 * @param commandLine regular expression that is searched in the whole command line, letters in either case; empty when
 *                    any command line will do
 * @param usageFiles  how the use of old versions is known; only of an interactive application. Empty when all versions
 *                    are known by their processes
 */
public record WatchedApplication(String id, String product, Kind kind, String path, Optional<String> commandLine,
		Optional<UsageFiles> usageFiles) {

	/** What a process means. */
	public enum Kind {
		/** A person uses the product for as long as the process runs. */
		INTERACTIVE,
		/** The process belongs to the vendor but uses no licence: background services, free viewers. Not counted. */
		IGNORED,
		/** The product works without a person: rendering, batch engines. Not counted as used by a person. */
		HEADLESS
	}

	/** Checks that nothing is null and both expressions can be compiled. */
	public WatchedApplication {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(kind, "kind");
		compile(id, path);
		commandLine.ifPresent(expression -> compile(id, expression));
		if (usageFiles.isPresent() && kind != Kind.INTERACTIVE) {
			throw new IllegalArgumentException("rule " + id + ": only an interactive application has usage files");
		}
	}

	/**
	 * An application all of whose versions are known by their processes.
	 *
	 * @param id          stable name of the rule
	 * @param product     the name of the product
	 * @param kind        what a process of this rule means
	 * @param path        searched in the path of the program
	 * @param commandLine searched in the command line
	 */
	public WatchedApplication(String id, String product, Kind kind, String path, Optional<String> commandLine) {
		this(id, product, kind, path, commandLine, Optional.empty());
	}

	private static void compile(String id, String expression) {
		try {
			Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
		} catch (PatternSyntaxException e) {
			throw new IllegalArgumentException("rule " + id + ": " + e.getMessage(), e);
		}
	}
}
