package org.lictor.agent.protocol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What an event says. */
public sealed interface EventDetail {

	/** The kinds of events, by their names on the wire. */
	enum Kind {
		/** {@link AgentStarted} */
		AGENT_STARTED,
		/** {@link AgentStopped} */
		AGENT_STOPPED,
		/** {@link SessionStarted} */
		SESSION_STARTED,
		/** {@link SessionsRunning} */
		SESSIONS_RUNNING,
		/** {@link SessionEnded} */
		SESSION_ENDED,
		/** {@link Trouble} */
		DIAGNOSTIC,
		/** {@link ActionSeen} */
		USAGE_ACTION,
		/** {@link ConsentSeen} */
		USAGE_CONSENT,
		/** {@link ProductsRegistered} */
		PRODUCTS_REGISTERED,
		/** {@link InputSeen} */
		SESSION_INPUT
	}

	/** By what change of a usage file an action was seen. */
	enum Change {
		/** The file was not there before: as a rule, the application was started. */
		MADE,
		/** The file was there and was written again: as a rule, something was saved. */
		CHANGED
	}

	/** Whether a user agreed to usage files being read. */
	enum Consent {
		/** The user agreed. */
		GIVEN,
		/** The user did not agree, or was never asked. Nothing is read. */
		MISSING,
		/** The user agreed once and does not any more. Nothing is read. */
		WITHDRAWN,
		/** Whether the user agreed cannot be read. Nothing else is read then. */
		UNREADABLE
	}

	/** What came of asking a vendor's licensing helper which products are registered. */
	enum Registrations {
		/** It listed them. */
		LISTED,
		/** It listed them, and something of the list is missing or was not understood. */
		IN_PART,
		/** It did not list them. */
		FAILED,
		/** There is none on the host. */
		ABSENT
	}

	/** Whether somebody uses the keyboard or mouse of a session of the operating system. */
	enum Input {
		/** Somebody does, or did a moment ago. */
		ACTIVE,
		/** Nobody does, for as long as the system waits before it calls a session idle. */
		IDLE,
		/** The system does not tell. */
		UNKNOWN
	}

	/** Why a session is over. */
	enum EndReason {
		/** The process ended. */
		PROCESS_ENDED,
		/** The rule was withdrawn from the watch list; the process may run on, unobserved. */
		RULE_WITHDRAWN
	}

	/** How bad a trouble is. */
	enum Severity {
		/** Worth knowing. */
		INFO,
		/** Something is amiss. */
		WARNING,
		/** Something is lost or does not work. */
		ERROR
	}

	/** @return the kind of event */
	Kind kind();

	/**
	 * The first event of each run of an agent.
	 *
	 * @param agentVersion version of the agent
	 * @param platform     operating system and architecture
	 * @param host         name of the host
	 * @param machine      marks of the machine's parts, each a hash that says nothing to anybody else: two runs with one in
	 *                     common were on one machine, two that have none in common were on two. None where the agent can
	 *                     tell none
	 */
	record AgentStarted(String agentVersion, String platform, String host, List<String> machine) implements EventDetail {

		/** Checks each part. */
		public AgentStarted {
			Checks.text("agentVersion", agentVersion, Protocol.MAX_NAME);
			Checks.text("platform", platform, Protocol.MAX_NAME);
			Checks.filled("host", host, Protocol.MAX_NAME);
			machine = Checks.names("machine", machine, Protocol.MAX_MARKS);
		}

		@Override
		public Kind kind() {
			return Kind.AGENT_STARTED;
		}
	}

	/** The agent was asked to stop. Sessions run on; a later run of the agent goes on with them. */
	record AgentStopped() implements EventDetail {

		@Override
		public Kind kind() {
			return Kind.AGENT_STOPPED;
		}
	}

	/**
	 * A process was seen for the first time, or again after the first telling was dropped from a full spool.
	 *
	 * @param session the session
	 */
	record SessionStarted(SessionInfo session) implements EventDetail {

		/** Checks that it is there. */
		public SessionStarted {
			Checks.present("session", session);
		}

		@Override
		public Kind kind() {
			return Kind.SESSION_STARTED;
		}
	}

	/**
	 * Processes were seen alive at the moment of the event.
	 *
	 * @param sessions keys of the sessions, at most {@link Protocol#MAX_RUNNING}; more are told in further events
	 */
	record SessionsRunning(List<UUID> sessions) implements EventDetail {

		/** Checks the number, copies the list. */
		public SessionsRunning {
			Checks.size("sessions", sessions, Protocol.MAX_RUNNING);
			sessions = List.copyOf(sessions);
		}

		@Override
		public Kind kind() {
			return Kind.SESSIONS_RUNNING;
		}
	}

