package org.lictor.workbench.internal.table;

/** What rows are called, beside their number. */
public final class RowNames {

	private RowNames() {
	}

	/**
	 * @param count  how many there are
	 * @param plural what they are: {@code host users}
	 * @return the same, or what one of them is: {@code host user}
	 */
	public static String of(int count, String plural) {
		if (count != 1 || !plural.endsWith("s") || plural.contains(" and ")) {
			return plural;
		}
		return plural.substring(0, plural.length() - (plural.endsWith("ches") ? 2 : 1));
	}
}
