package org.lictor.simulator.autodesk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Authentication v2: the page where an administrator signs in, tokens of all kinds, and what can be asked about them. Paths,
 * parameters and answers follow the OpenAPI descriptions; errors of the token endpoint follow RFC 6749.
 *
 * <p>Silent: how a personal access token is exchanged for tokens is described without saying what is sent. Here it is the token
 * exchange of RFC 8693: {@code grant_type=urn:ietf:params:oauth:grant-type:token-exchange} with the personal access token as
 * {@code subject_token} and {@code subject_token_type=urn:ietf:params:oauth:token-type:access_token}. Silent: whether a secure
 * service account may be an administrator of a team; here it is one. Silent: how a withdrawn consent is told; here as
 * {@code invalid_grant} with a description that names consent.
 */
final class Authentication {

	/** The grant type of an exchanged personal access token, see above. */
	static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
	/** See {@link #account}. */
	static final String ACCOUNT_PATH = "/account/v1/token";
	private static final String ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";
	private static final String TOKEN_PATH = "/authentication/v2/token";
	/** An assertion may be told for no longer than this. */
	private static final Duration ASSERTION_LIFE = Duration.ofMinutes(5);
	private static final String REAL_AUDIENCE = "https://developer.api.autodesk.com" + TOKEN_PATH;

	private final Credentials credentials;
	private final KeyPair serviceKey;
	private final KeyPair signingKey;
	private final Tokens tokens;
	private final Faults faults;
	private final InstantSource clock;
	private final Duration refreshLife;
	private final Budget calls;

	Authentication(Credentials credentials, KeyPair serviceKey, KeyPair signingKey, Tokens tokens, Faults faults, InstantSource clock,
			Duration refreshLife, Budget calls) {
		this.credentials = credentials;
		this.serviceKey = serviceKey;
		this.signingKey = signingKey;
		this.tokens = tokens;
		this.faults = faults;
		this.clock = clock;
		this.refreshLife = refreshLife;
		this.calls = calls;
	}

	/** @return whom a request stands for, noted in it; empty when for nobody */
	Optional<Tokens.Grant> who(Call call) {
		Optional<String> bearer = call.bearer();
		if (bearer.isEmpty()) {
			return Optional.empty();
		}
		Optional<Tokens.Grant> found = dead() ? Optional.empty() : tokens.access(bearer.get(), clock.instant());
		if (found.isEmpty()) {
			call.credential(CredentialKind.UNKNOWN_TOKEN);
			return Optional.empty();
		}
		Optional<String> personal = call.header("ADSK-PAT");
		if (found.get().user().isPresent()) {
			call.credential(CredentialKind.THREE_LEGGED);
		} else if (personal.isPresent()) {
			call.credential(CredentialKind.PERSONAL_TOKEN_HEADER);
			return Tokens.same(personal.get(), credentials.personalAccessToken()) ? found.map(
					grant -> new Tokens.Grant(grant.client(), Optional.of(credentials.user()), grant.scopes(), grant.expires()))
					: Optional.empty();
		} else {
			call.credential(CredentialKind.TWO_LEGGED);
		}
		return found;
	}

	/** Makes the token of a request useless. */
	void kill(Call call) {
		call.bearer().ifPresent(tokens::revoke);
	}

	private boolean dead() {
		return faults.isOn(Fault.TOKEN_EXPIRED) || faults.isOn(Fault.CONSENT_WITHDRAWN);
	}

	/** @return the answer, empty when the path is none of these */
	Optional<Answer> answer(Call call) {
		String asked = call.method() + " " + call.path();
		return switch (asked) {
		case "GET /authentication/v2/authorize" -> Optional.of(authorize(call));
		case "POST /authentication/v2/authorize" -> Optional.of(signIn(call));
		case "POST " + TOKEN_PATH -> Optional.of(limited(500, "token").orElseGet(() -> token(call)));
		case "POST /authentication/v2/introspect" -> Optional.of(limited(500, "introspect").orElseGet(() -> introspect(call)));
		case "POST /authentication/v2/revoke" -> Optional.of(limited(100, "revoke").orElseGet(() -> revoke(call)));
		case "GET /authentication/v2/keys" -> Optional.of(keys());
		case "GET /.well-known/openid-configuration" -> Optional.of(configuration(call));
		case "POST " + ACCOUNT_PATH -> Optional.of(account(call));
		case "GET /userinfo" -> Optional.of(userInfo(call));
		default -> Optional.empty();
		};
	}

