package org.lictor.agent.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import org.lictor.adapter.autodesk.internal.AutodeskServerType;
import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.ProtocolException;
import org.lictor.core.AgentRefusal;
import org.lictor.core.internal.EmbeddedNode;
import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.model.Progress;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.store.Stores;

/**
 * A real server core on a real store, and the way to it. Killed, it loses what it has in memory: its files are copied as
 * they are at that moment, and the next one begins on the copy.
 */
final class KilledServer implements ServerLink {

	/** When, in the course of a request, the server is killed or the connection breaks. */
	enum Moment {
		/** Nothing of the request is stored. */
		BEFORE_THE_COMMIT,
		/** Everything is stored, and the agent does not learn it. */
		AFTER_THE_COMMIT
	}

	private final Path folder;
	private final InstantSource clock;
	private final ServerTypes types = new ServerTypes();
	private final EnrolmentAnswer identity;
	private EmbeddedNode node;
	private int copies;
	private Instant downUntil = Instant.MIN;
	private boolean away;
	private Optional<Moment> kill = Optional.empty();
	private Optional<Moment> loss = Optional.empty();
	private Duration down = Duration.ZERO;

	/**
	 * Sets up a server with one licence server, for which one agent watches.
	 *
	 * @param folder empty, for its data
	 * @param clock  of the server
	 */
	KilledServer(Path folder, InstantSource clock) throws Exception {
		this.folder = folder;
		this.clock = clock;
		types.add(new AutodeskServerType());
		Files.createDirectories(current());
		open();
		node.servers().add(new ServerDefinition("Acme", "autodesk", Map.of(), Map.of(), true));
		node.groups().create("Everybody", true);
		node.groups().assign("Everybody", "Acme");
		node.listening(URI.create("https://localhost:7443"), "ab".repeat(32));
		EnrolmentString string = EnrolmentString.parse(node.agents().token(Optional.empty(), Duration.ofDays(1)).string());
		identity = enrol(new EnrolmentRequest(Protocol.VERSION, string.token(), UUID.randomUUID(), "cad-17", "Test 1 (x86_64)",
				"1.0.0"));
	}

	private Path current() {
		return folder.resolve("data" + copies);
	}

	private void open() throws ServiceException {
		node = new EmbeddedNode(Stores.open(current(), clock, Progress.NONE), types, clock, "1.0.0", Optional::empty, Optional::empty, Optional::empty);
	}

	/** @return the identity of the agent that was enrolled */
	EnrolmentAnswer identity() {
		return identity;
	}

	/** The way of an agent to the server, which goes by the secret it speaks with. */
	final class Way implements ServerLink {
		private String secret;

		Way(String secret) {
			this.secret = secret;
		}

		void speakWith(String other) {
			secret = other;
		}

		private String agent() {
			return node.access().authenticate(secret).orElseThrow().name();
		}

		@Override
		public EnrolmentAnswer enrol(EnrolmentRequest request) throws LinkException {
			return KilledServer.this.enrol(request);
		}

		@Override
		public Optional<AgentConfiguration> configuration(Optional<String> etag, Duration wait) throws LinkException {
			return KilledServer.this.configuration(agent(), etag);
		}

		@Override
		public Acknowledgement send(EventBatch batch) throws LinkException {
			return KilledServer.this.send(agent(), batch);
		}

		@Override
		public void report(ExaminationReport report) {
			KilledServer.this.report(report);
		}

		@Override
		public Optional<Instant> serverTime() {
			return KilledServer.this.serverTime();
		}

		@Override
		public void close() {
			// the server goes on
		}
	}

	/** @return what runs now */
	EmbeddedNode node() {
		return node;
	}

	/** @param is whether there is no way to the server */
	void away(boolean is) {
		away = is;
	}

	/**
	 * Kills the server in the next request.
	 *
	 * @param moment of that request
	 * @param time   until it is started again
	 */
	void kill(Moment moment, Duration time) {
		kill = Optional.of(moment);
		down = time;
	}

	/** @param moment of the next request at which the connection breaks */
	void lose(Moment moment) {
		loss = Optional.of(moment);
	}

	private static LinkException unreachable() {
		return FakeServer.lost();
	}

	private void reach() throws LinkException {
		if (away || clock.instant().isBefore(downUntil)) {
			throw unreachable();
		}
	}

	/** Breaks what is to break at this moment of a request. */
	private void pass(Moment moment) throws LinkException {
		if (kill.filter(moment::equals).isPresent()) {
			kill = Optional.empty();
			downUntil = clock.instant().plus(down);
			try {
				die();
			} catch (IOException | ServiceException e) {
				throw new AssertionError("the server cannot be started again", e);
			}
			throw unreachable();
		}
		if (loss.filter(moment::equals).isPresent()) {
			loss = Optional.empty();
			throw unreachable();
		}
	}

	private void die() throws IOException, ServiceException {
		Path dead = current();
		copies++;
		Folders.copy(dead, current());
		node.close();
		Folders.remove(dead);
		open();
	}

	@Override
	public EnrolmentAnswer enrol(EnrolmentRequest request) throws LinkException {
		try {
			return node.agentGateway().enrol(request);
		} catch (AgentRefusal e) {
			throw new LinkException(e.problem());
		}
	}

	@Override
	public Optional<AgentConfiguration> configuration(Optional<String> etag, Duration wait) throws LinkException {
		return configuration(identity.agentId(), etag);
	}

	private Optional<AgentConfiguration> configuration(String agent, Optional<String> etag) throws LinkException {
		reach();
		try {
			return node.agentGateway().configuration(agent, etag, Duration.ZERO).toCompletableFuture().join();
		} catch (CompletionException e) {
			throw new LinkException(LinkException.Kind.UNREACHABLE, "no configuration", e);
		}
	}

	@Override
	public Acknowledgement send(EventBatch batch) throws LinkException {
		return send(identity.agentId(), batch);
	}

	private Acknowledgement send(String agent, EventBatch batch) throws LinkException {
		reach();
		pass(Moment.BEFORE_THE_COMMIT);
		try {
			Acknowledgement acknowledged = node.agentGateway().events(agent, Codec.eventBatch(Codec.encode(batch)));
			pass(Moment.AFTER_THE_COMMIT);
			return acknowledged;
		} catch (AgentRefusal e) {
			throw new LinkException(e.problem());
		} catch (ProtocolException e) {
			throw new LinkException(new Problem(Problem.Reason.INVALID, e.getMessage()));
		}
	}

	@Override
	public void report(ExaminationReport report) {
		throw new UnsupportedOperationException("nobody asks for an examination");
	}

	@Override
	public Optional<Instant> serverTime() {
		return Optional.of(clock.instant());
	}

	@Override
	public void close() {
		node.close();
	}
}
