package org.lictor.agent.internal.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of records that only grows. Each record is its length (4 bytes, big endian), its CRC32C (4 bytes) and its
 * bytes; the length is part of what the CRC covers. What a crash left at the end is not a whole record and is cut off
 * before the next one is written.
 *
 * <p>Not safe for use by several threads at once.
 */
final class RecordFile implements Closeable {

	/** Bytes each record needs beside its own. */
	static final int OVERHEAD = 8;

	/** No record is longer; a longer length is a sign of damage. */
	static final int LONGEST = 1 << 20;

	/**
	 * What stands in a file.
	 *
	 * @param records whole records, in order
	 * @param length  bytes of the file they take up
	 * @param rest    bytes behind them that are no whole record
	 */
	record Contents(List<byte[]> records, long length, long rest) {
	}

	private final Disk disk;
	private final Path path;
	private Disk.AppendFile file;
	private long length;
	private boolean dirty;

	/**
	 * @param disk   opens the file when it is first written
	 * @param path   of the file
	 * @param length bytes of whole records in it; what stands behind them is cut off
	 */
	RecordFile(Disk disk, Path path, long length) {
		this.disk = disk;
		this.path = path;
		this.length = length;
		this.dirty = true;
	}

	/**
	 * Reads the records of a file up to the first that is not whole.
	 *
	 * @param path the file
	 * @return its contents, nothing when there is no such file
	 * @throws IOException when it cannot be read
	 */
	static Contents read(Path path) throws IOException {
		byte[] bytes;
		try {
			bytes = Files.readAllBytes(path);
		} catch (NoSuchFileException e) {
			return new Contents(List.of(), 0, 0);
		}
		return parse(ByteBuffer.wrap(bytes));
	}

	/**
	 * @param bytes the beginning of a file, or of its part that begins with a record
	 * @return its contents
	 */
	static Contents parse(ByteBuffer bytes) {
		List<byte[]> records = new ArrayList<>();
		int end = 0;
		while (bytes.remaining() >= OVERHEAD) {
			int size = bytes.getInt();
			int checksum = bytes.getInt();
			if (size < 0 || size > LONGEST || size > bytes.remaining()) {
				break;
			}
			byte[] record = new byte[size];
			bytes.get(record);
			if (checksum(record) != checksum) {
				break;
			}
			records.add(record);
			end = bytes.position();
		}
		return new Contents(records, end, bytes.limit() - end);
	}

	private static int checksum(byte[] record) {
		CRC32C crc = new CRC32C();
		crc.update(ByteBuffer.allocate(4).putInt(0, record.length));
		crc.update(record);
		return (int) crc.getValue();
	}

	/**
	 * Adds records, all or none.
	 *
	 * @param records what to add, each at most {@link #LONGEST}
	 * @param durable whether to wait until they stand on the medium
	 * @throws IOException when the disk is full or fails; the file is as it was, to whoever reads it
	 */
	void append(List<byte[]> records, boolean durable) throws IOException {
		int size = records.stream().mapToInt(record -> record.length + OVERHEAD).sum();
		ByteBuffer bytes = ByteBuffer.allocate(size);
		for (byte[] record : records) {
			if (record.length > LONGEST) {
				throw new IllegalArgumentException("a record of " + record.length + " bytes is too long");
			}
			bytes.putInt(record.length).putInt(checksum(record)).put(record);
		}
		try {
			clean();
			// From here on there may be a part of a record at the end.
			dirty = true;
			file.write(bytes.flip());
			if (durable) {
				file.force();
			}
			length += size;
			dirty = false;
		} catch (IOException e) {
			retract();
			throw e;
		}
	}

	private void clean() throws IOException {
		if (file == null) {
			boolean fresh = !Files.exists(path);
			file = disk.open(path);
			if (fresh) {
				disk.forceFolder(path.toAbsolutePath().getParent());
			}
		}
		if (dirty && file.size() > length) {
			file.truncate(length);
		}
	}

	/** Takes back what was written in part, so that a reader does not meet it; if that fails, the next append does. */
	private void retract() {
		try {
			if (file != null && file.size() > length) {
				file.truncate(length);
			}
		} catch (IOException e) {
			System.getLogger(RecordFile.class.getName()).log(System.Logger.Level.DEBUG, "not cut yet: " + path, e);
		}
	}

	/** @return bytes of whole records */
	long length() {
		return length;
	}

	@Override
	public void close() throws IOException {
		if (file != null) {
			file.close();
			file = null;
			dirty = true;
		}
	}
}
