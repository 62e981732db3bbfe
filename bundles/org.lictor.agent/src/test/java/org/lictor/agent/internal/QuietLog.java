package org.lictor.agent.internal;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps the troubles that tests make out of the build's output. */
public final class QuietLog implements BeforeAllCallback {

	/** Held, because a logger that nobody holds forgets its level. */
	private static final Logger LOGGER = Logger.getLogger("org.lictor.agent");

	@Override
	public void beforeAll(ExtensionContext context) {
		silence();
	}

	/** Logs nothing from now on. */
	static void silence() {
		LOGGER.setLevel(Level.OFF);
	}
}
