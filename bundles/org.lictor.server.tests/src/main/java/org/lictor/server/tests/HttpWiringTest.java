package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.core.Node;
import org.lictor.core.Principal;
import org.lictor.model.Role;
import org.lictor.service.Connector;
import org.lictor.service.Lictor;
import org.lictor.service.Location;
import org.lictor.service.RunningNode;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** That the parts find each other in OSGi. */
class HttpWiringTest {

	@TempDir
	private Path folder;

	@Test
	void theClientIsAskedBeforeTheFolderIsOpenedHere() {
		List<Connector> connectors = Connectors.all();

		assertEquals(2, connectors.size());
		assertFalse(connectors.getFirst().accepts(new Location.Folder(folder)), "no server runs");
		assertTrue(connectors.getLast().accepts(new Location.Folder(folder)));
	}

	@Test
	void aServedFolderIsReachedThroughItsServerUntilThatStops() throws Exception {
		Lictor served = Connectors.serve(folder);
		RunningNode running = RunningNode.read(folder).orElseThrow();
		try (Lictor client = Connectors.open(new Location.Folder(folder))) {
			client.groups().create("Design", true);
			assertEquals(served.groups().list(), client.groups().list());
			assertEquals(served.version(), client.version());
		}
		served.close();
		assertEquals(Optional.empty(), RunningNode.read(folder));
		try (Lictor here = Connectors.open(new Location.Folder(folder))) {
			assertTrue(here instanceof Node);
			assertEquals("Design", here.groups().list().getFirst().name());
		}
		assertTrue(running.fingerprint().matches("[0-9a-f]{64}"));
	}

	@Test
	void enrolmentStringsNameTheListenerAndItsCertificate() throws Exception {
		try (Lictor served = Connectors.serve(folder)) {
			RunningNode running = RunningNode.read(folder).orElseThrow();
			EnrolmentString enrolment = EnrolmentString
					.parse(served.agents().token(Optional.empty(), Duration.ofDays(1)).string());

			assertEquals(running.address().getPort(), enrolment.address().getPort());
			assertEquals(running.fingerprint(), enrolment.fingerprint());
		}
	}

	@Test
	void tokensOpenTheDoorTheyAreMadeFor() throws Exception {
		try (Lictor served = Connectors.serve(folder)) {
			RunningNode running = RunningNode.read(folder).orElseThrow();
			String secret = served.tokens().create("script", Role.READER, Optional.empty());
			Location address = new Location.Address(running.address(), Optional.of(running.fingerprint()), secret);
			assertEquals(Optional.of(new Principal(Role.READER, "script")), ((Node) served).access().authenticate(secret));
			try (Lictor reader = Connectors.open(address)) {
				assertEquals(List.of(), reader.servers().list());
				assertEquals(Reason.FORBIDDEN,
						assertThrows(ServiceException.class, () -> reader.groups().create("Design", true)).reason());
				served.tokens().revoke("script");
				assertEquals(Reason.FORBIDDEN,
						assertThrows(ServiceException.class, () -> reader.servers().list()).reason());
			}
		}
	}
}
