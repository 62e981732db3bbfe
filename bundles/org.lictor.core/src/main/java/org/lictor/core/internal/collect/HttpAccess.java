package org.lictor.core.internal.collect;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.lictor.spi.Http;
import org.lictor.spi.HttpOptions;

/**
 * HTTP with the proxies and the trust store of this Java, or with others a server is configured with. The client is made
 * when it is first needed, because it has threads of its own. Safe for use by many threads.
 */
final class HttpAccess implements Http, AutoCloseable {

	private static final Duration CONNECT = Duration.ofSeconds(20);
	private static final Duration ANSWER = Duration.ofSeconds(60);
	private static final int REDIRECTS = 5;
	private static final Set<String> FOLLOWED = Set.of("GET", "HEAD");
	private static final Set<String> HARMLESS = Set.of("accept", "accept-encoding", "accept-language", "user-agent");

	private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
	private static final int DEFAULT_PROXY_PORT = 8080;

	static {
		// Java would not tell a proxy who is asking when it tunnels https, which is all that a proxy sees of it
		unlessSet("jdk.http.auth.tunneling.disabledSchemes", "");
		unlessSet("java.net.useSystemProxies", "true");
	}

	private final HttpOptions options;
	private final ExecutorService threads = Executors.newCachedThreadPool(work -> PluginThreads.lictors("lictor-http", work));
	private Optional<HttpClient> client = Optional.empty();
	private Optional<FileTime> authorityRead = Optional.empty();

	/** As the installation does it. */
	HttpAccess() {
		this(HttpOptions.NONE);
	}

	/**
	 * @param options what is different
	 */
	HttpAccess(HttpOptions options) {
		this.options = options;
	}

	private static void unlessSet(String property, String value) {
		if (System.getProperty(property) == null) {
			System.setProperty(property, value);
		}
	}

	@Override
	public HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
		HttpRequest next = request.timeout().isPresent() ? request
				: HttpRequest.newBuilder(request, (name, value) -> true).timeout(ANSWER).build();
		for (int redirects = 0;; redirects++) {
			HttpResponse<InputStream> response = client().send(introduced(next), HttpResponse.BodyHandlers.ofInputStream());
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

	/**
	 * Tells the proxy who is asking, before it asks: Java's own way would also answer for servers, and turns an answer 401
	 * into an exception.
	 */
	private HttpRequest introduced(HttpRequest request) {
		if (options.proxy().isEmpty() || options.proxyUser().isEmpty()) {
			return request;
		}
		return HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(PROXY_AUTHORIZATION))
				.setHeader(PROXY_AUTHORIZATION, basic(options.proxyUser().get())).build();
	}

	private String basic(String user) {
		char[] password = options.proxyPassword().get().orElse(new char[0]);
		CharBuffer both = CharBuffer.allocate(user.length() + 1 + password.length).put(user).put(':').put(password).flip();
		ByteBuffer bytes = StandardCharsets.UTF_8.encode(both);
		byte[] clear = new byte[bytes.remaining()];
		bytes.get(clear);
		try {
			return "Basic " + Base64.getEncoder().encodeToString(clear);
		} finally {
			Arrays.fill(password, '\0');
			Arrays.fill(both.array(), '\0');
			Arrays.fill(bytes.array(), (byte) 0);
			Arrays.fill(clear, (byte) 0);
		}
	}

	private synchronized HttpClient client() throws IOException {
		Optional<FileTime> authority = changed();
		if (client.isEmpty() || !authority.equals(authorityRead)) {
			HttpClient made = outside();
			client.ifPresent(HttpClient::shutdown);
			client = Optional.of(made);
			authorityRead = authority;
		}
		return client.get();
	}

	/** When the file of certificates was changed; empty when there is none, also while it cannot be found. */
	private Optional<FileTime> changed() {
		Optional<Path> file = options.certificateAuthority();
		try {
			return file.isEmpty() ? Optional.empty() : Optional.of(Files.getLastModifiedTime(file.get()));
		} catch (IOException e) {
			return Optional.empty();
		}
	}

	/** The client has a thread of its own, which is not the plug-in's that happens to be the first to need it. */
	private HttpClient outside() throws IOException {
		try {
			return Undisturbed.call(this::made);
		} catch (IOException | RuntimeException e) {
			throw e;
		} catch (Exception e) {
			throw new IOException(e);
		}
	}

	private HttpClient made() throws IOException {
		HttpClient.Builder builder = HttpClient.newBuilder().executor(threads).connectTimeout(CONNECT)
				.followRedirects(HttpClient.Redirect.NEVER).version(options.preferred());
		if (options.certificateAuthority().isPresent()) {
			builder.sslContext(CompanyTrust.with(options.certificateAuthority().get()));
		}
		if (options.proxy().isPresent()) {
			URI proxy = options.proxy().get();
			builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(),
					proxy.getPort() < 0 ? DEFAULT_PROXY_PORT : proxy.getPort())));
		} else {
			builder.proxy(new SystemProxies(Optional.ofNullable(ProxySelector.getDefault()), System.getenv()));
		}
		return builder.build();
	}

	@Override
	public synchronized void close() {
		client.ifPresent(HttpClient::shutdownNow);
		client = Optional.empty();
		threads.shutdown();
	}
}
