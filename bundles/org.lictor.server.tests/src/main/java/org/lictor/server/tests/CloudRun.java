package org.lictor.server.tests;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.lictor.model.Diagnostic;
import org.lictor.model.Status;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;
import org.lictor.simulator.autodesk.SimulatedClock;
import org.lictor.spi.Call;
import org.lictor.spi.Configuration;
import org.lictor.spi.Evidence;
import org.lictor.spi.Http;
import org.lictor.spi.HttpOptions;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Keeper;
import org.lictor.spi.Memory;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.PollResult;
import org.lictor.spi.Secrets;
import org.lictor.spi.ServerType;
import org.lictor.spi.testkit.FakeKeeper;
import org.lictor.spi.testkit.FakeMemory;
import org.lictor.spi.testkit.FakeProgress;
import org.lictor.spi.testkit.FakeSecrets;
import org.lictor.spi.testkit.FakeSink;
import org.lictor.spi.testkit.SecretSearch;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A server of type {@code autodesk} that collects from a simulated cloud over HTTP, without a node around it: what it
 * remembers and keeps stays in memory, so that its monitor may die at any request and another goes on. Used by one thread.
 */
final class CloudRun {

	/** Far more polls than a collection needs; so that a test ends. */
	private static final int MOST_POLLS = 1_500;
	/** How long a poll may take in real time. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);
	private static final ScheduledExecutorService WATCH = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("patience").factory());
	private static final HttpClient CLIENT = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

	private final AutodeskSimulator simulator;
	private final SimulatedClock clock;
	private final ServerType type;
	private final Configuration configuration;
	private final FakeMemory memory = new FakeMemory();
	private final FakeKeeper keeper = new FakeKeeper(memory);
	private final FakeSecrets secrets;
	private final List<String> told = new ArrayList<>();
	private Death death = request -> Moment.NEVER;
	private Monitor monitor;

	/** When the process dies. */
	enum Moment {
		NEVER,
		/** before the request is sent */
		BEFORE,
		/** after it was answered, and before anybody read the answer */
		AFTER
	}

	/** Says at which request the process dies. */
	@FunctionalInterface
	interface Death {
		Moment at(HttpRequest request);
	}

	/** The process was killed. An error, so that nothing on the way takes it for trouble. */
	static final class Killed extends Error {
		private static final long serialVersionUID = 1L;
	}

	private record Context(InstantSource clock, Http http, Memory memory, Keeper keeper, Secrets secrets) implements MonitorContext {

		@Override
		public Http http(HttpOptions options) {
			return http;
		}
	}

	/**
	 * @param simulator the cloud
	 * @param clock     its time
	 * @param way       how to sign in
	 * @param settings  besides those that say where the cloud is and who signs in
	 */
	CloudRun(AutodeskSimulator simulator, SimulatedClock clock, String way, Map<String, String> settings) {
		this.simulator = simulator;
		this.clock = clock;
		this.type = type();
		Credentials credentials = simulator.credentials();
		Map<String, String> all = new HashMap<>(Map.of("source", way, "baseUrl", simulator.address().toString(), "client-id",
				credentials.clientId(), "service-account", credentials.serviceAccount(), "service-account-key-id", credentials.keyId(),
				"account-endpoint", simulator.accountEndpoint().toString(), "account-user", credentials.user()));
		all.putAll(settings);
		configuration = new Configuration(all);
		secrets = new FakeSecrets(Map.of("client-secret", credentials.clientSecret(), "access-token-personal",
				credentials.personalAccessToken(), "service-account-key", credentials.privateKey(), "account-password",
				credentials.password()));
		keeper.reading(evidence -> type.interpret(evidence, configuration, new FakeSink()) instanceof Interpretation.Refused refused
				? java.util.Optional.of(refused.why()) : java.util.Optional.empty());
		restart();
	}

	private static ServerType type() {
		BundleContext bundle = FrameworkUtil.getBundle(CloudRun.class).getBundleContext();
		try {
			return bundle.getServiceReferences(ServerType.class, null).stream().map(bundle::getService)
					.filter(each -> each.id().equals("autodesk")).findFirst().orElseThrow();
		} catch (InvalidSyntaxException e) {
			throw new AssertionError(e);
		}
	}

	/** The process is gone and another begins: what was remembered and kept is there, nothing else. */
	void restart() {
		monitor = type.open(configuration, new Context(clock, this::send, memory, keeper, secrets));
	}

	/** From now on the process dies where this says so. */
	void dies(Death when) {
		death = when;
	}

	private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
		told.add(request.uri().toString());
		Moment moment = death.at(request);
		if (moment == Moment.BEFORE) {
			throw new Killed();
		}
		HttpResponse<InputStream> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
		if (moment == Moment.AFTER) {
			answer.body().close();
			throw new Killed();
		}
		return answer;
	}

	/** Polls once. Interrupts the monitor, as a node does, when it is not back in time: a body may never come to its end. */
	PollResult.Collected poll() {
		PollResult.Collected result;
		Future<?> patience = WATCH.schedule(Thread.currentThread()::interrupt, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		try {
			result = (PollResult.Collected) monitor
					.poll(new Call(clock.instant().plus(Duration.ofMinutes(5)), new FakeProgress()));
		} finally {
			while (!patience.cancel(false) && !patience.isDone()) {
				Thread.onSpinWait();
			}
			Thread.interrupted();
		}
		told.add(result.status().toString());
		result.diagnostics().stream().map(Diagnostic::sentence).forEach(told::add);
		result.collecting().tasks().forEach(task -> told.add(task.toString()));
		return result;
	}

	/** Polls, and moves the clock to the time at which the monitor wants to go on. */
	PollResult.Collected step() {
		PollResult.Collected result = poll();
		result.collecting().nextPoll().ifPresent(this::move);
		return result;
	}

	private void move(Instant next) {
		clock.set(next.isAfter(clock.instant()) ? next : clock.instant().plusSeconds(1));
	}

	/**
	 * Polls when the monitor asks for it, until it has all; begins anew whenever it was killed.
	 *
	 * @return the last status
	 */
	Status collect() {
		for (int i = 0; i < MOST_POLLS; i++) {
			try {
				PollResult.Collected result = step();
				if (result.collecting().nextPoll().isEmpty()) {
					return result.status();
				}
			} catch (Killed e) {
				restart();
			}
		}
		throw new AssertionError("it never came to an end: " + told.getLast());
	}

	/** @return what was kept so far, in order */
	List<Evidence> kept() {
		return keeper.kept();
	}

	/** @return what a piece of evidence says */
	Interpretation interpret(Evidence evidence, FakeSink sink) {
		return type.interpret(evidence, configuration, sink);
	}

	/** @return secrets in all that was written or told: memory, evidence, statuses, diagnostics, addresses */
	List<SecretSearch.Found> secretsTold() throws IOException {
		SecretSearch search = new SecretSearch(simulator.secrets());
		List<SecretSearch.Found> found = new ArrayList<>(search.text("memory", memory.all().toString()));
		found.addAll(search.text("statuses, diagnostics and addresses", String.join("\n", told)));
		for (Evidence evidence : keeper.kept()) {
			found.addAll(search.text("the name of evidence", evidence.name()));
			try (InputStream in = evidence.content().open()) {
				found.addAll(search.stream(evidence.name(), in));
			}
		}
		return found;
	}

	/** @return what went wrong last, for messages */
	String lately() {
		return String.join("\n", told.subList(Math.max(0, told.size() - 30), told.size()));
	}
}
