package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lictor.adapter.autodesk.internal.cloud.CloudSettings.Way;
import org.lictor.model.Status.Detail;
import org.lictor.spi.Secrets;

import com.google.gson.JsonElement;

/**
 * Signs in to the cloud in the way that a server is configured for. Sources: the OpenAPI of the authentication and of
 * secure service accounts; "Personal access token" of the insights guide.
 *
 * <p>The client id and secret go in the header {@code Authorization: Basic}, never in the form as well: Autodesk answers
 * 400 to both at once. An application without a secret (kind Desktop, Mobile, Single-Page) sends its id in the form.
 *
 * <p>How a personal access token is exchanged on the wire is not said where Autodesk describes it; what is sent is the
 * token exchange of RFC 8693. Who is refused that is told to choose {@code pat-header}, which public programs use.
 */
final class SignIn {

	/** What is asked for. */
	static final List<String> SCOPES = List.of("data:read", "data:write");
	private static final String TOKEN_PATH = "/authentication/v2/token";
	/** Whom an assertion is for: the endpoint as Autodesk knows it, also when a gateway stands before it. */
	private static final String AUDIENCE = "https://developer.api.autodesk.com" + TOKEN_PATH;
	private static final String CODE = "code";
	private static final long DEFAULT_SECONDS = 1799;

	private final CloudSettings settings;
	private final Secrets secrets;
	private final Wire wire;
	private final Budget budget;
	private final Redaction redaction;

	/**
	 * @param settings  how to sign in
	 * @param secrets   with what
	 * @param wire      the network
	 * @param budget    counts requests
	 * @param redaction is told every secret that is used
	 */
	SignIn(CloudSettings settings, Secrets secrets, Wire wire, Budget budget, Redaction redaction) {
		this.settings = settings;
		this.secrets = secrets;
		this.wire = wire;
		this.budget = budget;
		this.redaction = redaction;
	}

	/**
	 * Signs in.
	 *
	 * @return a token that is good from now on
	 * @throws Trouble when it was refused, or nobody answered
	 */
	AccessToken signIn() throws Trouble {
		return switch (settings.way()) {
		case FILES -> throw new IllegalStateException("nobody signs in for files");
		case PAT_EXCHANGE -> exchange();
		case PAT_HEADER -> {
			AccessToken application = token(form("client_credentials"), "");
			yield new AccessToken(application.bearer(), secret(CloudSettings.PERSONAL_TOKEN), application.expires());
		}
		case BROWSER -> refresh();
		case SERVICE_ACCOUNT -> assertion();
		case PASSWORD -> password();
		};
	}

	/** @return what is wrong with the credentials when the API itself refuses a token just given */
	Trouble refusedToken(Reply reply) {
		String said = said(reply);
		return switch (settings.way()) {
		case PAT_HEADER, PAT_EXCHANGE -> refusedPersonalToken(said);
		case BROWSER -> Trouble.person(Detail.AUTHENTICATION, CloudSettings.REFRESH_TOKEN,
				"Autodesk does not accept the sign-in any more" + said + ". Open the server in the wizard and sign in again.");
		case SERVICE_ACCOUNT -> Trouble.person(Detail.AUTHENTICATION, CloudSettings.SERVICE_ACCOUNT,
				"Autodesk does not accept the service account" + said + ". Check that it is enabled.");
		case PASSWORD, FILES -> Trouble.person(Detail.AUTHENTICATION, CloudSettings.ACCOUNT_ENDPOINT,
				"Autodesk does not accept what the account endpoint gave" + said + ". Use another way of signing in.");
		};
	}

	private static Trouble refusedPersonalToken(String said) {
		return Trouble.person(Detail.AUTHENTICATION, CloudSettings.PERSONAL_TOKEN,
				"Autodesk does not accept the personal access token" + said + ". It may have run out or been withdrawn, or belong to "
						+ "another client ID. Have the administrator make a new one for this client ID and enter it.");
	}

	private AccessToken exchange() throws Trouble {
		Map<String, String> form = form("urn:ietf:params:oauth:grant-type:token-exchange");
		form.put("subject_token", secret(CloudSettings.PERSONAL_TOKEN));
		form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
		return token(form, CloudSettings.PERSONAL_TOKEN);
	}

	private AccessToken refresh() throws Trouble {
		String old = secret(CloudSettings.REFRESH_TOKEN);
		// The old one is dead once it was used: nothing is asked while the new one could not be kept.
		replace(old);
		Map<String, String> form = form("refresh_token");
		form.put("refresh_token", old);
		return token(form, CloudSettings.REFRESH_TOKEN);
	}

