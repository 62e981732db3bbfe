package org.lictor.reproducible;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A task of Ant: packs products, and settles what a build made. Without a time, as in a build of files that are in no commit, it only
 * packs. Ant sets the properties that the setters name, then calls {@link #execute()}.
 */
public final class ReproducibleTask {

	private static final int MOST_FOLDERS = 7;
	private static final int PLATFORM = 3;

	private Optional<CommitTime> time = Optional.empty();
	private String name = "";
	private Optional<Path> installations = Optional.empty();
	private Optional<Path> touch = Optional.empty();
	private Optional<Path> repository = Optional.empty();
	private Optional<Path> repositoryArchive = Optional.empty();
	private Optional<Path> archives = Optional.empty();
	private Optional<Path> pack = Optional.empty();
	private String into = "";

	/** @param time seconds since 1970; without effect when it is anything else, such as the name of a property that is not set */
	public void setTime(String time) {
		this.time = CommitTime.parse(time);
	}

	/** @param name of the product */
	public void setName(String name) {
		this.name = name;
	}

	/** @param installations folder below which p2 installed the product */
	public void setInstallations(File installations) {
		this.installations = Optional.of(installations.toPath());
	}

	/** @param touch folder whose files get the time */
	public void setTouch(File touch) {
		this.touch = Optional.of(touch.toPath());
	}

	/** @param repository folder of a p2 repository */
	public void setRepository(File repository) {
		this.repository = Optional.of(repository.toPath());
	}

	/** @param archive file that the repository is packed into when it is settled */
	public void setRepositoryArchive(File archive) {
		this.repositoryArchive = Optional.of(archive.toPath());
	}

	/** @param archives folder whose files that end with tar, tar.gz or zip are written again */
	public void setArchives(File archives) {
		this.archives = Optional.of(archives.toPath());
	}

	/** @param pack folder with a product for each platform in {@code os/ws/arch}: each is packed */
	public void setPack(File pack) {
		this.pack = Optional.of(pack.toPath());
	}

	/** @param into path of the archives without platform and ending */
	public void setInto(String into) {
		this.into = into;
	}

	/**
	 * Does what was asked for.
	 *
	 * @throws IOException when a file cannot be read or written
	 */
	public void execute() throws IOException {
		if (time.isPresent()) {
			execute(time.get());
		}
		if (pack.isPresent()) {
			pack(pack.get(), new Archives(time.orElseGet(() -> new CommitTime(Instant.now()))));
		}
	}

	private void pack(Path products, Archives writer) throws IOException {
		for (Path platform : files(products, PLATFORM, folder -> products.relativize(folder).getNameCount() == PLATFORM)) {
			String words = StreamSupport.stream(products.relativize(platform).spliterator(), false).map(Path::toString)
					.collect(Collectors.joining("."));
			writer.pack(platform, Path.of(into + "-" + words + (words.startsWith("win32") ? ".zip" : ".tar.gz")));
		}
	}

	private void execute(CommitTime at) throws IOException {
		P2Files p2 = new P2Files(at);
		if (installations.isPresent()) {
			for (Path each : files(installations.get(), MOST_FOLDERS, folder -> Files.isDirectory(folder.resolve("p2")))) {
				p2.settle(each, name);
			}
		}
		if (repository.isPresent()) {
			p2.binaries(repository.get());
			for (Path list : files(repository.get(), 1, file -> file.toString().endsWith(".jar"))) {
				p2.repository(list);
			}
		}
		Archives writer = new Archives(at);
		if (repository.isPresent() && repositoryArchive.isPresent()) {
			writer.pack(repository.get(), repositoryArchive.get());
		}
		if (touch.isPresent()) {
			touch(touch.get(), FileTime.from(at.instant()));
		}
		if (archives.isPresent()) {
			for (Path archive : files(archives.get(), 1, file -> file.toString().matches(".*[.](tar|tar[.]gz|zip)"))) {
				writer.rewrite(archive);
			}
		}
	}

	private static List<Path> files(Path folder, int depth, Predicate<Path> wanted) throws IOException {
		try (Stream<Path> files = Files.walk(folder, depth)) {
			return files.filter(wanted).sorted().toList();
		}
	}

	private static void touch(Path folder, FileTime time) throws IOException {
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (attributes.isRegularFile()) {
					Files.setLastModifiedTime(file, time);
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path each, IOException trouble) throws IOException {
				Files.setLastModifiedTime(each, time);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
