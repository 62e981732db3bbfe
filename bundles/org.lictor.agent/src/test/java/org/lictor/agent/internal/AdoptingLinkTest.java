package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.link.HttpsLink;
import org.lictor.agent.internal.link.Route;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EventBatch;

/** An agent that the server parts from another host becomes another one, for good. */
class AdoptingLinkTest {

	private static final UUID INSTALLATION = new UUID(1, 2);

	@TempDir
	Path folder;
	private final FakeServer store = new FakeServer();
	private HttpsFake server;
	private Identity.Enrolled before;
	private AdoptingLink link;

	@BeforeEach
	void open() throws Exception {
		HttpsFake.Key key = HttpsFake.Key.make(folder, "server.example");
		server = new HttpsFake(key, 0, store);
		before = new Identity.Enrolled(server.address(), key.fingerprint(), "agent-5", "old-secret", "mark");
		Files.createDirectories(file().getParent());
		new Identity(INSTALLATION, Optional.of(before)).save(file());
		HttpsLink https = new HttpsLink(server.address(), key.fingerprint(), "old-secret", "1.0.0", HttpsLink.Timeouts.DEFAULT,
				Route.STRAIGHT);
		link = new AdoptingLink(https, before, file(), https::speakWith);
		store.gives(new EnrolmentAnswer("agent-6", "new-secret"));
	}

	@AfterEach
	void close() {
		link.close();
		server.close();
	}

	private Path file() {
		return folder.resolve("agent").resolve("agent.json");
	}

	private String authorization() throws Exception {
		link.send(new EventBatch(1, new UUID(3, 4), Events.NOON, 5, "1.0.0", "cad-17", "Linux amd64", "", List.of()));
		return server.requests().getLast().authorization();
	}

	@Test
	void keepsItsNewIdentityAndSpeaksWithIt() throws Exception {
		assertEquals("Bearer old-secret", authorization());
		assertEquals("Bearer new-secret", authorization());

		assertEquals("agent-6", link.agentId());
		Identity kept = Identity.load(file());
		assertEquals(Optional.of(new Identity.Enrolled(before.address(), before.fingerprint(), "agent-6", "new-secret", "mark")),
				kept.enrolment());
		assertNotEquals(INSTALLATION, kept.installationId());
	}

	@Test
	void staysWhoItIsWhenTheNewIdentityCannotBeKept() throws Exception {
		Files.delete(file());
		Files.delete(file().getParent());
		Files.createFile(file().getParent());

		authorization();

		assertEquals("Bearer old-secret", authorization());
		assertEquals("agent-5", link.agentId());
	}
}
