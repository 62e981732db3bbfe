package org.lictor.model;

/** What the holder of a token may do over HTTPS. */
public enum Role {
	/** Everything. */
	ADMINISTRATOR,
	/** Ask for reports and lists, change nothing. */
	READER,
	/** Deliver events and fetch the configuration of one agent, nothing else. */
	AGENT
}
