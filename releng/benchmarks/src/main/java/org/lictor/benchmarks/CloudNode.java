package org.lictor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.lictor.adapter.autodesk.internal.AutodeskServerType;
import org.lictor.core.internal.EmbeddedConnector;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.OpenOptions;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.simulator.autodesk.SimulatedClock;

import com.sun.management.OperatingSystemMXBean;

/**
 * A process of its own, so that nothing but its own work is measured: a node that collects from a simulated cloud in another
 * process, whose clock goes with its own. Does what it is told, a line at a time, and says {@code done} after each:
 * <ul>
 * <li>{@code clock INSTANT};
 * <li>{@code server ADDRESS CLIENT SECRET TOKEN} adds the account;
 * <li>{@code collect NAME} polls until all is collected, each time when the monitor wished to; says {@code advance INSTANT} when the
 * other clock must go on until then, and waits for a line;
 * <li>{@code watch NAME MILLISECONDS} does what a server does until all is collected: it polls on schedule, by a clock that goes on
 * by itself, so much ahead of this machine's;
 * <li>{@code count ADDRESS} downloads a file, counts its lines, and does nothing else; the baseline;
 * <li>{@code figures} tells what was used so far.
 * </ul>
 */
final class CloudNode {

	static final String SERVER = "Cloud";
	private static final int MOST_POLLS = 20_000;
	private static final Duration LOOK = Duration.ofMillis(100);

	private final SimulatedClock clock = new SimulatedClock(Instant.EPOCH);
	private volatile InstantSource time = clock;
	private final EmbeddedConnector connector = new EmbeddedConnector(() -> time.instant(), "1.0.0");
	private final HttpClient client = HttpClient.newHttpClient();
	private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
	private final Path folder;
	private double counting;
	private long lines;
	private long bytes;

	private CloudNode(Path folder) {
		this.folder = folder;
		connector.addType(new AutodeskServerType());
	}

	/**
	 * @param words the data folder
	 */
	public static void main(String[] words) throws Exception {
		new CloudNode(Path.of(words[0])).run();
		System.exit(0);
	}

	private void run() throws IOException, InterruptedException, ServiceException {
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String[] words = line.split(" ");
			switch (words[0]) {
			case "clock" -> clock.set(Instant.parse(words[1]));
			case "server" -> add(words);
			case "collect" -> collect(words[1]);
			case "watch" -> watch(words[1], Duration.ofMillis(Long.parseLong(words[2])));
			case "count" -> count(URI.create(words[1]));
			case "figures" -> figures();
			default -> throw new IllegalArgumentException(line);
			}
			System.out.println("done");
		}
	}

	private Lictor open() throws ServiceException {
		return connector.open(new Location.Folder(folder), OpenOptions.COMMAND, Progress.NONE);
	}

	private void add(String[] words) throws ServiceException {
		try (Lictor node = open()) {
			node.servers().add(new ServerDefinition(SERVER, "autodesk", Map.of("source", "pat-exchange", "baseUrl", words[1], "client-id",
					words[2]), Map.of("client-secret", words[3], "access-token-personal", words[4]), true));
		}
	}

	private void collect(String name) throws ServiceException, IOException {
		Instant began = clock.instant();
		double processor = 0;
		try (Lictor node = open()) {
			for (int polls = 0; polls < MOST_POLLS; polls++) {
				double before = processorSeconds();
				String message = node.servers().poll(SERVER, Progress.NONE).status().message();
				processor += processorSeconds() - before;
				if (collected(message)) {
					print(name + "-processor-seconds", processor);
					print(name + "-quota-seconds", Duration.between(began, clock.instant()).toMillis() / 1e3);
					return;
				}
				clock.set(due(node));
				System.out.println("advance " + clock.instant());
				in.readLine();
			}
			throw new IllegalStateException("it never came to an end: " + node.servers().show(SERVER).status());
		}
	}

	/** When a server on schedule would poll again: when the monitor wishes to, a second later at the earliest. */
	private Instant due(Lictor node) throws ServiceException {
		ResultTable told = node.queries().run(Query.of(Queries.COLLECTING, ZoneOffset.UTC), Progress.NONE);
		int name = told.columnIndex("name");
		int at = told.columnIndex("at");
		Instant earliest = clock.instant().plusSeconds(1);
		return IntStream.range(0, told.rowCount()).filter(row -> told.value(row, name).equals("next poll"))
				.mapToObj(row -> (Instant) told.value(row, at)).filter(earliest::isBefore).findFirst().orElse(earliest);
	}

	private static boolean collected(String message) {
		return message.startsWith("Collected at");
	}

	private void watch(String name, Duration ahead) throws ServiceException, InterruptedException {
		time = Clock.offset(Clock.systemUTC(), ahead);
		try (Lictor node = connector.open(new Location.Folder(folder), new OpenOptions(OpenOptions.Mode.WORKBENCH, OptionalInt.empty()),
				Progress.NONE)) {
			double before = processorSeconds();
			long began = System.nanoTime();
			String earlier = node.servers().show(SERVER).status().message();
			for (String now = earlier; !collected(now) || now.equals(earlier); now = node.servers().show(SERVER).status().message()) {
				Thread.sleep(LOOK);
			}
			print(name + "-elapsed-seconds", (System.nanoTime() - began) / 1e9);
			print(name + "-processor-seconds", processorSeconds() - before);
		}
	}

	private void count(URI address) throws IOException, InterruptedException {
		double before = processorSeconds();
		byte[] buffer = new byte[1 << 16];
		try (InputStream file = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream()).body()) {
			for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
				bytes += read;
				for (int i = 0; i < read; i++) {
					lines += buffer[i] == '\n' ? 1 : 0;
				}
			}
		}
		counting += processorSeconds() - before;
	}

	private void figures() {
		print("counting-processor-seconds", counting);
		print("counted-lines", lines);
		print("counted-mb", bytes / 1e6);
		print("heap-peak-mb", ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
				.map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum() / 1e6);
		print("compiling-seconds", ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3);
		print("collecting-garbage-seconds", ManagementFactory.getGarbageCollectorMXBeans().stream()
				.mapToLong(collector -> collector.getCollectionTime()).sum() / 1e3);
	}

	/** Everything counts that the process does: collecting garbage and compiling too. */
	private static double processorSeconds() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
	}

	private static void print(String name, double value) {
		System.out.println("figure " + name + " " + value);
	}
}
