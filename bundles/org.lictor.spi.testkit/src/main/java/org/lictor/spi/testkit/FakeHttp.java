package org.lictor.spi.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLSession;

import org.lictor.spi.Http;
import org.lictor.spi.HttpOptions;

/** HTTP without a network: answers from a script and remembers what was asked. Safe for use by many threads. */
public final class FakeHttp implements Http {

	/** Says what is answered to a request. */
	@FunctionalInterface
	public interface Script {

		/**
		 * @param request what was asked
		 * @return the answer
		 * @throws IOException          when no answer shall come
		 * @throws InterruptedException when the caller was interrupted while waiting
		 */
		HttpResponse<InputStream> answer(HttpRequest request) throws IOException, InterruptedException;
	}

	private final Script script;
	private final List<HttpRequest> requests = new ArrayList<>();
	private final List<HttpOptions> options = new ArrayList<>();

	/**
	 * @param script says what is answered
	 */
	public FakeHttp(Script script) {
		this.script = script;
	}

	/** @return an HTTP that reaches nobody: every request ends in an {@link IOException} */
	public static FakeHttp down() {
		return new FakeHttp(request -> {
			throw new IOException("Connection refused");
		});
	}

	/** @return an HTTP whose every request hangs until the calling thread is interrupted */
	public static FakeHttp hanging() {
		return new FakeHttp(request -> {
			new CountDownLatch(1).await();
			throw new IOException("unreachable");
		});
	}

	/**
	 * @param status the status of every answer
	 * @param body   the body of every answer
	 * @return an HTTP that answers everything alike
	 */
	public static FakeHttp answering(int status, byte[] body) {
		return new FakeHttp(request -> response(request, status, Map.of(), body));
	}

	/**
	 * Makes an answer.
	 *
	 * @param request what is answered
	 * @param status  the status code
	 * @param headers names and values
	 * @param body    the bytes of the body
	 * @return the answer
	 */
	public static HttpResponse<InputStream> response(HttpRequest request, int status, Map<String, List<String>> headers,
			byte[] body) {
		return response(request, status, headers, new ByteArrayInputStream(body));
	}

	/**
	 * Makes an answer whose body comes as it is read, such as one without end.
	 *
	 * @param request what is answered
	 * @param status  the status code
	 * @param headers names and values
	 * @param body    the body
	 * @return the answer
	 */
	public static HttpResponse<InputStream> response(HttpRequest request, int status, Map<String, List<String>> headers,
			InputStream body) {
		return new Response(request, status, HttpHeaders.of(headers, (name, value) -> true), body);
	}

	@Override
	public HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
		synchronized (requests) {
			requests.add(request);
		}
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		return script.answer(request);
	}

	/** The same network, which remembers that somebody asked for these options. */
	FakeHttp with(HttpOptions asked) {
		synchronized (requests) {
			options.add(asked);
		}
		return this;
	}

	/** @return all options that were asked for so far, in order */
	public List<HttpOptions> options() {
		synchronized (requests) {
			return List.copyOf(options);
		}
	}

	/** @return all requests so far, in order */
	public List<HttpRequest> requests() {
		synchronized (requests) {
			return List.copyOf(requests);
		}
	}

	private record Response(HttpRequest request, int statusCode, HttpHeaders headers, InputStream body)
			implements HttpResponse<InputStream> {

		@Override
		public Optional<HttpResponse<InputStream>> previousResponse() {
			return Optional.empty();
		}

		@Override
		public Optional<SSLSession> sslSession() {
			return Optional.empty();
		}

		@Override
		public URI uri() {
			return request.uri();
		}

		@Override
		public HttpClient.Version version() {
			return HttpClient.Version.HTTP_1_1;
		}
	}
}
