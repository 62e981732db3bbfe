package org.lictor.adapter.autodesk.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.AutodeskServerType;
import org.lictor.spi.WatchedApplication;

class ProductNamesTest {

	@Test
	void givesOneNameToOneProduct() {
		assertEquals("AutoCAD", ProductNames.of("AutoCAD - including specialized toolsets"));
		assertEquals("AutoCAD", ProductNames.of("AutoCAD\u00ae \u00a0- including  specialized toolsets"));
		assertEquals("Maya", ProductNames.of("Autodesk Maya"));
		assertEquals("Inventor", ProductNames.of("Autodesk Inventor Professional"));
		assertEquals("Fusion", ProductNames.of("Fusion 360"));
	}

	@Test
	void leavesNamesAloneThatItDoesNotKnow() {
		assertEquals("Autodesk Docs", ProductNames.of("Autodesk Docs"));
		assertEquals("Something Else", ProductNames.of("Something Else"));
		assertEquals("\u2122", ProductNames.of("\u2122"));
	}

	@Test
	void agreesWithTheApplicationsThatAgentsWatch() {
		for (WatchedApplication application : new AutodeskServerType().applications()) {
			if (application.kind() == WatchedApplication.Kind.INTERACTIVE) {
				assertEquals(application.product(), ProductNames.of(application.product()));
				assertEquals(application.product(), ProductNames.of(ProductNames.of(application.product())));
			}
		}
	}
}
