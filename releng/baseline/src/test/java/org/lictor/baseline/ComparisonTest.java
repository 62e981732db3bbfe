package org.lictor.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import aQute.bnd.version.Version;

/** Each is built twice, as it was released and as it is; the release goes through its text, as in the repository. */
class ComparisonTest {

	private static final String TYPE = "@ConsumerType public interface Plugin { String id(); default int rank() { return 0; } }";
	private static final String SERVICE = "@ProviderType public interface Service { void ask(Plugin plugin); }";
	private static final String VALUE = "public record Value(String name, int size) { public String label() { return name; } }";

	@TempDir
	private static Path once;
	private static ExportedPackage released;

	@TempDir
	private Path folder;

	@BeforeAll
	static void release() {
		released = PackageText.read(PackageText.write(BuiltBundle.of(once, "1.3.0", TYPE, SERVICE, VALUE)));
	}

	@Test
	void whatOthersDoNotSeeNeedsNoVersion() {
		assertEquals(Optional.empty(), problem("1.3.0", now(TYPE, SERVICE,
				VALUE.replace("return name;", "return hidden();").replace("public String", "private String hidden() { return name + size; } public String"),
				"class Hidden { public void any() {} }")));
	}

	/** Changes of the released types, and the version that each needs at least. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			additions | 1.4.0 | void ask(Plugin plugin);              | void ask(Plugin plugin); void tell(); | new: method tell()
			additions | 1.4.0 | default int rank() { return 0; }      | default int rank() { return 0; } default void more() {} | new: method more()
			additions | 1.4.0 | public String label()                 | public static int zero() { return 0; } public String label() | new: method zero()
			break     | 2.0.0 | default int rank() { return 0; }      | default int rank() { return 0; } void more(); | new: method more()
			break     | 2.0.0 | default int rank() { return 0; }      | int rank(); | new: access abstract of method rank()
			break     | 2.0.0 | public String label() { return name; }| '' | gone: method label()
			break     | 2.0.0 | public String label()                 | public Object label() | gone: return java.lang.String of method label()
			break     | 2.0.0 | int size)                             | long size) | gone: method <init>(java.lang.String,int)
			break     | 2.0.0 | int size)                             | int size, int colour) | gone: method <init>(java.lang.String,int)
			break     | 2.0.0 | void ask(Plugin plugin);              | void ask(Plugin plugin, int times); | gone: method ask(org.lictor.sample.Plugin)
			break     | 2.0.0 | public record Value                   | record Value | gone: class org.lictor.sample.Value
			""")
	void aChangeNeedsItsVersion(String kind, String needed, String was, String is, String told) {
		ExportedPackage now = now(TYPE.replace(was, is), SERVICE.replace(was, is), VALUE.replace(was, is));
		String low = kind.equals("break") ? "1.4.0" : "1.3.9";
		for (String tooLow : new String[] { "1.3.0", low }) {
			String problem = problem(tooLow, now).orElseThrow();
			assertTrue(problem.contains("org.lictor.sample has version " + tooLow + " and was released with 1.3.0"), problem);
			assertTrue(problem.contains(kind), problem);
			assertTrue(problem.contains(told), problem);
			assertTrue(problem.contains("version=\"" + needed + "\" in bundles/org.lictor.sample.bundle/META-INF/MANIFEST.MF"), problem);
		}
		assertEquals(Optional.empty(), problem(needed, now));
	}

	@Test
	void aNewTypeIsAnAddition() {
		ExportedPackage now = now(TYPE, SERVICE, VALUE, "public enum More { ONE }");
		assertTrue(problem("1.3.0", now).orElseThrow().contains("new: enum org.lictor.sample.More"));
		assertEquals(Optional.empty(), problem("1.4.0", now));
	}

	@Test
	void additionsAreNotNamedBesideABreak() {
		String problem = problem("1.4.0", now(TYPE.replace("String id();", ""), SERVICE, VALUE, "public enum More { ONE }")).orElseThrow();
		assertTrue(problem.contains("gone: method id() of interface org.lictor.sample.Plugin"), problem);
		assertFalse(problem.contains("More"), problem);
	}

	@Test
	void aVersionDoesNotGoBack() {
		assertTrue(problem("1.2.0", released).orElseThrow().contains("lower than it was released"));
	}

	private ExportedPackage now(String... types) {
		return BuiltBundle.of(folder, "0.0.0", types);
	}

	private static Optional<String> problem(String version, ExportedPackage now) {
		return new Comparison(released, new ExportedPackage(now.bundle(), Version.parseVersion(version), now.api())).problem();
	}
}
