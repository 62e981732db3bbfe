package org.lictor.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the bundles of this build export, compared with the last release. With {@code -Dlictor.renew=true} it is the release. */
class ReleasedApiTest {

	private static final String OURS = "org.lictor.";

	private final Baseline baseline = new Baseline(Path.of(System.getProperty("lictor.baseline")));

	@Test
	void eachVersionTellsWhatChanged() throws Exception {
		List<ExportedPackage> now = new ArrayList<>();
		Set<String> built = new TreeSet<>();
		for (URL url : Collections.list(getClass().getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
			if (url.openConnection() instanceof JarURLConnection jar && exportsOurs(jar.getManifest())) {
				List<ExportedPackage> exported = BundleReader.read(file(jar), OURS);
				exported.forEach(each -> built.add(each.bundle()));
				now.addAll(exported);
			}
		}
		assertEquals(exporting(), built, "releng/baseline/pom.xml names the bundles that export packages");
		if (Boolean.getBoolean("lictor.renew")) {
			baseline.renew(now);
		}
		List<String> problems = baseline.problems(now);
		assertTrue(problems.isEmpty(), () -> String.join("\n", problems));
	}

	private static Path file(JarURLConnection jar) throws URISyntaxException {
		return Path.of(jar.getJarFileURL().toURI());
	}

	/** The bundles of the source that export packages, whether they were built or not. */
	private static Set<String> exporting() throws IOException {
		Set<String> names = new TreeSet<>();
		try (Stream<Path> bundles = Files.list(Path.of(System.getProperty("lictor.bundles")))) {
			for (Path file : bundles.map(bundle -> bundle.resolve("META-INF/MANIFEST.MF")).filter(Files::exists).toList()) {
				try (InputStream in = Files.newInputStream(file)) {
					Manifest manifest = new Manifest(in);
					if (exportsOurs(manifest)) {
						names.add(manifest.getMainAttributes().getValue("Bundle-SymbolicName").replaceFirst(";.*", ""));
					}
				}
			}
		}
		return names;
	}

	private static boolean exportsOurs(Manifest manifest) {
		String exports = manifest.getMainAttributes().getValue("Export-Package");
		return exports != null && exports.contains(OURS);
	}
}
