package org.lictor.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.SimulatedClock;
import org.lictor.simulator.autodesk.SimulatorOptions;

/**
 * A process of its own: the simulated cloud with a large account, from which a {@link CloudNode} collects all history and then, a
 * day later, what can have changed; and all that twice, each time into a folder of its own. First in the time of the simulated cloud, which stands still while anybody works: what it shows then
 * is what the cloud alone imposes, by its quotas and by what its exports take. Then by a clock that goes on by itself, polled on
 * schedule, as on a server. Prints {@code figure name value} lines.
 */
final class CloudInRealTime {

	private CloudInRealTime() {
	}

	/**
	 * @param words people, products, years, teams, a folder
	 */
	public static void main(String[] words) throws Exception {
		Account account = Account.generate(1, Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]),
				Integer.parseInt(words[3]));
		Path folder = Path.of(words[4]);
		Instant first = CloudCollecting.morning(account.end().minusDays(1));
		Instant daily = CloudCollecting.morning(account.end());
		imposed(account, folder.resolve("imposed"), first, daily);
		real(account, folder.resolve("real"), first, daily);
		System.exit(0);
	}

	private static void imposed(Account account, Path folder, Instant first, Instant daily) throws Exception {
		SimulatedClock clock = new SimulatedClock(first);
		try (AutodeskSimulator simulator = AutodeskSimulator.start(SimulatorOptions.of(account).withClock(clock));
				CloudNodeProcess node = new CloudNodeProcess(folder, clock::set)) {
			node.tell("clock " + first);
			node.add(simulator);
			node.tell("collect imposed-first");
			clock.set(daily);
			node.tell("clock " + daily);
			node.tell("collect imposed-daily");
		}
	}

	private static void real(Account account, Path folder, Instant first, Instant daily) throws Exception {
		AtomicReference<Duration> ahead = new AtomicReference<>();
		try (AutodeskSimulator simulator = AutodeskSimulator
				.start(SimulatorOptions.of(account).withClock(() -> Instant.now().plus(ahead.get())));
				CloudNodeProcess node = new CloudNodeProcess(folder, none -> { })) {
			node.add(simulator);
			ahead.set(Duration.between(Instant.now(), first));
			node.tell("watch real-first " + ahead.get().toMillis());
			ahead.set(Duration.between(Instant.now(), daily));
			node.tell("watch real-daily " + ahead.get().toMillis());
		}
	}
}
