package org.lictor.adapter.autodesk.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.lictor.spi.Content;

/**
 * A file that was seen in a certain state. When somebody changes it meanwhile, reading ends in an exception instead of
 * bytes from both states; the next poll brings the new one.
 */
record SettledFile(Path path, Instant modified, long bytes) implements Content {

	@Override
	public InputStream open() throws IOException {
		check();
		return new FilterInputStream(Files.newInputStream(path)) {
			@Override
			public int read() throws IOException {
				int one = super.read();
				if (one < 0) {
					check();
				}
				return one;
			}

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				int count = super.read(target, offset, length);
				if (count < 0) {
					check();
				}
				return count;
			}
		};
	}

	@Override
	public long size() {
		return bytes;
	}

	private void check() throws IOException {
		if (Files.size(path) != bytes || !Files.getLastModifiedTime(path).toInstant().equals(modified)) {
			throw new IOException("the file '" + path.getFileName() + "' was changed while it was being read");
		}
	}
}
