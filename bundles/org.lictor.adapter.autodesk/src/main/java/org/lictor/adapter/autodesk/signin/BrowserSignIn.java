package org.lictor.adapter.autodesk.signin;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * One sign-in of a person with a browser: the authorization code grant with a proof key (PKCE, RFC 7636). The wizard opens
 * {@link #address} in a browser, waits on the loopback address for the redirect, gives its query to {@link #code}, sends
 * {@link #exchange}, and stores what {@link #refreshToken} finds as the server's secret {@code refresh-token}. The user's
 * name and password never pass Lictor. Source: the OpenAPI of Autodesk's authentication. Immutable.
 */
public final class BrowserSignIn {

	private static final String SCOPES = "data:read data:write";
	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
	private static final int RANDOM_BYTES = 48;

	private final URI base;
	private final String clientId;
	private final URI redirect;
	private final String state;
	private final String verifier;

	/**
	 * Begins a sign-in, with a state and a proof key of its own.
	 *
	 * @param base     the server's base address, {@code https://developer.api.autodesk.com}
	 * @param clientId of the company's application
	 * @param redirect where the browser is sent afterwards: the callback address the application is registered with, on the
	 *                 loopback address
	 */
	public BrowserSignIn(URI base, String clientId, URI redirect) {
		this.base = base;
		this.clientId = clientId;
		this.redirect = redirect;
		this.state = random();
		this.verifier = random();
	}

	private static String random() {
		byte[] bytes = new byte[RANDOM_BYTES];
		new SecureRandom().nextBytes(bytes);
		return BASE64.encodeToString(bytes);
	}

	/** @return what to open in a browser */
	public URI address() {
		Map<String, String> query = new LinkedHashMap<>();
		query.put("response_type", "code");
		query.put("client_id", clientId);
		query.put("redirect_uri", redirect.toString());
		query.put("scope", SCOPES);
		query.put("state", state);
		query.put("code_challenge", challenge());
		query.put("code_challenge_method", "S256");
		return URI.create(base + "/authentication/v2/authorize?" + encoded(query));
	}

	private String challenge() {
		try {
			return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/**
	 * @param query the raw query of the redirect
	 * @return the code in it; empty when the redirect is not the answer to this sign-in, or the person refused
	 */
	public Optional<String> code(String query) {
		Map<String, String> told = decoded(query);
		return state.equals(told.get("state")) ? Optional.ofNullable(told.get("code")).filter(code -> !code.isEmpty()) : Optional.empty();
	}

	/**
	 * @param query the raw query of the redirect
	 * @return the vendor's word for why there is no code ({@code access_denied}), empty when it says none
	 */
	public Optional<String> refusal(String query) {
		return Optional.ofNullable(decoded(query).get("error")).map(error -> error.replaceAll("[^A-Za-z0-9_ -]", "")).map(String::strip)
				.filter(error -> !error.isEmpty());
	}

	/**
	 * @param code         from {@link #code}, good for five minutes and one use
	 * @param clientSecret of the application, empty when it has none (kind Desktop, Mobile, Single-Page); wiped
	 * @return the request that gets the tokens
	 */
	public HttpRequest exchange(String code, Optional<char[]> clientSecret) {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("grant_type", "authorization_code");
		form.put("code", code);
		form.put("redirect_uri", redirect.toString());
		form.put("code_verifier", verifier);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/authentication/v2/token")).timeout(Duration.ofSeconds(60))
				.header("Accept", "application/json").header("Content-Type", "application/x-www-form-urlencoded");
		if (clientSecret.isPresent() && clientSecret.get().length > 0) {
			String both = clientId + ":" + new String(clientSecret.get());
			request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
			Arrays.fill(clientSecret.get(), ' ');
		} else {
			form.put("client_id", clientId);
		}
		return request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))).build();
	}

	/**
	 * @param status of the answer to {@link #exchange}
	 * @param body   of the answer
	 * @return the refresh token, which is a secret; empty when the answer has none
	 */
	public Optional<String> refreshToken(int status, String body) {
		if (status != 200) {
			return Optional.empty();
		}
		try {
			JsonElement token = JsonParser.parseString(body) instanceof JsonObject answer ? answer.get("refresh_token") : null;
			return token != null && token.isJsonPrimitive() ? Optional.of(token.getAsString()).filter(text -> !text.isBlank())
					: Optional.empty();
		} catch (JsonParseException e) {
			return Optional.empty();
		}
	}

	private static String encoded(Map<String, String> values) {
		return values.entrySet().stream().map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
				.collect(Collectors.joining("&"));
	}

	private static Map<String, String> decoded(String query) {
		Map<String, String> values = new HashMap<>();
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			try {
				values.put(equals < 0 ? pair : pair.substring(0, equals),
						equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
			} catch (IllegalArgumentException e) {
				// a value that is not encoded rightly is none
			}
		}
		return values;
	}
}
