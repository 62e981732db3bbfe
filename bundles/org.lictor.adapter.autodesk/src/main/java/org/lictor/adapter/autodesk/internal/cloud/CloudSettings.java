package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.lictor.model.FileTrouble;
import org.lictor.spi.Configuration;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.HttpOptions;
import org.lictor.spi.Secrets;

/**
 * The settings of a server that asks the cloud.
 *
 * @param configuration as a person entered it, checked by form
 */
public record CloudSettings(Configuration configuration) {

	/** The team whose data are used. */
	public static final String TEAM = "team";
	static final String SOURCE = "source";
	static final String BASE_URL = "baseUrl";
	static final String CLIENT_ID = "client-id";
	static final String CLIENT_SECRET = "client-secret";
	static final String PERSONAL_TOKEN = "access-token-personal";
	static final String REFRESH_TOKEN = "refresh-token";
	static final String REDIRECT = "redirect";
	static final String SERVICE_ACCOUNT = "service-account";
	static final String KEY_ID = "service-account-key-id";
	static final String PRIVATE_KEY = "service-account-key";
	static final String ACCOUNT_ENDPOINT = "account-endpoint";
	static final String ACCOUNT_USER = "account-user";
	static final String ACCOUNT_PASSWORD = "account-password";
	static final String TOKEN_FLEX = "token-flex";
	static final String CONTRACT = "contract";
	static final String HISTORY = "history";
	static final String PROXY = "proxy";
	static final String PROXY_USER = "proxy-user";
	static final String PROXY_PASSWORD = "proxy-password";
	static final String CERTIFICATE_AUTHORITY = "certificate-authority";

	private static final String DEFAULT_BASE = "https://developer.api.autodesk.com";
	private static final String DEFAULT_REDIRECT = "http://localhost:8080/callback";
	/** Three years, one of which may be a leap year, and some days. */
	private static final int DEFAULT_HISTORY = 1100;

	/** How the cloud is signed in to. */
	public enum Way {
		/** Not at all: files only. */
		FILES("files"),
		/** A personal access token is exchanged for an access token. */
		PAT_EXCHANGE("pat-exchange"),
		/** A personal access token is sent beside a token of the application. */
		PAT_HEADER("pat-header"),
		/** A person signed in with a browser; a refresh token is left of it. */
		BROWSER("browser"),
		/** An assertion signed with the key of a service account. */
		SERVICE_ACCOUNT("service-account"),
		/** User name and password at an account endpoint. */
		PASSWORD("password");

		private final String key;

		Way(String key) {
			this.key = key;
		}

		/** @return its name in the configuration */
		public String key() {
			return key;
		}

		static Way of(String key) {
			return Arrays.stream(values()).filter(way -> way.key.equals(key)).findFirst().orElse(FILES);
		}
	}

	private static final String[] CLOUD_WAYS = Arrays.stream(Way.values()).filter(way -> way != Way.FILES).map(Way::key)
			.toArray(String[]::new);
	/** The ways that cannot do without an application of the company. */
	private static final String[] APPLICATION_WAYS = Arrays.stream(CLOUD_WAYS).filter(way -> !way.equals(Way.PASSWORD.key()))
			.toArray(String[]::new);

	/** @return the fields that this record reads, in the order in which they are shown; without {@link #TEAM} */
	public static List<Field> fields() {
		return Stream.of(List.of(source()), application(), signIn(), collecting(), network()).flatMap(List::stream).toList();
	}

	private static Field source() {
		return new Field(SOURCE, "Source", Field.Kind.CHOICE, false, Way.FILES.key(),
				"Where the data come from: exported files, or the Autodesk cloud with one of five ways of signing in. The page 'The "
						+ "Autodesk cloud' of the manual explains each step by step.",
				Arrays.stream(Way.values()).map(Way::key).toList()).explaining(List.of(
						new Field.Choice(Way.FILES.key(), "Exported files, no sign-in",
								"An administrator of the team exports users, subscriptions and usage at manage.autodesk.com. Import the files "
										+ "by hand, or save them in a watched folder. Nothing is sent to Autodesk."),
						new Field.Choice(Way.PAT_EXCHANGE.key(), "Personal access token, exchanged",
								"Register an application at aps.autodesk.com with the Insights API. An administrator of the team then makes a "
										+ "personal access token for its client ID (Profile, Security). If Autodesk refuses the exchange, "
										+ "choose the header instead."),
						new Field.Choice(Way.PAT_HEADER.key(), "Personal access token, in a header",
								"Register an application at aps.autodesk.com with the Insights API. An administrator of the team then makes a "
										+ "personal access token for its client ID (Profile, Security). When it runs out, a new one must be "
										+ "entered here."),
						new Field.Choice(Way.BROWSER.key(), "Sign in with the browser",
								"Register an application at aps.autodesk.com with the Insights API and the callback address below. An "
										+ "administrator of the team signs in on Autodesk's own page, also with single sign-on and a second "
										+ "factor; Lictor never sees the password."),
						new Field.Choice(Way.SERVICE_ACCOUNT.key(), "Service account with a key",
								"Make a secure service account and a key for it at aps.autodesk.com, in the application with the Insights API, "
										+ "and make the account an administrator of the team. No person has to sign in."),
						new Field.Choice(Way.PASSWORD.key(), "User name and password (closed by Autodesk)",
								"Warning: Autodesk has closed this way for its public portal, and a password opens more than reports. It is "
										+ "there for a gateway of your company that takes an administrator's user name and password.")));
	}

