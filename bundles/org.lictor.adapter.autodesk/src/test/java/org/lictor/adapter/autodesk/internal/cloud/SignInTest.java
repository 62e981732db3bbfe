package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.Keys;
import org.lictor.model.Status;
import org.lictor.model.Status.Detail;
import org.lictor.model.Status.State;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Verification;
import org.lictor.spi.testkit.FakeHttp;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

class SignInTest {

	private static final Map<String, String> SERVICE = Map.of("source", "service-account", "service-account", "SA1",
			"service-account-key-id", "K1");

	@Test
	void sendsThePersonalTokenBesideATokenOfTheApplication() {
		CloudStage stage = new CloudStage(Map.of("source", "pat-header"));

		assertTrue(stage.verify().good());

		HttpRequest contexts = stage.context.http().requests().getLast();
		assertEquals(Optional.of("the-personal-token"), contexts.headers().firstValue("ADSK-PAT"));
		assertTrue(contexts.headers().firstValue("Authorization").orElse("").startsWith("Bearer good-"));
		assertEquals(Map.of("grant_type", "client_credentials", "scope", "data:read data:write"), form(stage));
	}

	@Test
	void exchangesThePersonalToken() {
		CloudStage stage = new CloudStage(Map.of("source", "pat-exchange"));

		assertTrue(stage.verify().good());

		assertEquals("the-personal-token", form(stage).get("subject_token"));
		assertEquals(Optional.empty(), stage.context.http().requests().getLast().headers().firstValue("ADSK-PAT"));
	}

	@Test
	void keepsTheNewRefreshTokenOfEachSignIn() {
		CloudStage stage = new CloudStage(Map.of("source", "browser"));

		assertTrue(stage.verify().good());
		assertTrue(stage.verify().good());

		assertEquals(stage.cloud.refreshToken, new String(stage.secrets.secret("refresh-token").orElseThrow()));
		assertFalse(stage.cloud.refreshToken.equals("refresh-1"));
	}

	@Test
	void signsWithTheKeyOfTheServiceAccount() throws Exception {
		CloudStage stage = new CloudStage(SERVICE);

		assertTrue(stage.verify().good());

		String[] parts = form(stage).get("assertion").split("\\.");
		JsonObject header = json(parts[0]);
		JsonObject claims = json(parts[1]);
		assertEquals("RS256", header.get("alg").getAsString());
		assertEquals("K1", header.get("kid").getAsString());
		assertEquals("the-client", claims.get("iss").getAsString());
		assertEquals("SA1", claims.get("sub").getAsString());
		assertEquals("https://developer.api.autodesk.com/authentication/v2/token", claims.get("aud").getAsString());
		long left = claims.get("exp").getAsLong() - CloudStage.NOW.getEpochSecond();
		assertTrue(left > 0 && left <= 300, "good for " + left + " s");
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initVerify(Keys.PAIR.getPublic());
		signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
		assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
	}

	@Test
	void sendsTheClientInTheHeaderOrInTheFormNeverInBoth() {
		for (String way : List.of("pat-header", "pat-exchange", "browser")) {
			CloudStage stage = new CloudStage(Map.of("source", way));
			assertTrue(stage.verify().good(), way);
			assertFalse(form(stage).containsKey("client_id"), way);
			assertFalse(form(stage).containsKey("client_secret"), way);
		}
	}

	@Test
	void namesTheFieldAtFault() {
		assertEquals("client-secret", fault(Map.of(), 401, "invalid_client", "The client secret is wrong."));
		assertEquals("client-id", fault(Map.of(), 401, "invalid_client", "The client_id is unknown."));
		assertEquals("client-id", fault(Map.of(), 403, "AUTH-001", "The client_id specified does not have access to the api product"));
		assertEquals("source", fault(Map.of("source", "pat-exchange"), 400, "unsupported_grant_type", ""));
		assertEquals("access-token-personal", fault(Map.of("source", "pat-exchange"), 400, "invalid_grant", ""));
		assertEquals("refresh-token", fault(Map.of("source", "browser"), 400, "invalid_grant", "expired"));
		assertEquals("service-account-key", fault(SERVICE, 400, "invalid_grant", "bad signature"));
		assertEquals("account-endpoint", fault(Map.of("source", "password", "account-user", "admin", "account-endpoint",
				FakeCloud.BASE + "/account/token"), 302, "", ""));
	}

