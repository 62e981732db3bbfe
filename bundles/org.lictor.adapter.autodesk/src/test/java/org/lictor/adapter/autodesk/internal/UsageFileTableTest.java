package org.lictor.adapter.autodesk.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.lictor.spi.ConsentSource;
import org.lictor.spi.UsageFiles;
import org.lictor.spi.WatchedApplication;

class UsageFileTableTest {

	private static UsageFiles of(String id) {
		return ApplicationTable.load().stream().filter(rule -> rule.id().equals(id)).findFirst()
				.flatMap(WatchedApplication::usageFiles).orElseThrow();
	}

	@Test
	void knowsVersionsBefore2020ByTheirUsageFiles() {
		UsageFiles files = of("autocad");

		assertEquals(2010, files.firstYear());
		assertEquals(2019, files.lastYear());
		assertEquals("*.avro", files.names());
		assertEquals(List.of("{roaming}/Autodesk/AutoCAD {year}*/*/*/*/MC3/Avro",
				"{roaming}/Autodesk/AutoCAD/*{year}*/*/*/MC3/Avro"), files.folders());
		assertTrue(of("civil-3d").folders().contains("{roaming}/Autodesk/C3D {year}*/*/*/*/MC3/Avro"));
	}

	@Test
	void asksForTheConsentOfTheDesktopAnalyticsPage() {
		List<ConsentSource> consent = of("revit").consent();

		assertTrue(of("revit").help().contains("Desktop Analytics page"), of("revit").help());
		assertTrue(consent.contains(
				new ConsentSource(ConsentSource.Kind.REGISTRY, "HKCU\\SOFTWARE\\Autodesk\\MC3", "ADAOptIn", "1")));
		assertTrue(consent.contains(new ConsentSource(ConsentSource.Kind.FILE,
				"{roaming}/Autodesk/ADPSDK/UserConsent/*.json",
				"preferences[consentId=ADSK_PUD_OPTIMIZATION_IMPROVEMENT_DESKTOP].optIn", "true")));
	}

	@Test
	void leavesWhatTellsNoVersionAndWhatIsNobodysUseToTheProcesses() {
		for (WatchedApplication rule : ApplicationTable.load()) {
			boolean byYear = rule.kind() == WatchedApplication.Kind.INTERACTIVE && rule.path().contains("(?<version>");
			assertEquals(byYear, rule.usageFiles().isPresent(), rule.id());
		}
		assertEquals(Optional.empty(), ApplicationTable.load().stream().filter(rule -> rule.id().equals("fusion"))
				.findFirst().orElseThrow().usageFiles());
	}

	@Test
	void saysInWhichLineOfTheTableAMistakeIs() {
		for (String line : List.of("folders  *  x", "years  2010", "years  old  new", "consent  cloud  a  b  c")) {
			IllegalArgumentException mistake = assertThrows(IllegalArgumentException.class,
					() -> UsageFileTable.read(new BufferedReader(new StringReader("# words\n" + line))));
			assertTrue(mistake.getMessage().startsWith("usage-files.txt, line 2: "), mistake.getMessage());
		}
	}
}
