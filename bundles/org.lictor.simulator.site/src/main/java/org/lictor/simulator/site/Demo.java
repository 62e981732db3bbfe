package org.lictor.simulator.site;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
	private static final String GROUP = "Workstations";
	private static final int LOOK_SECONDS = 3;
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
			addServer(server, cloud);
			server.ask("POST", "groups", Map.of("name", GROUP, "auto_assign", true));
			server.ask("PUT", "groups/" + GROUP + "/servers/" + SERVER, Map.of());
			try (Fleet fleet = new Fleet(site, enrolment(server), SERVER, clock)) {
				int hosts = site.hosts().size();
				fleet.sendHistory(sent -> {
					if (sent % 100 == 0 || sent == hosts) {
						tell("Sent the history of " + sent + " of " + hosts + " hosts.");
					}
				});
				addSettings(server, site);
				tell("The hosts' history is in after " + Duration.ofNanos(System.nanoTime() - began).toSeconds()
						+ " s. The cloud's comes by itself; its quotas let that take a minute or two.");
				if (options.stopAfter()) {
					awaitCollection(server);
					tell("All history is in after " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s.");
				} else {
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

	private static void addServer(ServerProcess server, AutodeskSimulator cloud) throws IOException, InterruptedException {
		Credentials credentials = cloud.credentials();
		server.ask("POST", "servers", Map.of("name", SERVER, "type", "autodesk", "enabled", true, "settings",
				Map.of("source", "pat-exchange", "baseUrl", cloud.address().toString(), "client-id", credentials.clientId()), "secrets",
				Map.of("client-secret", credentials.clientSecret(), "access-token-personal", credentials.personalAccessToken())));
	}

	private static EnrolmentString enrolment(ServerProcess server) throws IOException, InterruptedException, ProtocolException {
		Matcher matcher = ENROLMENT.matcher(server.command("agents", "token", "--group", GROUP));
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
