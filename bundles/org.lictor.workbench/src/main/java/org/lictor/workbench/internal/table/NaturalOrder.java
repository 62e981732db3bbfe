package org.lictor.workbench.internal.table;

import java.util.Comparator;

/**
 * The order in which people look for names: without regard to case, and numbers inside by their size, so that
 * {@code ws-9} comes before {@code WS-10}. Texts that differ in anything are never equal.
 */
public final class NaturalOrder implements Comparator<String> {

	/** The one order. */
	public static final NaturalOrder INSTANCE = new NaturalOrder();

	private NaturalOrder() {
	}

	@Override
	public int compare(String left, String right) {
		int order = natural(left, right);
		return order != 0 ? order : left.compareTo(right);
	}

	private static int natural(String left, String right) {
		int i = 0;
		int j = 0;
		while (i < left.length() && j < right.length()) {
			char a = left.charAt(i);
			char b = right.charAt(j);
			if (isDigit(a) && isDigit(b)) {
				int endOfLeft = endOfDigits(left, i);
				int endOfRight = endOfDigits(right, j);
				int order = number(left, i, endOfLeft, right, j, endOfRight);
				if (order != 0) {
					return order;
				}
				i = endOfLeft;
				j = endOfRight;
			} else {
				int order = Character.compare(folded(a), folded(b));
				if (order != 0) {
					return order;
				}
				i++;
				j++;
			}
		}
		return Integer.compare(left.length() - i, right.length() - j);
	}

	/** Compares numbers of any length: without leading zeros the longer one is the greater. */
	private static int number(String left, int i, int endOfLeft, String right, int j, int endOfRight) {
		int a = skipZeros(left, i, endOfLeft);
		int b = skipZeros(right, j, endOfRight);
		int order = Integer.compare(endOfLeft - a, endOfRight - b);
		while (order == 0 && a < endOfLeft) {
			order = Character.compare(left.charAt(a++), right.charAt(b++));
		}
		return order;
	}

	private static int skipZeros(String text, int from, int until) {
		int at = from;
		while (at < until && text.charAt(at) == '0') {
			at++;
		}
		return at;
	}

	private static int endOfDigits(String text, int from) {
		int at = from;
		while (at < text.length() && isDigit(text.charAt(at))) {
			at++;
		}
		return at;
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

	private static char folded(char character) {
		return Character.toLowerCase(Character.toUpperCase(character));
	}
}
