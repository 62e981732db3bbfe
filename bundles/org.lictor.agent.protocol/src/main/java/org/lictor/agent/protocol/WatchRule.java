package org.lictor.agent.protocol;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How an agent recognises an application for one licence server. For each server its rules are tried in order, and the
 * first that matches decides; a process may so be a session of several servers.
 *
 * @param server        name of the licence server
 * @param applicationId name of the rule, unique within its server
 * @param product       the product that is used when this application runs
 * @param kind          what a process of this rule means
 * @param path          regular expression searched (not matched whole) in the path of the program, in which {@code \}
 *                      was turned into {@code /}, letters in either case; a group named {@code version} gives the
 *                      version
 * @param commandLine   regular expression searched in the whole command line, letters in either case; empty when any
 *                      will do
 * @param usageFiles    how the use of old versions is known; empty when all versions are known by their processes
 */
public record WatchRule(String server, String applicationId, String product, Kind kind, String path,
		Optional<String> commandLine, Optional<UsageFiles> usageFiles) {

	/** What a process means. */
	public enum Kind {
		/** A person uses the product for as long as the process runs: a session. */
		INTERACTIVE,
		/** The process uses no licence. The agent says nothing about it. */
		IGNORED,
		/** The product works without a person. The agent reports it, marked so; it is nobody's use. */
		HEADLESS
	}

	/** Checks each part, and that both expressions can be compiled. */
	public WatchRule {
		Checks.filled("server", server, Protocol.MAX_NAME);
		Checks.filled("applicationId", applicationId, Protocol.MAX_NAME);
		Checks.filled("product", product, Protocol.MAX_NAME);
		Checks.present("kind", kind);
		Checks.filled("path", path, Protocol.MAX_TEXT);
		compile("path", path);
		Checks.present("commandLine", commandLine).ifPresent(expression -> {
			Checks.filled("commandLine", expression, Protocol.MAX_TEXT);
			compile("commandLine", expression);
		});
		if (Checks.present("usageFiles", usageFiles).isPresent() && kind != Kind.INTERACTIVE) {
			throw new IllegalArgumentException("usageFiles: only an interactive application has usage files");
		}
	}

	/**
	 * A rule for an application all of whose versions are known by their processes.
	 *
	 * @param server        name of the licence server
	 * @param applicationId name of the rule
	 * @param product       the product that is used
	 * @param kind          what a process of this rule means
	 * @param path          searched in the path of the program
	 * @param commandLine   searched in the command line
	 */
	public WatchRule(String server, String applicationId, String product, Kind kind, String path,
			Optional<String> commandLine) {
		this(server, applicationId, product, kind, path, commandLine, Optional.empty());
	}

	/**
	 * @param name of another licence server
	 * @return the same rule for that one
	 */
	public WatchRule forServer(String name) {
		return new WatchRule(name, applicationId, product, kind, path, commandLine, usageFiles);
	}

	private static void compile(String field, String expression) {
		try {
			Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
		} catch (PatternSyntaxException e) {
			throw new IllegalArgumentException(field + ": is not a regular expression: " + e.getMessage(), e);
		}
	}
}
