package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

	@TempDir
	private Path temp;

	@Test
	void copiesWhatMayOnlyBeReadSoThatItMayBeWritten() throws IOException {
		Path inner = Files.createDirectories(temp.resolve("from/inner"));
		Path file = Files.writeString(inner.resolve("file"), "content");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
		Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("r-xr-xr-x"));

		Folders.copy(temp.resolve("from"), temp.resolve("to"));

		assertEquals("content", Files.readString(temp.resolve("to/inner/file")));
		for (String each : new String[] { "to/inner", "to/inner/file" }) {
			assertTrue(Files.getPosixFilePermissions(temp.resolve(each)).contains(PosixFilePermission.OWNER_WRITE), each);
		}
		Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@Test
	void deletesAllThatIsInIt() throws IOException {
		Files.writeString(Files.createDirectories(temp.resolve("a/b/c")).resolve("file"), "content");
		Folders.delete(temp.resolve("a"));
		Folders.delete(temp.resolve("a"));
		assertFalse(Files.exists(temp.resolve("a")));
	}
}
