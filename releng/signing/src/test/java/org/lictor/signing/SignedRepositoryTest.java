package org.lictor.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedRepositoryTest {

	private static final String LIST = """
			<repository name="Acme">
			  <properties size="1"><property name="p2.timestamp" value="1"/></properties>
			  <artifacts size="1"><artifact classifier="osgi.bundle" id="acme" version="1.0.0"/></artifacts>
			</repository>
			""";

	@TempDir
	Path folder;

	@BeforeEach
	void publish() throws IOException {
		Files.writeString(Files.createDirectory(folder.resolve("plugins")).resolve("acme_1.0.0.jar"), "any bytes");
		try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(folder.resolve("artifacts.jar")))) {
			jar.putNextEntry(new ZipEntry("artifacts.xml"));
			jar.write(LIST.getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void aListInAJarIsSignedWhereNoIndexNamesIt() throws IOException {
		sign();
		assertFalse(Files.exists(folder.resolve("p2.index")));
	}

	@Test
	void anIndexNamesTheListThatIsSigned() throws IOException {
		Files.writeString(folder.resolve("artifacts.xml.xz"), "the list without signatures");
		Files.write(folder.resolve("p2.index"), List.of("version=1", "artifact.repository.factory.order=artifacts.xml.xz,artifacts.xml,!"));
		sign();
		assertFalse(Files.exists(folder.resolve("artifacts.xml.xz")));
		assertEquals(List.of("version=1", "artifact.repository.factory.order=artifacts.xml,!"), Files.readAllLines(folder.resolve("p2.index")));
	}

	private void sign() throws IOException {
		SigningKey key = SigningKey.read(NewKey.write("Acme", "a passphrase", folder.resolve("acme.key")), "a passphrase".toCharArray());
		assertEquals(1, new SignedRepository(folder).sign(key));
		try (ZipFile jar = new ZipFile(folder.resolve("artifacts.jar").toFile())) {
			String list = new String(jar.getInputStream(jar.getEntry("artifacts.xml")).readAllBytes(), StandardCharsets.UTF_8);
			assertTrue(list.contains("name=\"pgp.signatures\" value=\"-----BEGIN PGP SIGNATURE-----"), list);
			assertTrue(list.contains("name=\"pgp.publicKeys\" value=\"-----BEGIN PGP PUBLIC KEY BLOCK-----"), list);
		}
	}
}
