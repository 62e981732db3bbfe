package org.lictor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

	@TempDir
	private Path folder;

	@Test
	void saysWhyInWordsForPeople() throws IOException {
		Path file = Files.writeString(folder.resolve("file"), "");

		assertEquals("it does not exist", why(() -> Files.readString(folder.resolve("nowhere"))));
		assertEquals("something else of that name stands there", why(() -> Files.createDirectory(file)));
		assertEquals("it is not a folder", why(() -> Files.list(file)));
		assertEquals("Not a directory", why(() -> Files.createDirectory(file.resolve("below"))));
		assertEquals("this user is not allowed to", FileTrouble.why(new AccessDeniedException("/x")));
		assertEquals("No space left on device", FileTrouble.why(new IOException("No space left on device")));
		assertEquals("the system does not say why", FileTrouble.why(new IOException(new IllegalStateException())));
		assertEquals("the system does not say why", FileTrouble.why(new IOException((String) null)));
	}

	private interface Attempt {

		void run() throws IOException;
	}

	private static String why(Attempt attempt) {
		return FileTrouble.why(assertThrows(IOException.class, attempt::run));
	}
}
