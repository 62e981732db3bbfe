package org.lictor.service;

import java.util.List;

/** Who is asked about plug-ins that nobody trusted has signed. */
@FunctionalInterface
public interface Doubts {

	/** Nobody is there to be asked. */
	Doubts REFUSED = doubts -> false;

	/**
	 * Called on a thread that may wait for the answer.
	 *
	 * @param doubts all there are, at least one
	 * @return whether to install all the same
	 */
	boolean accept(List<Doubt> doubts);
}
