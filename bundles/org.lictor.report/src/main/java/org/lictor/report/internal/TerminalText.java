package org.lictor.report.internal;

/** How many cells of a terminal a text takes, and texts of a given number of cells. */
final class TerminalText {

	private TerminalText() {
	}

	/**
	 * @param text one line
	 * @return its width: marks that stand over a letter take no cell, ideographs and most pictures two
	 */
	static int width(String text) {
		int width = 0;
		for (int index = 0; index < text.length();) {
			int character = text.codePointAt(index);
			width += width(character);
			index += Character.charCount(character);
		}
		return width;
	}

	private static int width(int character) {
		if (character < 0x300) {
			return 1;
		}
		return switch (Character.getType(character)) {
		case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
		default -> wide(character) ? 2 : 1;
		};
	}

	/** The ranges that Unicode's EastAsianWidth.txt calls wide or full-width, without its small islands. */
	private static boolean wide(int character) {
		return character >= 0x1100 && character <= 0x115F || character >= 0x2E80 && character <= 0x303E
				|| character >= 0x3041 && character <= 0xA4CF || character >= 0xAC00 && character <= 0xD7A3
				|| character >= 0xF900 && character <= 0xFAFF || character >= 0xFE30 && character <= 0xFE6F
				|| character >= 0xFF00 && character <= 0xFF60 || character >= 0xFFE0 && character <= 0xFFE6
				|| character >= 0x1F300 && character <= 0x1F64F || character >= 0x1F900 && character <= 0x1F9FF
				|| character >= 0x20000 && character <= 0x3FFFD;
	}

	/**
	 * @param text  one line
	 * @param cells at least 1
	 * @return the text when it fits, else its beginning and an ellipsis
	 */
	static String shorten(String text, int cells) {
		if (width(text) <= cells) {
			return text;
		}
		int width = 0;
		int index = 0;
		while (index < text.length()) {
			int character = text.codePointAt(index);
			width += width(character);
			if (width > cells - 1) {
				break;
			}
			index += Character.charCount(character);
		}
		return text.substring(0, index) + "…";
	}

	/**
	 * @param text  a line that fits
	 * @param cells how many it is to take
	 * @param right whether it stands on the right
	 * @return the text with blanks before or behind
	 */
	static String pad(String text, int cells, boolean right) {
		String blanks = " ".repeat(Math.max(0, cells - width(text)));
		return right ? blanks + text : text + blanks;
	}
}
