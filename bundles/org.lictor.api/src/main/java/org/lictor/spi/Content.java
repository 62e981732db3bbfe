package org.lictor.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be read more than once. Safe for use by many threads. */
public interface Content {

	/**
	 * @return a new stream from the first byte on, which the caller closes
	 * @throws IOException when the bytes cannot be read
	 */
	InputStream open() throws IOException;

	/**
	 * @return how many bytes there are
	 * @throws IOException when that cannot be found out
	 */
	long size() throws IOException;

	/**
	 * @param bytes copied
	 * @return the same bytes
	 */
	static Content of(byte[] bytes) {
		byte[] copy = bytes.clone();
		return new Content() {
			@Override
			public InputStream open() {
				return new ByteArrayInputStream(copy);
			}

			@Override
			public long size() {
				return copy.length;
			}
		};
	}

	/**
	 * @param file a file that stays as it is for as long as the content is used
	 * @return its bytes
	 */
	static Content of(Path file) {
		return new Content() {
			@Override
			public InputStream open() throws IOException {
				return Files.newInputStream(file);
			}

			@Override
			public long size() throws IOException {
				return Files.size(file);
			}
		};
	}
}
