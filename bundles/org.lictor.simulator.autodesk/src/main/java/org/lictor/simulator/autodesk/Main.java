package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a simulator by hand: {@code --people 500 --products 60 --years 3 --teams 2 --seed 1 --port 0 --https-port 0 --proxy true
 * --certificate FILE --export FOLDER}. Prints where it listens and with what one signs in, and runs until it is stopped. Its clock
 * is that of this machine, and its account ends today.
 */
public final class Main {

	private static final Set<String> KNOWN = Set.of("people", "products", "years", "teams", "seed", "port", "https-port", "proxy",
			"certificate", "export");

	private Main() {
	}

	/**
	 * @param arguments as described above
	 * @throws Exception when it cannot start; the message says why
	 */
	public static void main(String[] arguments) throws Exception {
		try (AutodeskSimulator simulator = start(List.of(arguments), System.out)) {
			CountDownLatch stopped = new CountDownLatch(1);
			Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
			stopped.await();
		}
	}

	/**
	 * @param arguments as described above
	 * @param out       is told where it listens
	 * @return the simulator, listening
	 * @throws IOException              when it cannot listen or a file cannot be written
	 * @throws IllegalArgumentException when an argument is not known
	 */
	static AutodeskSimulator start(List<String> arguments, PrintStream out) throws IOException {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i += 2) {
			String name = arguments.get(i).replaceFirst("^--", "");
			if (!KNOWN.contains(name) || i + 1 == arguments.size()) {
				throw new IllegalArgumentException("'" + arguments.get(i) + "' is not known or has no value; known are " + KNOWN + ".");
			}
			values.put(name, arguments.get(i + 1));
		}
		int years = number(values, "years", 3);
		LocalDate first = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC).minusYears(years);
		Account account = Account.generate(new Account.Options(number(values, "seed", 1), number(values, "people", 500),
				number(values, "products", 60), years, number(values, "teams", 2), first, 1, 0));
		SimulatorOptions options = SimulatorOptions.of(account).withClock(InstantSource.system()).withPorts(number(values, "port", 0),
				number(values, "https-port", 0));
		if (Boolean.parseBoolean(values.getOrDefault("proxy", "false"))) {
			options = options.withProxy();
		}
		AutodeskSimulator simulator = AutodeskSimulator.start(options);
		if (values.containsKey("certificate")) {
			Files.writeString(Path.of(values.get("certificate")), simulator.certificateAuthority());
		}
		if (values.containsKey("export")) {
			simulator.exportFiles(Path.of(values.get("export")), options.clock().instant());
		}
		Credentials credentials = simulator.credentials();
		out.println("http:                  " + simulator.httpAddress());
		out.println("https:                 " + simulator.httpsAddress());
		simulator.proxyAddress().ifPresent(proxy -> out.println("proxy:                 " + proxy + " (" + AutodeskSimulator.PROXY_USER
				+ " / " + AutodeskSimulator.PROXY_PASSWORD + ")"));
		out.println("client id:             " + credentials.clientId());
		out.println("client secret:         " + credentials.clientSecret());
		out.println("personal access token: " + credentials.personalAccessToken());
		out.println("user:                  " + credentials.user());
		out.println("password:              " + credentials.password());
		out.println("account endpoint:      " + simulator.accountEndpoint());
		out.println("service account:       " + credentials.serviceAccount() + ", key " + credentials.keyId());
		out.flush();
		return simulator;
	}

	private static int number(Map<String, String> values, String name, int otherwise) {
		return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
	}
}
