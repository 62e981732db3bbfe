package org.lictor.server.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.lictor.service.ServiceException;

/** Writes a file in one step: whoever waits for it never sees half of it, and an older one stays when writing fails. */
final class WholeFile {

	private WholeFile() {
	}

	/** Writes the content. */
	interface Content {

		/**
		 * @param out takes it, and is closed by the caller
		 * @throws IOException      when it cannot be written
		 * @throws ServiceException when there is none
		 */
		void writeTo(OutputStream out) throws IOException, ServiceException;
	}

	/**
	 * @param file    where to
	 * @param content what
	 * @throws IOException      when it cannot be written
	 * @throws ServiceException of the content
	 */
	static void write(Path file, Content content) throws IOException, ServiceException {
		Path target = file.toAbsolutePath();
		Path next = Files.createTempFile(target.getParent(), "lictor", ".tmp");
		try {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next))) {
				content.writeTo(out);
			}
			Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
		} finally {
			Files.deleteIfExists(next);
		}
	}
}
