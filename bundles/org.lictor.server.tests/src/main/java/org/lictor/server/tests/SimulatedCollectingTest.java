package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.model.Status;
import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;
import org.lictor.simulator.autodesk.Fault;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.SimulatedClock;
import org.lictor.simulator.autodesk.SimulatorOptions;
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
import org.lictor.spi.Observation;
import org.lictor.spi.PollResult;
import org.lictor.spi.Secrets;
import org.lictor.spi.ServerType;
import org.lictor.spi.testkit.FakeKeeper;
import org.lictor.spi.testkit.FakeMemory;
import org.lictor.spi.testkit.FakeProgress;
import org.lictor.spi.testkit.FakeSecrets;
import org.lictor.spi.testkit.FakeSink;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The server type {@code autodesk} against the simulated cloud, over HTTP: what it collects equals the ledger, however it signs
 * in and whatever goes wrong on the way.
 */
class SimulatedCollectingTest {

    private static final Account ACCOUNT = Account.generate(5, 120, 15, 2, 3);
    /** Far more than are needed; so that a test ends. */
    private static final int MOST_POLLS = 600;

    private final SimulatedClock clock = new SimulatedClock(ACCOUNT.end().atTime(6, 0).toInstant(ZoneOffset.UTC));
    private final ServiceTracker<ServerType, ServerType> types = new ServiceTracker<>(
            FrameworkUtil.getBundle(SimulatedCollectingTest.class).getBundleContext(), ServerType.class, null);
    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final FakeMemory memory = new FakeMemory();
    private final FakeKeeper keeper = new FakeKeeper(memory);
    private AutodeskSimulator simulator;
    private ServerType type;

    private record Context(InstantSource clock, HttpClient client, Memory memory, Keeper keeper, Secrets secrets)
            implements MonitorContext {

        @Override
        public Http http() {
            return request -> client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        }

        @Override
        public Http http(HttpOptions options) {
            return http();
        }
    }

    @BeforeEach
    void start() throws Exception {
        simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT).withClock(clock).withTroubles(Duration.ofMillis(10),
                Duration.ofMillis(300), Duration.ofSeconds(20)));
        types.open();
        types.waitForService(20_000);
        for (ServerType each : types.getServices(new ServerType[0])) {
            type = each.id().equals("autodesk") ? each : type;
        }
    }

    @AfterEach
    void stop() {
        types.close();
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "pat-exchange", "pat-header", "service-account", "password" })
    void collectsWhatTheLedgerHolds(String way) throws Exception {
        Configuration configuration = configuration(way);
        assertEquals(Status.State.UP, collect(configuration).state());
        compare(configuration);
    }

    @Test
    void collectsTheSameWhenEverythingGoesWrongNowAndThen() throws Exception {
        simulator.faults().atRandom(3, 0.15, Fault.singles());
        Configuration configuration = configuration("pat-exchange");
        assertEquals(Status.State.UP, collect(configuration).state());
        compare(configuration);
    }

    private Configuration configuration(String way) {
        Credentials credentials = simulator.credentials();
        return new Configuration(Map.of("source", way, "baseUrl", simulator.address().toString(), "client-id", credentials.clientId(),
                "service-account", credentials.serviceAccount(), "service-account-key-id", credentials.keyId(), "account-endpoint",
                simulator.accountEndpoint().toString(), "account-user", credentials.user(), "token-flex", "true"));
    }

    /** Polls when the monitor asks for it, until it has all; returns the last status. */
    private Status collect(Configuration configuration) {
        Credentials credentials = simulator.credentials();
        FakeSecrets secrets = new FakeSecrets(Map.of("client-secret", credentials.clientSecret(), "access-token-personal",
                credentials.personalAccessToken(), "service-account-key", credentials.privateKey(), "account-password",
                credentials.password()));
        Monitor monitor = type.open(configuration, new Context(clock, client, memory, keeper, secrets));
        try {
            for (int i = 0; i < MOST_POLLS; i++) {
                PollResult.Collected result = (PollResult.Collected) monitor
                        .poll(new Call(clock.instant().plus(Duration.ofMinutes(5)), new FakeProgress()));
                if (result.collecting().nextPoll().isEmpty()) {
                    return result.status();
                }
                Instant next = result.collecting().nextPoll().get();
                clock.set(next.isAfter(clock.instant()) ? next : clock.instant().plusSeconds(1));
            }
            return Status.misconfigured("it never came to an end");
        } finally {
            monitor.close();
        }
    }

    private void compare(Configuration configuration) {
        FakeSink sink = new FakeSink();
        for (Evidence evidence : keeper.kept()) {
            assertFalse(type.interpret(evidence, configuration, sink) instanceof Interpretation.Refused, evidence.name());
        }
        Ledger ledger = simulator.ledger();
        List<String> days = new ArrayList<>();
        ledger.usageDays(ACCOUNT.firstDay(), ACCOUNT.end(), clock.instant(), used -> days.add(used.person().autodeskId() + "|"
                + used.offering() + "|" + (used.product().equals(used.offering()) ? "" : used.product()) + "|" + used.version() + "|"
                + used.day() + "|" + used.person().team().alias()));
        assertTrue(days.size() > 1_000, "" + days.size());
        assertEquals(new TreeSet<>(days), new TreeSet<>(sink.observations(Observation.UsageDay.class).stream()
                .map(used -> used.account().id() + "|" + used.product().name() + "|" + used.product().feature() + "|"
                        + used.product().version() + "|" + used.day() + "|" + used.team())
                .toList()));
        List<String> assigned = new ArrayList<>();
        ledger.assignments(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), each -> assigned
                .add(each.person().autodeskId() + "|" + each.offering() + "|" + each.person().team().alias()));
        assertEquals(new TreeSet<>(assigned), new TreeSet<>(sink.observations(Observation.Assignment.class).stream()
                .filter(each -> each.unassignedAt().isEmpty())
                .map(each -> each.account().id() + "|" + each.product().name() + "|" + each.team()).toList()));
        List<String> sessions = new ArrayList<>();
        ledger.contracts().forEach(contract -> ledger.sessions(contract.number(), clock.instant(), session -> {
            if (session.category().equals("DESKTOP_PRODUCT")) {
                sessions.add(session.user() + "|" + session.machine() + "|" + session.product() + "|" + session.start());
            }
        }));
        assertEquals(sessions.stream().sorted().toList(), sink.observations(Observation.UsageSession.class).stream()
                .map(session -> session.user() + "|" + session.host() + "|" + session.product().name() + "|" + session.start()).sorted()
                .toList());
        String told = sink.diagnostics() + " " + memory.all() + " " + sink.observations();
        simulator.secrets().forEach(secret -> assertFalse(told.contains(secret), "a secret was told"));
    }
}