	private AccessToken assertion() throws Trouble {
		Map<String, String> form = form("urn:ietf:params:oauth:grant-type:jwt-bearer");
		char[] key = secrets.secret(CloudSettings.PRIVATE_KEY).orElse(new char[0]);
		try {
			String assertion = Assertion.sign(settings.clientId(), settings.serviceAccount(), settings.keyId(), key, AUDIENCE, SCOPES,
					wire.now());
			redaction.add(assertion);
			form.put("assertion", assertion);
		} catch (GeneralSecurityException e) {
			throw Trouble.person(Detail.CONFIGURATION, CloudSettings.PRIVATE_KEY,
					"The private key cannot be used: it is no RSA key in PEM. Enter it whole, with the lines BEGIN and END.");
		} finally {
			Arrays.fill(key, ' ');
		}
		return token(form, CloudSettings.PRIVATE_KEY);
	}

	private AccessToken password() throws Trouble {
		Map<String, String> form = form("password");
		form.put("username", settings.accountUser());
		form.put("password", secret(CloudSettings.ACCOUNT_PASSWORD));
		return token(form, CloudSettings.ACCOUNT_PASSWORD);
	}

	/**
	 * Redeems what a person brought from Autodesk's page. The refresh token that comes of it replaces the one that stands.
	 *
	 * @param code     from the redirect, good for five minutes and one use
	 * @param verifier the key that proves who asked for it
	 * @throws Trouble when it was refused, or nobody answered
	 */
	void redeem(String code, String verifier) throws Trouble {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("grant_type", "authorization_code");
		form.put(CODE, code);
		form.put("redirect_uri", settings.redirect().toString());
		form.put("code_verifier", verifier);
		token(form, CODE);
	}

	private static Map<String, String> form(String grant) {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("grant_type", grant);
		form.put("scope", String.join(" ", SCOPES));
		return form;
	}

