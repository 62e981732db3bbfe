package org.lictor.core.internal.groups;

import java.util.Locale;

/** Names with {@code *} for any characters and {@code ?} for one, without regard to case. */
public final class Wildcards {

	private Wildcards() {
	}

	/**
	 * @param pattern a name, perhaps with wildcards
	 * @return whether it has any
	 */
	public static boolean in(String pattern) {
		return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
	}

	/**
	 * Takes time that grows with the product of both lengths at most.
	 *
	 * @param pattern a name, perhaps with wildcards
	 * @param name    any
	 * @return whether the pattern stands for the name
	 */
	public static boolean match(String pattern, String name) {
		String wanted = pattern.toLowerCase(Locale.ROOT);
		String given = name.toLowerCase(Locale.ROOT);
		int at = 0;
		int next = 0;
		int star = -1;
		int afterStar = 0;
		while (at < given.length()) {
			char sign = next < wanted.length() ? wanted.charAt(next) : 0;
			if (sign == '*') {
				star = next++;
				afterStar = at;
			} else if (next < wanted.length() && (sign == '?' || sign == given.charAt(at))) {
				next++;
				at++;
			} else if (star >= 0) {
				// the last star takes one more
				next = star + 1;
				at = ++afterStar;
			} else {
				return false;
			}
		}
		while (next < wanted.length() && wanted.charAt(next) == '*') {
			next++;
		}
		return next == wanted.length();
	}
}