	private static List<Field> application() {
		return List.of(
				Field.optional(CLIENT_ID, "Client ID", Field.Kind.TEXT,
						"Of the application that your company registered at aps.autodesk.com with the Insights API (and Token Flex, if it is "
								+ "used). With a password only when the gateway asks for one.")
						.onlyFor(SOURCE, CLOUD_WAYS).neededFor(SOURCE, APPLICATION_WAYS),
				Field.optional(CLIENT_SECRET, "Client secret", Field.Kind.SECRET,
						"Of the same application. Only an application of the kind Desktop, Mobile, Single-Page has none; it can be signed in "
								+ "to with the browser.")
						.onlyFor(SOURCE, CLOUD_WAYS)
						.neededFor(SOURCE, Way.PAT_EXCHANGE.key(), Way.PAT_HEADER.key(), Way.SERVICE_ACCOUNT.key()));
	}

	private static List<Field> signIn() {
		return List.of(
				Field.required(PERSONAL_TOKEN, "Personal access token", Field.Kind.SECRET,
						"Made by an administrator of the team at Autodesk under Profile, Security, for this client ID.")
						.onlyFor(SOURCE, Way.PAT_EXCHANGE.key(), Way.PAT_HEADER.key()),
				Field.optional(REDIRECT, "Callback address", Field.Kind.URL,
						"Where Autodesk sends the browser after the sign-in: an address of the machine with the browser, registered as the "
								+ "application's callback at aps.autodesk.com. Its port must be free while somebody signs in.")
						.withDefault(DEFAULT_REDIRECT).onlyFor(SOURCE, Way.BROWSER.key()),
				Field.optional(REFRESH_TOKEN, "Sign-in", Field.Kind.SECRET,
						"What is left of a sign-in with the browser: a refresh token, good for 15 days and replaced at each use.")
						.onlyFor(SOURCE, Way.BROWSER.key()).bySigningIn(),
				Field.required(SERVICE_ACCOUNT, "Service account", Field.Kind.TEXT,
						"The ID of the secure service account, which must be an administrator of the team.")
						.onlyFor(SOURCE, Way.SERVICE_ACCOUNT.key()),
				Field.required(KEY_ID, "Key ID", Field.Kind.TEXT, "The ID of the account's private key.")
						.onlyFor(SOURCE, Way.SERVICE_ACCOUNT.key()),
				Field.required(PRIVATE_KEY, "Private key", Field.Kind.SECRET,
						"The private key itself, in PEM, with its first and last line.").onlyFor(SOURCE, Way.SERVICE_ACCOUNT.key()),
				Field.required(ACCOUNT_ENDPOINT, "Account endpoint", Field.Kind.URL,
						"The address that takes user name and password. Autodesk has closed this way for its public portal.")
						.onlyFor(SOURCE, Way.PASSWORD.key()),
				Field.required(ACCOUNT_USER, "User name", Field.Kind.TEXT, "The administrator's user name.")
						.onlyFor(SOURCE, Way.PASSWORD.key()),
				Field.required(ACCOUNT_PASSWORD, "Password", Field.Kind.SECRET, "The administrator's password.")
						.onlyFor(SOURCE, Way.PASSWORD.key()));
	}

	private static List<Field> collecting() {
		return List.of(
				Field.optional(TOKEN_FLEX, "Token Flex", Field.Kind.BOOLEAN,
						"Whether contracts, tokens and sessions of Token Flex are collected as well. Needs an Enterprise Business Agreement.")
						.withDefault("false").onlyFor(SOURCE, CLOUD_WAYS),
				Field.optional(CONTRACT, "Contracts", Field.Kind.TEXT,
						"The numbers of the Token Flex contracts that are wanted, parted by commas. Leave it empty for all.")
						.onlyFor(TOKEN_FLEX, "true"),
				Field.optional(HISTORY, "History", Field.Kind.DURATION,
						"How far back the first collection goes. What is older is not asked for.").withDefault(DEFAULT_HISTORY + "d")
						.onlyFor(SOURCE, CLOUD_WAYS));
	}

