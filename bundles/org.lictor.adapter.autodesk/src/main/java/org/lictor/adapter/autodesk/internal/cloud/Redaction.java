package org.lictor.adapter.autodesk.internal.cloud;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Takes secrets out of what other people wrote: an answer may repeat what was sent. Knows every secret of this server
 * that was used since it was made. Used by one thread.
 */
final class Redaction {

	/** Shorter texts are no secrets, and would be found in every word. */
	private static final int SHORTEST = 4;
	private static final int MOST = 200;

	private final Set<String> secrets = new LinkedHashSet<>();

	/** Never show this one. */
	void add(String secret) {
		if (secret.length() >= SHORTEST) {
			if (secrets.size() >= MOST) {
				secrets.remove(secrets.iterator().next());
			}
			secrets.add(secret);
			secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
		}
	}

	/** @return the text with three dots in place of each secret, in one line and not too long */
	String clean(String text) {
		String clean = text;
		for (String secret : secrets) {
			clean = clean.replace(secret, "...");
		}
		return Words.foreign(clean);
	}
}
