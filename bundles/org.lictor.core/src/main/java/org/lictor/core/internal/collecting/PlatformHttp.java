package org.lictor.core.internal.collecting;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.lictor.spi.Http;

/**
 * HTTP by the JDK's client: proxies and trust store as the Java runtime has them, at most 20 seconds to connect and a
 * minute to answer unless a request says otherwise. The client is made when it is first needed, because most
 * installations never need it. Safe for use by many threads.
 */
final class PlatformHttp implements Http, AutoCloseable {

	private static final Duration CONNECT = Duration.ofSeconds(20);
	private static final Duration ANSWER = Duration.ofMinutes(1);

	private HttpClient client;

	@Override
	public HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
		HttpRequest timed = request.timeout().isPresent() ? request
				: HttpRequest.newBuilder(request, (name, value) -> true).timeout(ANSWER).build();
		return client().send(timed, HttpResponse.BodyHandlers.ofInputStream());
	}

	private synchronized HttpClient client() {
		if (client == null) {
			HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT)
					.followRedirects(HttpClient.Redirect.NORMAL);
			ProxySelector proxies = ProxySelector.getDefault();
			client = (proxies == null ? builder : builder.proxy(proxies)).build();
		}
		return client;
	}

	@Override
	public synchronized void close() {
		if (client != null) {
			client.shutdownNow();
			client = null;
		}
	}
}
