package org.lictor.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException.Reason;

@Timeout(60)
class RedirectListenerTest {

	private static final URI ANY_PORT = URI.create("http://localhost:0/callback");

	private static HttpResponse<String> ask(RedirectListener listener, String target) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + target)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
	}

	@Test
	void takesTheAnswerAndTellsThePersonToCloseThePage() throws Exception {
		try (RedirectListener listener = RedirectListener.open(ANY_PORT)) {
			HttpResponse<String> page = ask(listener, "/callback?code=c%2F1&state=s");

			assertEquals(200, page.statusCode());
			assertTrue(page.body().contains("You can close this page"));
			assertFalse(page.body().contains("c%2F1"));
			assertEquals("code=c%2F1&state=s", listener.await(Progress.NONE));
		}
	}

	@Test
	void isNotMisledByWhatElseBrowsersAskFor() throws Exception {
		try (RedirectListener listener = RedirectListener.open(ANY_PORT);
				Socket silent = new Socket(InetAddress.getLoopbackAddress(), listener.port());
				Socket rude = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			rude.getOutputStream().write(("x".repeat(20_000) + "\n").getBytes(StandardCharsets.US_ASCII));
			for (String other : new String[] { "/favicon.ico", "/", "/callback", "/callback?x=code", "/other?code=1" }) {
				assertEquals(404, ask(listener, other).statusCode(), other);
			}
			assertEquals(200, ask(listener, "/callback?state=s&error=access_denied").statusCode());
			assertEquals("state=s&error=access_denied", listener.await(Progress.NONE));
			assertTrue(silent.isConnected());
		}
	}

	@Test
	void endsWhenItIsCalledOffOrClosed() throws Exception {
		Progress calledOff = new Progress() {
			@Override
			public void begin(String task, long total) {
				// nobody is watching
			}

			@Override
			public void worked(long units) {
				// nobody is watching
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		RedirectListener listener = RedirectListener.open(ANY_PORT);
		assertEquals(Reason.CANCELLED, assertThrows(ServiceException.class, () -> listener.await(calledOff)).reason());
		listener.close();
		assertEquals(Reason.CANCELLED, assertThrows(ServiceException.class, () -> listener.await(Progress.NONE)).reason());
	}

	@Test
	void saysWhereItCannotListen() throws Exception {
		try (RedirectListener first = RedirectListener.open(ANY_PORT)) {
			URI taken = URI.create("http://localhost:" + first.port() + "/callback");
			assertTrue(assertThrows(ServiceException.class, () -> RedirectListener.open(taken)).getMessage().contains(taken.toString()));
		}
		assertThrows(ServiceException.class, () -> RedirectListener.open(URI.create("http://192.0.2.1:8080/callback")));
	}
}
