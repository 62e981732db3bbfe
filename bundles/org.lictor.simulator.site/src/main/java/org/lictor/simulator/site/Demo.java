package org.lictor.simulator.site;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;
import org.lictor.simulator.autodesk.SimulatorOptions;

/**
 * A living site in a minute: starts a simulated cloud and a released server, gives the server what an administrator would, has a
 * fleet of simulated agents send years of history, opens the workbench, and goes on in real time until that is closed.
 */
public final class Demo {

	private static final String SERVER = "Autodesk";
	private static final String CUSTOM_SERVER = "Solvers";
	private static final String CUSTOM_TYPE = "org.lictor.adapter.custom.feature";
	private static final String GROUP = "Workstations";
	private static final int LOOK_SECONDS = 3;
	private static final Duration COLLECTING = Duration.ofMinutes(3);
	private static final Duration PLUGIN = Duration.ofMinutes(1);
	/** Until then the window needs the processors. */
	private static final int PLUGIN_AFTER_SECONDS = 10;
	private static final int STEP_SECONDS = 1;
	/** The custom server's file is written anew once in so many seconds. */
	private static final int WRITING_SECONDS = 5;
	private static final int PROGRESS = 100;
	private static final int MISUSE = 2;

	private final DemoOptions options;
	private final InstantSource clock;
	private final PrintStream out;
	private final CountDownLatch stopped = new CountDownLatch(1);
	private Optional<Process> workbench = Optional.empty();

	private Demo(DemoOptions options, InstantSource clock, PrintStream out) {
		this.options = options;
		this.clock = clock;
		this.out = out;
	}

