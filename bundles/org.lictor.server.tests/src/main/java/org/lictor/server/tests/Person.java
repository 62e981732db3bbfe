package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.lictor.model.Progress;
import org.lictor.service.RedirectListener;
import org.lictor.service.SignIn;
import org.lictor.simulator.autodesk.AutodeskSimulator;

/** The administrator, with a browser, on the page of the simulated cloud. */
record Person(AutodeskSimulator cloud) {

	private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

	/** Signs in and allows access; returns what the browser brought back to this machine. */
	String signsIn(SignIn signIn) throws Exception {
		return comesBack(signIn, "allow");
	}

	/** Cancels; returns what the browser brought back to this machine. */
	String cancels(SignIn signIn) throws Exception {
		return comesBack(signIn, "deny");
	}

	private String comesBack(SignIn signIn, String action) throws Exception {
		try (RedirectListener listener = RedirectListener.open(signIn.redirect());
				HttpClient browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
						.followRedirects(HttpClient.Redirect.NEVER).build()) {
			Map<String, String> form = new LinkedHashMap<>();
			Matcher hidden = HIDDEN.matcher(get(browser, signIn.address()).body());
			while (hidden.find()) {
				form.put(hidden.group(1), hidden.group(2).replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
			}
			form.put("user", cloud.credentials().user());
			form.put("password", cloud.credentials().password());
			form.put("action", action);
			String body = form.entrySet().stream().map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
					.collect(Collectors.joining("&"));
			HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(signIn.address().resolve("/authentication/v2/authorize"))
					.header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
					HttpResponse.BodyHandlers.ofString());
			assertEquals(302, answer.statusCode(), answer.body());
			HttpResponse<String> last = get(browser, URI.create(answer.headers().firstValue("Location").orElseThrow()));
			assertTrue(last.body().contains("You can close this page"), last.body());
			return listener.await(Progress.NONE);
		}
	}

	private static HttpResponse<String> get(HttpClient browser, URI address) throws Exception {
		HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
		assertEquals(200, answer.statusCode(), answer.body());
		return answer;
	}
}