	/**
	 * A session is over.
	 *
	 * @param session the session, so that this event alone says everything
	 * @param end     when it ended, by the host's wall clock
	 * @param exact   true: the end is known to about a second, is not after the event's {@code at}, and what corrects
	 *                {@code at} corrects it. False: the process ended while the agent was not looking, and {@code end}
	 *                is the last moment it was seen alive, by the wall clock of that time
	 * @param reason  why
	 */
	record SessionEnded(SessionInfo session, Instant end, boolean exact, EndReason reason) implements EventDetail {

		/** Checks each part. */
		public SessionEnded {
			Checks.present("session", session);
			end = Checks.instant("end", end);
			Checks.present("reason", reason);
		}

		@Override
		public Kind kind() {
			return Kind.SESSION_ENDED;
		}
	}

	/**
	 * Something a person should know, in the Event Log.
	 *
	 * @param severity how bad it is
	 * @param code     stable name of the class of trouble, such as {@code SPOOL_DROPPED}
	 * @param message  what happened and what to do
	 */
	record Trouble(Severity severity, String code, String message) implements EventDetail {

		/** Checks each part. */
		public Trouble {
			Checks.present("severity", severity);
			Checks.filled("code", code, Protocol.MAX_NAME);
			Checks.filled("message", message, Protocol.MAX_TEXT);
		}

		@Override
		public Kind kind() {
			return Kind.DIAGNOSTIC;
		}
	}

	/**
	 * A user started an application or saved something with it, as one of its usage files shows.
	 *
	 * @param use    whose use of what
	 * @param action when the file was made or changed, by the host's wall clock; not after the event's {@code at}, and
	 *               what corrects {@code at} corrects it
	 * @param change by what change it was seen
	 */
	record ActionSeen(UseInfo use, Instant action, Change change) implements EventDetail {

		/** Checks each part. */
		public ActionSeen {
			Checks.present("use", use);
			action = Checks.instant("action", action);
			Checks.present("change", change);
		}

		@Override
		public Kind kind() {
			return Kind.USAGE_ACTION;
		}
	}

	/**
	 * Whether a user agreed to usage files of an application being read. Told when it changes, and first when the user
	 * is seen to use such an application.
	 *
	 * @param server        name of the licence server
	 * @param applicationId name of the rule
	 * @param product       name of the product
	 * @param user          the user as the operating system names it; empty when the agent may not know it
	 * @param consent       what the user said
	 * @param uses          keys of the user's uses of the application that are not over; at most {@link UsageFiles#MOST}
	 * @param help          what the user does to agree, sentences for a person; empty where nothing need be done
	 */
	record ConsentSeen(String server, String applicationId, String product, String user, Consent consent,
			List<UUID> uses, String help) implements EventDetail {

		/** Checks each part, copies the list. */
		public ConsentSeen {
			Checks.filled("server", server, Protocol.MAX_NAME);
			Checks.filled("applicationId", applicationId, Protocol.MAX_NAME);
			Checks.filled("product", product, Protocol.MAX_NAME);
			Checks.text("user", user, Protocol.MAX_NAME);
			Checks.present("consent", consent);
			Checks.size("uses", uses, UsageFiles.MOST);
			uses = List.copyOf(uses);
			Checks.text("help", help, Protocol.MAX_TEXT);
		}

		@Override
		public Kind kind() {
			return Kind.USAGE_CONSENT;
		}
	}

	/**
	 * Which products are registered on the host, as the vendor's licensing helper lists them. Told when it changes.
	 *
	 * @param outcome  what came of asking
	 * @param message  what went wrong and what to do, empty when nothing did
	 * @param products that were listed, at most {@link Protocol#MAX_REGISTERED}
	 */
	record ProductsRegistered(Registrations outcome, String message, List<RegisteredProduct> products)
			implements EventDetail {

		/** Checks each part, copies the list. */
		public ProductsRegistered {
			Checks.present("outcome", outcome);
			Checks.text("message", message, Protocol.MAX_TEXT);
			Checks.size("products", products, Protocol.MAX_REGISTERED);
			products = List.copyOf(products);
		}

		@Override
		public Kind kind() {
			return Kind.PRODUCTS_REGISTERED;
		}
	}

	/**
	 * Whether somebody uses the keyboard or mouse of the sessions of the operating system in which sessions run. Told when
	 * it changes, and first when a session is seen; only where the server asks for it.
	 *
	 * @param sessions keys of the sessions, at most {@link Protocol#MAX_INPUT}
	 * @param input    how it is
	 * @param since    for how long, by the host's wall clock; not after the event's {@code at}, and what corrects {@code at}
	 *                 corrects it
	 */
	record InputSeen(List<UUID> sessions, Input input, Instant since) implements EventDetail {

		/** Checks each part, copies the list. */
		public InputSeen {
			Checks.size("sessions", sessions, Protocol.MAX_INPUT);
			sessions = List.copyOf(sessions);
			Checks.present("input", input);
			since = Checks.instant("since", since);
		}

		@Override
		public Kind kind() {
			return Kind.SESSION_INPUT;
		}
	}
}
