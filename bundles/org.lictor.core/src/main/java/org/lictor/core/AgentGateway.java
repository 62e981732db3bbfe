package org.lictor.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What agents may ask and tell. The caller has found out by {@link Access#authenticate} which agent it is; only
 * enrolling needs no such proof. Safe for use by many threads.
 */
@ProviderType
public interface AgentGateway {

	/**
	 * Takes an agent in, as its request describes.
	 *
	 * @param request with a token that an administrator made
	 * @return id and secret of the agent, given out only this once
	 * @throws AgentRefusal TOKEN_UNKNOWN, TOKEN_EXPIRED, AGENT_TOO_NEW, or UNAVAILABLE when it cannot be stored now
	 */
	EnrolmentAnswer enrol(EnrolmentRequest request) throws AgentRefusal;

	/**
	 * What an agent is to watch. Holds no thread while it waits.
	 *
	 * @param agent id of the agent
	 * @param known the etag of the configuration the agent has, empty when it has none
	 * @param wait  how long to wait for another one when the agent's is still right; more than
	 *              {@link org.lictor.agent.protocol.Protocol#MAX_WAIT_SECONDS} is taken for that
	 * @return completed as soon as there is a configuration with another etag or with an examination, with nothing when the time is over, and
	 *         exceptionally with an {@link AgentRefusal} (AGENT_UNKNOWN, UNAVAILABLE). Completed on a thread that must
	 *         not be held up
	 */
	CompletionStage<Optional<AgentConfiguration>> configuration(String agent, Optional<String> known, Duration wait);

	/**
	 * Stores events. Comes back after the commit, so that what is acknowledged survives a crash.
	 *
	 * @param agent id of the agent
	 * @param batch its events, repeated ones and ones out of order included; an empty batch is a sign of life
	 * @return what is durably stored
	 * @throws AgentRefusal AGENT_UNKNOWN when it was removed meanwhile, AGENT_TOO_NEW, or UNAVAILABLE when nothing can
	 *                      be stored now: the agent keeps the events and tries again
	 */
	Acknowledgement events(String agent, EventBatch batch) throws AgentRefusal;

	/**
	 * Takes what came of an examination that a configuration asked for. What nobody waits for any more is dropped.
	 *
	 * @param agent  id of the agent
	 * @param report its answer
	 */
	void examined(String agent, ExaminationReport report);
}
