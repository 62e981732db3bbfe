package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.licensinglog.Comparison;
import org.lictor.agent.internal.watch.FakeProcesses;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.WatchRule;

/** Whoever asks on the host gets to see what is read, by which rules, and what was told. */
class ExplanationTest {

	private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

	@TempDir
	Path folder;

	private String explain(boolean all, int last) throws AgentFailure {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new Explanation(folder, new FakeProcesses(), Path.of("/opt/helper")).run(all, last, new PrintStream(out, true, StandardCharsets.UTF_8));
		return out.toString(StandardCharsets.UTF_8);
	}

	private void configure() throws IOException {
		Files.write(folder.resolve("configuration.json"), Codec.encode(new AgentConfiguration("1", Intervals.DEFAULT,
				List.of(new WatchRule("Cloud", "viewer", "DWG TrueView", WatchRule.Kind.IGNORED, "/dwgviewr$", Optional.empty()),
						new WatchRule("Cloud", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "/acad$", Optional.of("/product ACAD"))),
				new Disclosure.Pseudonym("ab".repeat(32)), true, true)));
	}

	@Test
	void tellsThatTheLicensingHelperIsAskedWhereItIs() throws Exception {
		assertFalse(explain(false, 0).contains("/opt/helper"));
		configure();
		assertTrue(explain(false, 0).contains("what /opt/helper list writes"));
		assertTrue(explain(false, 0).contains("whether keyboard and mouse are idle"));
	}

	@Test
	void tellsWhatIsCountedAndInWhatFormWithoutTheKey() throws Exception {
		configure();

		String told = explain(true, 10);

		assertTrue(told.contains("counted for Cloud: AutoCAD\n"), told);
		assertTrue(told.contains("known, and not told for Cloud: DWG TrueView\n"), told);
		assertTrue(told.contains("a pseudonym in place of the user"), told);
		assertTrue(told.contains("where the path holds /acad$ and the command line /product ACAD"), told);
		assertFalse(told.contains("abab"), told);
		assertFalse(explain(false, 10).contains("/acad$"));
	}

	@Test
	void listsTheLastThatWasTold() throws Exception {
		configure();
		SentRecord record = new SentRecord(folder);
		for (int sequence = 1; sequence <= 5; sequence++) {
			record.add(List.of(new AgentEvent(new UUID(1, 2), sequence, NOON, 0,
					new EventDetail.Trouble(EventDetail.Severity.INFO, "TEST", "number " + sequence))));
		}

		String told = explain(false, 2);

		assertTrue(told.contains("the last 2 of 5 events"), told);
		assertTrue(told.endsWith("2026-05-04T12:00:00Z  trouble: number 4\n  2026-05-04T12:00:00Z  trouble: number 5\n"), told);
	}

	@Test
	void saysSoWhereNothingWasToldYet() throws Exception {
		String told = explain(false, 5);

		assertTrue(told.contains("tells of nothing else:\n  nothing\n"), told);
		assertTrue(told.contains("the last 0 of 0 events"), told);
	}

	@Test
	void listsWhatAdministratorsHadExamined() throws Exception {
		new SentRecord(folder).examined(new ExaminationReport(new UUID(1, 3), NOON, List.of(),
				List.of(new ExaminationReport.Seen(1, 11, "jdoe", "/opt/acad", "Cloud", ExaminationReport.Outcome.COUNTED, "counts as AutoCAD"),
						new ExaminationReport.Seen(2, 0, "", "", "Cloud", ExaminationReport.Outcome.IGNORED, "not counted")),
				0));

		String told = explain(false, 5);

		assertTrue(told.contains("the last 1 of 1 times:\n  2026-05-04T12:00:00Z  0 findings, 2 processes or kinds of them\n"
				+ "    process 11, jdoe, /opt/acad, counts as AutoCAD\n    2 alike, not counted\n"), told);
	}

	@Test
	void listsWhatTheLicensingLogOrTheSessionsTellAlone() throws Exception {
		assertFalse(explain(false, 5).contains("licensing service"));
		Files.writeString(folder.resolve("licensing-log.json"), """
				[{"since":"2026-05-04T12:00:00Z","starts":3,"ends":2,"before":1},
				{"inLog":true,"start":true,"at":"2026-05-04T12:07:00Z","product":"AutoCAD","user":""},
				{"inLog":false,"start":false,"at":"2026-05-04T12:09:00Z","product":"Revit","user":"jdoe"}]""");

		assertTrue(explain(false, 5).contains("""
				beside its sessions:
				  Since 2026-05-04T12:00:00Z, 3 starts and 2 ends stand in the log and are of sessions; 1 stand in the log alone, and 1 are of \
				sessions alone, besides 1 earlier ones.
				  2026-05-04T12:07:00Z: a start in the log without a session, AutoCAD
				  2026-05-04T12:09:00Z: a session ended without an entry in the log, Revit, jdoe
				"""), explain(false, 5));
	}

	@Test
	void doctorNamesNobodyFromTheLogWherePeopleAreNotToldOf() {
		Optional<Comparison> comparison = Optional.of(new Comparison(NOON, 0, 0, List.of(new Comparison.Alone(true, true, NOON, "Revit", "jdoe")), 0));
		Disclosure pseudonym = new Disclosure.Pseudonym("ab".repeat(32));

		assertTrue(LicensingLogFindings.of("", comparison, Disclosure.CLEAR).toString().contains("Revit, jdoe"));
		String told = LicensingLogFindings.of("", comparison, pseudonym).toString();
		assertTrue(told.contains("Revit, " + Disguise.user(pseudonym, "jdoe")) && !told.contains("jdoe"), told);
		assertFalse(LicensingLogFindings.of("", comparison, new Disclosure.Counts()).toString().contains("Revit"));
	}
}
