package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lictor.agent.internal.doctor.Doctor;
import org.lictor.agent.internal.watch.FakeProcesses;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationReport.Outcome;
import org.lictor.agent.protocol.ExaminationReport.Seen;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.agent.protocol.WatchRule.Kind;

/** What an examination tells the server, and what it does not. */
class ExaminerTest {

	private static final Disclosure PSEUDONYM = new Disclosure.Pseudonym("0123456789abcdef".repeat(4));
	private static final List<WatchRule> RULES = List.of(
			new WatchRule("Cloud", "acad", "AutoCAD", Kind.INTERACTIVE, "/acad$", Optional.of("/product ACAD")));

	private final FakeProcesses processes = new FakeProcesses();
	private final FakeServer server = new FakeServer();
	private final List<ExaminationReport> written = new ArrayList<>();
	private final Examiner examiner = new Examiner(processes, server, new FakeClock(Events.NOON),
			configuration -> new Doctor.Patient(true, Optional.of(configuration), Optional.empty(), Optional.empty(), "", 3, Long.MAX_VALUE,
					List.of(), "", List.of()), written::add);

	@BeforeEach
	void start() {
		processes.start(11, Events.NOON, "/opt/jdoe/acad", "acad /product ACAD /secret plan.dwg", "ACME\\jdoe");
		processes.start(12, Events.NOON, "/opt/jdoe/acad", "acad /product ACAD", "ACME\\mroe");
		processes.start(13, Events.NOON, "/opt/jdoe/acad", "acad /product C3D /secret", "ACME\\jdoe");
		processes.start(14, Events.NOON, "/home/jdoe/diary", "diary /secret", "ACME\\jdoe");
	}

	private ExaminationReport examine(Disclosure form, boolean all, Optional<WatchRule> trial) {
		AgentConfiguration configuration = new AgentConfiguration("1", Intervals.DEFAULT, RULES, form);
		assertTrue(examiner.answer(configuration, new ExaminationRequest(new UUID(0, 9), all, trial)));
		ExaminationReport report = server.reports().getLast();
		assertEquals(List.of(report), written.subList(written.size() - 1, written.size()), "what is sent is written down");
		assertEquals(new UUID(0, 9), report.id());
		return report;
	}

	@Test
	void tellsOfEachProcessARuleConcernsAndCountsTheOthers() {
		ExaminationReport report = examine(Disclosure.CLEAR, false, Optional.empty());

		assertEquals(List.of(
				new Seen(1, 11, "ACME\\jdoe", "/opt/jdoe/acad", "Cloud", Outcome.COUNTED, "counts as AutoCAD (rule 'acad' of Cloud)"),
				new Seen(1, 12, "ACME\\mroe", "/opt/jdoe/acad", "Cloud", Outcome.COUNTED, "counts as AutoCAD (rule 'acad' of Cloud)"),
				new Seen(1, 13, "ACME\\jdoe", "/opt/jdoe/acad", "Cloud", Outcome.OTHER_COMMAND_LINE,
						"not counted: its program fits rule 'acad' of Cloud, but its command line does not")),
				report.processes());
		assertEquals(1, report.others());
		assertTrue(report.findings().contains(Finding.note("spool", "3 events wait for the server.", "They are on their way; look again in a minute.")),
				report.findings().toString());
	}

	@Test
	void namesAllProcessesOnlyWherePeopleAreToldOfAsTheyAre() {
		assertEquals("/home/jdoe/diary", examine(Disclosure.CLEAR, true, Optional.empty()).processes().getLast().program());
		assertEquals(0, server.reports().getLast().others());
		for (Disclosure form : List.of(PSEUDONYM, new Disclosure.Counts())) {
			assertEquals(1, examine(form, true, Optional.empty()).others());
		}
	}

	@Test
	void givesAPersonThePseudonymOfTheirSessions() {
		ExaminationReport report = examine(PSEUDONYM, true, Optional.empty());

		assertEquals(Disguise.user(PSEUDONYM, "jdoe"), report.processes().get(0).user());
		assertEquals(report.processes().get(0).user(), report.processes().get(2).user());
		assertEquals("acad", report.processes().get(0).program());
	}

	@Test
	void tellsHowManyAreAlikeWhereOnlyCountsAreTold() {
		assertEquals(List.of(new Seen(2, 0, "", "", "Cloud", Outcome.COUNTED, "counts as AutoCAD (rule 'acad' of Cloud)"),
				new Seen(1, 0, "", "", "Cloud", Outcome.OTHER_COMMAND_LINE,
						"not counted: its program fits rule 'acad' of Cloud, but its command line does not")),
				examine(new Disclosure.Counts(), true, Optional.empty()).processes());
	}

	@Test
	void triesARuleInPlaceOfTheWatchList() {
		WatchRule diary = new WatchRule("Home", "diary", "Diary", Kind.INTERACTIVE, "/(?<version>dia)ry$", Optional.empty());

		ExaminationReport report = examine(Disclosure.CLEAR, false, Optional.of(diary));

		assertEquals(List.of(new Seen(1, 14, "ACME\\jdoe", "/home/jdoe/diary", "Home", Outcome.COUNTED,
				"counts as Diary, version dia (rule 'diary' of Home)")), report.processes());
		assertEquals(3, report.others());
	}

	@Test
	void sendsNoCommandLineAndNoClearUserThatIsToStayOnTheHost() {
		for (Disclosure form : List.of(Disclosure.CLEAR, PSEUDONYM, new Disclosure.Counts())) {
			for (Optional<WatchRule> trial : List.of(Optional.<WatchRule>empty(), Optional.of(RULES.getFirst()))) {
				String sent = new String(Codec.encode(examine(form, true, trial)), StandardCharsets.UTF_8);
				assertFalse(sent.contains("secret"), sent);
				assertEquals(form.equals(Disclosure.CLEAR), sent.contains("jdoe") || sent.contains("mroe"), sent);
			}
		}
	}
}
