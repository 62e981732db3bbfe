package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A simulated Autodesk cloud that listens on the loopback address. All its methods may be called from any thread while it runs.
 */
public final class AutodeskSimulator implements AutoCloseable {

	/** With what the proxy lets pass. */
	public static final String PROXY_USER = "proxy-user";
	/** With what the proxy lets pass. */
	public static final String PROXY_PASSWORD = "simulated-proxy-password-Hw8";

	private final SimulatorOptions options;
	private final Credentials credentials;
	private final Certificates certificates;
	private final Faults faults = new Faults();
	private final Ledger ledger;
	private final Tokens tokens = new Tokens();
	private final ExportJobs exports;
	private final List<RecordedRequest> requests = new ArrayList<>();
	private final Door door;
	private final Optional<ForwardProxy> proxy;

	private AutodeskSimulator(SimulatorOptions options) throws IOException, GeneralSecurityException {
		this.options = options;
		KeyPair serviceKey = Keys.serviceKey();
		certificates = Keys.certificates();
		ledger = new Ledger(options.account());
		credentials = new Credentials("SimulatedClient0123456789ABCDEF", "simulated-client-secret-7Qx", "simulated-pat-Zk39vLw0aa",
				"admin@example.com", "simulated-password-Gr5!", "SIMSERVICE01", "5de993f4-62b0-495a-a43a-b9896d6e9582",
				Certificates.pem("PRIVATE KEY", serviceKey.getPrivate().getEncoded()));
		Budget budget = new Budget(options.clock(), options.limits());
		Authentication authentication = new Authentication(credentials, serviceKey, serviceKey, tokens, faults, options.clock(),
				options.refreshLife(), budget);
		exports = new ExportJobs(options, faults, budget);
		Insights insights = new Insights(options.account(), authentication, faults, exports, new UsageQueries(options, faults));
		TokenFlex tokenFlex = new TokenFlex(options, authentication, faults, budget);
		door = new Door(options, certificates, faults, call -> route(call, authentication, insights, tokenFlex), authentication::kill,
				this::record);
		proxy = options.proxy() ? Optional.of(new ForwardProxy(PROXY_USER, PROXY_PASSWORD)) : Optional.empty();
	}

	/**
	 * Starts one.
	 *
	 * @param options how
	 * @return it, listening
	 * @throws IOException when it cannot listen
	 */
	public static AutodeskSimulator start(SimulatorOptions options) throws IOException {
		try {
			return new AutodeskSimulator(options);
		} catch (GeneralSecurityException e) {
			throw new IOException("This Java cannot make keys and certificates: " + e.getMessage(), e);
		}
	}

	private Answer route(Call call, Authentication authentication, Insights insights, TokenFlex tokenFlex) {
		String path = call.path();
		if (path.startsWith("/insights/v1/")) {
			return insights.answer(call);
		}
		if (path.startsWith("/tokenflex/v1/")) {
			return tokenFlex.answer(call);
		}
		if (path.startsWith(TokenFlex.STORAGE)) {
			return call.method().equals("GET") ? tokenFlex.download(call) : Insights.notFound();
		}
		if (path.startsWith(ExportJobs.STORAGE)) {
			return call.method().equals("GET") ? exports.download(call) : Insights.notFound();
		}
		return authentication.answer(call).orElseGet(Insights::notFound);
	}

	private void record(RecordedRequest request) {
		synchronized (requests) {
			requests.add(request);
		}
	}

	/** @return where it listens without TLS, without a slash at its end; the same as {@link #httpAddress()} */
	public URI address() {
		return httpAddress();
	}

	/** @return where it listens without TLS */
	public URI httpAddress() {
		return URI.create("http://127.0.0.1:" + door.httpPort());
	}

	/** @return where it listens with TLS; its certificate is signed by {@link #certificateAuthority()} */
	public URI httpsAddress() {
		return URI.create("https://localhost:" + door.httpsPort());
	}

	/** @return the certificate, in PEM, that those who connect with TLS must trust */
	public String certificateAuthority() {
		return certificates.pem();
	}

	/** @return where the proxy listens, empty when there is none */
	public Optional<URI> proxyAddress() {
		return proxy.map(found -> URI.create("http://127.0.0.1:" + found.port()));
	}

