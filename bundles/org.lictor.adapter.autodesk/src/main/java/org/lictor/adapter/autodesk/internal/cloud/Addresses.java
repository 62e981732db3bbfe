package org.lictor.adapter.autodesk.internal.cloud;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parts of addresses: those that are asked for, and those that answers tell. */
final class Addresses {

	private Addresses() {
	}

	/** @return a text as a part of an address */
	static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/** @return whether an answer's text can be the id of something that is asked for by it later */
	static boolean isId(String id) {
		return id.matches("[\\x21-\\x7e]{1,200}");
	}

	/** @return the address of a file, to which nothing secret is sent but which is a secret itself */
	static URI ofFile(String text, Redaction redaction) throws Trouble {
		redaction.add(text);
		try {
			URI address = new URI(text);
			if (CloudSettings.isSafe(address)) {
				return address;
			}
		} catch (URISyntaxException e) {
			// what it says holds the address
		}
		throw Trouble.notUnderstood("The address of a file to download is none that can be used.");
	}
}
