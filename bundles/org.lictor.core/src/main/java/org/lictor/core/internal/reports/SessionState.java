package org.lictor.core.internal.reports;

/** How a session stands at the time of asking. Derived, never stored: see docs/adr/0005. */
enum SessionState {
	/** It goes on, as far as is known. */
	LIVE("live"),
	/** Somebody saw it end. */
	ENDED("ended"),
	/** It was over when somebody looked again; its end is the last moment at which it was proven. */
	ENDED_UNSEEN("ended, not seen"),
	/** Its source fell silent, or speaks and tells it no more; shown as closed at the last moment at which it was proven. */
	SILENT("silent");

	private final String label;

	SessionState(String label) {
		this.label = label;
	}

	/** @return its name for people and scripts */
	String label() {
		return label;
	}
}
