package org.lictor.agent.internal.doctor;

import java.util.Objects;

/**
 * One thing the doctor looked at.
 *
 * @param level  how it is
 * @param topic  what it is about, a word or two
 * @param text   how it is, in a sentence
 * @param advice what to do, empty where nothing is to be done
 */
public record Finding(Level level, String topic, String text, String advice) {

	/** How something is. */
	public enum Level {
		/** As it should be. */
		GOOD,
		/** Worth knowing. */
		NOTE,
		/** Something is to be done. */
		PROBLEM
	}

	/** Checks that nothing is null, and that a problem comes with advice. */
	public Finding {
		Objects.requireNonNull(level, "level");
		Objects.requireNonNull(topic, "topic");
		Objects.requireNonNull(text, "text");
		Objects.requireNonNull(advice, "advice");
		if (level == Level.PROBLEM && advice.isBlank()) {
			throw new IllegalArgumentException(topic + ": a problem needs advice");
		}
	}

	static Finding good(String topic, String text) {
		return new Finding(Level.GOOD, topic, text, "");
	}

	static Finding note(String topic, String text, String advice) {
		return new Finding(Level.NOTE, topic, text, advice);
	}

	static Finding problem(String topic, String text, String advice) {
		return new Finding(Level.PROBLEM, topic, text, advice);
	}
}
