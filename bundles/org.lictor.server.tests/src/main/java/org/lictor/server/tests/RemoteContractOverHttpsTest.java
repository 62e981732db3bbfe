package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;

import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.ServiceException;

/** The same, through the listener and the client, found in the folder of the running node. */
class RemoteContractOverHttpsTest extends RemoteContract {

	@Override
	Lictor reach(Lictor served, Path data) throws ServiceException {
		Lictor remote = Connectors.open(new Location.Folder(data));
		assertFalse(served.getClass().isInstance(remote));
		return remote;
	}
}
