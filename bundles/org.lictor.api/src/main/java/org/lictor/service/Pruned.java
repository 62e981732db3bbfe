package org.lictor.service;

/**
 * What was removed because it was older than its limit.
 *
 * @param sessions  how many sessions
 * @param samples   how many steps of use
 * @param usageDays how many days of use
 * @param lines     how many lines of the Event Log
 */
public record Pruned(long sessions, long samples, long usageDays, long lines) {
}
