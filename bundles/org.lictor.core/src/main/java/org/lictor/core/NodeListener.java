package org.lictor.core;

import java.nio.file.Path;
import java.util.OptionalInt;

import org.lictor.service.ServiceException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lets others reach a node. Published as an OSGi service and started by the core for every node that is opened in mode
 * SERVER, where a listener that cannot start is an error, or WORKBENCH, where it is told in the Event Log.
 */
@ConsumerType
public interface NodeListener {

	/**
	 * Begins to listen, tells the node by {@link Node#listening}, and returns.
	 *
	 * @param node       answers the questions; ready for use
	 * @param dataFolder where the listener may keep files of its own
	 * @param port       the port that was asked for or is stored in the data folder, 0 for any free one; empty when
	 *                   nobody chose one, for the listener's default
	 * @return closed by the core before the node closes; closing ends all connections and may take some seconds
	 * @throws ServiceException UNAVAILABLE when it cannot listen, as when the port is taken: the sentence names the port
	 */
	AutoCloseable start(Node node, Path dataFolder, OptionalInt port) throws ServiceException;
}
