package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.util.List;

/** Knows the users of this host. */
@FunctionalInterface
public interface Homes {

	/**
	 * @return the users that may run applications
	 * @throws IOException when the system does not tell
	 */
	List<Home> list() throws IOException;
}
