package org.lictor.agent.internal.watch;

import java.util.List;

import org.lictor.agent.protocol.EventDetail;

/** Takes what is to be told to the server. */
@FunctionalInterface
public interface Recorder {

	/**
	 * Numbers the events and keeps them until the server has them. Never throws for trouble with the disk.
	 *
	 * @param details what to tell, in order
	 * @return whether the events survive a kill of the agent; otherwise they wait in memory
	 */
	boolean record(List<? extends EventDetail> details);
}
