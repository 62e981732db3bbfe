package org.lictor.core.internal.collect;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.lictor.spi.Http;

/**
 * HTTP with the proxies and the trust store of this Java. The client is made when it is first needed, because it has
 * threads of its own. Safe for use by many threads.
 */
final class HttpAccess implements Http, AutoCloseable {

	private static final Duration CONNECT = Duration.ofSeconds(20);
	private static final Duration ANSWER = Duration.ofSeconds(60);
	private static final int REDIRECTS = 5;
	private static final Set<String> FOLLOWED = Set.of("GET", "HEAD");
	private static final Set<String> HARMLESS = Set.of("accept", "accept-encoding", "accept-language", "user-agent");

	private Optional<HttpClient> client = Optional.empty();

	@Override
	public HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
		HttpRequest next = request.timeout().isPresent() ? request
				: HttpRequest.newBuilder(request, (name, value) -> true).timeout(ANSWER).build();
		for (int redirects = 0;; redirects++) {
			HttpResponse<InputStream> response = client().send(next, HttpResponse.BodyHandlers.ofInputStream());
			Optional<URI> target = redirect(next, response);
			if (target.isEmpty()) {
				return response;
			}
			response.body().close();
			if (redirects == REDIRECTS) {
				throw new IOException("more than " + REDIRECTS + " redirects, the last one from " + next.uri().getHost());
			}
			boolean sameHost = next.uri().getHost().equalsIgnoreCase(target.get().getHost())
					&& next.uri().getPort() == target.get().getPort();
			// what may prove who is asking is not for another host
			next = HttpRequest.newBuilder(next, (name, value) -> sameHost || HARMLESS.contains(name.toLowerCase(Locale.ROOT)))
					.uri(target.get()).build();
		}
	}

	private static Optional<URI> redirect(HttpRequest request, HttpResponse<?> response) {
		int status = response.statusCode();
		boolean redirected = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
		if (!redirected || !FOLLOWED.contains(request.method()) || !isSecure(request.uri())) {
			return Optional.empty();
		}
		return response.headers().firstValue("Location").flatMap(location -> resolve(request.uri(), location))
				.filter(HttpAccess::isSecure);
	}

	private static Optional<URI> resolve(URI base, String location) {
		try {
			return Optional.of(base.resolve(location));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	private static boolean isSecure(URI address) {
		return "https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
	}

	private synchronized HttpClient client() {
		if (client.isEmpty()) {
			client = Optional.of(HttpClient.newBuilder().connectTimeout(CONNECT)
					.followRedirects(HttpClient.Redirect.NEVER).build());
		}
		return client.get();
	}

	@Override
	public synchronized void close() {
		client.ifPresent(HttpClient::shutdownNow);
		client = Optional.empty();
	}
}
