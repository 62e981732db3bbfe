package org.lictor.core.internal.collect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks off with a sentence for people when it is longer than allowed. */
final class BoundedStream extends FilterInputStream {

	private final long most;
	private long read;

	BoundedStream(InputStream in, long most) {
		super(in);
		this.most = most;
	}

	@Override
	public int read() throws IOException {
		int value = super.read();
		if (value >= 0) {
			count(1);
		}
		return value;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int some = super.read(buffer, offset, length);
		if (some > 0) {
			count(some);
		}
		return some;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

	private void count(int some) throws IOException {
		read += some;
		if (read > most) {
			throw new IOException("it has more than the " + most / 1_000_000 + " MB that are taken");
		}
	}
}
