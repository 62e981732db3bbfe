package org.lictor.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The archives that the build made. */
public final class Products {

	private static final Duration UNPACK = Duration.ofMinutes(1);

	private Products() {
	}

	/**
	 * @param product  such as {@code lictor-server}
	 * @param platform part of the archive's name, such as {@code linux.gtk.x86_64}
	 * @return the archive
	 * @throws AssertionError when the build has not made it
	 */
	public static Path archive(String product, String platform) {
		return one(product, "products", name -> name.startsWith(product + "-") && name.contains(platform)
				&& (name.endsWith(".tar.gz") || name.endsWith(".zip")));
	}

	/**
	 * @param ending of its name, such as {@code .deb} or {@code windows-x86_64.zip}
	 * @return a package that the agent is installed with
	 * @throws AssertionError when the build has not made it
	 */
	public static Path agentPackage(String ending) {
		return one("lictor-agent", "packages", name -> name.endsWith(ending));
	}

	/**
	 * @return the p2 repository
	 * @throws AssertionError when the build has not made it
	 */
	public static Path repository() {
		Path folder = Path.of(System.getProperty("lictor.repository", "releng/repository/target/repository")).toAbsolutePath().normalize();
		if (!Files.isRegularFile(folder.resolve("content.jar"))) {
			throw new AssertionError(folder + " is no p2 repository: it is the input of these tests, build it first with ./mvnw verify");
		}
		return folder;
	}

	private static Path one(String product, String kind, Predicate<String> named) {
		Path folder = Path.of(System.getProperty("lictor.products", "product"), product, "target", kind);
		if (!Files.isDirectory(folder)) {
			throw new AssertionError(folder.toAbsolutePath().normalize()
					+ " is missing: the products are the input of these tests, build them first with ./mvnw verify");
		}
		try (Stream<Path> files = Files.list(folder)) {
			List<Path> found = files.filter(file -> named.test(file.getFileName().toString())).toList();
			if (found.size() != 1) {
				throw new AssertionError("one file of its kind expected in " + folder + ", found " + found);
			}
			return found.getFirst();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * Unpacks the archive for this machine.
	 *
	 * @param product such as {@code lictor-server}
	 * @param folder  an empty folder
	 * @return the start script
	 */
	public static Path unpack(String product, Path folder) {
		extract(archive(product, "linux.gtk.x86_64"), folder);
		return folder.resolve(product).resolve(product);
	}

	/**
	 * Unpacks the agent's package for this machine, which brings a Java of its own, without installing it.
	 *
	 * @param folder an empty folder
	 * @return the start script
	 */
	public static Path unpackAgentPackage(Path folder) {
		Path archive = agentPackage("linux-x86_64.tar.gz");
		extract(archive, folder);
		return folder.resolve(archive.getFileName().toString().replace(".tar.gz", "")).resolve("files/usr/lib/lictor-agent/lictor-agent");
	}

	private static void extract(Path archive, Path folder) {
		ProcessBuilder tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString(),
				"--no-same-owner");
		try (Program program = new Program("tar", tar)) {
			if (program.exit(UNPACK) != 0) {
				throw new AssertionError(archive + " cannot be unpacked\n" + program.transcript());
			}
		}
	}
}
