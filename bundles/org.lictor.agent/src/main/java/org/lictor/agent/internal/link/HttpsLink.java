package org.lictor.agent.internal.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.ProtocolException;

/**
 * Calls the server over HTTPS with the JDK's oldest client, which starts no threads and takes the least memory.
 */
public final class HttpsLink implements ServerLink {

	/** A body of fewer bytes is sent as it is. */
	private static final int GZIP_FROM = 1024;

	/**
	 * How long to wait.
	 *
	 * @param connect for a connection
	 * @param answer  for an answer, beyond the time the server was asked to wait
	 */
	public record Timeouts(Duration connect, Duration answer) {

		/** 10 s and 30 s. */
		public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30));
	}

	@FunctionalInterface
	private interface Decoder<T> {
		T decode(byte[] json) throws ProtocolException;
	}

	private record Answer(int status, byte[] body) {
	}

	private final URI address;
	private final String fingerprint;
	private volatile String secret;
	private final String agentVersion;
	private final Timeouts timeouts;
	private final Route route;
	private final SSLSocketFactory sockets;
	private final Set<HttpURLConnection> underWay = ConcurrentHashMap.newKeySet();
	private volatile boolean closed;
	private volatile Optional<Instant> serverTime = Optional.empty();

	/**
	 * @param address      of the server, {@code https://host:port}
	 * @param fingerprint  of its certificate
	 * @param secret       of the agent, empty to enrol
	 * @param agentVersion version of the agent
	 * @param timeouts     how long to wait
	 * @param route        the way to the server
	 */
	public HttpsLink(URI address, String fingerprint, String secret, String agentVersion, Timeouts timeouts, Route route) {
		this.address = address;
		this.fingerprint = fingerprint;
		this.secret = secret;
		this.agentVersion = agentVersion;
		this.timeouts = timeouts;
		this.route = route;
		this.sockets = PinnedCertificate.socketFactory(fingerprint);
		// Otherwise the first connection makes the JDK's own factory before it is given ours, and that one reads all
		// authorities there are. Nobody else in this process speaks TLS.
		HttpsURLConnection.setDefaultSSLSocketFactory(sockets);
	}

	/** @param next the secret that this link speaks with from now on. Safe to call from any thread */
	public void speakWith(String next) {
		secret = next;
	}

	@Override
	public EnrolmentAnswer enrol(EnrolmentRequest request) throws LinkException {
		return understood(post(Protocol.ENROL_PATH, Codec.encode(request)), Codec::enrolmentAnswer);
	}

	@Override
	public Optional<AgentConfiguration> configuration(Optional<String> etag, Duration wait) throws LinkException {
		Answer answer = call(Protocol.CONFIGURATION_PATH + "?" + Protocol.WAIT_PARAMETER + "=" + wait.toSeconds(), wait,
				connection -> etag.ifPresent(known -> connection.setRequestProperty("If-None-Match", '"' + known + '"')));
		return answer.status() == HttpURLConnection.HTTP_NOT_MODIFIED ? Optional.empty()
				: Optional.of(understood(answer, Codec::agentConfiguration));
	}

	@Override
	public Acknowledgement send(EventBatch batch) throws LinkException {
		return understood(post(Protocol.EVENTS_PATH, Codec.encode(batch)), Codec::acknowledgement);
	}

	@Override
	public void report(ExaminationReport report) throws LinkException {
		understood(post(Protocol.EXAMINATIONS_PATH, Codec.encode(report)), Codec::acknowledgement);
	}

	@Override
	public Optional<Instant> serverTime() {
		return serverTime;
	}

	@FunctionalInterface
	private interface Preparation {
		void prepare(HttpURLConnection connection) throws IOException;
	}

	private Answer post(String path, byte[] json) throws LinkException {
		return call(path, Duration.ZERO, connection -> {
			byte[] body = json.length < GZIP_FROM ? json : gzip(json);
			connection.setRequestMethod("POST");
			connection.setDoOutput(true);
			connection.setRequestProperty("Content-Type", Protocol.MEDIA_TYPE);
			if (body != json) {
				connection.setRequestProperty("Content-Encoding", "gzip");
			}
			try (OutputStream out = connection.getOutputStream()) {
				out.write(body);
			}
		});
	}

	private static byte[] gzip(byte[] json) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 4);
		try (OutputStream out = new GZIPOutputStream(bytes)) {
			out.write(json);
		}
		return bytes.toByteArray();
	}

	private Answer call(String path, Duration wait, Preparation preparation) throws LinkException {
		HttpURLConnection connection = null;
		try {
			connection = open(path);
			connection.setReadTimeout((int) timeouts.answer().plus(wait).toMillis());
			underWay.add(connection);
			if (closed) {
				throw new IOException("closed");
			}
			preparation.prepare(connection);
			int status = connection.getResponseCode();
			serverTime = Optional.of(connection.getDate()).filter(date -> date > 0).map(Instant::ofEpochMilli);
			return new Answer(status, body(connection, status));
		} catch (ProtocolException e) {
			throw new LinkException(LinkException.Kind.STRANGE,
					"The answer of the server " + address + " is larger than an answer to an agent can be.", e);
		} catch (IOException e) {
			if (connection != null) {
				connection.disconnect();
			}
			throw explain(e);
		} catch (RuntimeException e) {
			// The JDK's client does not expect to be disconnected by another thread, and may then throw anything.
			if (!closed) {
				throw e;
			}
			throw explain(new IOException("closed", e));
		} finally {
			if (connection != null) {
				underWay.remove(connection);
			}
		}
	}

	private HttpURLConnection open(String path) throws IOException {
		URL url;
		try {
			url = URI.create(address + path).toURL();
		} catch (MalformedURLException | IllegalArgumentException e) {
			throw new IOException("the address cannot be used", e);
		}
		HttpURLConnection connection = route.open(url);
		if (connection instanceof HttpsURLConnection https) {
			https.setSSLSocketFactory(sockets);
			// The certificate itself is pinned; what host it names says nothing more.
			https.setHostnameVerifier((host, session) -> true);
		}
		connection.setInstanceFollowRedirects(false);
		connection.setUseCaches(false);
		connection.setConnectTimeout((int) timeouts.connect().toMillis());
		connection.setRequestProperty("Accept", Protocol.MEDIA_TYPE);
		connection.setRequestProperty("Accept-Encoding", "gzip");
		connection.setRequestProperty("User-Agent", "Lictor-Agent/" + agentVersion);
		connection.setRequestProperty(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION));
		String present = secret;
		if (!present.isEmpty()) {
			connection.setRequestProperty("Authorization", "Bearer " + present);
		}
		return connection;
	}

	private static byte[] body(HttpURLConnection connection, int status) throws IOException, ProtocolException {
		if (status == HttpURLConnection.HTTP_NOT_MODIFIED || status == HttpURLConnection.HTTP_NO_CONTENT) {
			return new byte[0];
		}
		InputStream raw = status < 400 ? connection.getInputStream() : connection.getErrorStream();
		if (raw == null) {
			return new byte[0];
		}
		// Read to its end and closed, a connection is used again.
		try (raw) {
			boolean gzip = "gzip".equalsIgnoreCase(connection.getContentEncoding());
			return Codec.readBody(gzip ? new GZIPInputStream(raw) : raw, Protocol.MAX_ANSWER_BYTES);
		}
	}

	private <T> T understood(Answer answer, Decoder<T> decoder) throws LinkException {
		if (answer.status() == HttpURLConnection.HTTP_OK) {
			try {
				return decoder.decode(answer.body());
			} catch (ProtocolException e) {
				throw new LinkException(LinkException.Kind.STRANGE,
						"The answer of the server " + address + " cannot be understood: " + e.getMessage(), e);
			}
		}
		Problem problem;
		try {
			problem = Codec.problem(answer.body());
		} catch (ProtocolException e) {
			throw new LinkException(LinkException.Kind.STRANGE, "The server " + address + " answered with HTTP status "
					+ answer.status() + ", which is no answer of Lictor. Is it the right address, is there a proxy between?", e);
		}
		throw new LinkException(problem);
	}

	private LinkException explain(IOException e) {
		if (closed) {
			return new LinkException(LinkException.Kind.CLOSED, "The agent is stopping.", e);
		}
		for (Throwable cause = e; cause != null; cause = cause.getCause()) {
			if (cause instanceof PinnedCertificate.ChangedException changed) {
				return new LinkException(LinkException.Kind.CERTIFICATE, "The server " + address
						+ " shows another certificate than the one this agent was enrolled with (expected SHA-256 "
						+ fingerprint + ", shown " + changed.shown() + "). If the certificate was changed on purpose,"
						+ " enrol the agent anew with a new enrolment string; if not, somebody else answers in the"
						+ " server's place.", e);
			}
		}
		boolean proxied = !route.name().isEmpty();
		if (proxied && isRefusedByTheProxy(e)) {
			return new LinkException(LinkException.Kind.UNREACHABLE, "The proxy " + route.name() + " on the way to the server " + address
					+ " wants a user and a password, and was given none that it knows. Name them with --proxy.", e);
		}
		String why = switch (e) {
		case UnknownHostException unknown -> "there is no host of this name";
		case ConnectException refused -> "nothing listens there";
		case NoRouteToHostException route -> "there is no way through the network";
		case SocketTimeoutException slow -> "it did not answer in time";
		case SSLException tls -> "it does not speak TLS as expected (" + tls.getMessage() + ")";
		default -> e.getMessage() == null ? "the connection broke off" : e.getMessage();
		};
		return new LinkException(LinkException.Kind.UNREACHABLE, "The server " + address + " cannot be reached"
				+ (proxied ? " through the proxy " + route.name() : "") + ": " + why + ".", e);
	}

	/** After a wrong answer Java asks for another one and gives it, until it has enough. */
	private static boolean isRefusedByTheProxy(IOException e) {
		String message = String.valueOf(e.getMessage());
		return message.contains("407") || message.startsWith("Server redirected too many");
	}

	@Override
	public void close() {
		closed = true;
		underWay.forEach(HttpURLConnection::disconnect);
	}
}
