package org.lictor.adapter.autodesk.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.adapter.autodesk.internal.export.Products.Coded;

class ProductsTest {

	@Test
	void readsProductKeysByPrefixAndYear() {
		assertEquals(Optional.of(new Coded("AutoCAD", "2022")), Products.BUILT_IN.code("001N1"));
		assertEquals(Optional.of(new Coded("AutoCAD", "2010")), Products.BUILT_IN.code("001B1"));
		assertEquals(Optional.of(new Coded("Maya", "2020")), Products.BUILT_IN.code("657L1"));
		assertEquals(Optional.of(new Coded("Maya", "2027")), Products.BUILT_IN.code("657S1"));
		assertEquals(Optional.empty(), Products.BUILT_IN.code("QQQN1"));
	}

	@Test
	void readsFeatureCodes() {
		assertEquals(Optional.of(new Coded("AutoCAD", "2019")), Products.BUILT_IN.code("87084ACD_2019_0F"));
		assertEquals(Optional.of(new Coded("AutoCAD", "")), Products.BUILT_IN.code("64300ACD_F"));
		assertEquals(Optional.of(new Coded("AutoCAD", "")), Products.BUILT_IN.code("64300ACD_T_F"));
		assertEquals(Optional.of(new Coded("3ds Max", "2019")), Products.BUILT_IN.code("870723DSMAX_2019_0F"));
		assertEquals(Optional.empty(), Products.BUILT_IN.code("AutoCAD"));
	}

	@Test
	void takesAnAdministratorsTableBeforeItsOwn(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("more.txt"), "# ours\nkey  XYZ  Our Tool\nname  AutoCAD 3000  AutoCAD\nkey\t001\tACAD\n");
		Products products = Products.with(file);

		assertEquals(Optional.of(new Coded("Our Tool", "2024")), products.code("XYZP1"));
		assertEquals("AutoCAD", products.name("AutoCAD 3000"));
		assertEquals("ACAD", products.name("001P1"));
		assertEquals("Maya", products.name("Autodesk Maya®"));
	}

	@Test
	void namesTheLineThatIsNone(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("more.txt"), "key  XYZ  Our Tool\nnonsense\n");

		assertTrue(assertThrows(IOException.class, () -> Products.with(file)).getMessage().startsWith("line 2 of more.txt"));
	}

	@Test
	void namesEvidenceSoThatItCanBeReadAgain() {
		EvidenceName name = EvidenceName.of(EvidenceName.INSIGHTS, "USAGE", "csv").with("team", "48").with("alias", "A=b, Ünï & c.csv")
				.days(java.time.LocalDate.of(2026, 1, 1), java.time.LocalDate.of(2026, 12, 31));

		assertEquals(Optional.of(name), EvidenceName.parse(name.toString()));
		assertEquals("A=b, Ünï & c.csv", EvidenceName.parse(name.toString()).get().get("alias"));
		assertEquals(Optional.empty(), EvidenceName.parse("usage.csv"));
		assertEquals(Map.of(), EvidenceName.parse("insights/CONTEXTS.json").get().about());
	}
}
