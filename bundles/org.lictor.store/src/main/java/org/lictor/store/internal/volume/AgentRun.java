package org.lictor.store.internal.volume;

/**
 * A row of {@code agent_run}.
 *
 * @param id         its number
 * @param contiguous all events up to this number are known or given up
 * @param highest    the greatest number that is known
 */
record AgentRun(long id, long contiguous, long highest) {
}
