package org.lictor.http.internal;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.lictor.core.AgentRefusal;
import org.lictor.remote.protocol.MediaTypes;
import org.lictor.service.ServiceException;

/** Answers one request, once. */
final class Reply {

	private static final System.Logger LOG = System.getLogger(Reply.class.getName());
	/** Smaller bodies do not get smaller enough by packing to be worth it. */
	private static final int WORTH_PACKING = 1024;
	private static final int BUFFER = 1 << 15;
	/** How much of a body is read that is not wanted, so that its sender sees why. */
	private static final int MOST_UNWANTED = 1 << 16;
	private static final int MOST_UNWANTED_OF_KNOWN = 1 << 24;

	private final Request request;
	private final Response response;
	private final Callback callback;
	private boolean known;
	private boolean closing;

	Reply(Request request, Response response, Callback callback) {
		this.request = request;
		this.response = response;
		this.callback = callback;
	}

	/**
	 * What every answer carries. There is no Strict-Transport-Security: it would count for all ports of a host, and we
	 * have one of them.
	 */
	static void addSecurityHeaders(HttpFields.Mutable headers) {
		headers.put(HttpHeader.CACHE_CONTROL, "no-store");
		headers.put("X-Content-Type-Options", "nosniff");
		headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
		headers.put("Referrer-Policy", "no-referrer");
		headers.put("Cross-Origin-Resource-Policy", "same-origin");
	}

	Request request() {
		return request;
	}

	/** Whoever asks is known by a token, and may take a little more of our time. */
	void known(boolean isKnown) {
		known = isKnown;
	}

	/** Sends an answer that is there as a whole. */
	void send(Answer.Whole answer) {
		byte[] body = answer.body();
		begin(answer.status(), answer.type(), answer.headers());
		HttpFields.Mutable headers = response.getHeaders();
		if (body.length >= WORTH_PACKING && acceptsGzip()) {
			body = pack(body);
			headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
		}
		if (answer.status() != 204 && answer.status() != 304) {
			headers.put(HttpHeader.CONTENT_LENGTH, body.length);
		}
		response.write(true, ByteBuffer.wrap(isHead() ? new byte[0] : body), callback);
	}

	/** Sends an answer that is written as it is made; the thread may have to wait for the client. */
	void send(Answer.Streamed answer) {
		begin(200, answer.type(), answer.headers());
		if (isHead()) {
			callback.succeeded();
			return;
		}
		try {
			OutputStream out = body();
			answer.writer().write(out);
			// only now: a body that broke off must not look whole
			out.close();
			callback.succeeded();
		} catch (IOException | RuntimeException e) {
			fail(e);
		}
	}

	/** The head of an answer whose body goes to {@link #body}. */
	void begin(int status, String type, Map<String, String> more) {
		response.setStatus(status);
		HttpFields.Mutable headers = response.getHeaders();
		addSecurityHeaders(headers);
		if (closing) {
			headers.put(HttpHeader.CONNECTION, "close");
		}
		if (!type.isEmpty()) {
			headers.put(HttpHeader.CONTENT_TYPE, type);
			headers.put(HttpHeader.VARY, "Accept-Encoding");
		}
		more.forEach(headers::put);
	}

	/** A body of unknown length, packed when the client accepts that. Closing it ends the answer. */
	OutputStream body() throws IOException {
		OutputStream buffered = new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER);
		if (!acceptsGzip()) {
			return buffered;
		}
		response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
		return new FastGzip(buffered);
	}

	/** The body is complete. */
	void succeeded() {
		callback.succeeded();
	}

	/** Says what went wrong, or breaks off when part of an answer was sent. */
	void fail(Throwable thrown) {
		Throwable failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
		if (response.isCommitted()) {
			if (!(failure instanceof IOException)) {
				LOG.log(System.Logger.Level.ERROR, "The answer to " + name() + " broke off.", failure);
			}
			callback.failed(quiet(failure));
			return;
		}
		Refusal refusal = switch (failure) {
		case Refusal known -> known;
		case ServiceException trouble -> told(trouble);
		case AgentRefusal agent -> Refusal.of(agent.problem());
		case Bodies.TooLarge large -> Refusal.of(413, "What came with the request is larger than this server takes.");
		case TimeoutException late -> Refusal.of(408, "Nothing came from the client for too long.");
		case HttpException http -> Refusal.of(http.getCode(), "The request is not what HTTP allows.");
		case IOException gone -> null;
		default -> internal(failure);
		};
		if (refusal == null) {
			callback.failed(quiet(failure));
		} else {
			Bodies.discard(request, known ? MOST_UNWANTED_OF_KNOWN : MOST_UNWANTED).thenAccept(whole -> {
				closing = !whole;
				response.reset();
				send(problem(isAgents() ? refusal.forAgents() : refusal));
			});
		}
	}

	/** The JSON that tells of a refusal. */
	static Answer.Whole problem(Refusal refusal) {
		com.google.gson.JsonObject json = new com.google.gson.JsonObject();
		json.addProperty("reason", refusal.reason());
		json.addProperty("message", refusal.getMessage());
		return new Answer.Whole(refusal.status(), MediaTypes.JSON, json.toString().getBytes(StandardCharsets.UTF_8),
				refusal.headers());
	}

	private Refusal told(ServiceException trouble) {
		if (trouble.reason() == ServiceException.Reason.INTERNAL) {
			LOG.log(System.Logger.Level.ERROR, "A defect came to light at " + name(), trouble);
		}
		return Refusal.of(trouble);
	}

	private Refusal internal(Throwable failure) {
		LOG.log(System.Logger.Level.ERROR, "A defect came to light at " + name(), failure);
		return Refusal.of(500, "A defect of Lictor came to light. The server's log has more.");
	}

	private String name() {
		return request.getMethod() + " " + request.getHttpURI().getPath();
	}

	/** Told to Jetty without a stack trace in the log: a client that goes away is no trouble of ours. */
	private static Throwable quiet(Throwable failure) {
		return failure instanceof QuietException ? failure : new QuietException.Exception(failure);
	}

	private boolean isAgents() {
		return request.getHttpURI().getPath().startsWith("/agent/");
	}

	private boolean isHead() {
		return request.getMethod().equals("HEAD");
	}

	private boolean acceptsGzip() {
		return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).stream()
				.anyMatch(coding -> coding.equalsIgnoreCase("gzip") || coding.equals("*"));
	}

	private static byte[] pack(byte[] body) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
		try (OutputStream gzip = new FastGzip(packed)) {
			gzip.write(body);
		} catch (IOException e) {
			throw new IllegalStateException("memory takes everything", e);
		}
		return packed.toByteArray();
	}
}
