package org.lictor.core.internal.collect;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.lictor.spi.Secrets;

/**
 * Secrets while a configuration is tried: as they were given, else as they are stored. A secret that was given and is
 * replaced meanwhile is remembered, so that the new one is stored when the configuration is saved.
 */
final class TrialSecrets implements Secrets {

	private final Map<String, String> given;
	private final Optional<ServerSecrets> stored;
	private final Predicate<String> isSecret;
	private final ReplacedSecrets replaced;

	TrialSecrets(Map<String, String> given, Optional<ServerSecrets> stored, Predicate<String> isSecret,
			ReplacedSecrets replaced) {
		this.given = given;
		this.stored = stored;
		this.isSecret = isSecret;
		this.replaced = replaced;
	}

	@Override
	public Optional<char[]> secret(String key) {
		String value = given.get(key);
		return value == null ? stored.flatMap(secrets -> secrets.secret(key))
				: Optional.of(replaced.newest(key, value).toCharArray()).filter(secret -> secret.length > 0);
	}

	@Override
	public void replace(String key, char[] value) throws IOException {
		ServerSecrets.check(isSecret, key, value);
		String former = given.get(key);
		if (former != null) {
			replaced.replace(key, replaced.newest(key, former), new String(value));
		} else if (stored.isPresent()) {
			stored.get().replace(key, value);
		}
		// a secret that was neither given nor stored has nothing to take the place of
	}
}
