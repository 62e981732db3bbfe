package org.lictor.agent.internal.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.WatchRule;

/** The rules of a configuration, ready for use. Immutable. */
public final class Watchlist {

	/** Watches nothing. */
	public static final Watchlist NOTHING = new Watchlist(List.of());

	/**
	 * What a process is for one licence server.
	 *
	 * @param rule    the rule that decided
	 * @param version version of the product, empty when the rule gives none
	 */
	public record Match(WatchRule rule, String version) {

		/** @return whether the use of this version is known by its usage files, and not by this process */
		public boolean byUsageFiles() {
			return rule.usageFiles().filter(files -> files.covers(version)).isPresent();
		}
	}

	/** What the rules of one licence server say of a process. */
	public sealed interface Verdict {

		/**
		 * A rule fits.
		 *
		 * @param rule    the first that does
		 * @param version version of the product, empty when the rule gives none
		 */
		record Matched(WatchRule rule, String version) implements Verdict {

			/** @return whether the server hears of the process */
			public boolean isTold() {
				return rule.kind() != WatchRule.Kind.IGNORED;
			}
		}

		/**
		 * No rule fits, but one would if the command line were another.
		 *
		 * @param rule the first such
		 */
		record OtherCommandLine(WatchRule rule) implements Verdict {
		}

		/**
		 * No rule fits, but of one it could not be found out with reasonable effort.
		 *
		 * @param rule the first such
		 */
		record Undecided(WatchRule rule) implements Verdict {
		}

		/** The agent may not see which program it is. */
		record Hidden() implements Verdict {
		}

		/** No rule fits. */
		record NoRule() implements Verdict {
		}
	}

	private record Compiled(WatchRule rule, Pattern path, Optional<Pattern> commandLine, boolean version) {
	}

	private final Map<String, List<Compiled>> byServer = new LinkedHashMap<>();

	/** @param rules in the order in which they are tried */
	public Watchlist(List<WatchRule> rules) {
		for (WatchRule rule : rules) {
			Pattern path = Pattern.compile(rule.path(), Pattern.CASE_INSENSITIVE);
			byServer.computeIfAbsent(rule.server(), server -> new ArrayList<>())
					.add(new Compiled(rule, path,
							rule.commandLine().map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE)),
							path.namedGroups().containsKey("version")));
		}
	}

	/**
	 * Decides what a process is. Rules of one server are tried in order and the first that matches decides; a process
	 * that is to be ignored is nothing.
	 *
	 * @param process a process
	 * @return for each licence server that is concerned what the process is for it
	 */
	public Map<String, Match> match(ObservedProcess process) {
		if (process.path().isEmpty() || byServer.isEmpty()) {
			return Map.of();
		}
		Map<String, Match> matches = new LinkedHashMap<>();
		byServer.forEach((server, rules) -> {
			if (decide(rules, process) instanceof Verdict.Matched matched && matched.isTold()) {
				matches.put(server, new Match(matched.rule(), matched.version()));
			}
		});
		return matches;
	}

	/**
	 * As {@link #match}, for a person who wants to know why.
	 *
	 * @param process a process
	 * @return for each licence server that has rules what they say
	 */
	public Map<String, Verdict> decide(ObservedProcess process) {
		Map<String, Verdict> verdicts = new LinkedHashMap<>();
		byServer.forEach((server, rules) -> verdicts.put(server,
				process.path().isEmpty() ? new Verdict.Hidden() : decide(rules, process)));
		return verdicts;
	}

	/**
	 * @param path of a program, as the system writes it
	 * @return whether a rule asks for the command line of such a process
	 */
	public boolean asksForCommandLine(String path) {
		String program = path.replace('\\', '/');
		return byServer.values().stream().flatMap(List::stream)
				.anyMatch(rule -> rule.commandLine().isPresent() && rule.path().matcher(program).find());
	}

	private static Verdict decide(List<Compiled> rules, ObservedProcess process) {
		String path = process.path().replace('\\', '/');
		Verdict nearest = new Verdict.NoRule();
		for (Compiled rule : rules) {
			Verdict verdict = decide(rule, path, process.commandLine());
			if (verdict instanceof Verdict.Matched) {
				return verdict;
			}
			nearest = nearest instanceof Verdict.NoRule ? verdict : nearest;
		}
		return nearest;
	}

	private static Verdict decide(Compiled rule, String path, String commandLine) {
		try {
			Matcher matcher = rule.path().matcher(new BoundedText(path));
			if (!matcher.find()) {
				return new Verdict.NoRule();
			}
			if (!rule.commandLine().map(expression -> expression.matcher(new BoundedText(commandLine)).find()).orElse(true)) {
				return new Verdict.OtherCommandLine(rule.rule());
			}
			String version = rule.version() && matcher.group("version") != null ? matcher.group("version") : "";
			return new Verdict.Matched(rule.rule(), cut(version, Protocol.MAX_NAME));
		} catch (BoundedText.ExhaustedException | StackOverflowError e) {
			return new Verdict.Undecided(rule.rule());
		}
	}

	/** Cuts a text to what the protocol takes. */
	static String cut(String text, int most) {
		return text.length() <= most ? text : text.substring(0, most);
	}
}
