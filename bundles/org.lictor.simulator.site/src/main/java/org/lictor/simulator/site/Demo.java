package org.lictor.simulator.site;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.ProtocolException;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;
import org.lictor.simulator.autodesk.SimulatorOptions;

/**
 * A living site in a minute: starts a simulated cloud and a released server, gives the server what an administrator would, has a
 * fleet of simulated agents send years of history, opens the workbench, and goes on in real time until that is closed.
 */
public final class Demo {

	private static final Pattern ENROLMENT = Pattern.compile("lictor1:[A-Za-z0-9_-]+");
	private static final String SERVER = "Autodesk";
	private static final Duration COLLECTING = Duration.ofMinutes(3);
	private static final int STEP_SECONDS = 5;
	private static final int MISUSE = 2;

	private final DemoOptions options;
	private final InstantSource clock;
	private final PrintStream out;
	private final CountDownLatch stopped = new CountDownLatch(1);

	private Demo(DemoOptions options, InstantSource clock, PrintStream out) {
		this.options = options;
		this.clock = clock;
		this.out = out;
	}

	/** @param words as {@link DemoOptions#USAGE} says; besides {@code --server} and {@code --workbench}, which the start script gives */
	public static void main(String[] words) {
		if (List.of(words).contains("--help")) {
			System.out.print(DemoOptions.USAGE);
			return;
		}
		try {
			Demo demo = new Demo(DemoOptions.parse(List.of(words), Path.of(System.getProperty("user.home"))), InstantSource.system(), System.out);
			Thread main = Thread.currentThread();
			Runtime.getRuntime().addShutdownHook(new Thread(() -> demo.stop(main), "demo-stop"));
			demo.run();
		} catch (IllegalArgumentException e) {
			System.err.println(e.getMessage() + "\n" + DemoOptions.USAGE);
			System.exit(MISUSE);
		} catch (IOException | ProtocolException e) {
			System.err.println(e.getMessage());
			System.exit(1);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Comes back when what was started has ended. */
	private void stop(Thread running) {
		stopped.countDown();
		try {
			running.join();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() throws IOException, InterruptedException, ProtocolException {
		long began = System.nanoTime();
		Site site = DemoFolder.site(options.seed(), options.people(), options.years(), clock.instant());
		DemoFolder folder = new DemoFolder(options.data());
		folder.make(site);
		tell(options.people() + " people, " + site.hosts().size() + " hosts, " + options.years() + " years, in " + options.data());
		try (AutodeskSimulator cloud = AutodeskSimulator.start(SimulatorOptions.of(site.account()).withClock(clock)
				.withTimes(Duration.ofSeconds(1), Duration.ofMinutes(5)));
				ServerProcess server = new ServerProcess(options.server(), folder.data(), folder.log())) {
			addServer(server, cloud, folder);
			server.command("groups", "add", "Workstations");
			server.command("groups", "assign", "Workstations", "--server", SERVER);
			try (Fleet fleet = new Fleet(site, enrolment(server), SERVER, clock)) {
				// what takes the server little goes beside what takes it much
				CompletableFuture<Void> settings = CompletableFuture.runAsync(() -> addSettings(server, site));
				int hosts = site.hosts().size();
				fleet.sendHistory(sent -> {
					if (sent % 100 == 0 || sent == hosts) {
						tell("Sent the history of " + sent + " of " + hosts + " hosts.");
					}
				});
				awaitCollection(server);
				join(settings);
				tell("All history is in after " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s.");
				if (!options.stopAfter()) {
					liveOn(server, fleet, folder);
				}
			}
		} finally {
			if (options.forget()) {
				folder.remove();
			}
		}
	}

	private void tell(String line) {
		out.println("demo: " + line);
		out.flush();
	}

	private static void addServer(ServerProcess server, AutodeskSimulator cloud, DemoFolder folder) throws IOException, InterruptedException {
		Credentials credentials = cloud.credentials();
		Path secret = Files.writeString(folder.data().resolveSibling("client-secret"), credentials.clientSecret());
		Path token = Files.writeString(folder.data().resolveSibling("access-token"), credentials.personalAccessToken());
		server.command("servers", "add", "--name", SERVER, "--type", "autodesk", "--set", "source=pat-exchange", "--set",
				"baseUrl=" + cloud.address(), "--set", "client-id=" + credentials.clientId(), "--secret-file", "client-secret=" + secret,
				"--secret-file", "access-token-personal=" + token);
		Files.delete(secret);
		Files.delete(token);
	}

	private static EnrolmentString enrolment(ServerProcess server) throws IOException, InterruptedException, ProtocolException {
		Matcher matcher = ENROLMENT.matcher(server.command("agents", "token", "--group", "Workstations"));
		if (!matcher.find()) {
			throw new IOException("The server gave no enrolment string.");
		}
		return EnrolmentString.parse(matcher.group());
	}

	private void awaitCollection(ServerProcess server) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + COLLECTING.toNanos();
		while (!server.command("report", "collecting", "--format", "json").contains("\"DONE\"")) {
			if (System.nanoTime() > deadline) {
				tell("The cloud is still being collected; that goes on by itself.");
				return;
			}
			if (stopped.await(1, TimeUnit.SECONDS)) {
				return;
			}
		}
	}

	/** So that figures in money have something to count with, and figures by group groups. */
	private static void addSettings(ServerProcess server, Site site) {
		String first = site.account().firstDay().toString();
		try {
			server.command("prices", "set", "seat_year", "--product", "AutoCAD", "--from", first, "--price", "2100", "--currency", "EUR");
			server.command("prices", "set", "seat_year", "--product", "Revit", "--from", first, "--price", "3300", "--currency", "EUR");
			server.command("prices", "set", "flex_day", "--product", "AutoCAD", "--from", first, "--price", "7");
			server.command("prices", "set", "token", "--from", first, "--price", "3", "--currency", "EUR");
			for (String department : List.of("Department 1", "Department 2")) {
				server.command("report-groups", "add", department);
				server.command("report-groups", "include", department, "group:" + department);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static void join(CompletableFuture<Void> settings) throws IOException {
		try {
			settings.join();
		} catch (CompletionException e) {
			throw new IOException(e.getCause().getMessage(), e);
		}
	}

	private void liveOn(ServerProcess server, Fleet fleet, DemoFolder folder) throws IOException, InterruptedException {
		if (options.workbench().isEmpty()) {
			tell("Serves until it is stopped (Ctrl-C). Look at it with: ./run report usage --data " + folder.data());
			while (server.alive() && !stopped.await(STEP_SECONDS, TimeUnit.SECONDS)) {
				step(fleet);
			}
			return;
		}
		Process workbench = new ProcessBuilder(options.workbench().get().toString(), "-data", folder.workspace().toString(), "--data",
				folder.data().toString()).redirectErrorStream(true).redirectOutput(folder.workbenchLog().toFile()).start();
		tell("The workbench opens. Close it to end the demo.");
		try {
			while (!workbench.waitFor(STEP_SECONDS, TimeUnit.SECONDS) && stopped.getCount() > 0) {
				step(fleet);
			}
		} finally {
			workbench.destroy();
			workbench.waitFor();
		}
	}

	/** A server that is busy or was stopped by somebody is no reason to close the window. */
	private void step(Fleet fleet) throws InterruptedException {
		try {
			fleet.step();
		} catch (IOException e) {
			tell(e.getMessage());
		}
	}
}