	private static String fault(Map<String, String> settings, int status, String code, String text) {
		CloudStage stage = new CloudStage(settings);
		stage.cloud.before = request -> Optional.of(FakeCloud.json(request, status,
				"{\"error\":\"" + code + "\",\"error_description\":\"" + text + "\"}"));
		Verification verification = stage.verify();
		assertFalse(verification.good());
		assertEquals(1, verification.problems().size(), verification.toString());
		FieldProblem problem = verification.problems().getFirst();
		assertEquals(problem.message(), verification.status().message());
		return problem.key();
	}

	@Test
	void hasAStatusForEachCase() {
		Map<Integer, Status> statuses = new HashMap<>();
		for (int code : List.of(401, 403, 404, 429, 500, 503)) {
			CloudStage stage = new CloudStage(Map.of());
			stage.cloud.before = request -> request.uri().getPath().startsWith("/insights")
					? Optional.of(FakeCloud.json(request, code, "{\"title\":\"ForbiddenError\",\"detail\":\"\"}")) : Optional.empty();
			statuses.put(code, stage.poll().status());
		}

		assertEquals(State.MISCONFIGURED, statuses.get(401).state());
		assertEquals(Detail.AUTHENTICATION, statuses.get(401).detail());
		assertEquals(Detail.PERMISSION, statuses.get(403).detail());
		assertEquals(Detail.QUOTA, statuses.get(429).detail());
		assertEquals(Detail.COMMUNICATION, statuses.get(500).detail());
		assertEquals(Detail.COMMUNICATION, statuses.get(503).detail());
		statuses.values().forEach(status -> assertFalse(status.message().isBlank()));
	}

	@Test
	void tellsThatConsentWasWithdrawn() {
		CloudStage stage = new CloudStage(Map.of("source", "browser"));
		stage.cloud.before = request -> Optional.of(FakeCloud.json(request, 400,
				"{\"error\":\"invalid_grant\",\"error_description\":\"The user has withdrawn the consent.\"}"));

		Status status = stage.poll().status();

		assertEquals(State.MISCONFIGURED, status.state());
		assertTrue(status.message().startsWith("The administrator's consent was withdrawn"), status.message());
	}

	@Test
	void tellsOfTheNetworkInWords() {
		for (IOException trouble : List.of(new java.net.ConnectException(), new java.net.UnknownHostException("x"),
				new java.net.http.HttpTimeoutException("t"), new javax.net.ssl.SSLHandshakeException("no path"),
				new IOException("Tunnel failed, got: 407"))) {
			CloudStage stage = new CloudStage(Map.of());
			stage.cloud.before = request -> {
				throw trouble;
			};
			Status status = stage.poll().status();
			assertEquals(Detail.COMMUNICATION, status.detail());
			assertFalse(status.message().contains("Exception"), status.message());
		}
	}

	private static Map<String, String> form(CloudStage stage) {
		return FakeCloud.form(FakeCloud.body(stage.context.http().requests().stream()
				.filter(request -> request.uri().getPath().endsWith("/token")).findFirst().orElseThrow()));
	}

	private static JsonObject json(String part) {
		return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8)).getAsJsonObject();
	}

	@Test
	void followsTheServerToAnotherAddressOfItsOwnOnly() {
		CloudStage stage = new CloudStage(Map.of());
		stage.cloud.before = request -> request.uri().getPath().equals("/insights/v1/contexts")
				? Optional.of(FakeHttp.response(request, 307, Map.of("Location", List.of("https://elsewhere.example.com/x")), new byte[0]))
				: Optional.empty();

		Verification verification = stage.verify();

		assertEquals(Detail.NOT_UNDERSTOOD, verification.status().detail());
		assertTrue(stage.context.http().requests().stream().noneMatch(request -> request.uri().getHost().equals("elsewhere.example.com")));
	}
}
