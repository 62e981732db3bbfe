package org.lictor.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

	@TempDir
	private Path folder;

	@Test
	void isTextForPeople() throws IOException {
		ExportedPackage built = BuiltBundle.of(folder.resolve("built"), "1.2.0", "@ProviderType public interface Asked { int ask(String... words); }",
				"public final class Known { public static final long LIMIT = 3; private Known() {} }");
		Path texts = Files.createDirectory(folder.resolve("texts"));
		new Baseline(texts).renew(List.of(built));

		assertEquals("""
				bundle org.lictor.sample.bundle
				version 1.2.0
				package org.lictor.sample
					class org.lictor.sample.Known
						access final
						field LIMIT | access final | access static | return long
					interface org.lictor.sample.Asked
						access abstract
						access final
						method ask(java.lang.String[]) | access abstract | return int
						annotated org.osgi.annotation.versioning.ProviderType
				""", Files.readString(texts.resolve("org.lictor.sample.txt")));
		assertEquals(List.of(), new Baseline(texts).problems(List.of(built)));
	}

	@Test
	void aPackageThatIsGoneIsAProblemAndANewOneIsNone() {
		ExportedPackage built = BuiltBundle.of(folder.resolve("built"), "1.2.0", "public class Any {}");
		Path texts = folder.resolve("texts");
		texts.toFile().mkdir();
		assertEquals(List.of(), new Baseline(texts).problems(List.of(built)));

		new Baseline(texts).renew(List.of(built));
		List<String> problems = new Baseline(texts).problems(List.of());
		assertEquals(1, problems.size());
		assertTrue(problems.getFirst().contains("org.lictor.sample of bundle org.lictor.sample.bundle is no longer exported"), problems::toString);

		new Baseline(texts).renew(List.of());
		assertEquals(List.of(), new Baseline(texts).problems(List.of()));
	}

	@Test
	void namesTheFileAndTheLineThatIsNoText() throws IOException {
		Path file = Files.writeString(folder.resolve("odd.txt"), "bundle b\nversion 1.0.0\npackage p\n\t\tclass c\n");
		IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> new Baseline(folder).problems(List.of()));
		assertTrue(thrown.getMessage().contains(file.toString()) && thrown.getMessage().contains("class c"), thrown::getMessage);
	}
}
