package org.lictor.agent.protocol;

import java.time.Duration;

/**
 * How often an agent does what. Each is from 100 ms to one day, in whole milliseconds.
 *
 * @param scan      between two looks at all processes of the host
 * @param liveness  between two looks at the processes that are in use; half of it is how wrong the end of a session
 *                  can be
 * @param heartbeat between two proofs that sessions are still running, and between two signs of life
 */
public record Intervals(Duration scan, Duration liveness, Duration heartbeat) {

	/** What an agent does until it is told otherwise: 1 s, 1 s, 30 s. */
	public static final Intervals DEFAULT = new Intervals(Duration.ofSeconds(1), Duration.ofSeconds(1),
			Duration.ofSeconds(30));

	/** Checks each range. */
	public Intervals {
		scan = Checks.interval("scan", scan);
		liveness = Checks.interval("liveness", liveness);
		heartbeat = Checks.interval("heartbeat", heartbeat);
	}
}
