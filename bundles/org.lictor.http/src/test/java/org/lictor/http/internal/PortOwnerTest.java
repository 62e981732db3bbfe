package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortOwnerTest {

	private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

	@TempDir
	private Path proc;

	@BeforeEach
	void fill() throws IOException {
		Files.createDirectories(proc.resolve("net"));
		Files.writeString(proc.resolve("net/tcp"),
				HEAD + "   0: 0100007F:1D13 00000000:0000 01 00000000:00000000 00:00000000 00000000  1000        0 77 1\n"
						+ "   1: 00000000:1D13 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 88 1\n");
		Files.writeString(proc.resolve("net/tcp6"), HEAD
				+ "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 99 1\n");
		process("1", "init", "socket:[77]");
		process("4711", "java", "socket:[88]");
		process("4712", "other", "socket:[99]");
		Files.createDirectory(proc.resolve("4713"));
	}

	private void process(String pid, String name, String descriptor) throws IOException {
		Path descriptors = Files.createDirectories(proc.resolve(pid).resolve("fd"));
		Files.createSymbolicLink(descriptors.resolve("0"), Path.of("pipe:[5]"));
		Files.createSymbolicLink(descriptors.resolve("3"), Path.of(descriptor));
		Files.writeString(proc.resolve(pid).resolve("comm"), name + "\n");
	}

	@Test
	void namesTheProcessThatListens() {
		assertEquals(Optional.of("process 4711 (java)"), new PortOwner(proc).find(7443));
		assertEquals(Optional.of("process 4712 (other)"), new PortOwner(proc).find(8080));
	}

	@Test
	void saysNothingWhenItCannotBeTold() throws IOException {
		assertEquals(Optional.empty(), new PortOwner(proc).find(1));
		assertEquals(Optional.empty(), new PortOwner(proc.resolve("nowhere")).find(7443));
		Files.writeString(proc.resolve("net/tcp"), "\u0000 garbage\n1 2 3\n");
		assertEquals(Optional.empty(), new PortOwner(proc).find(7443));
	}

	@Test
	void readsWhatThisLinuxSays() throws Exception {
		try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
			Optional<String> owner = new PortOwner(Path.of("/proc")).find(socket.getLocalPort());

			// elsewhere there is no such folder, and nothing is told
			assertEquals(Files.exists(Path.of("/proc/net/tcp")), owner.isPresent());
			assertTrue(owner.isEmpty() || owner.get().contains(Long.toString(ProcessHandle.current().pid())),
					owner.toString());
		}
	}
}
