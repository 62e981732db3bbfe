package org.lictor.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningNodeTest {

	@TempDir
	Path folder;

	private final RunningNode node = new RunningNode(ProcessHandle.current().pid(), URI.create("https://localhost:7443"),
			"ab12", "s3cret");

	@Test
	void isFoundWhileItsProcessLives() throws Exception {
		node.write(folder);
		assertEquals(Optional.of(node), RunningNode.read(folder));
		RunningNode.remove(folder);
		assertEquals(Optional.empty(), RunningNode.read(folder));
	}

	@Test
	void isReadableByItsOwnerOnly() throws Exception {
		node.write(folder);
		assertEquals("rw-------",
				PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("node.properties"))));
	}

	@Test
	void isNotFoundWhenItsProcessIsGone() throws Exception {
		Process process = new ProcessBuilder("true").start();
		process.waitFor();
		new RunningNode(process.pid(), node.address(), node.fingerprint(), node.token()).write(folder);
		assertEquals(Optional.empty(), RunningNode.read(folder));
	}

	@Test
	void isNotFoundWhenTheFileIsNotUnderstood() throws Exception {
		Files.writeString(folder.resolve("node.properties"), "pid=many\naddress=:::\n");
		assertEquals(Optional.empty(), RunningNode.read(folder));
	}

	@Test
	void neverShowsItsToken() {
		assertFalse(node.toString().contains("s3cret"));
		assertFalse(new Location.Address(node.address(), Optional.empty(), "s3cret").toString().contains("s3cret"));
		assertFalse(new Enrolment("s3cret", Optional.empty(), java.time.Instant.EPOCH).toString().contains("s3cret"));
		assertFalse(new ServerDefinition("n", "t", java.util.Map.of(), java.util.Map.of("password", "s3cret"), true)
				.toString().contains("s3cret"));
	}
}
