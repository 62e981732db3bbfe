package org.lictor.remote.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import org.lictor.model.Progress;
import org.lictor.remote.protocol.ApiJson;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.remote.protocol.InvalidJsonException;
import org.lictor.remote.protocol.MediaTypes;
import org.lictor.remote.protocol.Problem;
import org.lictor.service.ServiceException;

/**
 * Sends requests and turns whatever goes wrong into a {@link ServiceException}. When the server was started again since
 * the last request, on another port or with another token, it is found again and asked once more. Safe for use by many
 * threads.
 */
final class Transport implements AutoCloseable {

	private static final Duration CONNECT = Duration.ofSeconds(10);
	/** Until an answer begins, for what does not take long. */
	private static final Duration ANSWER = Duration.ofSeconds(60);
	/** Between two looks whether the caller called it off. */
	private static final long LOOK_MILLIS = 100;
	private static final String FILE = "application/octet-stream";
	/** More than any answer that is not a table. */
	private static final int MOST_BYTES = 64 << 20;

	private final Endpoints endpoints;
	private volatile Line line;

	/** Where the server is now. */
	interface Endpoints {

		/**
		 * @return the endpoint
		 * @throws ServiceException UNAVAILABLE when there is none any more
		 */
		Endpoint find() throws ServiceException;
	}

	private record Line(Endpoint endpoint, HttpClient client) {
	}

	/** What is sent and how long an answer is waited for. */
	record Outgoing(String method, String path, Map<String, String> query, Optional<BodyPublisher> body, String type,
			String accept, Optional<Duration> patience) {

		static Outgoing of(String method, String path) {
			return new Outgoing(method, path, Map.of(), Optional.empty(), "", MediaTypes.JSON, Optional.of(ANSWER));
		}

		Outgoing query(Map<String, String> parameters) {
			return new Outgoing(method, path, parameters, body, type, accept, patience);
		}

		Outgoing json(Object value) {
			return new Outgoing(method, path, query, Optional.of(BodyPublishers.ofString(ApiJson.write(value))),
					MediaTypes.JSON, accept, patience);
		}

		Outgoing file(BodyPublisher file) {
			return new Outgoing(method, path, query, Optional.of(file), FILE, accept, patience);
		}

		/** To be told how it goes, for as long as it takes. */
		Outgoing watched() {
			return new Outgoing(method, path, query, body, type, MediaTypes.LINES + ", " + MediaTypes.JSON,
					Optional.empty());
		}

		Outgoing patience(Duration length) {
			return new Outgoing(method, path, query, body, type, accept, Optional.of(length));
		}
	}

	/**
	 * @param endpoints where the server is
	 * @throws ServiceException UNAVAILABLE when there is none
	 */
	Transport(Endpoints endpoints) throws ServiceException {
		this.endpoints = endpoints;
		this.line = open(endpoints.find());
	}

	/** @return where the server is, as far as is known */
	Endpoint endpoint() {
		return line.endpoint();
	}

	/**
	 * Sends a request and reads the answer.
	 *
	 * @param outgoing what to send
	 * @return the body, empty when there is none
	 * @throws ServiceException what the server says, UNAVAILABLE, or CANCELLED when the thread was interrupted
	 */
	byte[] send(Outgoing outgoing) throws ServiceException {
		try (InputStream body = open(outgoing, Progress.NONE)) {
			byte[] bytes = body.readNBytes(MOST_BYTES);
			if (bytes.length == MOST_BYTES) {
				throw Sentences.strange(endpoint(), 200);
			}
			return bytes;
		} catch (IOException e) {
			throw Sentences.unanswered(endpoint(), e);
		}
	}

