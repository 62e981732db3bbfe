package org.lictor.store.internal.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders with all that is in them. */
public final class FileTree {

	private FileTree() {
	}

	/**
	 * @param root a folder, which may be in use or missing
	 * @return how many bytes its files have
	 * @throws IOException when it cannot be read
	 */
	public static long bytes(Path root) throws IOException {
		long[] bytes = { 0 };
		if (Files.exists(root)) {
			Files.walkFileTree(root, new SimpleFileVisitor<>() {
				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					bytes[0] += attributes.size();
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(Path file, IOException gone) {
					return FileVisitResult.CONTINUE;
				}
			});
		}
		return bytes[0];
	}

	/**
	 * @param root a file or folder, deleted with all that is in it; may be missing
	 * @throws IOException when it cannot be
	 */
	public static void delete(Path root) throws IOException {
		if (!Files.exists(root)) {
			return;
		}
		Files.walkFileTree(root, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path folder, IOException trouble) throws IOException {
				if (trouble != null) {
					throw trouble;
				}
				Files.delete(folder);
				return FileVisitResult.CONTINUE;
			}
		});
	}

	/**
	 * Deletes what nobody needs; what cannot be deleted stays, and the log tells.
	 *
	 * @param root a file or folder; may be missing
	 */
	public static void tidy(Path root) {
		try {
			delete(root);
		} catch (IOException e) {
			System.getLogger(FileTree.class.getName()).log(System.Logger.Level.INFO, root + " may be deleted: " + e.getMessage());
		}
	}

	/**
	 * Makes the names in a folder durable, where the system has such a thing.
	 *
	 * @param folder a folder
	 * @throws IOException when it cannot
	 */
	public static void force(Path folder) throws IOException {
		if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
	}
}
