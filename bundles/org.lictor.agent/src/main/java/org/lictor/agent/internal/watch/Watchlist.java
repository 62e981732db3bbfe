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
		String path = process.path().replace('\\', '/');
		Map<String, Match> matches = new LinkedHashMap<>();
		byServer.forEach((server, rules) -> first(rules, path, process.commandLine())
				.filter(match -> match.rule().kind() != WatchRule.Kind.IGNORED)
				.ifPresent(match -> matches.put(server, match)));
		return matches;
	}

	private static Optional<Match> first(List<Compiled> rules, String path, String commandLine) {
		for (Compiled rule : rules) {
			Matcher matcher = rule.path().matcher(path);
			if (matcher.find()
					&& rule.commandLine().map(expression -> expression.matcher(commandLine).find()).orElse(true)) {
				String version = rule.version() && matcher.group("version") != null ? matcher.group("version") : "";
				return Optional.of(new Match(rule.rule(), cut(version, Protocol.MAX_NAME)));
			}
		}
		return Optional.empty();
	}

	/** Cuts a text to what the protocol takes. */
	static String cut(String text, int most) {
		return text.length() <= most ? text : text.substring(0, most);
	}
}