	/** @return what was asked of the proxy so far, such as {@code CONNECT localhost:4711}; with 407 at the end when it refused */
	public List<String> proxyRequests() {
		return proxy.map(ForwardProxy::asked).orElse(List.of());
	}

	/** @return where user name and password are taken, without TLS; nothing of such an endpoint was ever documented */
	public URI accountEndpoint() {
		return httpAddress().resolve(Authentication.ACCOUNT_PATH);
	}

	/** @return with what one may sign in */
	public Credentials credentials() {
		return credentials;
	}

	/** @return whose data it gives */
	public Account account() {
		return options.account();
	}

	/** @return the truth about those data */
	public Ledger ledger() {
		return ledger;
	}

	/** @return what goes wrong */
	public Faults faults() {
		return faults;
	}

	/** @return its time */
	public InstantSource clock() {
		return options.clock();
	}

	/** @return a copy of all requests so far, in the order in which they were answered */
	public List<RecordedRequest> requests() {
		synchronized (requests) {
			return List.copyOf(requests);
		}
	}

	/** Forgets the requests so far. */
	public void forgetRequests() {
		synchronized (requests) {
			requests.clear();
		}
	}

	/**
	 * Everything that must not be found anywhere: for tests that search what was written.
	 *
	 * @return secret, password, personal token, and every token and code that was ever given out; of the private key, its middle
	 */
	public List<String> secrets() {
		List<String> secrets = new ArrayList<>(tokens.everGiven());
		secrets.addAll(List.of(credentials.clientSecret(), credentials.password(), credentials.personalAccessToken(), PROXY_PASSWORD));
		secrets.add(credentials.privateKey().lines().skip(5).findFirst().orElse(credentials.privateKey()));
		return secrets;
	}

	/**
	 * Writes what the portal would give as files, one for each team and report: {@code users-4865648-2026-11-01.csv}. Usage is
	 * that of all years, the usage report that of the last 365 days. Teams that hide personal data hide them in files, too.
	 *
	 * @param folder   made when it is missing
	 * @param at       the moment at which the data stand
	 * @param columns  how they are named
	 * @param workbook whether as XLSX rather than CSV
	 * @throws IOException when a file cannot be written
	 */
	public void exportFiles(Path folder, Instant at, ColumnGeneration columns, boolean workbook) throws IOException {
		exports.files(folder, at, columns, workbook);
	}

	/**
	 * The same as CSV with the columns that the interface gives.
	 *
	 * @param folder made when it is missing
	 * @param at     the moment at which the data stand
	 * @throws IOException when a file cannot be written
	 */
	public void exportFiles(Path folder, Instant at) throws IOException {
		exportFiles(folder, at, options.columns(), false);
	}

	/**
	 * Does what a person does in the browser: opens the page, types user name and password, allows access.
	 *
	 * @param authorize the address to which the browser is sent, of this simulator's plain address
	 * @param user      as typed
	 * @param password  as typed
	 * @return the address on this machine to which the browser is sent then; empty when the page stays and tells a trouble
	 * @throws IOException          when there is no answer
	 * @throws InterruptedException when the thread is interrupted
	 */
	public Optional<URI> signIn(URI authorize, String user, String password) throws IOException, InterruptedException {
		try (HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()) {
			HttpResponse<String> page = browser.send(HttpRequest.newBuilder(authorize).build(), HttpResponse.BodyHandlers.ofString());
			if (page.statusCode() != 200) {
				return Optional.empty();
			}
			List<String> fields = new ArrayList<>();
			java.util.regex.Matcher hidden = java.util.regex.Pattern.compile("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
					.matcher(page.body());
			while (hidden.find()) {
				fields.add(field(hidden.group(1), hidden.group(2).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
						.replace("&amp;", "&")));
			}
			fields.addAll(Arrays.asList(field("user", user), field("password", password), field("action", "allow")));
			HttpRequest typed = HttpRequest.newBuilder(authorize.resolve("/authentication/v2/authorize"))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(HttpRequest.BodyPublishers.ofString(fields.stream().collect(Collectors.joining("&")))).build();
			return browser.send(typed, HttpResponse.BodyHandlers.ofString()).headers().firstValue("Location").map(URI::create);
		}
	}

	private static String field(String name, String value) {
		return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	/** Stops listening. */
	@Override
	public void close() {
		proxy.ifPresent(ForwardProxy::close);
		door.close();
	}
}