	/**
	 * @param words as {@link DemoOptions#USAGE} says; besides {@code --server}, {@code --workbench} and {@code --repository}, which the
	 *              start script gives
	 */
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
		} catch (IOException e) {
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

	private void run() throws IOException, InterruptedException {
		long began = System.nanoTime();
		Site site = DemoFolder.site(options.seed(), options.people(), options.years(), clock.instant().minus(Duration.ofDays(options.ahead())),
				options.hosts());
		CompletableFuture<List<Stint>> history = CompletableFuture.supplyAsync(() -> site.stints(Instant.EPOCH, site.opened()));
		DemoFolder folder = new DemoFolder(options.data());
		folder.make(site);
		int hosts = site.hosts().size();
		tell(options.people() + " people, " + hosts + " hosts, " + options.years() + " years, in " + options.data());
		// a plug-in is added to it, and the product stays as it was built
		Path script = options.repository().isPresent() ? Installation.copy(options.server(), folder.installation()) : options.server();
		try (AutodeskSimulator cloud = AutodeskSimulator.start(SimulatorOptions.of(site.account()).withClock(clock)
				.withTimes(Duration.ofSeconds(1), Duration.ofMinutes(5)));
				ServerProcess server = new ServerProcess(script, folder.data(), folder.log())) {
			server.ask("POST", "groups", Map.of("name", GROUP, "auto_assign", true));
			addServer(server, cloud);
			server.ask("PUT", "groups/" + GROUP + "/servers/" + SERVER, Map.of());
			addSettings(server, site);
			try (Fleet fleet = new Fleet(site, server.enrolment(GROUP), SERVER, clock)) {
				fleet.sendHistory(history.join(), sent -> sent(sent, hosts, folder));
				tell("The hosts' history is in after " + seconds(began) + " s. The cloud's comes by itself; its quotas let that take a minute or two.");
				if (options.stopAfter()) {
					awaitCollection(server);
					tell("All history is in after " + seconds(began) + " s.");
				} else {
					liveOn(server, fleet, site, folder);
				}
			}
		} finally {
			workbench.ifPresent(Process::destroy);
			if (workbench.isPresent()) {
				workbench.get().waitFor();
			}
			if (options.forget()) {
				folder.remove();
			}
		}
	}

	private static long seconds(long began) {
		return Duration.ofNanos(System.nanoTime() - began).toSeconds();
	}

	/** Opens the window before the last comes in: that takes some seconds, and what it shows follows. */
	private void sent(int sent, int hosts, DemoFolder folder) {
		if (sent % Math.max(PROGRESS, hosts / 10) == 0 || sent == hosts) {
			tell("Sent the history of " + sent + " of " + hosts + " hosts.");
		}
		if (sent == hosts - hosts / 4 && options.workbench().isPresent()) {
			try {
				workbench = Optional.of(new ProcessBuilder(options.workbench().get().toString(), "-data", folder.workspace().toString(),
						"--data", folder.data().toString()).redirectErrorStream(true).redirectOutput(folder.workbenchLog().toFile()).start());
				tell("The workbench opens. Close it to end the demo.");
			} catch (IOException e) {
				tell("The workbench cannot be started: " + e.getMessage());
			}
		}
	}

	private void tell(String line) {
		out.println("demo: " + line);
		out.flush();
	}

	private static void addServer(ServerProcess server, AutodeskSimulator cloud) throws IOException, InterruptedException {
		Credentials credentials = cloud.credentials();
		server.ask("POST", "servers", Map.of("name", SERVER, "type", "autodesk", "enabled", true, "settings",
				Map.of("source", "pat-exchange", "baseUrl", cloud.address().toString(), "client-id", credentials.clientId()), "secrets",
				Map.of("client-secret", credentials.clientSecret(), "access-token-personal", credentials.personalAccessToken())));
	}

	private void awaitCollection(ServerProcess server) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + COLLECTING.toNanos();
		while (!server.report("collecting").contains("\"DONE\"")) {
			if (System.nanoTime() > deadline) {
				tell("The cloud is still being collected; that goes on by itself.");
				return;
			}
			if (stopped.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
				return;
			}
		}
	}

	/** So that figures in money have something to count with, and figures by group groups. */
	private static void addSettings(ServerProcess server, Site site) throws IOException, InterruptedException {
		String first = site.account().firstDay().toString();
		server.ask("POST", "prices", price("SEAT_YEAR", "AutoCAD", first, "2100", "EUR"));
		server.ask("POST", "prices", price("SEAT_YEAR", "Revit", first, "3300", "EUR"));
		server.ask("POST", "prices", price("FLEX_DAY", "AutoCAD", first, "7", ""));
		server.ask("POST", "prices", price("TOKEN", "", first, "3", "EUR"));
		for (int department = 1; department <= 2; department++) {
			String name = "Department " + department;
			server.ask("POST", "report-groups", Map.of("name", name, "kind", "USERS"));
			// a group of the account, whose members change
			server.ask("POST", "report-groups/" + name.replace(" ", "%20") + "/members", Map.of("name", "group:" + name));
		}
	}

	private static Map<String, Object> price(String kind, String product, String from, String amount, String currency) {
		return Map.of("kind", kind, "product", product, "from", from, "amount", amount, "currency", currency);
	}

	private void liveOn(ServerProcess server, Fleet fleet, Site site, DemoFolder folder) throws IOException, InterruptedException {
		if (options.workbench().isEmpty()) {
			tell("Serves until it is stopped (Ctrl-C). Look at it with: ./run report usage --data " + folder.data());
		}
		InstantSource time = clock;
		if (options.ahead() > 0) {
			time = new RunningAhead(clock, site.opened(), options.speed());
			tell("Time runs " + options.speed() + " times as fast, from " + site.opened() + " on.");
		}
		boolean behind = options.ahead() > 0;
		CustomServer custom = new CustomServer(site);
		custom.write(folder.custom(), clock.instant());
		if (options.repository().isPresent()) {
			tell("The custom server follows in half a minute: the plug-in with its type is installed first.");
		}
		Thread adding = Thread.ofPlatform().daemon().name("demo-plug-in").start(() -> addCustomServer(server, folder));
		try {
			for (long step = 1; server.alive() && !ended(); step++) {
				Instant now = time.instant();
				step(fleet, now);
				if (step % WRITING_SECONDS == 0) {
					// a file that is polled knows nothing of the past
					custom.write(folder.custom(), clock.instant());
				}
				if (behind && !now.isBefore(clock.instant().minusSeconds(2))) {
					behind = false;
					tell("Time has caught up with now.");
				}
			}
			if (workbench.isPresent() && !workbench.get().isAlive() && workbench.get().exitValue() != 0) {
				tell("The workbench ended with " + workbench.get().exitValue() + "; what it said is in " + folder.workbenchLog());
			}
		} finally {
			stopped.countDown();
			server.close();
			adding.join();
		}
	}

	/** Waits a moment. */
	private boolean ended() throws InterruptedException {
		return stopped.await(STEP_SECONDS, TimeUnit.SECONDS) || workbench.isPresent() && !workbench.get().isAlive();
	}

	/** As an administrator would: the plug-in with the type first, then a server of it. */
	private void addCustomServer(ServerProcess server, DemoFolder folder) {
		if (options.repository().isEmpty()) {
			return;
		}
		try {
			if (stopped.await(PLUGIN_AFTER_SECONDS, TimeUnit.SECONDS)) {
				return;
			}
			server.command("plugins", "install", CUSTOM_TYPE, "--from", options.repository().get().toString(), "--accept", "unsigned");
			long deadline = System.nanoTime() + PLUGIN.toNanos();
			Optional<String> refusal = tryToAddCustomServer(server, folder);
			while (refusal.isPresent() && System.nanoTime() < deadline && !stopped.await(1, TimeUnit.SECONDS)) {
				refusal = tryToAddCustomServer(server, folder);
			}
			tell(refusal.map(why -> "The custom server could not be added: " + why).orElse("The plug-in 'custom' was installed from "
					+ options.repository().get() + ", and the server '" + CUSTOM_SERVER + "' added."));
		} catch (IOException e) {
			if (server.alive() && stopped.getCount() > 0) {
				tell("The plug-in 'custom' could not be installed, so there is no custom server: " + e.getMessage());
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** The running server takes a moment to notice a new type. Returns why it was refused. */
	private static Optional<String> tryToAddCustomServer(ServerProcess server, DemoFolder folder) throws InterruptedException {
		try {
			server.ask("POST", "servers", Map.of("name", CUSTOM_SERVER, "type", "custom", "enabled", true, "settings",
					Map.of("file", folder.custom().toString(), "zone", CustomServer.ZONE, "interval", "30s"), "secrets", Map.of()));
			return Optional.empty();
		} catch (IOException e) {
			return Optional.of(e.getMessage());
		}
	}

	/** A server that is busy or was stopped by somebody is no reason to close the window. */
	private void step(Fleet fleet, Instant now) throws InterruptedException {
		try {
			fleet.step(now);
		} catch (IOException e) {
			tell(e.getMessage());
		}
	}
}
