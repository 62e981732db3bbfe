package org.lictor.agent.protocol;

/** In what form an agent tells of the people it sees. Applied on the host, before anything is kept for sending. */
public sealed interface Disclosure {

	/** Users, hosts, programs as they are. */
	Disclosure CLEAR = new Clear();

	/** The forms, by their names on the wire. */
	enum Mode {
		/** {@link Clear} */
		CLEAR,
		/** {@link Pseudonym} */
		PSEUDONYM,
		/** {@link Counts} */
		COUNTS
	}

	/** @return its name on the wire */
	Mode mode();

	/** Everything as it is. */
	record Clear() implements Disclosure {

		@Override
		public Mode mode() {
			return Mode.CLEAR;
		}
	}

	/**
	 * In place of the user a pseudonym, and of the program's path its last part alone.
	 *
	 * @param key the company's own: 64 digits in lower case hexadecimal; a secret
	 */
	record Pseudonym(String key) implements Disclosure {

		/** Checks the form of the key. */
		public Pseudonym {
			if (!Checks.present("key", key).matches("[0-9a-f]{64}")) {
				throw new IllegalArgumentException("key: is not 64 digits in lower case hexadecimal");
			}
		}

		@Override
		public Mode mode() {
			return Mode.PSEUDONYM;
		}

		@Override
		public String toString() {
			return "Pseudonym[key=...]";
		}
	}

	/** No user, no host, no program, no process; what is one user's on one host within a day is marked as the same. */
	record Counts() implements Disclosure {

		@Override
		public Mode mode() {
			return Mode.COUNTS;
		}
	}
}