	/**
	 * Sends a request and gives the answer's body as it comes, unpacked.
	 *
	 * @param outgoing what to send
	 * @param progress looked at while the answer is waited for
	 * @return the body, closed by the caller
	 * @throws ServiceException what the server says, UNAVAILABLE or CANCELLED
	 */
	InputStream open(Outgoing outgoing, Progress progress) throws ServiceException {
		Line used = line;
		HttpResponse<InputStream> response;
		try {
			response = exchange(used, outgoing, progress);
			if (response.statusCode() == 401 && renewed(used)) {
				response.body().close();
				used = line;
				response = exchange(used, outgoing, progress);
			}
		} catch (ConnectException e) {
			// nothing was sent
			if (!renewed(used)) {
				throw Sentences.unanswered(used.endpoint(), e);
			}
			used = line;
			try {
				response = exchange(used, outgoing, progress);
			} catch (IOException again) {
				throw Sentences.unanswered(used.endpoint(), again);
			}
		} catch (IOException e) {
			throw Sentences.unanswered(used.endpoint(), e);
		}
		return body(used.endpoint(), response);
	}

	private static InputStream body(Endpoint endpoint, HttpResponse<InputStream> response) throws ServiceException {
		InputStream body = response.body();
		try {
			if (response.headers().firstValue("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent()) {
				body = new GZIPInputStream(body, 1 << 14);
			}
			if (response.statusCode() / 100 == 2) {
				return body;
			}
			try (InputStream closed = body) {
				throw ApiJson.read(closed.readNBytes(1 << 20), Problem.class).toException();
			} catch (InvalidJsonException e) {
				throw Sentences.strange(endpoint, response.statusCode());
			}
		} catch (IOException e) {
			throw Sentences.unanswered(endpoint, e);
		}
	}

	private static HttpResponse<InputStream> exchange(Line line, Outgoing outgoing, Progress progress)
			throws IOException, ServiceException {
		CompletableFuture<HttpResponse<InputStream>> answer = line.client().sendAsync(request(line, outgoing),
				BodyHandlers.ofInputStream());
		try {
			while (true) {
				if (progress.cancelled()) {
					throw Sentences.cancelled();
				}
				try {
					return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
				} catch (TimeoutException e) {
					// look again whether the caller called it off
				}
			}
		} catch (ExecutionException e) {
			throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw Sentences.cancelled();
		} finally {
			// does nothing when the answer is there
			answer.cancel(true);
		}
	}

	private static HttpRequest request(Line line, Outgoing outgoing) {
		String query = outgoing.query().entrySet().stream()
				.map(entry -> ApiPaths.encode(entry.getKey()) + "=" + ApiPaths.encode(entry.getValue()))
				.collect(Collectors.joining("&", outgoing.query().isEmpty() ? "" : "?", ""));
		HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create(line.endpoint().address() + outgoing.path() + query))
				.method(outgoing.method(), outgoing.body().orElseGet(BodyPublishers::noBody))
				.header("Authorization", "Bearer " + line.endpoint().token()).header("Accept", outgoing.accept());
		outgoing.patience().ifPresent(request::timeout);
		if (outgoing.body().isPresent()) {
			request.header("Content-Type", outgoing.type());
			// a file is sent when the server has agreed to take it
			request.expectContinue(outgoing.type().equals(FILE));
		}
		if (!line.endpoint().isLocal()) {
			request.header("Accept-Encoding", "gzip");
		}
		return request.build();
	}

	/** @return whether the server is elsewhere now, or wants another token */
	private synchronized boolean renewed(Line used) throws ServiceException {
		if (line != used) {
			return true;
		}
		Endpoint now = endpoints.find();
		if (now.equals(used.endpoint())) {
			return false;
		}
		line = open(now);
		used.client().shutdown();
		return true;
	}

	private static Line open(Endpoint endpoint) {
		HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
				.followRedirects(HttpClient.Redirect.NEVER);
		endpoint.fingerprint().ifPresent(fingerprint -> client.sslContext(new PinnedTrust(fingerprint).context()));
		return new Line(endpoint, client.build());
	}

	/** Breaks off what is under way. */
	@Override
	public void close() {
		line.client().shutdownNow();
	}}
