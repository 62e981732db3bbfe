package org.lictor.agent.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;

/**
 * A link whose agent becomes another when the server says that a second host lives with its identity, as hosts do that were
 * made of one disk image. The new identity is kept before it is used. Safe for use by several threads.
 */
final class AdoptingLink implements ServerLink {

	private static final System.Logger LOG = System.getLogger(AdoptingLink.class.getName());

	private final ServerLink link;
	private final Path file;
	private final Consumer<String> secrets;
	private volatile Identity.Enrolled enrolled;

	/**
	 * @param link     to the server
	 * @param enrolled the identity so far
	 * @param file     where it is kept
	 * @param secrets  has the link speak with another secret
	 */
	AdoptingLink(ServerLink link, Identity.Enrolled enrolled, Path file, Consumer<String> secrets) {
		this.link = link;
		this.enrolled = enrolled;
		this.file = file;
		this.secrets = secrets;
	}

	/** @return the id of the agent at present */
	String agentId() {
		return enrolled.agentId();
	}

	@Override
	public Acknowledgement send(EventBatch batch) throws LinkException {
		Acknowledgement acknowledgement = link.send(batch);
		acknowledgement.identity().ifPresent(this::become);
		return acknowledgement;
	}

	private void become(EnrolmentAnswer identity) {
		Identity.Enrolled next = new Identity.Enrolled(enrolled.address(), enrolled.fingerprint(), identity.agentId(),
				identity.secret(), enrolled.enrolledBy());
		try {
			// Another installation too: enrolled anew, it would be taken for the other host otherwise.
			new Identity(UUID.randomUUID(), Optional.of(next)).save(file);
		} catch (AgentFailure e) {
			LOG.log(System.Logger.Level.WARNING, "Another host lives with the identity of this one, and the new identity cannot be kept."
					+ " The server will give it again. {0}", e.getMessage());
			return;
		}
		LOG.log(System.Logger.Level.INFO, "Another host lives with the identity of this one, as copies of a disk image do."
				+ " The server made this one agent {0}.", identity.agentId());
		enrolled = next;
		secrets.accept(identity.secret());
	}

	@Override
	public EnrolmentAnswer enrol(EnrolmentRequest request) throws LinkException {
		return link.enrol(request);
	}

	@Override
	public Optional<AgentConfiguration> configuration(Optional<String> etag, Duration wait) throws LinkException {
		return link.configuration(etag, wait);
	}

	@Override
	public void report(ExaminationReport report) throws LinkException {
		link.report(report);
	}

	@Override
	public Optional<Instant> serverTime() {
		return link.serverTime();
	}

	@Override
	public void close() {
		link.close();
	}
}
