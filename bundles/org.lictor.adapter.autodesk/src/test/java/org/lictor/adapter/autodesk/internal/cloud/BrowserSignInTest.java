package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.AutodeskServerType;
import org.lictor.model.Progress;
import org.lictor.spi.Call;
import org.lictor.spi.Configuration;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.SignInResult;
import org.lictor.spi.SignInStart;
import org.lictor.spi.testkit.FakeClock;
import org.lictor.spi.testkit.FakeContext;

/** What a sign-in asks for and takes; that it works end to end is tested against the simulator. */
class BrowserSignInTest {

	private static Configuration configuration(String... more) {
		Map<String, String> values = new HashMap<>(Map.of("source", "browser", "client-id", "the-client", "baseUrl",
				"https://cloud.example.com"));
		for (int index = 0; index < more.length; index += 2) {
			values.put(more[index], more[index + 1]);
		}
		return new AutodeskServerType().schema().complete(values);
	}

	private static SignInStart.Begun begin() {
		return assertInstanceOf(SignInStart.Begun.class, BrowserSignIn.begin(configuration()));
	}

	private static SignInResult finish(SignInStart.Begun begun, String query) {
		FakeClock clock = new FakeClock(Instant.parse("2026-03-01T08:00:00Z"));
		return BrowserSignIn.finish(begun, query, configuration(), FakeContext.at(clock),
				new Call(clock.instant().plusSeconds(60), Progress.NONE));
	}

	@Test
	void asksForTheAnswerOnThisMachineAndKeepsItsProofToItself() {
		SignInStart.Begun begun = begin();
		Map<String, String> asked = values(begun.address().getRawQuery());

		assertEquals("http://localhost:8080/callback", asked.get("redirect_uri"));
		assertEquals(URI.create("http://localhost:8080/callback"), begun.redirect());
		assertEquals("the-client", asked.get("client_id"));
		assertEquals("S256", asked.get("code_challenge_method"));
		String verifier = begun.state().substring(begun.state().indexOf('.') + 1);
		assertTrue(verifier.length() >= 43 && verifier.length() <= 128);
		assertFalse(begun.address().toString().contains(verifier));
		assertFalse(begun.toString().contains(verifier) || begun.toString().contains(asked.get("state")));
		assertNotEquals(asked.get("state"), values(begin().address().getRawQuery()).get("state"));
	}

	@Test
	void takesOnlyTheAnswerToItsOwnQuestion() {
		SignInStart.Begun begun = begin();
		String state = values(begun.address().getRawQuery()).get("state");

		for (String foreign : List.of("code=c0de&state=another", "code=c0de", "", "&&=", "state=%zz", "code=c0de&state=%zz")) {
			String said = finish(begun, foreign).verification().status().message();
			assertTrue(said.contains("not the answer to this sign-in"), foreign + ": " + said);
		}
		String denied = finish(begun, "error=access_denied&state=" + state).verification().status().message();
		assertTrue(denied.contains("access was not allowed"), denied);
		String strange = finish(begun, "error=%3Cscript%3E&state=" + state).verification().status().message();
		assertTrue(strange.contains("(script)"), strange);
		SignInResult unreachable = finish(begun, "code=c0de&state=" + state);
		assertFalse(unreachable.verification().good(), "nobody answers");
		assertEquals(Map.of(), unreachable.secrets());
	}

	@Test
	void aSignInThatCannotEndWellIsNotBegun() {
		assertEquals("redirect", refused("redirect", "https://intranet.example.com/callback"));
		assertEquals("redirect", refused("redirect", "http://localhost:8080/callback?x=1"));
		assertEquals("baseUrl", refused("baseUrl", "http://cloud.example.com"));
		assertEquals("source", refused("source", "pat-header"));
	}

	private static String refused(String... more) {
		return assertInstanceOf(SignInStart.Refused.class, BrowserSignIn.begin(configuration(more))).problems().stream()
				.map(FieldProblem::key).collect(Collectors.joining(","));
	}

	private static Map<String, String> values(String text) {
		return Arrays.stream(text.split("&")).map(pair -> pair.split("=", 2))
				.collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
	}
}
