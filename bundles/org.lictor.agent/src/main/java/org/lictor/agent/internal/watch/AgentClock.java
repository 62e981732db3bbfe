package org.lictor.agent.internal.watch;

import java.time.Instant;

/** The two clocks of a host. Safe for use by many threads. */
public interface AgentClock {

	/** The clocks of this host. */
	AgentClock SYSTEM = new AgentClock() {
		@Override
		public Instant wall() {
			return Instant.now();
		}

		@Override
		public long nanos() {
			return System.nanoTime();
		}
	};

	/** @return the wall clock, which somebody may set */
	Instant wall();

	/** @return nanoseconds of a clock that only goes forward, from any origin; it may stand still while the host sleeps */
	long nanos();
}
