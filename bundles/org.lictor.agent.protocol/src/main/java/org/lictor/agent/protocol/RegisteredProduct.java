package org.lictor.agent.protocol;

import java.util.Set;

/**
 * A product that the licensing helper of a vendor lists as registered on a host. That it is registered says nothing of
 * its use. Serial numbers and the names of licence servers are not told.
 *
 * @param feature         the vendor's name for what is licensed, such as {@code MAYA}
 * @param key             the key of the product, such as {@code 657L1}
 * @param version         its version, such as {@code 2020.0.0.F}
 * @param selectedKey     the key of the product it is run as, which is another one when it came in a collection
 * @param selectedVersion the version of that
 * @param method          how its licence is obtained
 * @param methods         in which ways it could be
 */
public record RegisteredProduct(String feature, String key, String version, String selectedKey, String selectedVersion,
		Method method, Set<Method> methods) {

	/** Longest text, in UTF-16 units. */
	public static final int MAX_TEXT = 40;

	/** How a licence is obtained. */
	public enum Method {
		/** Nobody has chosen yet: the product has not been started. */
		NOT_CHOSEN,
		/** From a licence server in the network. */
		NETWORK,
		/** By a serial number on this host. */
		STANDALONE,
		/** By a serial number for several hosts. */
		MULTI_SEAT,
		/** By the sign-in of a named user, Flex included. */
		NAMED_USER,
		/** In a way that the agent does not know. */
		UNKNOWN
	}

	/** Checks each part, copies the set. */
	public RegisteredProduct {
		code("feature", feature);
		Checks.filled("key", code("key", key), MAX_TEXT);
		code("version", version);
		code("selectedKey", selectedKey);
		code("selectedVersion", selectedVersion);
		Checks.present("method", method);
		methods = Set.copyOf(Checks.present("methods", methods));
	}

	/**
	 * @param text any
	 * @return whether it can be told: printable ASCII but quotes and backslashes, so that it needs no escapes
	 */
	public static boolean isCode(String text) {
		return text.length() <= MAX_TEXT
				&& text.chars().allMatch(each -> each >= ' ' && each <= '~' && each != '"' && each != '\\');
	}

	private static String code(String field, String text) {
		Checks.text(field, text, MAX_TEXT);
		if (!isCode(text)) {
			throw new IllegalArgumentException(field + ": has other characters than printable ASCII");
		}
		return text;
	}
}
