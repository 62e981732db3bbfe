package org.lictor.model;

/**
 * Tells whoever waits how far a long task is, and lets them call it off. Implementations may be called from any
 * thread and return at once.
 */
public interface Progress {

	/** Nobody is watching and nobody will cancel. */
	Progress NONE = new Progress() {
		@Override
		public void begin(String task, long total) {
			// nobody is watching
		}

		@Override
		public void worked(long units) {
			// nobody is watching
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	};

	/**
	 * A task, or its next part, begins; units done so far start at 0 again.
	 *
	 * @param task  what is being done, for people
	 * @param total how many units it has, 0 when that is not known
	 */
	void begin(String task, long total);

	/**
	 * Some more units are done.
	 *
	 * @param units how many, not negative
	 */
	void worked(long units);

	/** @return true when the task should stop as soon as it can leave things whole */
	boolean cancelled();
}
