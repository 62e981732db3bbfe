package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLException;

import org.lictor.model.Status;
import org.lictor.spi.Call;
import org.lictor.spi.Http;

/**
 * Sends one request and reads its answer, within the time of a call. Turns everything that can happen on the way into
 * {@link Trouble}; what an answer means is not its concern. Used by one thread.
 */
final class Wire {

	private static final Duration LONGEST = Duration.ofSeconds(60);
	private static final int REDIRECTS = 5;
	/** How large a file may be, in bytes: more is not kept as evidence. */
	static final long LARGEST_FILE = 256_000_000;

	private final Http http;
	private final InstantSource clock;
	private final Redaction redaction;
	private Call call;

	/**
	 * @param http      the network
	 * @param clock     the time
	 * @param redaction takes secrets out of messages
	 * @param call      the first call
	 */
	Wire(Http http, InstantSource clock, Redaction redaction, Call call) {
		this.http = http;
		this.clock = clock;
		this.redaction = redaction;
		this.call = call;
	}

	/** Another call begins. */
	void begin(Call next) {
		call = next;
	}

	/** @return the time */
	Instant now() {
		return clock.instant();
	}

	/** @return whether the call was called off or its time is over */
	boolean over() {
		return call.progress().cancelled() || Thread.currentThread().isInterrupted() || !clock.instant().isBefore(call.deadline());
	}

	/** @throws Trouble when the call was called off or its time is over */
	void goOn() throws Trouble {
		if (over()) {
			throw Trouble.calledOff();
		}
	}

	/**
	 * Sends a request and reads all of the answer. Follows the server when it says that the same request belongs to another
	 * address of its own.
	 *
	 * @param request the request, without a time-out
	 * @return the answer, whatever its status
	 * @throws Trouble when none came, or one that is too large
	 */
	Reply send(HttpRequest.Builder request) throws Trouble {
		Reply reply = sendOnce(request);
		HttpRequest sent = request.build();
		for (int i = 0; i < REDIRECTS && (reply.status() == 307 || reply.status() == 308); i++) {
			Optional<URI> other = sameServer(sent.uri(), reply);
			if (other.isEmpty()) {
				break;
			}
			sent = HttpRequest.newBuilder(sent, (name, value) -> true).uri(other.get()).build();
			reply = sendOnce(HttpRequest.newBuilder(sent, (name, value) -> true));
		}
		return reply;
	}