	private AccessToken token(Map<String, String> form, String credential) throws Trouble {
		URI endpoint = settings.way() == Way.PASSWORD ? settings.accountEndpoint().orElseThrow()
				: URI.create(settings.base() + TOKEN_PATH);
		HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).header("Accept", "application/json")
				.header("Content-Type", "application/x-www-form-urlencoded");
		String clientSecret = secret(CloudSettings.CLIENT_SECRET);
		if (!settings.clientId().isEmpty() && !clientSecret.isEmpty()) {
			String basic = Base64.getEncoder()
					.encodeToString((settings.clientId() + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
			redaction.add(basic);
			request.header("Authorization", "Basic " + basic);
		} else if (!settings.clientId().isEmpty()) {
			form.put("client_id", settings.clientId());
		}
		wire.goOn();
		budget.take(Limit.AUTHENTICATION);
		Reply reply = wire.send(request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
		if (!reply.good()) {
			throw refused(reply, endpoint, credential);
		}
		return accepted(reply, endpoint);
	}

	private AccessToken accepted(Reply reply, URI endpoint) throws Trouble {
		Optional<JsonElement> json = reply.json();
		String bearer = json.map(tree -> Json.text(tree, "access_token")).orElse("");
		String refresh = json.map(tree -> Json.text(tree, "refresh_token")).orElse("");
		redaction.add(bearer);
		redaction.add(refresh);
		if (settings.way() == Way.BROWSER && !refresh.isEmpty()) {
			replace(refresh);
		}
		if (!bearer.matches("[\\x21-\\x7e]{1,16384}")) {
			String sentence = "What " + endpoint.getHost() + " answered to the sign-in was not understood: there is no access token in it. "
					+ "Check the address.";
			throw settings.way() == Way.PASSWORD ? Trouble.person(Detail.NOT_UNDERSTOOD, CloudSettings.ACCOUNT_ENDPOINT, sentence)
					: Trouble.notUnderstood(sentence);
		}
		long seconds = Math.clamp(Json.whole(json.get(), "expires_in").orElse(DEFAULT_SECONDS), 0L, 86_400L);
		return new AccessToken(bearer, "", wire.now().plusSeconds(seconds));
	}

	private void replace(String token) throws Trouble {
		char[] value = token.toCharArray();
		try {
			secrets.replace(CloudSettings.REFRESH_TOKEN, value);
		} catch (IOException e) {
			throw Trouble.outage("", "The sign-in cannot be renewed, because the new refresh token could not be kept. Check the disk of "
					+ "the data folder. It is tried again by itself.");
		} finally {
			Arrays.fill(value, ' ');
		}
	}

	private Trouble refused(Reply reply, URI endpoint, String credential) {
		int status = reply.status();
		if (status == 429) {
			return Trouble.quota(budget.block(Limit.AUTHENTICATION, reply.retryAfter(wire.now()).orElse(wire.now().plusSeconds(60))),
					Limit.AUTHENTICATION.owner());
		}
		if (status >= 500 || status == 408) {
			return reply.retryAfter(wire.now()).map(until -> Trouble.outageUntil(until, down(status)))
					.orElseGet(() -> Trouble.outage("", down(status)));
		}
		if (status == 407) {
			return Wire.proxyRefused();
		}
		return settings.way() == Way.PASSWORD ? refusedPassword(reply) : refusedByAutodesk(reply, endpoint, credential);
	}

	private Trouble refusedPassword(Reply reply) {
		int status = reply.status();
		return status == 400 || status == 401 || status == 403
				? Trouble.person(Detail.AUTHENTICATION, CloudSettings.ACCOUNT_PASSWORD, "The account endpoint refuses the user name or "
						+ "password" + said(reply) + ". Autodesk has closed this way for its public portal: use another way of signing in there.")
				: Trouble.person(Detail.CONFIGURATION, CloudSettings.ACCOUNT_ENDPOINT, "The account endpoint answered " + status
						+ ": it takes no user name and password. Use another way of signing in.");
	}

	private Trouble refusedByAutodesk(Reply reply, URI endpoint, String credential) {
		int status = reply.status();
		String code = reply.errorCode().toLowerCase(Locale.ROOT);
		String text = reply.errorText().toLowerCase(Locale.ROOT);
		String said = said(reply);
		if (code.contains("auth-001") || text.contains("access to the api") || code.equals("invalid_scope")) {
			return notProvisioned(said);
		}
		if (code.equals("unsupported_grant_type") || code.equals("unauthorized_client")) {
			return settings.way() == Way.PAT_EXCHANGE
					? Trouble.person(Detail.AUTHENTICATION, CloudSettings.SOURCE, "Autodesk does not exchange the personal access token"
							+ said + ". Choose the way 'pat-header', which sends the same token in another way.")
					: Trouble.person(Detail.AUTHENTICATION, CloudSettings.CLIENT_ID, "The application may not sign in this way" + said
							+ ". Check its kind at aps.autodesk.com.");
		}
		if (code.equals("invalid_grant") || code.equals("access_denied") || code.equals("consent_required")) {
			return refusedGrant(credential, said, text + code);
		}
		if (code.equals("invalid_client") || code.contains("auth-003") || status == 401 || status == 403) {
			boolean id = text.contains("client_id") && !text.contains("secret");
			return Trouble.person(Detail.AUTHENTICATION, id ? CloudSettings.CLIENT_ID : CloudSettings.CLIENT_SECRET,
					"Autodesk refuses the application: client ID and client secret do not belong together" + said
							+ ". Copy both again from aps.autodesk.com.");
		}
		return status == 404
				? Trouble.person(Detail.CONFIGURATION, CloudSettings.BASE_URL, "There is no sign-in at " + endpoint.getHost()
						+ " (404). Check the base address.")
				: Trouble.notUnderstood("The sign-in was answered with " + status + said
						+ ", which was not understood. Check the base address and the client ID.");
	}

	/** @return the application may not use the API */
	static Trouble notProvisioned(String said) {
		return Trouble.person(Detail.PERMISSION, CloudSettings.CLIENT_ID, "The application may not use the API" + said
				+ ". Open it at aps.autodesk.com and add the API 'Insights' (for Token Flex 'Token Flex Usage Data') to it.");
	}

	private static Trouble refusedGrant(String credential, String said, String why) {
		return switch (credential) {
		case CloudSettings.REFRESH_TOKEN -> Trouble.person(Detail.AUTHENTICATION, CloudSettings.REFRESH_TOKEN,
				why.contains("consent") || why.contains("revoked") || why.contains("denied")
						? "The administrator's consent was withdrawn" + said + ". Open the server in the wizard and sign in again."
						: "The sign-in has run out" + said + ": it is good for 15 days without use, and for one use only. Open the server in "
								+ "the wizard and sign in again.");
		case CODE -> Trouble.person(Detail.AUTHENTICATION, CloudSettings.REFRESH_TOKEN, "Autodesk does not accept what the browser brought"
				+ said + ": it is good for five minutes and one use. Sign in again.");
		case CloudSettings.PERSONAL_TOKEN -> refusedPersonalToken(said);
		case CloudSettings.PRIVATE_KEY -> Trouble.person(Detail.AUTHENTICATION, CloudSettings.PRIVATE_KEY,
				"Autodesk does not accept the signature of the service account" + said + ". Check that account, key ID and private key "
						+ "belong together, that the account is enabled, and that the clock of this machine is right.");
		default -> Trouble.person(Detail.AUTHENTICATION, CloudSettings.CLIENT_SECRET, "Autodesk refuses the application" + said
				+ ". Check client ID and client secret.");
		};
	}

	/** @return that Autodesk is down */
	static String down(int status) {
		return "Autodesk cannot answer at the moment (" + status + "). It is asked again by itself; health.autodesk.com tells of outages.";
	}

	private String said(Reply reply) {
		String text = redaction.clean(reply.errorText());
		return text.isEmpty() ? "" : " (\"" + text + "\")";
	}

	private String secret(String key) {
		Optional<char[]> secret = secrets.secret(key);
		String text = secret.map(value -> new String(value).strip()).orElse("");
		secret.ifPresent(value -> Arrays.fill(value, ' '));
		redaction.add(text);
		return text;
	}

	private static String encoded(Map<String, String> form) {
		return form.entrySet().stream().map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
				+ URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
	}
}
