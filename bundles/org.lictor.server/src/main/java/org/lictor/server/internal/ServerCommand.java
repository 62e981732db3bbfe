package org.lictor.server.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.logging.Level;

import org.lictor.model.Diagnostic;
import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.RunningNode;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code server}: polls, imports, listens and answers until it is told to stop. */
@Command(name = "server", description = "Monitors, listens to agents and answers over HTTPS until it is told to stop (SIGTERM "
		+ "or Ctrl-C). Prints its address and the fingerprint of its certificate.")
final class ServerCommand implements Callable<Integer> {

	@Option(names = "--help", usageHelp = true, description = "Shows this and does nothing.")
	private boolean help;

	@Option(names = "--data", paramLabel = "DIR", description = "The data folder; ~/.lictor unless given.")
	private Path data;

	@Option(names = "--port", paramLabel = "PORT", description = "The port to listen on (unless given: the one set in the data "
			+ "folder, else 7443).")
	private Integer port;

	@Option(names = "--standby", description = "While another server has the data folder, waits until that one is gone, and takes "
			+ "over then, instead of being refused.")
	private boolean standby;

	/** Between two tries of a standby to take over. */
	static final Duration TRY = Duration.ofSeconds(2);
	private static final System.Logger LOG = System.getLogger(ServerCommand.class.getName());

	private final Terminal terminal;
	private final Lifetime lifetime;

	/** How long a server runs. */
	interface Lifetime {

		/**
		 * Comes back when the server is to stop, and has it closed before the process ends however that comes about.
		 *
		 * @param running what is to be closed
		 * @throws InterruptedException when the thread is interrupted meanwhile
		 */
		void await(AutoCloseable running) throws InterruptedException;

		/**
		 * Lets time pass.
		 *
		 * @param time how much
		 * @throws InterruptedException when the thread is interrupted meanwhile
		 */
		default void pass(Duration time) throws InterruptedException {
			Thread.sleep(time);
		}
	}

	/**
	 * @param terminal what is around
	 * @param lifetime how long it runs
	 */
	ServerCommand(Terminal terminal, Lifetime lifetime) {
		this.terminal = terminal;
		this.lifetime = lifetime;
	}

	@Override
	public Integer call() throws ServiceException {
		Path folder = (data == null ? terminal.defaultData() : data).toAbsolutePath().normalize();
		DataFolder.prepare(folder);
		Logs.intoFolder(folder, Logs.SERVER);
		Logs.toConsole(Level.WARNING);
		Location.Folder location = new Location.Folder(folder);
		OpenOptions options = new OpenOptions(OpenOptions.Mode.SERVER,
				port == null ? OptionalInt.empty() : OptionalInt.of(port));
		try (ProgressLine progress = new ProgressLine(terminal);
				Lictor lictor = open(location, options, progress)) {
			progress.close();
			announce(folder, lictor);
			// a daemon thread, which the end of the process ends
			terminal.plugins().get().ifPresent(plugins -> plugins.follow(this::tell));
			lifetime.await(lictor);
			return Words.DONE;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return Words.FAILED;
		}
	}

	/**
	 * A standby tries until nobody else has the folder and its database. What else keeps it from opening them is tried again too,
	 * as it may come from what took the other server down; but not when it stands so from the beginning.
	 */
	private Lictor open(Location.Folder location, OpenOptions options, Progress progress) throws ServiceException, InterruptedException {
		Connector connector = inThisProcess(location);
		String told = "";
		while (true) {
			try {
				return connector.open(location, options, progress);
			} catch (ServiceException e) {
				boolean taken = e.reason() == Reason.IN_USE;
				if (!standby || !taken && told.isEmpty()) {
					throw e;
				}
				String now = taken ? "Another server has " + location.path() + ". This one stands by, and takes over when that one is gone."
						: "Cannot take over yet. " + e.getMessage();
				if (!now.equals(told)) {
					terminal.out().println(now);
					terminal.out().flush();
					told = now;
				}
			}
			lifetime.pass(TRY);
		}
	}

	/** The one that is asked last opens a folder itself; those before it would go to a server that runs there already. */
	private Connector inThisProcess(Location location) throws ServiceException {
		List<Connector> lastFirst = new ArrayList<>(terminal.connectors().get()).reversed();
		return lastFirst.stream().filter(connector -> connector.accepts(location)).findFirst()
				.orElseThrow(() -> new ServiceException(Reason.UNAVAILABLE,
						"This installation is not complete: nothing in it can open a data folder. Install Lictor anew."));
	}

	private void announce(Path folder, Lictor lictor) throws ServiceException {
		RunningNode node;
		try {
			node = RunningNode.read(folder).orElseThrow(() -> new ServiceException(Reason.INTERNAL,
					"The server left no word of itself in " + folder + "."));
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE,
					"The file node.properties in " + folder + " cannot be read: " + FileTrouble.why(e) + ".", e);
		}
		terminal.out().println("Lictor " + lictor.version() + " serves " + folder);
		terminal.out().println("Address:      " + outside(node.address()));
		terminal.out().println("Fingerprint:  " + node.fingerprint());
		terminal.out().flush();
	}

	private void tell(Diagnostic news) {
		LOG.log(System.Logger.Level.INFO, news.message());
		terminal.out().println(news.message());
		terminal.out().flush();
	}

	/** Under the name by which others reach this machine. */
	private static URI outside(URI address) {
		try {
			return URI.create("https://" + InetAddress.getLocalHost().getHostName() + ":" + address.getPort());
		} catch (UnknownHostException | IllegalArgumentException e) {
			return address;
		}
	}
}
