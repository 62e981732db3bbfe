package org.lictor.agent.internal.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;

/** The calls an agent makes. Each blocks until there is an answer. Safe for use by several threads. */
public interface ServerLink extends AutoCloseable {

	/**
	 * @param request with the enrolment token
	 * @return the identity the server gives
	 * @throws LinkException when it gives none
	 */
	EnrolmentAnswer enrol(EnrolmentRequest request) throws LinkException;

	/**
	 * Waits for another configuration than the known one.
	 *
	 * @param etag of the known one, empty when none is known
	 * @param wait how long the server may wait
	 * @return the other one, empty when it did not change for so long
	 * @throws LinkException when there is no answer
	 */
	Optional<AgentConfiguration> configuration(Optional<String> etag, Duration wait) throws LinkException;

	/**
	 * @param batch of events
	 * @return what the server has stored
	 * @throws LinkException when there is no answer
	 */
	Acknowledgement send(EventBatch batch) throws LinkException;

	/**
	 * @param report what came of an examination
	 * @throws LinkException when the server does not take it
	 */
	void report(ExaminationReport report) throws LinkException;

	/** @return the server's clock at its last answer, to the second; empty when it did not tell */
	Optional<Instant> serverTime();

	/** Breaks off calls that are under way. */
	@Override
	void close();
}
