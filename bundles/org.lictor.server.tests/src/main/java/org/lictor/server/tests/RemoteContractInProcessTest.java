package org.lictor.server.tests;

import java.nio.file.Path;

import org.lictor.service.Lictor;

/** The measure: the node itself. */
class RemoteContractInProcessTest extends RemoteContract {

	@Override
	Lictor reach(Lictor served, Path data) {
		return served;
	}
}
