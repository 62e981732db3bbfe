package org.lictor.agent.protocol;

import java.util.Optional;

/** Names, versions and limits both sides agree on. */
public final class Protocol {

	/**
	 * The version this code speaks. It rises when an older server could not understand what an agent sends. Version 2
	 * brought actions and consents of usage files, version 3 registered products, examinations, whether sessions are idle, and
	 * that a server may give an agent another identity.
	 */
	public static final int VERSION = 3;

	/** The first version in which agents answer examinations. */
	public static final int EXAMINATIONS = 3;

	/** The request header that carries the agent's protocol version as a decimal number. */
	public static final String VERSION_HEADER = "Lictor-Agent-Protocol";

	/** Where an agent enrols. */
	public static final String ENROL_PATH = "/agent/v1/enrol";

	/** Where an agent asks for its configuration. */
	public static final String CONFIGURATION_PATH = "/agent/v1/configuration";

	/** Where an agent brings its events. */
	public static final String EVENTS_PATH = "/agent/v1/events";

	/** Where an agent brings what came of an examination. */
	public static final String EXAMINATIONS_PATH = "/agent/v1/examinations";

	/** The query parameter of the configuration call: how many seconds the server may hold the answer back. */
	public static final String WAIT_PARAMETER = "wait";

	/** The longest time a server holds a configuration call, in seconds; larger values are taken for this. */
	public static final int MAX_WAIT_SECONDS = 60;

	/** Media type of all bodies. */
	public static final String MEDIA_TYPE = "application/json";

	/** Most bytes of JSON in a request of an agent, after gzip was undone. */
	public static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

	/** Most bytes of JSON in an answer to an agent, after gzip was undone. */
	public static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

	/** Most events in one batch. */
	public static final int MAX_EVENTS = 1000;

	/** Most sessions named in one {@link EventDetail.SessionsRunning}. */
	public static final int MAX_RUNNING = 1000;

	/** Most rules in one configuration. */
	public static final int MAX_RULES = 10_000;

	/** Most sessions named in one {@link EventDetail.InputSeen}. */
	public static final int MAX_INPUT = 500;

	/** Most products in one {@link EventDetail.ProductsRegistered}. */
	public static final int MAX_REGISTERED = 100;

	/** Most findings in one examination. */
	public static final int MAX_FINDINGS = 1000;

	/** Most processes in one examination. */
	public static final int MAX_SEEN = 2000;

	/** Most marks of a machine. */
	public static final int MAX_MARKS = 16;

	/**
	 * How a user begins of whom a consent is told where people are only counted, so that it is not taken for one that was told
	 * with a pseudonym.
	 */
	public static final String COUNTED_USER = "~~";

	/** Longest name: of a host, a user, a product, a server, a rule. In UTF-16 units. */
	public static final int MAX_NAME = 255;

	/** Longest other text: a path, an expression, a message. In UTF-16 units. */
	public static final int MAX_TEXT = 4096;

	/** Largest instant that can be written, in milliseconds since 1970: the end of the year 9999. */
	public static final long MAX_EPOCH_MILLIS = 253_402_300_799_999L;

	private Protocol() {
	}

	/**
	 * What a server answers an agent that speaks a newer protocol than it does.
	 *
	 * @param agentProtocol the agent's protocol version
	 * @param agentVersion  the agent's version, empty when it is not known
	 * @return the refusal, empty when this code understands the agent
	 */
	public static Optional<Problem> refusal(int agentProtocol, String agentVersion) {
		if (agentProtocol <= VERSION) {
			return Optional.empty();
		}
		String agent = agentVersion.isEmpty() ? "The agent" : "The agent " + agentVersion;
		return Optional.of(new Problem(Problem.Reason.AGENT_TOO_NEW, agent + " speaks version " + agentProtocol
				+ " of the agent protocol, this server understands up to version " + VERSION
				+ ". Update the server, or install an older agent."));
	}
}
