package org.lictor.adapter.autodesk.internal.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.lictor.spi.Content;

/**
 * A file for an answer that is too large for memory. The system removes it with the process that made it, however that
 * ends: answers name people. Written by one thread, then read by any.
 */
final class TempFile implements Content, AutoCloseable {

	private final FileChannel channel;

	TempFile() throws IOException {
		// made for its owner alone
		Path path = Files.createTempFile("lictor-autodesk", ".part");
		channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
	}

	/** @return takes bytes behind those that are there */
	OutputStream append() throws IOException {
		channel.position(channel.size());
		OutputStream out = Channels.newOutputStream(channel);
		// closing a stream does not close the file
		return new OutputStream() {
			@Override
			public void write(int one) throws IOException {
				out.write(one);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				out.write(bytes, offset, length);
			}
		};
	}

	/** Forgets what is in it. */
	void clear() throws IOException {
		channel.truncate(0);
	}

	@Override
	public long size() throws IOException {
		return channel.size();
	}

	/** @return the last byte, -1 when there is none */
	int last() throws IOException {
		ByteBuffer one = ByteBuffer.allocate(1);
		return channel.size() == 0 || channel.read(one, channel.size() - 1) < 1 ? -1 : one.get(0) & 0xff;
	}

	@Override
	public InputStream open() {
		return new InputStream() {
			private long position;

			@Override
			public int read() throws IOException {
				byte[] one = new byte[1];
				return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
			}

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				if (length == 0) {
					return 0;
				}
				int count = channel.read(ByteBuffer.wrap(target, offset, length), position);
				position += Math.max(count, 0);
				return count;
			}
		};
	}

	@Override
	public void close() {
		try {
			channel.close();
		} catch (IOException e) {
			// it is gone with the process at the latest
		}
	}
}
