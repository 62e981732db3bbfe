package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

class AuthenticationTest {

	private static final Account ACCOUNT = Account.generate(3, 20, 5, 1, 1);
	private static final String TOKEN = "/authentication/v2/token";
	private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";
	private static final String REDIRECT = "http://127.0.0.1:8231/callback";

	private AutodeskSimulator simulator;
	private Client client;
	private Credentials credentials;

	@BeforeEach
	void start() throws Exception {
		simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT));
		client = new Client(simulator);
		credentials = simulator.credentials();
	}

	@AfterEach
	void stop() {
		client.close();
		simulator.close();
	}

	private URI authorize(String state) {
		return URI.create(simulator.address() + "/authentication/v2/authorize?response_type=code&client_id=" + credentials.clientId()
				+ "&redirect_uri=" + URLEncoder.encode(REDIRECT, StandardCharsets.UTF_8) + "&scope=data%3Aread%20data%3Awrite&state=" + state
				+ "&code_challenge=" + Tokens.challenge(VERIFIER) + "&code_challenge_method=S256");
	}

	private String code() throws Exception {
		URI back = simulator.signIn(authorize("s1"), credentials.user(), credentials.password()).orElseThrow();
		assertTrue(back.toString().startsWith(REDIRECT + "?code="), back::toString);
		assertTrue(back.getQuery().endsWith("&state=s1"));
		return back.getQuery().replaceAll("code=([^&]*).*", "$1");
	}

	private Map<String, String> exchange(String code) {
		return new HashMap<>(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT, "code_verifier", VERIFIER));
	}

	private int contexts() throws Exception {
		return client.get("/insights/v1/contexts").statusCode();
	}

	@Test
	void anAdministratorSignsInInTheBrowserAndRefreshTokensAreGoodOnce() throws Exception {
		JsonObject tokens = Client.object(client.form(TOKEN, exchange(code()), true));
		client.token = tokens.get("access_token").getAsString();
		assertEquals("Bearer", tokens.get("token_type").getAsString());
		assertEquals(200, contexts());

		client.advance(Duration.ofMinutes(60));
		assertEquals(401, contexts());
		String refresh = tokens.get("refresh_token").getAsString();
		JsonObject fresh = Client.object(client.form(TOKEN, Map.of("grant_type", "refresh_token", "refresh_token", refresh), true));
		client.token = fresh.get("access_token").getAsString();
		assertEquals(200, contexts());
		HttpResponse<String> dead = client.form(TOKEN, Map.of("grant_type", "refresh_token", "refresh_token", refresh), true);
		assertEquals(400, dead.statusCode());
		assertEquals("invalid_grant", Client.object(dead).get("error").getAsString());
		HttpResponse<String> fewer = client.form(TOKEN, Map.of("grant_type", "refresh_token", "refresh_token",
				fresh.get("refresh_token").getAsString(), "scope", "data:read"), true);
		assertEquals(200, fewer.statusCode());
		client.advance(Duration.ofDays(15));
		assertEquals(400, client.form(TOKEN, Map.of("grant_type", "refresh_token", "refresh_token",
				Client.object(fewer).get("refresh_token").getAsString()), true).statusCode());
	}

	@Test
	void aPublicClientProvesItselfWithTheVerifierAlone() throws Exception {
		Map<String, String> form = exchange(code());
		form.put("client_id", credentials.clientId());
		assertEquals(200, client.form(TOKEN, form, false).statusCode());
		assertEquals(400, client.form(TOKEN, form, false).statusCode(), "a code is good once");
		Map<String, String> wrong = exchange(code());
		wrong.put("code_verifier", VERIFIER.replace('a', 'b'));
		assertEquals(400, client.form(TOKEN, wrong, true).statusCode());
		Map<String, String> late = exchange(code());
		client.advance(Duration.ofMinutes(5));
		assertEquals(400, client.form(TOKEN, late, true).statusCode());
	}

	@Test
	void wrongPasswordsStrangersAndForeignAddressesAreRefusedOnThePage() throws Exception {
		assertTrue(simulator.signIn(authorize("s"), credentials.user(), "wrong").isEmpty());
		simulator.faults().on(Fault.WRONG_PASSWORD);
		assertTrue(simulator.signIn(authorize("s"), credentials.user(), credentials.password()).isEmpty());
		String address = authorize("s").toString();
		assertEquals(400, client.send(client.to(address.replace(credentials.clientId(), "other"))).statusCode());
		assertEquals(400, client.send(client.to(address.replace("127.0.0.1%3A8231", "evil.example.com"))).statusCode());
		HttpResponse<String> denied = client.form("/authentication/v2/authorize", Map.of("client_id", credentials.clientId(), "redirect_uri",
				REDIRECT, "scope", "data:read", "state", "x", "action", "deny"), false);
		assertEquals(REDIRECT + "?error=access_denied&state=x", denied.headers().firstValue("Location").orElse(""));
	}

	@Test
	void clientCredentialsStandInTheHeaderOrInTheFormButNotInBoth() throws Exception {
		Map<String, String> form = new HashMap<>(Map.of("grant_type", "client_credentials", "scope", "data:read"));
		assertEquals(200, client.form(TOKEN, form, true).statusCode());
		form.put("client_id", credentials.clientId());
		form.put("client_secret", credentials.clientSecret());
		JsonObject token = Client.object(client.form(TOKEN, form, false));
		assertFalse(token.has("refresh_token"));
		assertEquals(400, client.form(TOKEN, form, true).statusCode());
		form.put("client_secret", "wrong");
		assertEquals(401, client.form(TOKEN, form, false).statusCode());
	}

	@Test
	void aPersonalAccessTokenIsExchangedOrStandsBesideATwoLeggedToken() throws Exception {
		client.signIn();
		assertEquals(200, contexts());
		client.token = Client.object(client.form(TOKEN, Map.of("grant_type", "client_credentials", "scope", "data:read data:write"), true))
				.get("access_token").getAsString();
		HttpResponse<String> alone = client.get("/insights/v1/contexts");
		assertEquals(403, alone.statusCode());
		assertEquals("ForbiddenError", Client.object(alone).get("title").getAsString());
		HttpRequest.Builder both = client.to("/insights/v1/contexts").header("Authorization", "Bearer " + client.token);
		assertEquals(200, client.send(both.copy().header("ADSK-PAT", credentials.personalAccessToken())).statusCode());
		assertEquals(401, client.send(both.copy().header("ADSK-PAT", "wrong")).statusCode());
		assertEquals(CredentialKind.PERSONAL_TOKEN_HEADER, simulator.requests().getLast().credential());
	}

	@Test
	void aServiceAccountSignsAnAssertion() throws Exception {
		long now = simulator.clock().instant().getEpochSecond();
		String audience = simulator.address() + TOKEN;
		HttpResponse<String> answer = assertion(Assertions.sign(credentials, credentials.keyId(), audience, now + 300));
		assertEquals(200, answer.statusCode(), answer::body);
		client.token = Client.object(answer).get("access_token").getAsString();
		assertFalse(Client.object(answer).has("refresh_token"));
		assertEquals(200, contexts());

		assertEquals(400, assertion(Assertions.sign(credentials, "other-key", audience, now + 300)).statusCode());
		assertEquals(400, assertion(Assertions.sign(credentials, credentials.keyId(), "https://other.example.com", now + 300)).statusCode());
		assertEquals(400, assertion(Assertions.sign(credentials, credentials.keyId(), audience, now - 1)).statusCode());
		assertEquals(400, assertion(Assertions.sign(credentials, credentials.keyId(), audience, now + 3_600)).statusCode());
		String good = Assertions.sign(credentials, credentials.keyId(), audience, now + 300);
		assertEquals(400, assertion(good.substring(0, good.length() - 8) + "AAAAAAAA").statusCode());
		assertEquals(400, assertion("nonsense").statusCode());
	}

	private HttpResponse<String> assertion(String jwt) throws Exception {
		return client.form(TOKEN, Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", jwt, "scope", "data:read"),
				true);
	}

	@Test
	void userNameAndPasswordOpenTheAccountEndpoint() throws Exception {
		Map<String, String> form = new HashMap<>(
				Map.of("grant_type", "password", "username", credentials.user(), "password", credentials.password()));
		client.token = Client.object(client.form(simulator.accountEndpoint().toString(), form, false)).get("access_token").getAsString();
		assertEquals(200, contexts());
		form.put("password", "wrong");
		assertEquals(401, client.form(simulator.accountEndpoint().toString(), form, false).statusCode());
	}

	@Test
	void tokensAreIntrospectedAndRevoked() throws Exception {
		client.signIn();
		Map<String, String> form = Map.of("token", client.token, "token_type_hint", "access_token");
		JsonObject about = Client.object(client.form("/authentication/v2/introspect", form, true));
		assertTrue(about.get("active").getAsBoolean());
		assertEquals(credentials.clientId(), about.get("client_id").getAsString());
		assertEquals("data:read data:write", about.get("scope").getAsString());
		assertEquals(200, client.form("/authentication/v2/revoke", form, true).statusCode());
		assertEquals(401, contexts());
		assertFalse(Client.object(client.form("/authentication/v2/introspect", form, true)).get("active").getAsBoolean());
	}

	@Test
	void withdrawnConsentAndExpiredTokensAreToldApart() throws Exception {
		JsonObject tokens = Client.object(client.form(TOKEN, exchange(code()), true));
		client.token = tokens.get("access_token").getAsString();
		Map<String, String> refresh = Map.of("grant_type", "refresh_token", "refresh_token", tokens.get("refresh_token").getAsString());
		simulator.faults().on(Fault.CONSENT_WITHDRAWN);
		assertEquals(401, contexts());
		assertTrue(client.form(TOKEN, refresh, true).body().contains("consent"));
		simulator.faults().off(Fault.CONSENT_WITHDRAWN);
		simulator.faults().on(Fault.TOKEN_EXPIRED);
		assertEquals(401, contexts());
		assertTrue(client.form(TOKEN, refresh, true).body().contains("expired"));
		simulator.faults().clear();
		assertEquals(200, client.form(TOKEN, refresh, true).statusCode(), "what was refused was not used up");
	}

	@Test
	void missingRightsAreTold() throws Exception {
		client.signIn();
		simulator.faults().on(Fault.NOT_PROVISIONED);
		assertEquals("AUTH-001", Client.object(client.get("/insights/v1/contexts")).get("errorCode").getAsString());
		simulator.faults().off(Fault.NOT_PROVISIONED);
		simulator.faults().on(Fault.NOT_ADMINISTRATOR);
		assertEquals("ForbiddenError", Client.object(client.get("/insights/v1/contexts")).get("title").getAsString());
		assertEquals(401, client.send(client.to("/insights/v1/contexts")).statusCode());
	}
}