	private Optional<Answer> limited(int perMinute, String what) {
		return calls.take(what, perMinute, Duration.ofMinutes(1)).map(Answer::quota);
	}

	// ---- the page where a person signs in ------------------------------------------------------------------------------

	private Answer authorize(Call call) {
		Optional<Answer> wrong = wrongAuthorize(call.query("client_id"), call.query("response_type"), call.query("redirect_uri"),
				call.query("scope"), call.query("code_challenge_method"), call.query("code_challenge"));
		return wrong.orElseGet(() -> page(call, Map.of("client_id", call.query("client_id").orElse(""), "redirect_uri",
				call.query("redirect_uri").orElse(""), "scope", call.query("scope").orElse(""), "state", call.query("state").orElse(""),
				"code_challenge", call.query("code_challenge").orElse("")), ""));
	}

	/** What is wrong with the application or its address is shown to the person, not sent to an address that may be a stranger's. */
	private Optional<Answer> wrongAuthorize(Optional<String> client, Optional<String> type, Optional<String> redirect,
			Optional<String> scope, Optional<String> method, Optional<String> challenge) {
		String why = "";
		if (!client.equals(Optional.of(credentials.clientId()))) {
			why = "The client_id is not known.";
		} else if (!type.equals(Optional.of("code"))) {
			why = "The response_type must be code.";
		} else if (!redirect.map(Authentication::loopback).orElse(false)) {
			// Silent: the address must match the registered one; whether ports of loopback addresses count is not said.
			why = "The redirect_uri is not the registered callback address.";
		} else if (scope.isEmpty() || scope.get().isBlank()) {
			why = "A scope is missing.";
		} else if (challenge.isPresent() && !method.equals(Optional.of("S256"))) {
			why = "The code_challenge_method must be S256.";
		}
		return why.isEmpty() ? Optional.empty() : Optional.of(Answer.html(400, document("Sign in", "<p>" + why + "</p>")));
	}

