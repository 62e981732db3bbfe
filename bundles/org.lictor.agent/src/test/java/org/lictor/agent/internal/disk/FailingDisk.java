package org.lictor.agent.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A disk with room for so many bytes, which writes a part when there is not enough, as disks do. */
public final class FailingDisk implements Disk {

	private long room = Long.MAX_VALUE;
	private boolean truncates = true;
	private int forced;
	private int writesToLive = Integer.MAX_VALUE;

	/** The process was killed in the middle of a write. Whoever catches it must drop everything it has in memory. */
	public static final class Killed extends Error {
		private static final long serialVersionUID = 1L;
	}

	/** @param writes after which the process is killed in the middle of the next */
	public void killAfter(int writes) {
		writesToLive = writes;
	}

	/** @param bytes that can still be written */
	public void room(long bytes) {
		room = bytes;
	}

	/** @param does whether files can be cut */
	public void truncates(boolean does) {
		truncates = does;
	}

	/** @return how often something was forced onto the medium */
	public int forced() {
		return forced;
	}

	private FileSystemException full(Path path) {
		return new FileSystemException(path.toString(), null, "No space left on device");
	}

	@Override
	public void forceFolder(Path folder) {
		// not really, to be fast
	}

	@Override
	public AppendFile open(Path path) throws IOException {
		AppendFile real = Disk.REAL.open(path);
		return new AppendFile() {
			@Override
			public long size() throws IOException {
				return real.size();
			}

			@Override
			public void write(ByteBuffer bytes) throws IOException {
				if (writesToLive-- == 0) {
					byte[] part = new byte[bytes.remaining() / 2];
					bytes.get(part);
					real.write(ByteBuffer.wrap(part));
					throw new Killed();
				}
				if (bytes.remaining() > room) {
					byte[] part = new byte[(int) room];
					bytes.get(part);
					room = 0;
					real.write(ByteBuffer.wrap(part));
					throw full(path);
				}
				room -= bytes.remaining();
				real.write(bytes);
			}

			@Override
			public void force() {
				forced++; // not really, to be fast
			}

			@Override
			public void truncate(long size) throws IOException {
				if (!truncates) {
					throw new IOException("the disk is gone");
				}
				real.truncate(size);
			}

			@Override
			public void close() throws IOException {
				real.close();
			}
		};
	}
}
