package org.lictor.simulator.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Copies of installed products, to be changed while the original stays as it is. */
final class Installation {

	private Installation() {
	}

	/**
	 * Copies an installation. Jars become links where the disk has them: nobody writes into a jar.
	 *
	 * @param script start script of it
	 * @param target a folder that is not there
	 * @return start script of the copy
	 * @throws IOException when it cannot be copied
	 */
	static Path copy(Path script, Path target) throws IOException {
		Path from = script.toRealPath().getParent();
		Files.walkFileTree(from, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
				Files.createDirectories(to(directory));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (file.startsWith(from.resolve("plugins"))) {
					link(file, to(file));
				} else {
					Files.copy(file, to(file), StandardCopyOption.COPY_ATTRIBUTES);
				}
				return FileVisitResult.CONTINUE;
			}

			private Path to(Path path) {
				return target.resolve(from.relativize(path).toString());
			}
		});
		return target.resolve(script.getFileName().toString());
	}

	private static void link(Path file, Path copy) throws IOException {
		try {
			Files.createLink(copy, file);
		} catch (IOException | UnsupportedOperationException e) {
			Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
		}
	}
}