	private static List<Field> network() {
		return Stream.of(
				Field.optional(BASE_URL, "Base address", Field.Kind.URL,
						"Of Autodesk Platform Services. Another one for a company's gateway, or another region.").withDefault(DEFAULT_BASE),
				Field.optional(PROXY, "Proxy", Field.Kind.URL,
						"The HTTP proxy, http://proxy.example.com:8080. Leave it empty to use what the system says."),
				Field.optional(PROXY_USER, "Proxy user", Field.Kind.TEXT, "The user name the proxy asks for, if it does."),
				Field.optional(PROXY_PASSWORD, "Proxy password", Field.Kind.SECRET, "The password the proxy asks for, if it does."),
				Field.optional(CERTIFICATE_AUTHORITY, "Certificate authority", Field.Kind.FILE,
						"A file in PEM with the certificates of a company's own authority, trusted besides the usual ones."))
				.map(field -> field.onlyFor(SOURCE, CLOUD_WAYS)).toList();
	}

	/** @return how the cloud is signed in to */
	public Way way() {
		return Way.of(configuration.text(SOURCE).orElse(""));
	}

	/** @return the base address without a slash at its end */
	URI base() {
		String text = configuration.text(BASE_URL).orElse(DEFAULT_BASE);
		while (text.endsWith("/")) {
			text = text.substring(0, text.length() - 1);
		}
		return URI.create(text);
	}

	/** @return the client id, empty when there is none */
	String clientId() {
		return configuration.text(CLIENT_ID).orElse("");
	}

	/** @return where Autodesk sends the browser after a sign-in */
	URI redirect() {
		return URI.create(configuration.text(REDIRECT).orElse(DEFAULT_REDIRECT));
	}

	/** @return the ID of the service account, empty when there is none */
	String serviceAccount() {
		return configuration.text(SERVICE_ACCOUNT).orElse("");
	}

	/** @return the ID of the service account's key, empty when there is none */
	String keyId() {
		return configuration.text(KEY_ID).orElse("");
	}

	/** @return where user name and password are taken */
	Optional<URI> accountEndpoint() {
		return configuration.text(ACCOUNT_ENDPOINT).map(URI::create);
	}

	/** @return the administrator's user name, empty when there is none */
	String accountUser() {
		return configuration.text(ACCOUNT_USER).orElse("");
	}

	/** @return whether Token Flex is collected */
	boolean tokenFlex() {
		return configuration.flag(TOKEN_FLEX);
	}

	/** @return the contracts that are wanted, empty for all */
	List<String> contracts() {
		return Arrays.stream(configuration.text(CONTRACT).orElse("").split("[,;\\s]+")).filter(number -> !number.isEmpty()).toList();
	}

	/** @return the team that is wanted, empty for all */
	Optional<String> team() {
		return configuration.text(TEAM).map(String::strip).filter(team -> !team.isEmpty());
	}

	/** @return how many days the first collection goes back, that of the collection included; at least 1 */
	int historyDays() {
		return (int) Math.clamp(configuration.duration(HISTORY).map(Duration::toDays).orElse((long) DEFAULT_HISTORY), 1L, 20_000L);
	}

	/**
	 * @param secrets has the proxy's password
	 * @return how HTTP is done for this server
	 */
	HttpOptions http(Secrets secrets) {
		return new HttpOptions(configuration.text(PROXY).map(URI::create), configuration.text(PROXY_USER),
				() -> secrets.secret(PROXY_PASSWORD), configuration.text(CERTIFICATE_AUTHORITY).map(Path::of),
				HttpClient.Version.HTTP_2);
	}

	/**
	 * Checks what the form alone does not tell: a secret may be stored and yet not be readable any more. Reads a file, reaches
	 * nobody.
	 *
	 * @param secrets the secrets of the server
	 * @return what is wrong, empty when all is well
	 */
	List<FieldProblem> problems(Secrets secrets) {
		List<FieldProblem> problems = new ArrayList<>();
		switch (way()) {
		case FILES -> {
			return problems;
		}
		case PAT_EXCHANGE, PAT_HEADER -> {
			needSecret(problems, secrets, CLIENT_SECRET, "the client secret of the application");
			needSecret(problems, secrets, PERSONAL_TOKEN, "the personal access token of an administrator");
		}
		case BROWSER -> {
			needSecret(problems, secrets, REFRESH_TOKEN,
					"a sign-in with the browser (open the server in the wizard, or use 'servers sign-in')");
			redirect(problems);
		}
		case SERVICE_ACCOUNT -> {
			needSecret(problems, secrets, CLIENT_SECRET, "the client secret of the application");
			needSecret(problems, secrets, PRIVATE_KEY, "the private key of the service account");
		}
		case PASSWORD -> {
			needSecret(problems, secrets, ACCOUNT_PASSWORD, "the password of the administrator");
			safe(problems, ACCOUNT_ENDPOINT);
		}
		}
		safe(problems, BASE_URL);
		proxy(problems);
		configuration.text(CERTIFICATE_AUTHORITY).flatMap(CloudSettings::authorityProblem)
				.ifPresent(message -> problems.add(new FieldProblem(CERTIFICATE_AUTHORITY, message)));
		return problems;
	}