	private static boolean loopback(String address) {
		return address.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]{1,5})?(/[^#]*)?");
	}

	private static Answer page(Call call, Map<String, String> hidden, String trouble) {
		StringBuilder form = new StringBuilder("<form method=\"post\" action=\"/authentication/v2/authorize\">");
		hidden.forEach((name, value) -> form.append("<input type=\"hidden\" name=\"").append(name).append("\" value=\"")
				.append(escaped(value)).append("\">"));
		form.append(trouble.isEmpty() ? "" : "<p class=\"error\">" + trouble + "</p>");
		form.append("<p><label>User name <input name=\"user\" autocomplete=\"username\"></label></p>"
				+ "<p><label>Password <input name=\"password\" type=\"password\" autocomplete=\"current-password\"></label></p>"
				+ "<p><button name=\"action\" value=\"allow\">Sign in and allow access</button> "
				+ "<button name=\"action\" value=\"deny\">Cancel</button></p></form>");
		call.detail("sign-in page");
		return Answer.html(trouble.isEmpty() ? 200 : 401, document("Sign in to the simulated account", form.toString()));
	}

	private static String document(String title, String body) {
		return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><h1>" + title
				+ "</h1>" + body + "</body></html>";
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;");
	}

	private Answer signIn(Call call) {
		Map<String, String> form = call.form();
		Optional<String> challenge = Optional.ofNullable(form.get("code_challenge")).filter(text -> !text.isEmpty());
		String redirect = form.getOrDefault("redirect_uri", "");
		Optional<Answer> wrong = wrongAuthorize(Optional.ofNullable(form.get("client_id")), Optional.of("code"), Optional.of(redirect),
				Optional.ofNullable(form.get("scope")), Optional.of("S256"), challenge);
		if (wrong.isPresent()) {
			return wrong.get();
		}
		String state = form.getOrDefault("state", "");
		String back = redirect + (redirect.contains("?") ? "&" : "?");
		String tail = state.isEmpty() ? "" : "&state=" + encoded(state);
		if (form.getOrDefault("action", "allow").equals("deny")) {
			call.detail("denied");
			return Answer.redirect(302, back + "error=access_denied" + tail);
		}
		call.credential(CredentialKind.PASSWORD);
		if (!passwordRight(form.getOrDefault("user", ""), form.getOrDefault("password", ""))) {
			Map<String, String> hidden = new java.util.LinkedHashMap<>(form);
			hidden.keySet().retainAll(Set.of("client_id", "redirect_uri", "scope", "state", "code_challenge"));
			return page(call, hidden, "User name or password is wrong.");
		}
		call.detail("signed in");
		String code = tokens.code(new Tokens.Code(credentials.clientId(), credentials.user(), Tokens.scopes(form.get("scope")), redirect,
				challenge, clock.instant().plus(Tokens.CODE_LIFE)));
		return Answer.redirect(302, back + "code=" + code + tail);
	}

	boolean passwordRight(String user, String password) {
		return !faults.isOn(Fault.WRONG_PASSWORD) && user.equals(credentials.user()) && Tokens.same(password, credentials.password());
	}

	private static String encoded(String text) {
		return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	// ---- tokens --------------------------------------------------------------------------------------------------------

	/** @return the client of a request, or what is wrong */
	private Object client(Call call, Map<String, String> form) {
		Optional<Call.Client> basic = call.basic();
		boolean inForm = form.containsKey("client_id") || form.containsKey("client_secret");
		if (basic.isPresent() && form.containsKey("client_secret") || basic.isPresent() && inForm) {
			return oauth(400, "invalid_request", "Client authentication must be in the header or in the body, not in both.");
		}
		call.credential(basic.isPresent() ? CredentialKind.CLIENT_HEADER : inForm ? CredentialKind.CLIENT_FORM : CredentialKind.NONE);
		Call.Client client = basic
				.orElseGet(() -> new Call.Client(form.getOrDefault("client_id", ""), Optional.ofNullable(form.get("client_secret"))));
		boolean right = client.id().equals(credentials.clientId())
				&& client.secret().map(secret -> Tokens.same(secret, credentials.clientSecret())).orElse(true);
		return right ? client : oauth(401, "invalid_client", "The client credentials are invalid.");
	}

	private Answer token(Call call) {
		Map<String, String> form = call.form();
		String type = form.getOrDefault("grant_type", "");
		call.detail(type);
		Object known = client(call, form);
		if (known instanceof Answer refused) {
			return refused;
		}
		Call.Client client = (Call.Client) known;
		// Public clients (PKCE) have no secret; all else is for those that can keep one.
		boolean secret = client.secret().isPresent();
		return switch (type) {
		case "client_credentials" -> secret ? application(client, form) : noSecret();
		case "authorization_code" -> code(client, form);
		case "refresh_token" -> refresh(client, form);
		case TOKEN_EXCHANGE -> secret ? exchange(client, form) : noSecret();
		case ASSERTION -> secret ? assertion(call, client, form) : noSecret();
		case "" -> oauth(400, "invalid_request", "The grant_type is missing.");
		default -> oauth(400, "unsupported_grant_type", "The grant_type is not supported.");
		};
	}

	private static Answer noSecret() {
		return oauth(401, "invalid_client", "This grant needs the client secret.");
	}

	private Answer application(Call.Client client, Map<String, String> form) {
		Set<String> scopes = Tokens.scopes(form.getOrDefault("scope", ""));
		if (scopes.isEmpty()) {
			return oauth(400, "invalid_scope", "A scope is missing.");
		}
		JsonObject json = access(new Tokens.Grant(client.id(), Optional.empty(), scopes, clock.instant().plus(Tokens.ACCESS_LIFE)));
		return Answer.json(json);
	}

	private Answer code(Call.Client client, Map<String, String> form) {
		Optional<Tokens.Code> found = tokens.takeCode(form.getOrDefault("code", ""), clock.instant());
		if (found.isEmpty() || !found.get().client().equals(client.id())
				|| !found.get().redirect().equals(form.getOrDefault("redirect_uri", ""))) {
			return oauth(400, "invalid_grant", "The authorization code is invalid, was used or has expired.");
		}
		Optional<String> challenge = found.get().challenge();
		String verifier = form.getOrDefault("code_verifier", "");
		boolean proven = challenge.map(expected -> verifier.length() >= 43 && verifier.length() <= 128
				&& Tokens.same(Tokens.challenge(verifier), expected)).orElse(client.secret().isPresent());
		if (!proven) {
			return oauth(400, "invalid_grant", "The code_verifier does not fit, or the client secret is missing.");
		}
		return threeLegged(client.id(), found.get().user(), found.get().scopes());
	}

	private Answer refresh(Call.Client client, Map<String, String> form) {
		if (faults.isOn(Fault.CONSENT_WITHDRAWN)) {
			return oauth(400, "invalid_grant", "The user has withdrawn the consent for this application.");
		}
		Optional<Tokens.Grant> found = dead() ? Optional.empty()
				: tokens.takeRefresh(form.getOrDefault("refresh_token", ""), client.id(), clock.instant());
		if (found.isEmpty()) {
			return oauth(400, "invalid_grant", "The refresh token is invalid or expired.");
		}
		Set<String> scopes = found.get().scopes();
		Set<String> wanted = Tokens.scopes(form.getOrDefault("scope", ""));
		if (!wanted.isEmpty()) {
			if (!scopes.containsAll(wanted)) {
				return oauth(400, "invalid_scope", "More scopes are asked for than were granted.");
			}
			scopes = wanted;
		}
		return threeLegged(client.id(), found.get().user().orElse(""), scopes);
	}

	private Answer exchange(Call.Client client, Map<String, String> form) {
		if (dead() || !Tokens.same(form.getOrDefault("subject_token", ""), credentials.personalAccessToken())) {
			return oauth(400, "invalid_grant", "The personal access token is invalid, expired or bound to another client.");
		}
		Set<String> scopes = Tokens.scopes(form.getOrDefault("scope", "data:read data:write"));
		return threeLegged(client.id(), credentials.user(), scopes);
	}

	private Answer threeLegged(String client, String user, Set<String> scopes) {
		Instant now = clock.instant();
		JsonObject json = access(new Tokens.Grant(client, Optional.of(user), scopes, now.plus(Tokens.ACCESS_LIFE)));
		json.addProperty("refresh_token", tokens.refresh(new Tokens.Grant(client, Optional.of(user), scopes, now.plus(refreshLife))));
		return Answer.json(json);
	}

	private JsonObject access(Tokens.Grant grant) {
		JsonObject json = new JsonObject();
		json.addProperty("access_token", tokens.access(grant));
		json.addProperty("token_type", "Bearer");
		json.addProperty("expires_in", Tokens.ACCESS_LIFE.toSeconds() - 1);
		return json;
	}

	/** A signed assertion of a service account: RS256, issued by the client, for the account, for five minutes at most. */
	private Answer assertion(Call call, Call.Client client, Map<String, String> form) {
		Optional<JsonObject> claims = dead() ? Optional.empty() : claims(form.getOrDefault("assertion", ""));
		Instant now = clock.instant();
		if (claims.isEmpty() || !text(claims.get(), "iss").equals(client.id())
				|| !text(claims.get(), "sub").equals(credentials.serviceAccount())
				|| !audience(claims.get()).stream().anyMatch(Set.of(call.base() + TOKEN_PATH, REAL_AUDIENCE)::contains)) {
			return oauth(400, "invalid_grant", "The assertion is not valid.");
		}
		long expires = claims.get().has("exp") && claims.get().get("exp").isJsonPrimitive() ? claims.get().get("exp").getAsLong() : 0;
		if (expires <= now.getEpochSecond() || expires > now.plus(ASSERTION_LIFE).getEpochSecond() + 1) {
			return oauth(400, "invalid_grant", "The assertion has expired, or is told for more than 300 seconds.");
		}
		Set<String> granted = scopes(claims.get());
		Set<String> wanted = Tokens.scopes(form.getOrDefault("scope", ""));
		if (!granted.containsAll(wanted) || granted.isEmpty()) {
			return oauth(400, "invalid_scope", "The scopes must be among those of the assertion.");
		}
		return Answer.json(access(new Tokens.Grant(client.id(), Optional.of(credentials.serviceAccount()),
				wanted.isEmpty() ? granted : wanted, now.plus(Tokens.ACCESS_LIFE))));
	}

	private Optional<JsonObject> claims(String assertion) {
		String[] parts = assertion.split("\\.", -1);
		if (parts.length != 3) {
			return Optional.empty();
		}
		try {
			JsonObject header = JsonParser.parseString(decoded(parts[0])).getAsJsonObject();
			if (!text(header, "alg").equals("RS256") || !text(header, "kid").equals(credentials.keyId())) {
				return Optional.empty();
			}
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initVerify(serviceKey.getPublic());
			signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
			if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
				return Optional.empty();
			}
			return Optional.of(JsonParser.parseString(decoded(parts[1])).getAsJsonObject());
		} catch (JsonParseException | IllegalStateException | IllegalArgumentException | GeneralSecurityException e) {
			return Optional.empty();
		}
	}

	private static String decoded(String part) {
		return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
	}

	private static String text(JsonObject json, String name) {
		JsonElement value = json.get(name);
		return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
	}

	private static List<String> audience(JsonObject claims) {
		JsonElement value = claims.get("aud");
		return value != null && value.isJsonArray()
				? value.getAsJsonArray().asList().stream().filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString).toList()
				: List.of(text(claims, "aud"));
	}

	private static Set<String> scopes(JsonObject claims) {
		JsonElement value = claims.get("scope");
		if (value != null && value.isJsonArray()) {
			Set<String> scopes = new LinkedHashSet<>();
			value.getAsJsonArray().forEach(scope -> scopes.addAll(Tokens.scopes(scope.isJsonPrimitive() ? scope.getAsString() : "")));
			return scopes;
		}
		return Tokens.scopes(text(claims, "scope"));
	}

	private static Answer oauth(int status, String error, String description) {
		JsonObject json = new JsonObject();
		json.addProperty("error", error);
		json.addProperty("error_description", description);
		return Answer.json(status, json);
	}

	/**
	 * User name and password instead of an application: the way Autodesk has closed. Silent: all of it; nothing of an endpoint
	 * that takes them was ever documented. Here it is the password grant of RFC 6749 (section 4.3), and gives a token of the
	 * administrator, without a refresh token.
	 */
	private Answer account(Call call) {
		Map<String, String> form = call.form();
		call.credential(CredentialKind.PASSWORD);
		call.detail("password");
		if (!form.getOrDefault("grant_type", "").equals("password")) {
			return oauth(400, "unsupported_grant_type", "The grant_type must be password.");
		}
		if (!passwordRight(form.getOrDefault("username", ""), form.getOrDefault("password", ""))) {
			return oauth(401, "invalid_grant", "User name or password is wrong.");
		}
		return Answer.json(access(new Tokens.Grant(credentials.clientId(), Optional.of(credentials.user()),
				Tokens.scopes(form.getOrDefault("scope", "data:read data:write")), clock.instant().plus(Tokens.ACCESS_LIFE))));
	}

	// ---- about tokens --------------------------------------------------------------------------------------------------

	private Answer introspect(Call call) {
		Map<String, String> form = call.form();
		Object known = client(call, form);
		if (known instanceof Answer refused) {
			return refused;
		}
		String token = form.getOrDefault("token", "");
		Instant now = clock.instant();
		Optional<Tokens.Grant> found = dead() ? Optional.empty() : tokens.access(token, now).or(() -> tokens.refresh(token, now));
		JsonObject json = new JsonObject();
		json.addProperty("active", found.isPresent());
		json.addProperty("scope", found.map(grant -> String.join(" ", grant.scopes())).orElse(""));
		json.addProperty("client_id", found.map(Tokens.Grant::client).orElse(""));
		json.addProperty("exp", found.map(grant -> grant.expires().getEpochSecond()).orElse(0L));
		found.flatMap(Tokens.Grant::user).ifPresent(user -> json.addProperty("userid", user));
		return Answer.json(json);
	}

	private Answer revoke(Call call) {
		Map<String, String> form = call.form();
		Object known = client(call, form);
		if (known instanceof Answer refused) {
			return refused;
		}
		if (!form.containsKey("token") || !Set.of("access_token", "refresh_token").contains(form.getOrDefault("token_type_hint", ""))) {
			return oauth(400, "invalid_request", "The token and its token_type_hint are needed.");
		}
		tokens.revoke(form.get("token"));
		return Answer.status(200);
	}

	private Answer keys() {
		RSAPublicKey key = (RSAPublicKey) signingKey.getPublic();
		JsonObject json = new JsonObject();
		json.addProperty("kid", "simulated");
		json.addProperty("kty", "RSA");
		json.addProperty("use", "sig");
		json.addProperty("n", unsigned(key.getModulus().toByteArray()));
		json.addProperty("e", unsigned(key.getPublicExponent().toByteArray()));
		JsonArray all = new JsonArray();
		all.add(json);
		JsonObject answer = new JsonObject();
		answer.add("keys", all);
		return Answer.json(answer);
	}

	private static String unsigned(byte[] number) {
		int skip = number.length > 1 && number[0] == 0 ? 1 : 0;
		return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOfRange(number, skip, number.length));
	}

	private static Answer configuration(Call call) {
		JsonObject json = new JsonObject();
		String base = call.base();
		json.addProperty("issuer", base);
		json.addProperty("authorization_endpoint", base + "/authentication/v2/authorize");
		json.addProperty("token_endpoint", base + TOKEN_PATH);
		json.addProperty("userinfo_endpoint", base + "/userinfo");
		json.addProperty("jwks_uri", base + "/authentication/v2/keys");
		json.addProperty("revoke_endpoint", base + "/authentication/v2/revoke");
		json.addProperty("introspection_endpoint", base + "/authentication/v2/introspect");
		json.add("scopes_supported", array("data:read", "data:write", "user-profile:read", "openid"));
		json.add("response_types_supported", array("code"));
		json.add("response_modes_supported", array("query"));
		json.add("grant_types_supported", array("authorization_code", "client_credentials", "refresh_token"));
		json.add("subject_types_supported", array("public"));
		json.add("id_token_signing_alg_values_supported", array("RS256"));
		return Answer.json(json);
	}

	private static JsonArray array(String... values) {
		JsonArray array = new JsonArray();
		List.of(values).forEach(array::add);
		return array;
	}

	private Answer userInfo(Call call) {
		Optional<Tokens.Grant> grant = who(call);
		if (grant.flatMap(Tokens.Grant::user).isEmpty()) {
			return Answer.problem(401, "The token is invalid or has expired.", "AUTH-006");
		}
		JsonObject json = new JsonObject();
		json.addProperty("sub", grant.get().user().get());
		json.addProperty("name", "Simulated Administrator");
		json.addProperty("given_name", "Simulated");
		json.addProperty("family_name", "Administrator");
		json.addProperty("preferred_username", grant.get().user().get());
		json.addProperty("email", credentials.user());
		json.addProperty("email_verified", true);
		json.addProperty("locale", "en-US");
		return Answer.json(json);
	}
}
