package org.lictor.http.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.lictor.agent.protocol.Protocol;
import org.lictor.core.Access;
import org.lictor.core.Principal;
import org.lictor.model.Role;
import org.lictor.remote.protocol.MediaTypes;

/**
 * Takes every request: finds its route, lets it in or not, reads its body, has its action run and sends the answer. This
 * is the one place where tokens and roles are looked at.
 */
final class ApiHandler extends Handler.Abstract {

	private static final int MOST_JSON = 1 << 20;
	private static final String BEARER = "bearer ";

	private final Routes routes;
	private final Access access;
	private final Tasks tasks;
	private final Executor executor;
	/** Answers that nobody works on, each with the reply that waits for it. */
	private final Set<CompletableFuture<Answer>> waiting = ConcurrentHashMap.newKeySet();

	/**
	 * @param routes   all that can be asked
	 * @param access   knows the tokens
	 * @param tasks    runs what takes long
	 * @param executor runs the rest
	 */
	ApiHandler(Routes routes, Access access, Tasks tasks, Executor executor) {
		this.routes = routes;
		this.access = access;
		this.tasks = tasks;
		this.executor = executor;
	}

	@Override
	public boolean handle(Request request, Response response, Callback callback) {
		Reply reply = new Reply(request, response, callback);
		try {
			Routes.Match match = routes.find(request.getMethod(), request.getHttpURI().getPath());
			Route route = match.route();
			Optional<Principal> principal = admit(request, route.guard());
			reply.known(principal.isPresent());
			Parameters parameters = Parameters.parse(request.getHttpURI().getQuery(), route.parameters());
			switch (route.body()) {
			case NONE, FILE -> answer(route, new Call(request, principal, match.names(), parameters, new byte[0]), reply);
			case JSON, AGENT -> {
				int most = route.body() == Route.Body.AGENT ? Protocol.MAX_REQUEST_BYTES : MOST_JSON;
				checkType(request);
				Bodies.read(request, most).whenCompleteAsync((bytes, failure) -> {
					if (failure != null) {
						reply.fail(failure);
						return;
					}
					try {
						byte[] body = Bodies.decode(request, bytes, most);
						answer(route, new Call(request, principal, match.names(), parameters, body), reply);
					} catch (Refusal e) {
						reply.fail(e);
					}
				}, executor);
			}
			}
		} catch (Refusal | RuntimeException e) {
			reply.fail(e);
		}
		return true;
	}

	/** Answers whoever waits for news: there are none. Called when the listener stops. */
	void release(Answer nothing) {
		waiting.forEach(each -> each.complete(nothing));
	}

	private Optional<Principal> admit(Request request, Guard guard) throws Refusal {
		if (guard == Guard.NOBODY) {
			return Optional.empty();
		}
		String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
		if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
			throw Refusal.of(401, "This needs a token. Send it as the header 'Authorization: Bearer TOKEN'.",
					Map.of("WWW-Authenticate", "Bearer"));
		}
		Principal principal = access.authenticate(authorization.substring(BEARER.length()).strip())
				.orElseThrow(() -> Refusal.of(401, guard == Guard.AGENT
						? "The server does not know the token of this agent: the agent was removed there, or enrolled again. Enrol it anew."
						: "The token is not known here: it is mistyped, has expired or was revoked. Ask an administrator for another.",
						Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"")));
		if (!guard.admits(principal.role())) {
			throw Refusal.of(403, switch (guard) {
			case ADMINISTRATOR -> "This needs the token of an administrator; yours is that of " + holder(principal.role()) + ".";
			case AGENT -> "This is for agents; your token is that of " + holder(principal.role()) + ".";
			default -> "This needs the token of a reader or an administrator; yours is that of " + holder(principal.role()) + ".";
			});
		}
		return Optional.of(principal);
	}

	private static String holder(Role role) {
		return switch (role) {
		case ADMINISTRATOR -> "an administrator";
		case READER -> "a reader";
		case AGENT -> "an agent";
		};
	}

	private static void checkType(Request request) throws Refusal {
		String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
		if (type != null && !type.toLowerCase(Locale.ROOT).startsWith(MediaTypes.JSON)) {
			throw Refusal.of(415, "The request should come with " + MediaTypes.JSON + ", not " + type + ".");
		}
	}

	private void answer(Route route, Call call, Reply reply) {
		try {
			send(route.action().answer(call), call, reply);
		} catch (Exception e) {
			reply.fail(e);
		}
	}

	private void send(Answer answer, Call call, Reply reply) throws Exception {
		switch (answer) {
		case Answer.Whole whole -> reply.send(whole);
		case Answer.Streamed streamed -> reply.send(streamed);
		case Answer.Later later -> await(later, call, reply);
		case Answer.Task task -> {
			keepOpen(call.request());
			Answer result = tasks.run(task, call.wants(MediaTypes.LINES), reply);
			if (result != null) {
				send(result, call, reply);
			}
		}
		}
	}

	private void await(Answer.Later later, Call call, Reply reply) {
		keepOpen(call.request());
		CompletableFuture<Answer> answer = new CompletableFuture<>();
		waiting.add(answer);
		later.stage().whenComplete((value, failure) -> {
			if (failure == null) {
				answer.complete(value);
			} else {
				answer.completeExceptionally(failure);
			}
		});
		answer.whenComplete((value, failure) -> {
			waiting.remove(answer);
			try {
				executor.execute(() -> {
					try {
						if (failure != null) {
							reply.fail(failure);
						} else {
							send(value, call, reply);
						}
					} catch (Exception e) {
						reply.fail(e);
					}
				});
			} catch (RejectedExecutionException e) {
				reply.fail(e);
			}
		});
	}

	/** A connection that is silent because its client waits for us is not idle. */
	private static void keepOpen(Request request) {
		request.addIdleTimeoutListener(timeout -> false);
	}
}
