package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.lictor.service.Connector;
import org.lictor.service.Mover;
import org.lictor.service.OwnInstallation;
import org.lictor.service.PluginTrusts;
import org.lictor.service.Restorer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;

/** The application of the product {@code lictor-server}: gives the words of the command line to the commands. */
public final class ServerApplication implements IApplication {

	private static final System.Logger LOG = System.getLogger(ServerApplication.class.getName());
	private static final long STOP_MILLIS = 20_000;

	private final BundleContext bundle = FrameworkUtil.getBundle(ServerApplication.class).getBundleContext();
	private final CountDownLatch stopped = new CountDownLatch(1);

	/**
	 * @param context holds the words of the command line
	 * @return the exit code of the process
	 */
	@Override
	public Object start(IApplicationContext context) {
		context.applicationRunning();
		Logs.toConsole(Level.OFF);
		String[] words = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
		Terminal terminal = new Terminal(System.out, System.err, System.in, interactive(), System.getenv(),
				Path.of(System.getProperty("user.home")), ZoneId.systemDefault(), version(), this::connectors,
				() -> service(Mover.class), () -> service(Restorer.class), () -> service(OwnInstallation.class),
				() -> service(PluginTrusts.class));
		try {
			return new CommandRunner(terminal, this::awaitStop).run(words);
		} finally {
			Logs.close();
		}
	}

	/** Called when the framework stops. */
	@Override
	public void stop() {
		stopped.countDown();
	}

	/**
	 * The process ends by a signal, which OSGi does not hear of. The node first: it has files to close, and whoever waits
	 * for an answer gets one.
	 */
	private void awaitStop(AutoCloseable running) throws InterruptedException {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			close(running);
			stopFramework();
		}, "lictor-stop"));
		stopped.await();
	}

	private static void close(AutoCloseable running) {
		try {
			running.close();
		} catch (Exception e) {
			LOG.log(System.Logger.Level.ERROR, "The server did not close as it should.", e);
		}
	}

	private void stopFramework() {
		Framework framework = bundle.getBundle(0).adapt(Framework.class);
		try {
			framework.stop();
			framework.waitForStop(STOP_MILLIS);
		} catch (BundleException e) {
			LOG.log(System.Logger.Level.ERROR, "The framework did not stop as it should.", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private List<Connector> connectors() {
		try {
			return bundle.getServiceReferences(Connector.class, null).stream()
					.sorted(Comparator.<ServiceReference<Connector>>reverseOrder()).map(bundle::getService).toList();
		} catch (InvalidSyntaxException e) {
			throw new IllegalStateException("there is no filter", e);
		}
	}

	private <T> Optional<T> service(Class<T> type) {
		return Optional.ofNullable(bundle.getServiceReference(type)).map(bundle::getService);
	}

	private String version() {
		Version version = bundle.getBundle().getVersion();
		return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
	}

	/** Told by Linux; elsewhere nobody is taken for a person, which costs them the line that shows progress. */
	private static Terminal.Interactive interactive() {
		return new Terminal.Interactive(isTerminal(0), isTerminal(1), isTerminal(2));
	}

	private static boolean isTerminal(int descriptor) {
		try {
			String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
			return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
		} catch (IOException | UnsupportedOperationException e) {
			return false;
		}
	}
}
