package org.lictor.store.internal.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

class DataFolderTest {

	@TempDir
	Path temporary;

	/** A superuser may write everywhere but among the processes. */
	private Path placeThatNobodyMayWrite() throws Exception {
		Path parent = Files.createDirectory(temporary.resolve("read-only"));
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r-xr-xr-x"));
		return Files.isWritable(parent) ? Path.of("/proc") : parent;
	}

	@Test
	void refusesAFolderThatMayNotBeMade() throws Exception {
		Path folder = placeThatNobodyMayWrite().resolve("data");

		ServiceException e = assertThrows(ServiceException.class, () -> DataFolder.prepare(folder));

		assertTrue(e.reason() == Reason.FORBIDDEN || e.reason() == Reason.UNAVAILABLE, e.toString());
		assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
	}

	@Test
	void refusesAFolderThatMayNotBeWritten() throws Exception {
		Path folder = placeThatNobodyMayWrite();

		ServiceException e = assertThrows(ServiceException.class, () -> DataFolder.prepare(folder));

		assertTrue(e.reason() == Reason.FORBIDDEN || e.reason() == Reason.UNAVAILABLE, e.toString());
	}

	@Test
	void tellsWhoNeedsWhichRight() {
		ServiceException e = new DataFolder(temporary).cannotBeUsed(new AccessDeniedException(temporary.toString()));

		assertEquals(Reason.FORBIDDEN, e.reason());
		assertTrue(e.getMessage().contains(temporary.toString()), e.getMessage());
		assertTrue(e.getMessage().contains(System.getProperty("user.name")), e.getMessage());
	}

	@Test
	void passesOnWhatTheSystemSays() {
		ServiceException e = new DataFolder(temporary)
				.cannotBeUsed(new FileSystemException(temporary.toString(), null, "Read-only file system"));

		assertEquals("The data folder " + temporary + " cannot be used: Read-only file system.", e.getMessage());
	}
}
