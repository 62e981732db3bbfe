package org.lictor.agent.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.agent.protocol.WatchRule.Kind;

/** Which process is which product. */
class WatchlistTest {

	private static WatchRule rule(String server, String product, Kind kind, String path, String commandLine) {
		return new WatchRule(server, product + " rule", product, kind, path,
				commandLine.isEmpty() ? Optional.empty() : Optional.of(commandLine));
	}

	private static final Watchlist RULES = new Watchlist(
			List.of(rule("A", "Viewer", Kind.IGNORED, "/DWG TrueView[^/]*/", ""),
					rule("A", "Core Console", Kind.HEADLESS, "/accoreconsole(\\.exe)?$", ""),
					rule("A", "Civil 3D", Kind.INTERACTIVE, "/AutoCAD (?<version>\\d{4})/acad(\\.exe)?$", "/product\\s+\"?C3D"),
					rule("A", "AutoCAD", Kind.INTERACTIVE, "/AutoCAD (?<version>\\d{4})/acad(\\.exe)?$", ""),
					rule("A", "AutoCAD", Kind.INTERACTIVE, "/acad(\\.exe)?$", ""),
					rule("B", "Everything", Kind.INTERACTIVE, "/Autodesk/", ""),
					rule("B", "Nothing", Kind.IGNORED, "/acad", "")));

	private static Map<String, String> match(String path, String commandLine) {
		Map<String, String> found = new java.util.TreeMap<>();
		RULES.match(new ObservedProcess(1, "", Optional.empty(), path, commandLine, ""))
				.forEach((server, match) -> found.put(server, (match.rule().product() + " " + match.version()).strip()));
		return found;
	}

	@Test
	void takesTheFirstRuleOfEachServerThatMatches() {
		assertEquals(Map.of("A", "AutoCAD 2024", "B", "Everything"),
				match("/opt/Autodesk/AutoCAD 2024/acad", "/opt/Autodesk/AutoCAD 2024/acad"));
		assertEquals(Map.of("A", "Civil 3D 2024", "B", "Everything"),
				match("/opt/Autodesk/AutoCAD 2024/acad", "acad.exe /product \"C3D\" /language en-US"));
	}

	@Test
	void readsWindowsPathsWithSlashesAndInEitherCase() {
		assertEquals(Map.of("A", "AutoCAD 2025", "B", "Everything"),
				match("C:\\Program Files\\AUTODESK\\AutoCAD 2025\\ACAD.EXE", ""));
	}

	@Test
	void searchesTheExpressionAnywhereInThePath() {
		assertEquals(Map.of("A", "AutoCAD"), match("/usr/local/bin/acad", ""));
		assertEquals(Map.of(), match("/usr/local/bin/academy", ""));
	}

	@Test
	void saysNothingOfWhatIsIgnored() {
		assertEquals(Map.of("B", "Everything"), match("/opt/Autodesk/DWG TrueView 2024/acad", ""));
		assertEquals(Map.of(), match("/opt/DWG TrueView 2024/acad", ""));
	}

	@Test
	void keepsWhatWorksWithoutAPerson() {
		assertEquals(Map.of("A", "Core Console"), match("/opt/accoreconsole", ""));
	}

	@Test
	void knowsNothingOfAProcessWhosePathIsHidden() {
		assertEquals(Map.of(), match("", "acad"));
		assertEquals(Map.of(), Watchlist.NOTHING.match(
				new ObservedProcess(1, "", Optional.empty(), "/opt/Autodesk/AutoCAD 2024/acad", "", "")));
	}

	@Test
	void givesNoVersionWhenTheGroupTookNoPart() {
		Watchlist rules = new Watchlist(List.of(rule("A", "Maya", Kind.INTERACTIVE, "/maya(?<version>\\d+)?/", "")));

		assertEquals("", rules.match(new ObservedProcess(1, "", Optional.empty(), "/maya/bin", "", "")).get("A").version());
		assertEquals("2025",
				rules.match(new ObservedProcess(1, "", Optional.empty(), "/Maya2025/bin", "", "")).get("A").version());
	}

	@Test
	void givesUpAnExpressionThatTakesTooLongAndGoesOnWithTheOthers() {
		WatchRule slow = new WatchRule("A", "slow", "Slow", Kind.INTERACTIVE, ".*a.*a.*a.*a.*Q$", Optional.empty());
		WatchRule deep = new WatchRule("B", "deep", "Deep", Kind.INTERACTIVE, "acad", Optional.of("^(x|y)*$"));
		ObservedProcess process = new ObservedProcess(1, "", Optional.empty(), "/" + "a".repeat(2000) + "/acad", "xy".repeat(50_000), "");

		assertEquals(new Watchlist.Verdict.Undecided(slow), new Watchlist(List.of(slow)).decide(process).get("A"));
		assertEquals(new Watchlist.Verdict.Undecided(deep), new Watchlist(List.of(deep)).decide(process).get("B"));
		WatchRule plain = new WatchRule("A", "plain", "AutoCAD", Kind.INTERACTIVE, "/acad$", Optional.empty());
		assertEquals("AutoCAD", new Watchlist(List.of(slow, plain)).match(process).get("A").rule().product());
	}
}
