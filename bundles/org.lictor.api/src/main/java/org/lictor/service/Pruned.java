package org.lictor.service;

/**
 * What was removed because it was older than its limit.
 *
 * @param sessions  how many sessions
 * @param samples   how many steps of use
 * @param usageDays how many days of use
 * @param denials   how many denials
 * @param lines     how many lines of the Event Log
 */
public record Pruned(long sessions, long samples, long usageDays, long denials, long lines) {

	/**
	 * What was removed when no denials were.
	 *
	 * @param sessions  how many sessions
	 * @param samples   how many steps of use
	 * @param usageDays how many days of use
	 * @param lines     how many lines of the Event Log
	 */
	public Pruned(long sessions, long samples, long usageDays, long lines) {
		this(sessions, samples, usageDays, 0, lines);
	}
}
