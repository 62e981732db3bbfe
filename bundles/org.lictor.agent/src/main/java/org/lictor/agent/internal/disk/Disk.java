package org.lictor.agent.internal.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Opens files that only grow at their end. Exists so that a test can give out a disk that is full. */
@FunctionalInterface
public interface Disk {

	/** The disk of this machine; files it makes are for their owner only. */
	Disk REAL = path -> new ChannelFile(FileChannel.open(path,
			Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE), OwnerOnly.file(path)));

	/** A file that grows at its end. */
	interface AppendFile extends Closeable {

		/**
		 * @return length in bytes
		 * @throws IOException when the disk fails
		 */
		long size() throws IOException;

		/**
		 * Writes at the end. When it throws, any part may have been written.
		 *
		 * @param bytes what to write
		 * @throws IOException when the disk is full or fails
		 */
		void write(ByteBuffer bytes) throws IOException;

		/**
		 * Returns when everything written stands on the medium.
		 *
		 * @throws IOException when the disk fails
		 */
		void force() throws IOException;

		/**
		 * Cuts the file.
		 *
		 * @param size length to cut to
		 * @throws IOException when the disk fails
		 */
		void truncate(long size) throws IOException;
	}

	/**
	 * @param path of a file, which is made when it does not exist
	 * @return the file
	 * @throws IOException when it cannot be opened
	 */
	AppendFile open(Path path) throws IOException;

	/**
	 * Puts the entries of a folder onto the medium; a new file may be gone after a power cut otherwise.
	 *
	 * @param folder in which a file was made or moved
	 */
	default void forceFolder(Path folder) {
		OwnerOnly.force(folder);
	}

	/** A file of the operating system. */
	record ChannelFile(FileChannel channel) implements AppendFile {

		@Override
		public long size() throws IOException {
			return channel.size();
		}

		@Override
		public void write(ByteBuffer bytes) throws IOException {
			channel.position(channel.size());
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
		}

		@Override
		public void force() throws IOException {
			channel.force(true);
		}

		@Override
		public void truncate(long size) throws IOException {
			channel.truncate(size);
		}

		@Override
		public void close() throws IOException {
			channel.close();
		}
	}
}
