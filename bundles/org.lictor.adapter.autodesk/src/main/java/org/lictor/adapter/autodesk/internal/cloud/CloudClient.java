package org.lictor.adapter.autodesk.internal.cloud;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.lictor.model.Status.Detail;

/**
 * Asks the APIs of the cloud: signs in when that is needed, keeps to the budget, and tells every answer that is not good
 * as {@link Trouble}. Used by one thread.
 */
final class CloudClient {

	/** How much sooner than it says a token is renewed, so that it is good for as long as a request takes. */
	private static final Duration MARGIN = Duration.ofSeconds(90);
	private static final Duration QUOTA_PAUSE = Duration.ofSeconds(60);

	private final CloudSettings settings;
	private final SignIn signIn;
	private final Wire wire;
	private final Budget budget;
	private final Redaction redaction;
	private Optional<AccessToken> token = Optional.empty();

	/**
	 * @param settings  the base address
	 * @param signIn    gives tokens
	 * @param wire      the network
	 * @param budget    counts requests
	 * @param redaction takes secrets out of messages
	 */
	CloudClient(CloudSettings settings, SignIn signIn, Wire wire, Budget budget, Redaction redaction) {
		this.settings = settings;
		this.signIn = signIn;
		this.wire = wire;
		this.budget = budget;
		this.redaction = redaction;
	}

	/**
	 * @param limit the limit it falls under
	 * @param path  from the base address on, encoded
	 * @return a good answer
	 * @throws Trouble when there is none
	 */
	Reply get(Limit limit, String path) throws Trouble {
		return ask(limit, path, HttpRequest.Builder::GET);
	}

	/**
	 * @param limit the limit it falls under
	 * @param path  from the base address on, encoded
	 * @param json  the body
	 * @return a good answer
	 * @throws Trouble when there is none; when it came after the request was sent, nobody knows whether it was carried out
	 */
	Reply post(Limit limit, String path, String json) throws Trouble {
		return ask(limit, path, request -> request.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	/** @throws Trouble when a request under this limit must wait, or the call is over; nothing is counted */
	void mayAsk(Limit limit) throws Trouble {
		wire.goOn();
		Optional<Instant> free = budget.nextFree(limit);
		if (free.isPresent()) {
			throw Trouble.quota(free.get(), limit.owner());
		}
	}

	/** @return whether a moment that Autodesk named is over, or will be within a minute; false when it names none */
	boolean isOver(String moment) {
		try {
			return !Instant.parse(moment).isAfter(wire.now().plusSeconds(60));
		} catch (java.time.format.DateTimeParseException e) {
			return false;
		}
	}

	private Reply ask(Limit limit, String path, UnaryOperator<HttpRequest.Builder> how) throws Trouble {
		wire.goOn();
		AccessToken good = token();
		Reply reply = send(limit, path, how, good);
		if (reply.status() == 401) {
			// it may have run out or been withdrawn in the meantime; a request that is refused so was not carried out
			token = Optional.empty();
			reply = send(limit, path, how, token());
			if (reply.status() == 401) {
				token = Optional.empty();
				throw signIn.refusedToken(reply);
			}
		}
		if (!reply.good()) {
			throw trouble(limit, path, reply);
		}
		return reply;
	}

	private AccessToken token() throws Trouble {
		if (token.isEmpty() || !wire.now().isBefore(token.get().expires().minus(MARGIN))) {
			token = Optional.empty();
			token = Optional.of(signIn.signIn());
		}
		return token.get();
	}

	private Reply send(Limit limit, String path, UnaryOperator<HttpRequest.Builder> how, AccessToken token) throws Trouble {
		HttpRequest.Builder request = how.apply(HttpRequest.newBuilder(URI.create(settings.base() + path)))
				.header("Accept", "application/json").header("Authorization", "Bearer " + token.bearer());
		if (!token.personal().isEmpty()) {
			request.header("ADSK-PAT", token.personal());
		}
		wire.goOn();
		budget.take(limit);
		return wire.send(request);
	}

	private Trouble trouble(Limit limit, String path, Reply reply) {
		int status = reply.status();
		String text = redaction.clean(reply.errorText());
		String said = text.isEmpty() ? "" : " (\"" + text + "\")";
		String low = (reply.errorText() + reply.errorCode()).toLowerCase(Locale.ROOT);
		Instant now = wire.now();
		if (status == 429) {
			return Trouble.quota(budget.block(limit, reply.retryAfter(now).orElse(now.plus(QUOTA_PAUSE))), limit.owner());
		}
		if (status == 408 || status == 425 || status >= 500) {
			String sentence = SignIn.down(status);
			return reply.retryAfter(now).map(until -> Trouble.outageUntil(until, sentence)).orElseGet(() -> Trouble.outage("", sentence));
		}
		if (status == 407) {
			return Wire.proxyRefused();
		}
		if (status == 403 && (low.contains("auth-001") || low.contains("access to the api"))) {
			return SignIn.notProvisioned(said);
		}
		if (status == 403) {
			return Trouble.refused(Detail.PERMISSION, "Autodesk does not allow this" + said
					+ ": whoever signed in is no administrator of the team, or the team has no right to the reporting API.");
		}
		if (status >= 300 && status < 400) {
			return Trouble.notUnderstood("The question " + plain(path) + " was answered with another address (" + status
					+ "), to which nothing secret is sent. Check the base address.");
		}
		if (status == 404 || status == 410) {
			return Trouble.gone("What was asked for at " + plain(path) + " is not there (" + status + said + ").");
		}
		return Trouble.refused(Detail.NOT_UNDERSTOOD, "The question " + plain(path) + " was answered with " + status + said + ".");
	}

	/** The path without what may be an id or a key of somebody. */
	private static String plain(String path) {
		int question = path.indexOf('?');
		return question < 0 ? path : path.substring(0, question);
	}
}
