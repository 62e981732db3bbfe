package org.lictor.agent.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.internal.link.LinkException;
import org.lictor.agent.internal.link.ServerLink;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;

/** Gives the agent its identity: the one it has, or one the server gives it. */
final class Enroller {

	private static final System.Logger LOG = System.getLogger(Enroller.class.getName());

	/** Makes links to servers. */
	@FunctionalInterface
	interface Links {
		/**
		 * @param string that names a server
		 * @return a link to it
		 * @throws AgentFailure when the way to it is not understood
		 */
		ServerLink to(EnrolmentString string) throws AgentFailure;
	}

	private final Path file;
	private final Host host;
	private final String agentVersion;
	private final Links links;
	private final Backoff backoff;
	private final Signal stop;

	/**
	 * @param file         where the identity is kept
	 * @param host         this machine
	 * @param agentVersion version of the agent
	 * @param links        makes a link to a server
	 * @param backoff      how long to wait while the server is away
	 * @param stop         raised when the agent shall stop
	 */
	Enroller(Path file, Host host, String agentVersion, Links links, Backoff backoff,
			Signal stop) {
		this.file = file;
		this.host = host;
		this.agentVersion = agentVersion;
		this.links = links;
		this.backoff = backoff;
		this.stop = stop;
	}

	/**
	 * @param string the enrolment string that was given, if any. The one by which the agent enrolled is no reason to
	 *               enrol again
	 * @return the identity, enrolled; empty when the agent was asked to stop meanwhile
	 * @throws AgentFailure         when the server does not take it in, or there is no string
	 * @throws InterruptedException when the thread is asked to stop
	 */
	Optional<Identity> identity(Optional<EnrolmentString> string) throws AgentFailure, InterruptedException {
		Identity known = Identity.load(file);
		if (string.isEmpty() && known.enrolment().isEmpty()) {
			throw new AgentFailure(AgentFailure.USAGE,
					"This agent is not enrolled yet: start it with --enrol and the string an administrator of the server"
							+ " makes for it.");
		}
		if (string.isEmpty() || known.enrolment()
				.filter(enrolled -> enrolled.enrolledBy().equals(Identity.mark(string.get()))).isPresent()) {
			return Optional.of(known);
		}
		// Kept before it is told, so that an answer that is lost costs no second agent.
		known.save(file);
		Optional<EnrolmentAnswer> answer = enrol(string.get(), known);
		if (answer.isEmpty()) {
			return Optional.empty();
		}
		Identity enrolled = new Identity(known.installationId(), Optional.of(new Identity.Enrolled(string.get().address(),
				string.get().fingerprint(), answer.get().agentId(), answer.get().secret(), Identity.mark(string.get()))));
		enrolled.save(file);
		LOG.log(System.Logger.Level.INFO, "Enrolled at {0} as {1}.", string.get().address(), answer.get().agentId());
		return Optional.of(enrolled);
	}

	private Optional<EnrolmentAnswer> enrol(EnrolmentString string, Identity known)
			throws AgentFailure, InterruptedException {
		EnrolmentRequest request = new EnrolmentRequest(Protocol.VERSION, string.token(), known.installationId(),
				host.name(), host.platform(), agentVersion, host.machine().marks(string.fingerprint()));
		Troubles troubles = new Troubles();
		try (ServerLink link = links.to(string)) {
			while (true) {
				Duration wait;
				try {
					return Optional.of(link.enrol(request));
				} catch (LinkException e) {
					if (!canHeal(e)) {
						throw new AgentFailure(AgentFailure.CANNOT_WORK, "The agent cannot enrol. " + e.getMessage());
					}
					troubles.set(Troubles.Topic.CONFIGURATION, Delivery.kind(e),
							e.getMessage() + " The agent tries to enrol until it can.");
					wait = backoff.next();
				}
				if (stop.await(wait)) {
					return Optional.empty();
				}
			}
		}
	}

	private static boolean canHeal(LinkException e) {
		return e.kind() == LinkException.Kind.UNREACHABLE || e.is(Problem.Reason.UNAVAILABLE)
				|| e.is(Problem.Reason.INTERNAL);
	}
}
