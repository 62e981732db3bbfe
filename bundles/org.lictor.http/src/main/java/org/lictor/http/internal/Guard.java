package org.lictor.http.internal;

import org.lictor.model.Role;

/** Who may ask. */
enum Guard {
	/** Anybody. */
	NOBODY,
	/** Readers and administrators. */
	READER,
	/** Administrators. */
	ADMINISTRATOR,
	/** Agents, each for itself. */
	AGENT;

	/**
	 * @param role of whoever asks
	 * @return whether that is enough
	 */
	boolean admits(Role role) {
		return switch (this) {
		case NOBODY -> true;
		case READER -> role == Role.READER || role == Role.ADMINISTRATOR;
		case ADMINISTRATOR -> role == Role.ADMINISTRATOR;
		case AGENT -> role == Role.AGENT;
		};
	}
}
