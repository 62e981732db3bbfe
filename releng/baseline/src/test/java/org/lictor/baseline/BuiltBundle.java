package org.lictor.baseline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A bundle that is compiled and packed for a test. It exports the package {@code org.lictor.sample}. */
final class BuiltBundle {

	private static final String PACKAGE = "org.lictor.sample";
	private static final String VERSIONING = "org.osgi.annotation.versioning";

	private BuiltBundle() {
	}

	/**
	 * @param folder  an empty one
	 * @param version of the package
	 * @param types   the source of each type of the package, without the package's name
	 * @return the package as it is read from the jar
	 */
	static ExportedPackage of(Path folder, String version, String... types) {
		try {
			Path classes = Files.createDirectories(folder.resolve("classes"));
			List<JavaFileObject> sources = new ArrayList<>();
			sources.add(new Source(VERSIONING, "public @interface ProviderType {}"));
			sources.add(new Source(VERSIONING, "public @interface ConsumerType {}"));
			for (String type : types) {
				sources.add(new Source(PACKAGE, "import " + VERSIONING + ".*; " + type));
			}
			JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
			StringWriter said = new StringWriter();
			assertTrue(compiler.getTask(said, null, null, List.of("-d", classes.toString(), "-proc:none"), null, sources).call(), said::toString);
			return BundleReader.read(pack(classes, folder.resolve("bundle.jar"), version), "org.lictor.").getFirst();
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Path pack(Path classes, Path jar, String version) throws IOException {
		Manifest manifest = new Manifest();
		Attributes attributes = manifest.getMainAttributes();
		attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
		attributes.putValue("Bundle-ManifestVersion", "2");
		attributes.putValue("Bundle-SymbolicName", "org.lictor.sample.bundle");
		attributes.putValue("Bundle-Version", "1.0.0");
		attributes.putValue("Export-Package", PACKAGE + ";version=\"" + version + "\"");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest); Stream<Path> files = Files.walk(classes)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
				Files.copy(file, out);
			}
		}
		return jar;
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String code;

		Source(String inPackage, String type) {
			super(URI.create("string:///" + inPackage.replace('.', '/') + "/"
					+ type.replaceFirst("(?s).*?\\b(class|interface|enum|record) (\\w+).*", "$2") + ".java"), Kind.SOURCE);
			code = "package " + inPackage + "; " + type;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreErrors) {
			return code;
		}
	}
}
