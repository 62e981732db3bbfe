package org.lictor.agent.internal.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.lictor.agent.protocol.EventDetail.Input;

/** Knows whether somebody uses keyboard or mouse of a session of the operating system. */
@FunctionalInterface
public interface InputSource {

	/**
	 * How it is.
	 *
	 * @param input whether somebody does
	 * @param since for how long, by the wall clock
	 */
	record Seen(Input input, Instant since) {
	}

	/**
	 * @param osSession a session as the system numbers them
	 * @param now       by the wall clock
	 * @return how it is; UNKNOWN when the system does not tell
	 * @throws InterruptedException when the thread is asked to stop
	 */
	Seen look(String osSession, Instant now) throws InterruptedException;

	/** @return the source of this host: logind where it is, elsewhere one that knows nothing */
	static InputSource ofThisHost() {
		Path loginctl = Path.of("/usr/bin/loginctl");
		return Files.isExecutable(loginctl) ? new Logind(List.of(loginctl.toString())) : (osSession, now) -> new Seen(Input.UNKNOWN, now);
	}
}
