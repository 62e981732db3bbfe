package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.jetty.alpn.java.server.JDK9ServerALPNProcessor;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.lictor.simulator.autodesk.internal.HttpEncoders;

/**
 * Where requests come in: http and https on the loopback address, HTTP/1.1 and HTTP/2 on both. Faults that strike single
 * requests strike here, so that what answers knows nothing of them.
 */
final class Door implements AutoCloseable {

	private static final int LONGEST_BODY = 1 << 20;
	private static final Duration IDLE = Duration.ofMinutes(2);
	/** How much of a body that is written while it is sent goes out before {@link Fault#CUT_OFF} cuts it off. */
	private static final int CUT_AFTER = 8_000;
	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);
	private static final String REDIRECTED = "redirected=1";

	private final Server jetty;
	private final ServerConnector http;
	private final ServerConnector https;

	/**
	 * @param options  ports and times
	 * @param tls      key and certificate
	 * @param faults   what goes wrong
	 * @param answers  gives the answer to a request
	 * @param unauthorized is told of a request whose token is to die
	 * @param record   is told of each request when it was answered
	 */
	Door(SimulatorOptions options, Certificates tls, Faults faults, Function<Call, Answer> answers, Consumer<Call> unauthorized,
			Consumer<RecordedRequest> record) throws IOException {
		HttpEncoders.find();
		QueuedThreadPool threads = new QueuedThreadPool(64, 2);
		threads.setName("simulated-autodesk");
		threads.setDaemon(true);
		jetty = new Server(threads);
		jetty.setStopTimeout(0);
		HttpConfiguration plain = configuration();
		http = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(plain), new HTTP2CServerConnectionFactory(plain));
		open(http, options.httpPort());
		HttpConfiguration secure = configuration();
		secure.addCustomizer(new SecureRequestCustomizer(false));
		SslContextFactory.Server context = new SslContextFactory.Server();
		context.setKeyStore(tls.keyStore());
		context.setKeyStorePassword(tls.password());
		context.setSniRequired(false);
		ALPNServerConnectionFactory alpn = negotiation();
		alpn.setDefaultProtocol("http/1.1");
		https = new ServerConnector(jetty, 1, 1, new ConnectionFactory[] { new SslConnectionFactory(context, alpn.getProtocol()), alpn,
				new HTTP2ServerConnectionFactory(secure), new HttpConnectionFactory(secure) });
		open(https, options.httpsPort());
		jetty.addConnector(http);
		jetty.addConnector(https);
		jetty.setHandler(new Incoming(options, faults, answers, unauthorized, record));
		try {
			jetty.start();
		} catch (Exception e) {
			close();
			throw new IOException("The simulator cannot listen: " + e.getMessage(), e);
		}
	}

	/** Looks for what speaks ALPN with the loader that knows it: in OSGi, others need not. */
	private static ALPNServerConnectionFactory negotiation() {
		return HttpEncoders.seenBy(JDK9ServerALPNProcessor.class, () -> new ALPNServerConnectionFactory());
	}

	private static HttpConfiguration configuration() {
		HttpConfiguration configuration = new HttpConfiguration();
		configuration.setSendServerVersion(false);
		// Jetty's own date is encoded beforehand by what a service loader finds; in OSGi, what encodes for HTTP/2 is not found when
		// another bundle used Jetty first
		configuration.setSendDateHeader(false);
		// ids of Token Flex queries have colons, and keys of export requests are encoded
		configuration.setUriCompliance(UriCompliance.UNSAFE);
		return configuration;
	}

	private static void open(ServerConnector connector, int port) {
		connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
		connector.setPort(port);
		connector.setIdleTimeout(IDLE.toMillis());
		connector.setShutdownIdleTimeout(100);
	}

	int httpPort() {
		return http.getLocalPort();
	}

	int httpsPort() {
		return https.getLocalPort();
	}

	@Override
	public void close() {
		try {
			jetty.stop();
		} catch (Exception e) {
			System.getLogger(Door.class.getName()).log(System.Logger.Level.WARNING, "The simulator did not stop as it should.", e);
		}
		jetty.destroy();
	}

	private static final class Incoming extends Handler.Abstract {

		private final SimulatorOptions options;
		private final InstantSource clock;
		private final Faults faults;
		private final Function<Call, Answer> answers;
		private final Consumer<Call> unauthorized;
		private final Consumer<RecordedRequest> record;

		Incoming(SimulatorOptions options, Faults faults, Function<Call, Answer> answers, Consumer<Call> unauthorized,
				Consumer<RecordedRequest> record) {
			this.options = options;
			this.clock = options.clock();
			this.faults = faults;
			this.answers = answers;
			this.unauthorized = unauthorized;
			this.record = record;
		}

		@Override
		public boolean handle(Request request, Response response, Callback callback) throws Exception {
			Call call = read(request);
			Optional<Fault> fault = faults.strike(call.path(), possible(call, request.getHttpURI().getQuery()));
			Answer answer;
			if (fault.isEmpty()) {
				answer = answers.apply(call);
			} else {
				switch (fault.get()) {
				case TIME_OUT -> {
					note(request, call, 0, fault);
					Scheduler scheduler = request.getComponents().getScheduler();
					scheduler.schedule(() -> send(Answer.html(504, "<html><body>Gateway Timeout</body></html>"), response, callback, false),
							options.silence().toMillis(), TimeUnit.MILLISECONDS);
					return true;
				}
				case SLOW -> {
					Thread.sleep(options.slowness());
					answer = answers.apply(call);
				}
				case UNAUTHORIZED -> {
					unauthorized.accept(call);
					answer = answers.apply(call);
				}
				case QUOTA -> answer = Answer.quota(options.retryAfter());
				case EXPIRED_ADDRESS -> answer = ExportJobs.expired();
				case REDIRECT -> {
					String query = request.getHttpURI().getQuery();
					answer = Answer.redirect(307,
							call.base() + request.getHttpURI().getPath() + "?" + (query == null ? "" : query + "&") + REDIRECTED);
				}
				case SERVER_ERROR -> answer = serverError(call);
				case TRAILING_COMMA -> answer = answers.apply(call).withTrailingComma();
				default -> answer = answers.apply(call);
				}
			}
			note(request, call, answer.status(), fault);
			send(answer, response, callback, fault.equals(Optional.of(Fault.CUT_OFF)));
			return true;
		}

		/** What can strike a request: no address expires where there is none, and what was redirected once is not again. */
		private static Set<Fault> possible(Call call, String query) {
			EnumSet<Fault> possible = EnumSet.of(Fault.SLOW, Fault.QUOTA, Fault.TIME_OUT, Fault.CUT_OFF, Fault.SERVER_ERROR);
			boolean storage = call.path().startsWith("/storage/");
			if (storage) {
				possible.add(Fault.EXPIRED_ADDRESS);
				possible.remove(Fault.QUOTA);
			} else {
				possible.add(Fault.TRAILING_COMMA);
			}
			if (call.bearer().isPresent()) {
				possible.add(Fault.UNAUTHORIZED);
			}
			if (query == null || !query.contains(REDIRECTED)) {
				possible.add(Fault.REDIRECT);
			}
			return possible;
		}

		private static Answer serverError(Call call) {
			return switch (Math.floorMod(call.path().hashCode(), 3)) {
			case 0 -> Answer.problem(500, "An unknown error occurred on the server.", "");
			case 1 -> Answer.html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>");
			default -> Answer.status(503);
			};
		}

		private void note(Request request, Call call, int status, Optional<Fault> fault) {
			record.accept(new RecordedRequest(clock.instant(), call.method(), call.path(), call.detail(), call.credential(),
					request.getConnectionMetaData().getHttpVersion().asString(), status, fault));
		}

		private static Call read(Request request) throws IOException {
			Map<String, String> headers = new HashMap<>();
			for (HttpField field : request.getHeaders()) {
				headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue() == null ? "" : field.getValue());
			}
			// not closed: to close it before its end is reached would reset the stream of HTTP/2
			InputStream in = Content.Source.asInputStream(request);
			byte[] body = in.readNBytes(LONGEST_BODY);
			String base = request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
			return new Call(request.getMethod(), request.getHttpURI().getPath(), request.getHttpURI().getQuery(), headers, body, base);
		}

		private void send(Answer answer, Response response, Callback callback, boolean cut) {
			response.setStatus(answer.status());
			response.getHeaders().put("Date", DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
			answer.headers().forEach(response.getHeaders()::put);
			byte[] bytes = answer.bytes();
			try {
				if (bytes == null) {
					stream(answer, response, callback, cut);
				} else {
					response.getHeaders().put("Content-Length", bytes.length);
					if (cut) {
						response.write(false, ByteBuffer.wrap(bytes, 0, bytes.length / 2), Callback.from(
								() -> callback.failed(new IOException("cut off on purpose")), callback::failed));
					} else {
						response.write(true, ByteBuffer.wrap(bytes), callback);
					}
				}
			} catch (IOException e) {
				callback.failed(e);
			}
		}

		private static void stream(Answer answer, Response response, Callback callback, boolean cut) throws IOException {
			OutputStream out = Content.Sink.asOutputStream(response);
			if (!cut) {
				try (OutputStream closing = out) {
					answer.body().writeTo(closing);
				}
				callback.succeeded();
				return;
			}
			// committed with at least something, and never ended
			answer.body().writeTo(new Cutting(out));
			out.flush();
			throw new IOException("cut off on purpose");
		}
	}

	/** Lets some bytes through and ends then. */
	private static final class Cutting extends OutputStream {

		private final OutputStream out;

		Cutting(OutputStream out) {
			this.out = out;
		}

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			// of a short body, half; of a long one, its beginning
			int some = Math.min(CUT_AFTER, Math.max(1, length / 2));
			out.write(bytes, offset, some);
			out.flush();
			throw new IOException("cut off on purpose");
		}
	}
}
