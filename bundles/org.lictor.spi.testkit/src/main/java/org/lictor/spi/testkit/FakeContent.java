package org.lictor.spi.testkit;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

import org.lictor.spi.Content;

/** Bytes that know whether every stream on them was closed, or that cannot be read at all. */
public final class FakeContent implements Content {

	private final byte[] bytes;
	private final long readable;
	private final AtomicInteger open = new AtomicInteger();

	private FakeContent(byte[] bytes, long readable) {
		this.bytes = bytes.clone();
		this.readable = readable;
	}

	/**
	 * @param bytes copied
	 * @return content of these bytes
	 */
	public static FakeContent of(byte[] bytes) {
		return new FakeContent(bytes, Long.MAX_VALUE);
	}

	/**
	 * @param bytes    copied
	 * @param readable how many of them can be read before the disk fails
	 * @return content that ends in an {@link IOException}
	 */
	public static FakeContent failingAfter(byte[] bytes, long readable) {
		return new FakeContent(bytes, readable);
	}

	@Override
	public InputStream open() throws IOException {
		if (readable == 0) {
			throw new IOException("Input/output error");
		}
		open.incrementAndGet();
		return new CountedStream(new ByteArrayInputStream(bytes));
	}

	@Override
	public long size() {
		return bytes.length;
	}

	/** @return how many streams are open at the moment */
	public int openStreams() {
		return open.get();
	}

	private final class CountedStream extends FilterInputStream {

		private long left = readable;
		private boolean closed;

		CountedStream(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			if (left == 0) {
				throw new IOException("Input/output error");
			}
			int count = super.read(target, offset, (int) Math.min(length, left));
			left -= Math.max(count, 0);
			return count;
		}

		@Override
		public long skip(long count) throws IOException {
			long skipped = super.skip(Math.min(count, left));
			left -= skipped;
			return skipped;
		}

		@Override
		public boolean markSupported() {
			return false;
		}

		@Override
		public void close() throws IOException {
			if (!closed) {
				closed = true;
				open.decrementAndGet();
			}
			super.close();
		}
	}
}
