package org.lictor.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.acceptance.LictorServer;
import org.lictor.acceptance.Products;
import org.lictor.acceptance.Program;

/** How soon the server answers, and how much memory it takes when nobody asks. */
final class ServerBenchmark {

	private static final int STARTS = 5;
	private static final Duration IDLE = Duration.ofSeconds(30);
	private static final String PASSWORD = "benchmark";
	/** As in the server's start script. */
	static final List<String> OPTIONS = List.of("-Xmx512m", "-Xms32m", "-XX:+UseSerialGC", "-XX:MinHeapFreeRatio=20",
			"-XX:MaxHeapFreeRatio=40", "-XX:MaxInlineLevel=9", "-XX:FreqInlineSize=200", "-XX:InlineSmallCode=1500", "-Djava.awt.headless=true");

	private final Bench bench;
	private final Path product;
	private final Path script;
	private final Path keys;

	ServerBenchmark(Bench bench) {
		this.bench = bench;
		this.script = Products.unpack("lictor-server", bench.stage().folder("server product"));
		this.product = script.getParent();
		this.keys = bench.stage().folder().resolve("keys.p12");
	}

	List<Figure> run() {
		makeKeys();
		List<Double> first = new ArrayList<>();
		List<Double> next = new ArrayList<>();
		List<Double> memory = new ArrayList<>();
		List<Double> bareStart = new ArrayList<>();
		List<Double> bareMemory = new ArrayList<>();
		for (int start = 0; start < STARTS; start++) {
			boolean last = start == STARTS - 1;
			bareStart.add(bare(last, bareMemory));
			Path data = bench.stage().folder().resolve("data " + start);
			first.add(lictor(data, false, memory));
			next.add(lictor(data, last, memory));
		}
		String baseline = "bare Jetty, plain Java";
		String how = "from the start of the process to the end of the first answer with status 200 over a new TLS connection";
		return List.of(
				new Figure("Server start, data folder there", "ms", 3_000, next, baseline, bareStart, how),
				new Figure("Server start, new data folder and certificate", "ms", 0, first, baseline, bareStart, how),
				new Figure("Server memory, idle", "MB", 256, memory, baseline, bareMemory,
						"resident memory " + IDLE.toSeconds() + " s after the first answer, nobody asking"));
	}

	private void makeKeys() {
		Program keytool = bench.start("keytool", List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "benchmark", "-keyalg", "EC", "-dname", "CN=localhost", "-keystore", keys.toString(),
				"-storetype", "PKCS12", "-storepass", PASSWORD));
		if (keytool.exit(Duration.ofMinutes(1)) != 0) {
			throw new AssertionError(keytool.transcript());
		}
	}

	private double bare(boolean idle, List<Double> memory) {
		int port = LictorServer.freePort();
		List<String> command = Bench.java(BareJetty.class, Optional.of(product), OPTIONS);
		command.addAll(List.of(Integer.toString(port), keys.toString(), PASSWORD));
		return measure("bare Jetty", command, port, idle, memory);
	}

	private double lictor(Path data, boolean idle, List<Double> memory) {
		int port = LictorServer.freePort();
		return measure("server", List.of(script.toString(), "server", "--data", data.toString(), "--port",
				Integer.toString(port)), port, idle, memory);
	}

	private double measure(String name, List<String> command, int port, boolean idle, List<Double> memory) {
		long start = System.nanoTime();
		Program server = bench.start(name, command);
		double time = Answers.first(server, start, port, "/health");
		if (idle) {
			Bench.pass(IDLE);
			memory.add(Proc.megabytes(server.pid()));
		}
		server.terminate();
		return time;
	}
}
