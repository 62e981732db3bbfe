package org.lictor.core.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.core.internal.directory.FakeDirectory;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.ServerDefinition;
import org.lictor.service.OwnInstallation;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;
import org.lictor.store.Stores;

/** A node on a folder of its own, with a clock that is set by hand, a plain server type, and hosts that tell what they see. */
public final class Site implements AutoCloseable {

	/** A Monday morning. */
	public static final Instant MONDAY = Instant.parse("2026-05-04T08:00:00Z");

	private Path folder;
	private volatile Instant now = MONDAY;
	/** The types that are installed. */
	public final ServerTypes types = new ServerTypes();
	/** The type that is installed. */
	public final LinesType type = new LinesType();
	/** The directories that can be read. */
	public final FakeDirectory directory = new FakeDirectory();
	/** What can have plug-ins. */
	public Optional<OwnInstallation> installation = Optional.empty();
	/** The node. */
	public EmbeddedNode node;

	/** @param folder empty, or one that has or names a database */
	public Site(Path folder) throws Exception {
		this.folder = folder;
		types.add(type);
		try (Stream<Path> content = Files.list(folder)) {
			if (content.findAny().isEmpty()) {
				Folders.fill(folder);
			}
		}
		open();
	}

	public void open() throws ServiceException {
		InstantSource clock = () -> now;
		node = new EmbeddedNode(Stores.open(folder, clock, Progress.NONE), types, clock, "1.0.0", Optional::empty, () -> Optional.of(directory), () -> installation);
	}

	/** Ends the node and begins another on a folder that has data; hosts go on with that one. */
	public void goOnIn(Path other) throws ServiceException {
		node.close();
		folder = other;
		open();
	}

	/** Ends the node and begins another on the same folder. */
	public void restart() throws ServiceException {
		node.close();
		open();
	}

	/** As a node that monitors does soon after its start: takes in evidence that was kept and of which nothing was derived yet. */
	public void catchUp(String server) throws ServiceException {
		type.poll = () -> new PollResult.Collected(Status.up(""), List.of(), List.of());
		node.servers().poll(server, Progress.NONE);
	}

	public Instant now() {
		return now;
	}

	public void after(Duration time) {
		now = now.plus(time);
	}

	public void addServer(String name) throws ServiceException {
		node.servers().add(new ServerDefinition(name, LinesType.ID, Map.of(), Map.of(), true));
	}

	public org.lictor.service.ImportResult importLines(String server, String name, String... lines) throws ServiceException {
		return importLines(server, name, Progress.NONE, lines);
	}

	public org.lictor.service.ImportResult importLines(String server, String name, Progress progress, String... lines) throws ServiceException {
		return node.imports().run(server, new Evidence(Evidence.Origin.FILE, name, now,
				Content.of(String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8))), progress);
	}

	public ResultTable report(String name) throws ServiceException {
		return node.queries().run(Query.of(name, ZoneOffset.UTC), Progress.NONE);
	}

	public ResultTable report(Query query) throws ServiceException {
		return node.queries().run(query, Progress.NONE);
	}

	/** A group that all new agents join, assigned to a server; and the address that agents would come to. */
	public void watch(String group, String server) throws ServiceException {
		node.groups().create(group, true);
		node.groups().assign(group, server);
		node.listening(java.net.URI.create("https://localhost:7443"), "ab".repeat(32));
	}

	/** Another host, made of an image of this one's disk: it has the same identity, and what was not sent yet. */
	public Host copyOf(Host host, String name) {
		Host copy = new Host(name, host.agent);
		copy.waiting.addAll(host.waiting);
		return copy;
	}

	public Host hostOf(String agent, String name) {
		return new Host(name, agent);
	}

	public Host enrol(String name) throws Exception {
		String string = node.agents().token(Optional.empty(), Duration.ofDays(1)).string();
		EnrolmentAnswer answer = node.agentGateway().enrol(new EnrolmentRequest(Protocol.VERSION,
				EnrolmentString.parse(string).token(), UUID.randomUUID(), name, "Test 1 (x86_64)", "1.0.0"));
		return new Host(name, answer.agentId());
	}

	@Override
	public void close() {
		node.close();
	}

	/** A host whose clock is right. */
	public final class Host {
		public final String name;
		/** Its id, another one once the server has parted it from a copy. */
		public String agent;
		/** How far its clock is ahead. */
		public Duration ahead = Duration.ZERO;
		private UUID run = UUID.randomUUID();
		private Instant runBegan = now;
		private long sequence;
		private final List<AgentEvent> waiting = new ArrayList<>();

		Host(String name, String agent) {
			this.name = name;
			this.agent = agent;
		}

		/** Its agent starts anew. */
		public void restart() {
			run = UUID.randomUUID();
			runBegan = now;
			sequence = 0;
		}

		public SessionInfo start(String server, String user, String product, String version) {
			SessionInfo session = new SessionInfo(UUID.randomUUID(), server, product.toLowerCase(java.util.Locale.ROOT),
					product, WatchRule.Kind.INTERACTIVE, version, name, user, 100 + sequence, Optional.of(now.plus(ahead)),
					"/opt/" + product);
			tell(new EventDetail.SessionStarted(session));
			return session;
		}

		public void running(SessionInfo... sessions) {
			tell(new EventDetail.SessionsRunning(java.util.Arrays.stream(sessions).map(SessionInfo::key).toList()));
		}

		public void end(SessionInfo session) {
			tell(new EventDetail.SessionEnded(session, now.plus(ahead), true, EventDetail.EndReason.PROCESS_ENDED));
		}

		public void tell(EventDetail detail) {
			waiting.add(new AgentEvent(run, ++sequence, now.plus(ahead), Duration.between(runBegan, now).toNanos(), detail));
		}

		/** Sends what was told since the last time. */
		public List<AgentEvent> send() throws Exception {
			List<AgentEvent> events = List.copyOf(waiting);
			waiting.clear();
			send(events);
			return events;
		}

		public void send(List<AgentEvent> events) throws Exception {
			Acknowledgement answer = node.agentGateway().events(agent, new EventBatch(Protocol.VERSION, run, now.plus(ahead),
					Duration.between(runBegan, now).toNanos(), "1.0.0", name, "Test 1 (x86_64)", "", events));
			answer.identity().ifPresent(identity -> agent = identity.agentId());
		}
	}
}
