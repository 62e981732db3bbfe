package org.lictor.http.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.lictor.core.Node;
import org.lictor.model.FileTrouble;
import org.lictor.model.Role;
import org.lictor.service.RunningNode;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** A listening server for one node. */
final class HttpsServer implements AutoCloseable {

	/** Where a node listens when nobody chose a port. */
	static final int DEFAULT_PORT = 7443;

	private static final System.Logger LOG = System.getLogger(HttpsServer.class.getName());
	/** Most requests that are worked on at the same time; those that only wait are not among them. */
	private static final int MOST_THREADS = 64;
	private static final Duration IDLE = Duration.ofSeconds(30);
	private static final Duration BEAT = Duration.ofMillis(500);
	/** How long a silent connection stays open while the server stops. */
	private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(250);
	private static final Duration STOPPING = Duration.ofSeconds(5);
	/** Bytes a second; whoever sends slower than that is cut off. What we send may be slow: that a task is under way. */
	private static final long SLOWEST = 1 << 10;

	private final Server jetty;
	private final ServerConnector connector;
	private final ApiHandler handler;
	private final ChangeFeed feed;
	private final Tasks tasks;
	private final PluginRoutes plugins;
	private final Path dataFolder;
	private boolean closed;

	private HttpsServer(Node node, Path dataFolder, int port, Identity identity, InstantSource clock, Duration idle)
			throws IOException {
		this.dataFolder = dataFolder;
		QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
		threads.setName("lictor-https");
		threads.setDaemon(true);
		jetty = new Server(threads);
		jetty.setStopTimeout(STOPPING.toMillis());
		jetty.setErrorHandler(new JsonErrors());
		connector = connector(jetty, port, identity, idle);
		jetty.addConnector(connector);
		feed = new ChangeFeed(node.changes());
		tasks = new Tasks(BEAT);
		ImportRoute imports = new ImportRoute(node, dataFolder, clock);
		imports.clean();
		plugins = new PluginRoutes(node.plugins(), dataFolder);
		handler = new ApiHandler(routes(node, feed, imports, plugins), node.access(), tasks, threads);
		jetty.setHandler(new GracefulHandler(new MinimumDataRateHandler(handler, SLOWEST, 0)));
	}

	/**
	 * Begins to listen, tells the node, and leaves word in the data folder.
	 *
	 * @param node       answers
	 * @param dataFolder its data folder
	 * @param port       to listen on, 0 for any free one
	 * @param clock      the time
	 * @return the server, listening
	 * @throws ServiceException UNAVAILABLE or INVALID with a sentence
	 */
	static HttpsServer start(Node node, Path dataFolder, int port, InstantSource clock) throws ServiceException {
		return start(node, dataFolder, port, clock, IDLE);
	}

