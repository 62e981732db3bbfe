package org.lictor.agent.protocol;

/**
 * One thing an examination looked at.
 *
 * @param level  how it is
 * @param topic  what it is about, a word or two
 * @param text   how it is, in a sentence; cut to {@link Protocol#MAX_TEXT}
 * @param advice what to do, empty where nothing is to be done; cut likewise
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

	/** Checks each part, and that a problem comes with advice. */
	public Finding {
		Checks.present("level", level);
		Checks.filled("topic", topic, Protocol.MAX_NAME);
		text = Checks.cut("text", text, Protocol.MAX_TEXT);
		advice = Checks.cut("advice", advice, Protocol.MAX_TEXT);
		if (level == Level.PROBLEM && advice.isBlank()) {
			throw new IllegalArgumentException("advice: is empty, and a problem needs advice");
		}
	}

	/**
	 * @param topic what it is about
	 * @param text  how it is
	 * @return a finding that all is well
	 */
	public static Finding good(String topic, String text) {
		return new Finding(Level.GOOD, topic, text, "");
	}

	/**
	 * @param topic  what it is about
	 * @param text   how it is
	 * @param advice what to do, empty where nothing is to be done
	 * @return a finding that is worth knowing
	 */
	public static Finding note(String topic, String text, String advice) {
		return new Finding(Level.NOTE, topic, text, advice);
	}

	/**
	 * @param topic  what it is about
	 * @param text   how it is
	 * @param advice what to do
	 * @return a finding that something is to be done
	 */
	public static Finding problem(String topic, String text, String advice) {
		return new Finding(Level.PROBLEM, topic, text, advice);
	}
}
