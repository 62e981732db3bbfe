package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Configuration;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Secrets;
import org.lictor.spi.SignInResult;
import org.lictor.spi.SignInStart;
import org.lictor.spi.Verification;

/**
 * One sign-in of a person with a browser: the authorization code grant with a proof key (PKCE, RFC 7636). The user's name
 * and password never pass Lictor. Source: the OpenAPI of Autodesk's authentication. Immutable.
 */
public final class BrowserSignIn {

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
	private static final int RANDOM_BYTES = 48;

	private final CloudSettings settings;
	private final String state;
	private final String verifier;

	private BrowserSignIn(CloudSettings settings, String state, String verifier) {
		this.settings = settings;
		this.state = state;
		this.verifier = verifier;
	}

	/**
	 * Begins a sign-in, with a state and a proof key of its own.
	 *
	 * @param configuration of the server
	 * @return where the person has to go, or which fields are at fault
	 */
	public static SignInStart begin(Configuration configuration) {
		CloudSettings settings = new CloudSettings(configuration);
		List<FieldProblem> problems = settings.signInProblems();
		if (!problems.isEmpty()) {
			return new SignInStart.Refused(problems);
		}
		BrowserSignIn begun = new BrowserSignIn(settings, random(), random());
		return new SignInStart.Begun(begun.address(), settings.redirect(), begun.state + "." + begun.verifier);
	}

	private static String random() {
		byte[] bytes = new byte[RANDOM_BYTES];
		new SecureRandom().nextBytes(bytes);
		return BASE64.encodeToString(bytes);
	}

	private URI address() {
		Map<String, String> query = new LinkedHashMap<>();
		query.put("response_type", "code");
		query.put("client_id", settings.clientId());
		query.put("redirect_uri", settings.redirect().toString());
		query.put("scope", String.join(" ", SignIn.SCOPES));
		query.put("state", state);
		query.put("code_challenge", challenge());
		query.put("code_challenge_method", "S256");
		return URI.create(settings.base() + "/authentication/v2/authorize?" + query.entrySet().stream()
				.map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
				.collect(Collectors.joining("&")));
	}

	private String challenge() {
		try {
			return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/**
	 * Ends a sign-in.
	 *
	 * @param begun         from {@link #begin}
	 * @param query         the raw query of the redirect, which may be anything
	 * @param configuration as it was when the sign-in was begun
	 * @param context       what may be used
	 * @param call          deadline and cancellation
	 * @return the refresh token, or why there is none
	 */
	public static SignInResult finish(SignInStart.Begun begun, String query, Configuration configuration, MonitorContext context, Call call) {
		String[] kept = begun.state().split("\\.", 2);
		BrowserSignIn signIn = new BrowserSignIn(new CloudSettings(configuration), kept[0], kept[1]);
		Map<String, String> told = decoded(query);
		if (!signIn.state.equals(told.get("state"))) {
			return refused(Status.misconfigured("What the browser brought is not the answer to this sign-in. Sign in again, and close "
					+ "older pages of it first."));
		}
		String code = told.getOrDefault("code", "");
		if (code.isEmpty()) {
			String error = told.getOrDefault("error", "").replaceAll("[^A-Za-z0-9_ -]", "").strip();
			return refused(new Status(Status.State.MISCONFIGURED, Status.Detail.AUTHENTICATION,
					error.equals("access_denied") ? "The sign-in was cancelled, or access was not allowed. Sign in again and allow it."
							: "Autodesk did not let anybody sign in" + (error.isEmpty() ? "" : " (" + error + ")") + ". Check client ID and "
									+ "callback address at aps.autodesk.com."));
		}
		return signIn.redeem(code, context, call);
	}

	private SignInResult redeem(String code, MonitorContext context, Call call) {
		NewSecret token = new NewSecret(context.secrets());
		Redaction redaction = new Redaction();
		redaction.add(code);
		redaction.add(verifier);
		Wire wire = new Wire(context.http(settings.http(context.secrets())), context.clock(), redaction, call);
		try {
			new SignIn(settings, token, wire, new Budget(context.memory(), context.clock()), redaction).redeem(code, verifier);
		} catch (Trouble e) {
			return new SignInResult(new Verification(e.status(),
					e.field().isEmpty() ? List.of() : List.of(new FieldProblem(e.field(), e.getMessage()))), Map.of());
		}
		return token.value.map(value -> new SignInResult(new Verification(Status.up("Signed in."), List.of()),
				Map.of(CloudSettings.REFRESH_TOKEN, value)))
				.orElseGet(() -> refused(Status.down(Status.Detail.NOT_UNDERSTOOD, "Autodesk accepted the sign-in, but gave nothing to "
						+ "renew it with. Check the kind of the application at aps.autodesk.com.")));
	}

	private static SignInResult refused(Status status) {
		return new SignInResult(new Verification(status, List.of(new FieldProblem(CloudSettings.REFRESH_TOKEN, status.message()))), Map.of());
	}

	private static Map<String, String> decoded(String query) {
		Map<String, String> values = new HashMap<>();
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			try {
				values.put(equals < 0 ? pair : pair.substring(0, equals),
						equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
			} catch (IllegalArgumentException e) {
				// a value that is not encoded rightly is none
			}
		}
		return values;
	}

	/** The secrets of the server, with one that is only caught and not stored: it is stored when the server is saved. */
	private static final class NewSecret implements Secrets {

		private final Secrets secrets;
		private Optional<String> value = Optional.empty();

		NewSecret(Secrets secrets) {
			this.secrets = secrets;
		}

		@Override
		public Optional<char[]> secret(String key) {
			return secrets.secret(key);
		}

		@Override
		public void replace(String key, char[] secret) throws IOException {
			value = Optional.of(new String(secret));
		}
	}
}
