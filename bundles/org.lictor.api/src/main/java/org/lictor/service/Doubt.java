package org.lictor.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why files of a plug-in are not trusted.
 *
 * @param key       that signed them and is not trusted; empty when they are not signed
 * @param artifacts the files, as id and version, at least one
 */
public record Doubt(Optional<TrustedKey> key, List<String> artifacts) {

	public Doubt {
		Objects.requireNonNull(key, "key");
		artifacts = List.copyOf(artifacts);
		if (artifacts.isEmpty()) {
			throw new IllegalArgumentException("nothing is doubted");
		}
	}

	/** @return the doubt as a sentence */
	public String sentence() {
		int others = artifacts.size() - 1;
		String files = artifacts.getFirst() + (others == 0 ? "" : others == 1 ? " and one more file" : " and " + others + " more files");
		String are = others == 0 ? " is" : " are";
		return key.map(by -> files + are + " signed by '" + by.owner() + "', fingerprint " + by.fingerprint() + ", whom this installation does not trust.")
				.orElse(files + are + " not signed.");
	}
}
