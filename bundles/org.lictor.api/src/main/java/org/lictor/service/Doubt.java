package org.lictor.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why files of a plug-in are not trusted.
 *
 * @param key       that signed them and is not trusted; empty when they are not signed
 * @param artifacts the files, as id and version
 */
public record Doubt(Optional<TrustedKey> key, List<String> artifacts) {

	public Doubt {
		Objects.requireNonNull(key, "key");
		artifacts = List.copyOf(artifacts);
	}

	/** @return the doubt as a sentence */
	public String sentence() {
		String files = artifacts.size() == 1 ? artifacts.getFirst() : artifacts.size() + " files (" + artifacts.getFirst() + " and others)";
		String are = artifacts.size() == 1 ? " is" : " are";
		return key.map(by -> files + are + " signed by '" + by.owner() + "', fingerprint " + by.fingerprint() + ", whom this installation does not trust.")
				.orElse(files + are + " not signed.");
	}
}
