package org.lictor.signing;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Signs what the build made: the artifacts of the p2 repository where they are, archives and packages by a file {@code .asc}
 * beside each.
 */
public final class SignRelease {

	private static final PathMatcher FILES = FileSystems.getDefault().getPathMatcher("glob:*.{zip,tar.gz,deb,rpm}");

	private SignRelease() {
	}

	/**
	 * @param words file of the secret key, or an empty word for none; top folder of the sources, built
	 * @throws IOException when something cannot be signed
	 */
	public static void main(String[] words) throws IOException {
		if (words[0].isEmpty()) {
			System.out.println("Nothing is signed, this is a developer's build: -Dlictor.signing.key=FILE signs.");
			return;
		}
		String passphrase = Optional.ofNullable(System.getenv("LICTOR_SIGNING_PASSPHRASE")).orElse("");
		SigningKey key = SigningKey.read(Path.of(words[0]), passphrase.toCharArray());
		Path top = Path.of(words[1]);
		Path repository = top.resolve("releng/repository/target");
		int artifacts = new SignedRepository(repository.resolve("repository")).sign(key);
		int files = 0;
		for (Path archive : archives(repository)) {
			zip(repository.resolve("repository"), archive);
		}
		for (Path folder : List.of(repository, top.resolve("product/lictor-workbench/target/products"),
				top.resolve("product/lictor-server/target/products"), top.resolve("product/lictor-agent/target/products"),
				top.resolve("product/lictor-agent/target/packages"))) {
			for (Path file : archives(folder)) {
				Files.writeString(file.resolveSibling(file.getFileName() + ".asc"), key.sign(file));
				files++;
			}
		}
		System.out.println("Signed with " + key.fingerprint() + ": " + artifacts + " artifacts of the p2 repository, " + files + " files.");
	}

	private static List<Path> archives(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> Files.isRegularFile(file) && FILES.matches(file.getFileName())).sorted().toList();
		}
	}

	/** Makes an archive of the repository anew, as it is now. */
	private static void zip(Path folder, Path archive) throws IOException {
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive)); Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
				entry.setLastModifiedTime(Files.getLastModifiedTime(file));
				out.putNextEntry(entry);
				Files.copy(file, out);
				out.closeEntry();
			}
		}
	}
}