	/** The same with another time after which silent connections are closed. */
	static HttpsServer start(Node node, Path dataFolder, int port, InstantSource clock, Duration idle)
			throws ServiceException {
		if (port < 0 || port > 65_535) {
			throw new ServiceException(Reason.INVALID, "A port is a number from 1 to 65535, not " + port + ".");
		}
		Identity identity = Identity.open(dataFolder, clock);
		HttpsServer server;
		try {
			server = new HttpsServer(node, dataFolder, port, identity, clock, idle);
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The data folder " + dataFolder + " cannot be written: "
					+ FileTrouble.why(e) + ". Make it writable for this user.", e);
		}
		boolean listening = false;
		try {
			server.listen(port);
			node.listening(URI.create("https://" + HostName.local() + ":" + server.port()), identity.fingerprint());
			server.leaveWord(node, identity);
			listening = true;
			return server;
		} finally {
			if (!listening) {
				server.close();
			}
		}
	}

	/** @return how many wait for a change */
	int waitingForChanges() {
		return feed.waiting();
	}

	/** All that can be asked. */
	static Routes routes(Node node, ChangeFeed feed, ImportRoute imports, PluginRoutes plugins) {
		Routes routes = new Routes();
		QueryRoutes.add(node, feed, routes);
		AdministrationRoutes.add(node, routes);
		imports.add(routes);
		plugins.add(routes);
		new AgentRoutes(node.agentGateway()).add(routes);
		return routes;
	}

	/** @return the port it listens on */
	int port() {
		return connector.getLocalPort();
	}

	private void listen(int port) throws ServiceException {
		try {
			jetty.start();
		} catch (Exception e) {
			if (causedByBind(e)) {
				throw new ServiceException(Reason.UNAVAILABLE, taken(port) + " Choose another with --port.", e);
			}
			throw new ServiceException(Reason.UNAVAILABLE,
					"The server cannot listen on port " + port + ": " + e.getMessage() + ".", e);
		}
	}

	private static String taken(int port) {
		return new PortOwner(Path.of("/proc")).find(port)
				.map(process -> "Port " + port + " is in use by " + process + ".")
				.orElse("Port " + port + " is in use, or this user is not allowed to listen on it.");
	}

	private static boolean causedByBind(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof BindException || cause instanceof java.net.SocketException) {
				return true;
			}
		}
		return false;
	}

	private void leaveWord(Node node, Identity identity) throws ServiceException {
		String token = node.access().temporary(Role.ADMINISTRATOR, "commands on this machine");
		try {
			new RunningNode(ProcessHandle.current().pid(), URI.create("https://127.0.0.1:" + port()),
					identity.fingerprint(), token).write(dataFolder);
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The data folder " + dataFolder + " cannot be written: " + FileTrouble.why(e)
					+ ". Make it writable for this user.", e);
		}
	}

	/** Lets requests that are worked on come to their end for some seconds. */
	@Override
	public synchronized void close() {
		if (closed) {
			return;
		}
		closed = true;
		try {
			RunningNode.remove(dataFolder);
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "The file node.properties in {0} cannot be removed: {1}.", dataFolder,
					FileTrouble.why(e));
		}
		connector.setAccepting(false);
		feed.close();
		handler.release(AgentRoutes.unchanged());
		plugins.close();
		tasks.close();
		try {
			jetty.stop();
		} catch (Exception e) {
			LOG.log(System.Logger.Level.WARNING, "The listener did not stop as it should.", e);
		}
		jetty.destroy();
	}

	private static ServerConnector connector(Server server, int port, Identity identity, Duration idle) {
		HttpConfiguration http = new HttpConfiguration();
		http.setSendServerVersion(false);
		http.setSendDateHeader(true);
		http.setRequestHeaderSize(16 << 10);
		// otherwise a token in other letters would count as the one sent before on the same connection
		http.setHeaderCacheCaseSensitive(true);
		// names may hold a slash or a percent sign; Routes looks at the path as it came
		http.setUriCompliance(UriCompliance.DEFAULT.with("LICTOR", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
				UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
		// clients know the certificate by its fingerprint, under whatever name they reached us
		http.addCustomizer(new SecureRequestCustomizer(false));
		SslContextFactory.Server tls = new SslContextFactory.Server();
		tls.setKeyStore(identity.keyStore());
		tls.setKeyStorePassword(new String(identity.password()));
		tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
		tls.setSniRequired(false);
		ServerConnector connector = new ServerConnector(server, 1, 1,
				new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()), new HttpConnectionFactory(http));
		connector.setPort(port);
		// after a restart all agents come back within seconds
		connector.setAcceptQueueSize(1000);
		connector.setIdleTimeout(idle.toMillis());
		connector.setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
		// on Windows it would let a second server take the same port
		connector.setReuseAddress(!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows"));
		return connector;
	}

	/** What Jetty refuses by itself, such as a head that is too long, is told in the same form as everything else. */
	private static final class JsonErrors extends ErrorHandler {

		@Override
		public boolean handle(org.eclipse.jetty.server.Request request, org.eclipse.jetty.server.Response response,
				org.eclipse.jetty.util.Callback callback) {
			int status = response.getStatus() < 400 ? 500 : response.getStatus();
			String sentence = switch (status) {
			case HttpStatus.NOT_FOUND_404 -> "There is nothing at this address.";
			case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "The address or the head of the request is too long.";
			case HttpStatus.REQUEST_TIMEOUT_408 -> "Nothing came from the client for too long.";
			case HttpStatus.SERVICE_UNAVAILABLE_503 -> "The server is stopping.";
			case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "A defect of Lictor came to light. The server's log has more.";
			default -> "The request is not what HTTP allows.";
			};
			int told = status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ? HttpStatus.BAD_REQUEST_400 : status;
			new Reply(request, response, callback).send(Reply.problem(Refusal.of(told, sentence, Map.of())));
			return true;
		}
	}
}
