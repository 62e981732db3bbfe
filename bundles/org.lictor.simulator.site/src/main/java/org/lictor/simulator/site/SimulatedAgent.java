package org.lictor.simulator.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.ProtocolException;
import org.lictor.agent.protocol.RegisteredProduct;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/**
 * The agent of a simulated host: speaks the agents' protocol, as an agent does that ran without interruption since its host was
 * set up and now sends what it saw. Used by one thread at a time.
 */
final class SimulatedAgent {

	private static final String VERSION = "1.0.0";
	private static final Duration HELD = Duration.ofSeconds(Protocol.MAX_WAIT_SECONDS + 30);
	private static final int CLIENT_AT_FAULT = 400;
	private static final int UNCHANGED = 304;
	private static final Executor AGAIN = CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);
	private static final String PLATFORM = "Windows 11 amd64";

	private final PinnedHttps link;
	private final String server;
	private final String host;
	private final Instant born;
	private final UUID run = UUID.randomUUID();
	private final Map<Stint, SessionInfo> open = new HashMap<>();
	private String secret = "";
	private long sequence;
	private int pid = 1000;

	/**
	 * @param link   to the server
	 * @param server name of the licence server whose applications it watches
	 * @param host   its name
	 * @param born   since when it runs
	 */
	SimulatedAgent(PinnedHttps link, String server, String host, Instant born) {
		this.link = link;
		this.server = server;
		this.host = host;
		this.born = born;
	}

	/**
	 * Has it taken in.
	 *
	 * @param token of the enrolment
	 * @throws IOException when the server does not take it in
	 */
	void enrol(String token) throws IOException, InterruptedException {
		UUID installation = UUID.nameUUIDFromBytes((host + born).getBytes(StandardCharsets.UTF_8));
		EnrolmentRequest request = new EnrolmentRequest(Protocol.VERSION, token, installation, host, PLATFORM, VERSION);
		try {
			secret = Codec.enrolmentAnswer(link.send("POST", Protocol.ENROL_PATH, "", Codec.encode(request))).secret();
		} catch (ProtocolException e) {
			throw new IOException(e.getMessage(), e);
		}
	}

	/**
	 * Holds a connection on which the server tells when something else is to be watched, and does so for ever. Returns at once.
	 *
	 * @param going tells whether to go on, asked by several threads
	 */
	void hold(BooleanSupplier going) {
		hold(going, Optional.empty());
	}

	private void hold(BooleanSupplier going, Optional<String> known) {
		if (!going.getAsBoolean()) {
			return;
		}
		String path = Protocol.CONFIGURATION_PATH + "?" + Protocol.WAIT_PARAMETER + "=" + Protocol.MAX_WAIT_SECONDS;
		link.ask(path, secret, known, HELD).whenComplete((answer, trouble) -> {
			boolean answered = trouble == null && answer.statusCode() < CLIENT_AT_FAULT;
			Optional<String> told = answered ? answer.headers().firstValue("ETag").or(() -> known) : known;
			if (answered && (answer.statusCode() == UNCHANGED || !told.equals(known))) {
				hold(going, told);
			} else {
				// the server is busy or gone, or wishes to know something that nobody here can tell
				AGAIN.execute(() -> hold(going, told));
			}
		});
	}

	/** @return the first event of its run */
	AgentEvent begins() {
		return event(born, new EventDetail.AgentStarted(VERSION, PLATFORM, host, List.of()));
	}

	/**
	 * @param stint that begins
	 * @return the event of it
	 */
	AgentEvent begins(Stint stint) {
		SessionInfo session = session(stint);
		open.put(stint, session);
		return event(stint.start(), new EventDetail.SessionStarted(session));
	}

	/**
	 * @param stint that ends; where its beginning was not told before, the end tells of it
	 * @return the event of it
	 */
	AgentEvent ends(Stint stint) {
		SessionInfo session = Optional.ofNullable(open.remove(stint)).orElseGet(() -> session(stint));
		return event(stint.end(), new EventDetail.SessionEnded(session, stint.end(), true, EventDetail.EndReason.PROCESS_ENDED));
	}

	private SessionInfo session(Stint stint) {
		return new SessionInfo(UUID.randomUUID(), server, stint.product(), stint.product(), WatchRule.Kind.INTERACTIVE,
				stint.version(), host, stint.user(), ++pid, Optional.of(stint.start()),
				"C:/Program Files/Autodesk/" + stint.product() + " " + stint.version() + "/app.exe", Optional.empty(), "1");
	}

	/**
	 * @param now      the time
	 * @param products what the licensing helper of its host lists
	 * @return the event that tells of them
	 */
	AgentEvent registered(Instant now, List<RegisteredProduct> products) {
		return event(now, products.isEmpty() ? new EventDetail.ProductsRegistered(EventDetail.Registrations.ABSENT, "", List.of())
				: new EventDetail.ProductsRegistered(EventDetail.Registrations.LISTED, "", products));
	}

	/**
	 * @param now the time
	 * @return the event that tells what is open
	 */
	AgentEvent stillOpen(Instant now) {
		return event(now, new EventDetail.SessionsRunning(open.values().stream().map(SessionInfo::key).toList()));
	}

	private AgentEvent event(Instant at, EventDetail detail) {
		return new AgentEvent(run, ++sequence, at, Duration.between(born, at).toNanos(), detail);
	}

	/**
	 * Sends events, as many at a time as the protocol allows.
	 *
	 * @param events in the order in which they were made; none is a sign of life
	 * @param now    the time
	 * @throws IOException when the server does not take them
	 */
	void send(List<AgentEvent> events, Instant now) throws IOException, InterruptedException {
		int from = 0;
		do {
			int until = Math.min(events.size(), from + Protocol.MAX_EVENTS);
			link.send("POST", Protocol.EVENTS_PATH, secret, Codec.encode(new EventBatch(Protocol.VERSION, run, now,
					Duration.between(born, now).toNanos(), VERSION, host, PLATFORM, "", events.subList(from, until))));
			from = until;
		} while (from < events.size());
	}
}