	/** @return what is in the way of a sign-in with the browser, empty when nothing is. Reaches nobody */
	List<FieldProblem> signInProblems() {
		List<FieldProblem> problems = new ArrayList<>();
		if (way() != Way.BROWSER) {
			problems.add(new FieldProblem(SOURCE, "Nobody signs in with the browser for the source '" + way().key() + "'. Choose 'browser'."));
			return problems;
		}
		safe(problems, BASE_URL);
		proxy(problems);
		redirect(problems);
		return problems;
	}

	private void redirect(List<FieldProblem> problems) {
		URI address = redirect();
		if (!"http".equalsIgnoreCase(address.getScheme()) || address.getHost() == null || !isLoopback(address.getHost())
				|| address.getRawQuery() != null || address.getRawFragment() != null || address.getRawUserInfo() != null) {
			problems.add(new FieldProblem(REDIRECT, "'" + address + "' is no address of the machine with the browser itself. Enter one like "
					+ DEFAULT_REDIRECT + ", and register the same at aps.autodesk.com."));
		}
	}

	private void needSecret(List<FieldProblem> problems, Secrets secrets, String key, String what) {
		Optional<char[]> secret = secrets.secret(key);
		String text = secret.map(value -> new String(value).strip()).orElse("");
		secret.ifPresent(value -> Arrays.fill(value, ' '));
		if (text.isEmpty()) {
			problems.add(new FieldProblem(key, "To sign in the way '" + way().key() + "', " + what + " is needed."));
		} else if (key.equals(PERSONAL_TOKEN) && !text.matches("[\\x21-\\x7e]+")) {
			problems.add(new FieldProblem(key, "The personal access token holds blanks or other signs that none has. Copy it again."));
		}
	}

	private void safe(List<FieldProblem> problems, String key) {
		configuration.text(key).ifPresent(text -> {
			URI address = URI.create(text);
			if (!isSafe(address)) {
				problems.add(new FieldProblem(key, "'" + text + "' would send secrets without encryption. Enter an address that begins "
						+ "with https://; http:// is taken for this machine itself alone."));
			} else if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
				problems.add(new FieldProblem(key, "The address may have a path, but neither a user name nor a question mark."));
			}
		});
	}

	/** @return whether secrets may be sent to an address: by https, or to this machine itself */
	static boolean isSafe(URI address) {
		return address.getHost() != null && ("https".equalsIgnoreCase(address.getScheme())
				|| "http".equalsIgnoreCase(address.getScheme()) && isLoopback(address.getHost()));
	}

	private static boolean isLoopback(String host) {
		if (host.equalsIgnoreCase("localhost")) {
			return true;
		}
		boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
		try {
			return literal && InetAddress.getByName(host).isLoopbackAddress();
		} catch (UnknownHostException e) {
			return false;
		}
	}

	private void proxy(List<FieldProblem> problems) {
		configuration.text(PROXY).ifPresent(text -> {
			URI address = URI.create(text);
			if (!"http".equalsIgnoreCase(address.getScheme()) || address.getRawUserInfo() != null) {
				problems.add(new FieldProblem(PROXY, "'" + address.getScheme() + "://" + address.getHost()
						+ "' is no address of a proxy. Enter http://, its name and its port; a user name has a field of its own. (What is "
						+ "sent to Autodesk through it is encrypted all the same.)"));
			}
		});
	}

	private static Optional<String> authorityProblem(String text) {
		try (InputStream in = Files.newInputStream(Path.of(text))) {
			return CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()
					? Optional.of("There is no certificate in '" + text + "'. A file in PEM is needed.") : Optional.empty();
		} catch (InvalidPathException e) {
			return Optional.of("'" + e.getInput() + "' cannot be the path of a file: " + e.getReason() + ".");
		} catch (CertificateException e) {
			return Optional.of("'" + text + "' holds no certificates that can be read. A file in PEM is needed.");
		} catch (IOException e) {
			return Optional.of("'" + text + "' cannot be read: " + FileTrouble.why(e) + ".");
		}
	}
}
