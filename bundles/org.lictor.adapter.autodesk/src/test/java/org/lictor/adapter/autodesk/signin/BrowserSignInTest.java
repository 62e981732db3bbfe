package org.lictor.adapter.autodesk.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.cloud.FakeCloud;

class BrowserSignInTest {

	private final BrowserSignIn signIn = new BrowserSignIn(URI.create("https://cloud.example.com"), "the-client",
			URI.create("http://localhost:7171/callback"));

	@Test
	void provesWithItsKeyThatItIsTheOneThatAsked() throws Exception {
		Map<String, String> asked = values(signIn.address().getRawQuery());
		Map<String, String> sent = values(FakeCloud.body(signIn.exchange("c0de", Optional.empty())));

		byte[] hash = MessageDigest.getInstance("SHA-256").digest(sent.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
		assertEquals(asked.get("code_challenge"), Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
		assertEquals("S256", asked.get("code_challenge_method"));
		assertTrue(sent.get("code_verifier").length() >= 43 && sent.get("code_verifier").length() <= 128);
		assertEquals("http://localhost:7171/callback", sent.get("redirect_uri"));
		assertEquals("the-client", sent.get("client_id"));
	}

	@Test
	void takesOnlyTheAnswerToItsOwnQuestion() {
		String state = values(signIn.address().getRawQuery()).get("state");

		assertEquals(Optional.of("c0de/+"), signIn.code("code=c0de%2F%2B&state=" + state));
		assertEquals(Optional.empty(), signIn.code("code=c0de&state=another"));
		assertEquals(Optional.empty(), signIn.code("code=c0de"));
		assertEquals(Optional.empty(), signIn.code("error=access_denied&state=" + state));
		assertEquals(Optional.of("access_denied"), signIn.refusal("error=access_denied&state=" + state));
		assertNotEquals(state, values(new BrowserSignIn(URI.create("https://x"), "c", URI.create("http://localhost")).address().getRawQuery())
				.get("state"));
	}

	@Test
	void sendsTheSecretInTheHeaderAndWipesIt() {
		char[] secret = "the-secret".toCharArray();

		HttpRequest request = signIn.exchange("c0de", Optional.of(secret));

		assertTrue(request.headers().firstValue("Authorization").orElse("").startsWith("Basic "));
		assertFalse(FakeCloud.body(request).contains("client_id"));
		assertFalse(new String(secret).contains("secret"));
	}

	@Test
	void findsTheRefreshTokenInAGoodAnswerOnly() {
		assertEquals(Optional.of("r1"), signIn.refreshToken(200, "{\"access_token\":\"a\",\"refresh_token\":\"r1\"}"));
		assertEquals(Optional.empty(), signIn.refreshToken(400, "{\"refresh_token\":\"r1\"}"));
		assertEquals(Optional.empty(), signIn.refreshToken(200, "<html>"));
		assertEquals(Optional.empty(), signIn.refreshToken(200, "[]"));
		assertEquals(Optional.empty(), signIn.refreshToken(200, ""));
	}

	private static Map<String, String> values(String text) {
		return Arrays.stream(text.split("&")).map(pair -> pair.split("=", 2))
				.collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
	}
}