	/** What proves who is asking goes to the server it was meant for, and to no other. */
	private static Optional<URI> sameServer(URI from, Reply reply) {
		try {
			return reply.headers().firstValue("Location").map(from::resolve).filter(to -> to.getHost() != null && to.getScheme() != null)
					.filter(to -> from.getScheme().equalsIgnoreCase(to.getScheme()) && from.getHost().equalsIgnoreCase(to.getHost())
							&& from.getPort() == to.getPort());
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	private Reply sendOnce(HttpRequest.Builder request) throws Trouble {
		HttpResponse<InputStream> response = open(request);
		try (InputStream in = body(response)) {
			byte[] body = in.readNBytes(Json.LARGEST + 1);
			if (body.length > Json.LARGEST) {
				throw Trouble.notUnderstood("The answer of " + response.uri().getHost() + " is larger than " + (Json.LARGEST >> 20)
						+ " MB, which no answer of its kind is. It was not read.");
			}
			return new Reply(response.statusCode(), response.headers(), body);
		} catch (IOException e) {
			throw broken(e, response.uri());
		}
	}

	/**
	 * Fetches a file. Sends nothing that proves who is asking: addresses of files do that themselves.
	 *
	 * @param address where it is
	 * @param target  takes the bytes of a good answer; may hold some of them when something goes wrong
	 * @return the answer; its body is empty when it was good, otherwise the first bytes of it
	 * @throws Trouble when no answer came, or it broke off
	 */
	Reply download(URI address, OutputStream target) throws Trouble {
		URI next = address;
		for (int i = 0; i <= REDIRECTS; i++) {
			HttpResponse<InputStream> response = open(HttpRequest.newBuilder(next).GET());
			try (InputStream in = body(response)) {
				Optional<URI> other = redirect(next, response);
				if (other.isEmpty()) {
					return taken(in, target, response);
				}
				next = other.get();
			} catch (IOException e) {
				throw broken(e, next);
			}
		}
		throw Trouble.notUnderstood("The address of a file at " + next.getHost() + " leads on and on.");
	}

	private Reply taken(InputStream in, OutputStream target, HttpResponse<InputStream> response) throws IOException, Trouble {
		boolean good = response.statusCode() >= 200 && response.statusCode() < 300;
		if (good) {
			copy(in, target, response);
		}
		return new Reply(response.statusCode(), response.headers(), good ? new byte[0] : in.readNBytes(16 * 1024));
	}

	private void copy(InputStream in, OutputStream target, HttpResponse<InputStream> response) throws IOException, Trouble {
		byte[] buffer = new byte[64 * 1024];
		long count = 0;
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			goOn();
			target.write(buffer, 0, read);
			count += read;
			if (count > LARGEST_FILE) {
				throw Trouble.refused(Status.Detail.NOT_UNDERSTOOD, "The file at " + response.uri().getHost() + " has more than "
						+ LARGEST_FILE / 1_000_000 + " MB, and no more is taken. Export a shorter time at manage.autodesk.com and import the "
						+ "files.");
			}
			call.progress().worked(read);
		}
		long told = response.headers().firstValueAsLong("Content-Length").orElse(-1);
		boolean packed = response.headers().firstValue("Content-Encoding").isPresent();
		if (told >= 0 && !packed && told != count) {
			throw new IOException("only " + count + " of " + told + " bytes came");
		}
	}

	/** The client follows redirects from https to https; what is left are those of this machine itself, and refused ones. */
	private static Optional<URI> redirect(URI from, HttpResponse<?> response) {
		int status = response.statusCode();
		if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
			return Optional.empty();
		}
		try {
			return response.headers().firstValue("Location").map(from::resolve).filter(CloudSettings::isSafe)
					.filter(to -> "http".equalsIgnoreCase(from.getScheme()) || "https".equalsIgnoreCase(to.getScheme()));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	private InputStream body(HttpResponse<InputStream> response) throws Trouble {
		boolean gzip = response.headers().firstValue("Content-Encoding").map(coding -> coding.toLowerCase(Locale.ROOT))
				.filter(coding -> coding.equals("gzip") || coding.equals("x-gzip")).isPresent();
		if (!gzip) {
			return response.body();
		}
		try {
			return new GZIPInputStream(response.body());
		} catch (IOException e) {
			try {
				response.body().close();
			} catch (IOException again) {
				// it is not used any more
			}
			throw broken(e, response.uri());
		}
	}

	private HttpResponse<InputStream> open(HttpRequest.Builder request) throws Trouble {
		goOn();
		Duration left = Duration.between(clock.instant(), call.deadline());
		HttpRequest whole = request.timeout(left.compareTo(LONGEST) < 0 ? left : LONGEST).build();
		try {
			return http.send(whole);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw Trouble.calledOff();
		} catch (IOException e) {
			throw broken(e, whole.uri());
		} catch (IllegalArgumentException | SecurityException e) {
			throw Trouble.outage("", "The address of " + whole.uri().getHost() + " cannot be asked.");
		}
	}

	private Trouble broken(IOException e, URI address) {
		if (over()) {
			return Trouble.calledOff();
		}
		String host = address.getHost();
		String text = e.getMessage() == null ? "" : redaction.clean(e.getMessage());
		String why = text.isEmpty() ? "" : " (" + text + ")";
		if (e instanceof UnknownHostException || causedBy(e, UnresolvedAddressException.class)) {
			return Trouble.outage(CloudSettings.BASE_URL, "There is no machine of the name " + host
					+ ". Check the base address, and that this machine can look up names and reach the internet, or name a proxy.");
		}
		if (text.contains("407") || text.toLowerCase(Locale.ROOT).contains("proxy auth")) {
			return proxyRefused();
		}
		if (e instanceof SSLException || causedBy(e, SSLException.class)) {
			return Trouble.outage(CloudSettings.CERTIFICATE_AUTHORITY, "The connection to " + host + " is not trusted" + why
					+ ". If a proxy or gateway of your company opens encrypted connections, name the certificates of its authority.");
		}
		if (e instanceof HttpConnectTimeoutException || e instanceof ConnectException) {
			return Trouble.outage(CloudSettings.BASE_URL, host + " cannot be reached" + why
					+ ". Check the network and whether a proxy is needed. It is asked again by itself.");
		}
		if (e instanceof HttpTimeoutException) {
			return Trouble.outage("", host + " did not answer within its time. It is asked again by itself.");
		}
		return Trouble.outage("", "The connection to " + host + " failed" + why + ". It is asked again by itself.");
	}

	/** @return that the proxy wants another user or password */
	static Trouble proxyRefused() {
		return Trouble.outage(CloudSettings.PROXY_PASSWORD, "The proxy refuses the user name or password it was given. Check both.");
	}

	private static boolean causedBy(Throwable e, Class<?> type) {
		Throwable cause = e.getCause();
		for (int depth = 0; cause != null && depth < 10; depth++) {
			if (type.isInstance(cause)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}
}
