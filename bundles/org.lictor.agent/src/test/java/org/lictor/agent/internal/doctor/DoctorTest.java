package org.lictor.agent.internal.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.lictor.agent.internal.doctor.Doctor.Patient;
import org.lictor.agent.internal.doctor.Doctor.Report;
import org.lictor.agent.internal.watch.ObservedProcess;
import org.lictor.agent.internal.watch.ProcessSource;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.agent.protocol.WatchRule.Kind;

/** For each process the doctor says why it counts or not, and for each trouble what to do. */
class DoctorTest {

	private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
	private static final List<WatchRule> RULES = List.of(
			new WatchRule("Cloud", "viewer", "DWG TrueView", Kind.IGNORED, "/dwgviewr$", Optional.empty()),
			new WatchRule("Cloud", "core", "AutoCAD", Kind.HEADLESS, "/accoreconsole$", Optional.empty()),
			new WatchRule("Cloud", "c3d", "Civil 3D", Kind.INTERACTIVE, "/AutoCAD (?<version>\\d+)/acad$", Optional.of("/product C3D")),
			new WatchRule("Portal", "any", "Any", Kind.INTERACTIVE, "/never$", Optional.empty()));

	private record Processes(ObservedProcess... all) implements ProcessSource {

		@Override
		public long[] scan() {
			return List.of(all).stream().mapToLong(ObservedProcess::pid).toArray();
		}

		@Override
		public Optional<ObservedProcess> describe(long pid) {
			return List.of(all).stream().filter(process -> process.pid() == pid).findFirst();
		}

		@Override
		public boolean isAlive(ObservedProcess process) {
			return true;
		}

		@Override
		public String osSession(long pid) {
			return "";
		}

		@Override
		public String reads() {
			return "what the test says";
		}
	}

	private static ObservedProcess process(long pid, String path, String commandLine) {
		return new ObservedProcess(pid, "", Optional.empty(), path, commandLine, "jdoe");
	}

	private static Patient healthy(List<WatchRule> rules) {
		return new Patient(true, Optional.of(new AgentConfiguration("1", Intervals.DEFAULT, rules, new Disclosure.Counts())), Optional.empty(),
				Optional.of(NOON), "", 0, Long.MAX_VALUE, List.of(), "", List.of());
	}

	private static List<String> why(Report report, long pid) {
		return report.decisions().stream().filter(decision -> decision.process().pid() == pid && decision.server().equals("Cloud"))
				.map(Decision::why).toList();
	}

	private static Finding finding(Report report, String topic) {
		return report.findings().stream().filter(each -> each.topic().equals(topic)).findFirst().orElseThrow();
	}

	@Test
	void saysOfEachProcessWhyItCountsOrNot() {
		Report report = new Doctor(new Processes(process(1, "/opt/AutoCAD 2024/acad", "acad /product C3D"),
				process(2, "/opt/AutoCAD 2024/acad", "acad /product ACAD"), process(3, "/opt/dwgviewr", ""), process(4, "/opt/accoreconsole", ""),
				process(5, "/usr/bin/vi", "vi"), process(6, "", "secret"))).examine(healthy(RULES), NOON);

		assertEquals(List.of("counts as Civil 3D, version 2024 (rule 'c3d' of Cloud)"), why(report, 1));
		assertEquals(List.of("not counted: its program fits rule 'c3d' of Cloud, but its command line does not"), why(report, 2));
		assertEquals(List.of("not counted: uses no licence (rule 'viewer' of Cloud)"), why(report, 3));
		assertEquals(List.of("told as AutoCAD without a person, nobody's use (rule 'core' of Cloud)"), why(report, 4));
		assertEquals(List.of("not counted: no rule of Cloud fits it"), why(report, 5));
		assertEquals(List.of("not counted: the agent may not see which program this is"), why(report, 6));
		assertEquals(12, report.decisions().size(), "each process for each of two servers");
		assertTrue(finding(report, "applications").text().contains("Civil 3D (1)"), finding(report, "applications").text());
		assertEquals(Finding.Level.PROBLEM, finding(report, "processes").level());
	}

	@Test
	void findsNothingToDoWhereAllIsWell() {
		Report report = new Doctor(new Processes(process(5, "/usr/bin/vi", "vi"))).examine(healthy(RULES), NOON.plusSeconds(59));

		assertFalse(report.problems(), report.findings().toString());
		assertEquals(Finding.Level.GOOD, finding(report, "clock").level());
		assertEquals("Neither users nor this host are told.", finding(report, "privacy").text());
	}

	@Test
	void saysWhatToDoAboutEachTrouble() {
		Report report = new Doctor(new Processes()).examine(new Patient(false, Optional.empty(), Optional.of("The server cannot be reached."),
				Optional.empty(), "The disk is full.", 7, 10 << 20, List.of(), "", List.of()), NOON);

		assertEquals(List.of("agent", "server", "watch list", "disk", "trouble"), report.findings().stream()
				.filter(finding -> finding.level() == Finding.Level.PROBLEM).map(Finding::topic).toList());
		assertTrue(report.findings().stream().filter(finding -> finding.level() != Finding.Level.GOOD).noneMatch(finding -> finding.advice().isBlank()));
		assertTrue(finding(report, "spool").text().startsWith("7 events"));
	}

	@Test
	void anAgentWithoutRulesNeedsAGroup() {
		Report report = new Doctor(new Processes()).examine(healthy(List.of()), NOON.minusSeconds(120));

		assertTrue(finding(report, "watch list").advice().contains("groups assign"));
		assertEquals("It is 120 s behind the server's.", finding(report, "clock").text());
	}

	/** Rows of the first table: {@code | topic | what it means | what to do |}; the server adds the groups. */
	@Test
	void everyTopicStandsInThePageForPeopleInItsOrder() throws IOException {
		List<String> told = Files.readAllLines(Path.of(System.getProperty("basedir", "."), "../../docs/troubleshooting/README.md")).stream()
				.dropWhile(line -> !line.startsWith("| topic |")).skip(2).takeWhile(line -> line.startsWith("|"))
				.map(line -> line.split("\\|")[1].strip()).filter(topic -> !topic.isEmpty() && !topic.equals("groups")).toList();
		Patient patient = new Patient(true, healthy(RULES).configuration(), Optional.empty(), Optional.of(NOON), "The disk is slow.", 0,
				Long.MAX_VALUE, List.of(Finding.note("usage files", "consent missing: jdoe", "")), "It did not answer.",
				List.of(Finding.note("lic. log", "3 troubles.", "")));

		assertEquals(new Doctor(new Processes()).examine(patient, NOON).findings().stream().map(Finding::topic).distinct().toList(), told);
	}
}
