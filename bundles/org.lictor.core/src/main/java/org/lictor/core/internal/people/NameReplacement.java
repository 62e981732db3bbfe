package org.lictor.core.internal.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces names in a text where they stand as whole words: {@code ann} is not replaced in {@code annex} or in {@code ann@x}.
 * Given and family names, which others may have too, are replaced only beside another name: in the same object of JSON, or in
 * the same line of any other text. The case of letters does not count. Immutable.
 */
final class NameReplacement {

	private static final String BEFORE = "(?<![\\p{L}\\p{N}_@])(?<![\\p{L}\\p{N}][.+-])";
	private static final String AFTER = "(?![\\p{L}\\p{N}_@])(?![.+-][\\p{L}\\p{N}])";

	private final Map<String, String> sure;
	private final Map<String, String> beside;

	/** A part of a text, and what is to stand there. */
	private record Hit(int start, int end, String replacement) {
	}

	/** A part of a text. */
	private record Scope(int start, int end) {
	}

	/**
	 * @param sure   names that are nobody else's, with what is to stand there
	 * @param beside given and family names, with what is to stand there
	 */
	NameReplacement(Map<String, String> sure, Map<String, String> beside) {
		this.sure = withEscapes(sure);
		this.beside = withEscapes(beside);
	}

	/** Names as JSON may write them, too. */
	private static Map<String, String> withEscapes(Map<String, String> names) {
		Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		names.forEach((name, replacement) -> {
			all.put(name, replacement);
			all.put(name.chars().mapToObj(each -> each < 128 ? String.valueOf((char) each) : String.format(Locale.ROOT, "\\u%04x", each))
					.collect(Collectors.joining()), replacement);
		});
		return all;
	}

	/** @return the names that are nobody else's */
	Set<String> names() {
		return sure.keySet();
	}

	/**
	 * @param text any
	 * @return the text with the names replaced; the same when none stands there
	 */
	String replace(String text) {
		List<Hit> hits = hits(text, sure, 0, text.length());
		if (hits.isEmpty()) {
			return text;
		}
		Map<Integer, Hit> all = new HashMap<>();
		if (!beside.isEmpty()) {
			for (Scope scope : scopes(text, hits)) {
				hits(text, beside, scope.start, scope.end).forEach(hit -> all.put(hit.start, hit));
			}
		}
		hits.forEach(hit -> all.put(hit.start, hit));
		List<Hit> ordered = all.values().stream().sorted(Comparator.comparingInt(Hit::start)).toList();
		StringBuilder replaced = new StringBuilder(text.length() + ordered.size() * 16);
		int copied = 0;
		for (Hit hit : ordered) {
			if (hit.start >= copied) {
				replaced.append(text, copied, hit.start).append(hit.replacement);
				copied = hit.end;
			}
		}
		return replaced.append(text, copied, text.length()).toString();
	}

	private static List<Hit> hits(String text, Map<String, String> names, int from, int until) {
		List<Hit> hits = new ArrayList<>();
		if (names.isEmpty()) {
			return hits;
		}
		String longestFirst = names.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
				.collect(Collectors.joining("|"));
		Matcher matcher = Pattern.compile(BEFORE + "(?:" + longestFirst + ")" + AFTER, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
				.matcher(text).region(from, until).useTransparentBounds(true);
		while (matcher.find()) {
			String replacement = names.get(matcher.group());
			if (replacement != null) {
				hits.add(new Hit(matcher.start(), matcher.end(), replacement));
			}
		}
		return hits;
	}

	private static List<Scope> scopes(String text, List<Hit> hits) {
		String begin = text.stripLeading();
		return begin.startsWith("{") || begin.startsWith("[") ? objects(text, hits) : lines(text, hits);
	}

	private static List<Scope> lines(String text, List<Hit> hits) {
		List<Scope> scopes = new ArrayList<>();
		for (Hit hit : hits) {
			if (scopes.isEmpty() || scopes.getLast().end < hit.end) {
				int end = text.indexOf('\n', hit.end);
				scopes.add(new Scope(text.lastIndexOf('\n', hit.start) + 1, end < 0 ? text.length() : end));
			}
		}
		return scopes;
	}

	/** The innermost object around each hit. */
	private static List<Scope> objects(String text, List<Hit> hits) {
		List<Scope> scopes = new ArrayList<>();
		List<Integer> open = new ArrayList<>();
		List<Boolean> wanted = new ArrayList<>();
		int next = 0;
		boolean quoted = false;
		for (int at = 0; at < text.length(); at++) {
			if (next < hits.size() && hits.get(next).start == at) {
				if (!wanted.isEmpty()) {
					wanted.set(wanted.size() - 1, true);
				}
				next++;
			}
			char each = text.charAt(at);
			if (quoted) {
				if (each == '\\') {
					at += text.startsWith("u", at + 1) ? 0 : 1;
				} else if (each == '"') {
					quoted = false;
				}
			} else if (each == '"') {
				quoted = true;
			} else if (each == '{') {
				open.add(at);
				wanted.add(false);
			} else if (each == '}' && !open.isEmpty()) {
				int start = open.removeLast();
				if (wanted.removeLast()) {
					scopes.add(new Scope(start, at + 1));
				}
			}
		}
		return scopes;
	}
}
