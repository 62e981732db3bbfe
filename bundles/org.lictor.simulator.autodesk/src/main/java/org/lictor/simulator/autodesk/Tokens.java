package org.lictor.simulator.autodesk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokens and codes that were given out. Safe for use by several threads. */
final class Tokens {

	/** Codes are good for 5 minutes, access tokens for 60. */
	static final Duration CODE_LIFE = Duration.ofMinutes(5);
	static final Duration ACCESS_LIFE = Duration.ofMinutes(60);

	/** Whom a token stands for; the user is empty for the application alone. */
	record Grant(String client, Optional<String> user, Set<String> scopes, Instant expires) {
	}

	/** A code waits to be exchanged. */
	record Code(String client, String user, Set<String> scopes, String redirect, Optional<String> challenge, Instant expires) {
	}

	private final SecureRandom random = new SecureRandom();
	private final Map<String, Grant> access = new HashMap<>();
	private final Map<String, Grant> refresh = new HashMap<>();
	private final Map<String, Code> codes = new HashMap<>();
	private final Set<String> given = new LinkedHashSet<>();

	synchronized String access(Grant grant) {
		return put(access, "at.", grant);
	}

	synchronized String refresh(Grant grant) {
		return put(refresh, "rt.", grant);
	}

	synchronized String code(Code code) {
		return put(codes, "", code);
	}

	private <T> String put(Map<String, T> map, String prefix, T value) {
		byte[] bytes = new byte[32];
		random.nextBytes(bytes);
		String token = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		map.put(token, value);
		given.add(token);
		return token;
	}

	/** @return what an access token stands for, empty when it is not known, has expired or was revoked */
	synchronized Optional<Grant> access(String token, Instant now) {
		return Optional.ofNullable(access.get(token)).filter(grant -> now.isBefore(grant.expires()));
	}

	/** Takes a refresh token: it is dead afterwards. */
	synchronized Optional<Grant> takeRefresh(String token, String client, Instant now) {
		Optional<Grant> found = Optional.ofNullable(refresh.get(token))
				.filter(grant -> grant.client().equals(client) && now.isBefore(grant.expires()));
		found.ifPresent(grant -> refresh.remove(token));
		return found;
	}

	/** @return what a refresh token stands for, without taking it */
	synchronized Optional<Grant> refresh(String token, Instant now) {
		return Optional.ofNullable(refresh.get(token)).filter(grant -> now.isBefore(grant.expires()));
	}

	/** Takes a code: it is good once. */
	synchronized Optional<Code> takeCode(String code, Instant now) {
		return Optional.ofNullable(codes.remove(code)).filter(found -> now.isBefore(found.expires()));
	}

	/** Makes a token useless. */
	synchronized void revoke(String token) {
		access.remove(token);
		refresh.remove(token);
	}

	/** @return scopes of a text with blanks between them, in order */
	static Set<String> scopes(String text) {
		Set<String> scopes = new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
		scopes.remove("");
		return scopes;
	}

	/** @return the challenge of a verifier by the method S256 (RFC 7636) */
	static String challenge(String verifier) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/** @return whether two texts are the same, in a time that does not tell where they differ */
	static boolean same(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

	/** @return every token and code that was ever given out, also those that are dead: for tests that search files for them */
	synchronized List<String> everGiven() {
		return List.copyOf(given);
	}
}
