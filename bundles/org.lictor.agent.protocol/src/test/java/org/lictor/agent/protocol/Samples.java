package org.lictor.agent.protocol;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One value of each kind. */
final class Samples {

	static final UUID RUN = UUID.fromString("0a0b0c0d-1111-2222-3333-444455556666");
	static final UUID KEY = UUID.fromString("77777777-8888-9999-aaaa-bbbbccccdddd");
	static final Instant AT = Instant.parse("2026-03-29T00:59:59.999Z");
	static final String FINGERPRINT = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

	static final EnrolmentString ENROLMENT = new EnrolmentString(URI.create("https://licences.example.com:7443"),
			FINGERPRINT, "tok-en_1");
	static final EnrolmentRequest REQUEST = new EnrolmentRequest(1, "tok-en_1", KEY, "cad-17", "Linux amd64", "1.0.0",
			List.of("u:00ff", "n:1234"));
	static final EnrolmentAnswer ANSWER = new EnrolmentAnswer("agent-1", "s3cret");
	static final UsageFiles USAGE_FILES = new UsageFiles(2010, 2019, List.of("{roaming}/Autodesk/AutoCAD {year}/*/Avro"),
			"*.avro",
			List.of(new ConsentSource(ConsentSource.Kind.REGISTRY, "HKCU\\SOFTWARE\\Autodesk\\MC3", "ADAOptIn", "1"),
					new ConsentSource(ConsentSource.Kind.FILE, "{roaming}/UserConsent/*.json", "preferences[consentId=A].optIn",
							"true")),
			"Tick \"I agree\".");
	static final WatchRule AUTOCAD = new WatchRule("Autodesk \"Köln\"", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE,
			"/AutoCAD (?<version>\\d{4})/acad(\\.exe)?$", Optional.empty(), Optional.of(USAGE_FILES));
	static final WatchRule CIVIL = new WatchRule("Autodesk \"Köln\"", "c3d", "Civil 3D", WatchRule.Kind.HEADLESS,
			"/acad$", Optional.of("/product\\s+C3D"));
	static final AgentConfiguration CONFIGURATION = new AgentConfiguration("v.1-a_Z",
			new Intervals(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofDays(1)), List.of(CIVIL, AUTOCAD),
			new Disclosure.Pseudonym("0123456789abcdef".repeat(4)), true, true,
			Optional.of(new ExaminationRequest(RUN, true, Optional.of(CIVIL))));
	static final ExaminationReport REPORT = new ExaminationReport(RUN, AT,
			List.of(Finding.good("agent", "It is running."), Finding.problem("disk", "It is full.", "Make room.")),
			List.of(new ExaminationReport.Seen(1, 4711, "jdoe", "/opt/acad", "Autodesk", ExaminationReport.Outcome.COUNTED, "counts"),
					new ExaminationReport.Seen(3, 0, "", "", "Autodesk", ExaminationReport.Outcome.HIDDEN, "")),
			Long.MAX_VALUE);
	static final SessionInfo SESSION = new SessionInfo(KEY, "Autodesk", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE,
			"2024", "cad-17", "ACME\\jdoe", 4711, Optional.of(AT), "/opt/Autodesk/AutoCAD 2024/acad",
			Optional.empty(), "3");
	static final SessionInfo BARE_SESSION = new SessionInfo(KEY, "Autodesk", "acad", "AutoCAD",
			WatchRule.Kind.HEADLESS, "", "cad-17", "", 0, Optional.empty(), "");
	static final SessionInfo WITNESS = new SessionInfo(RUN, "Autodesk", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE,
			"2018", "cad-17", "ACME\\jdoe", 4712, Optional.of(AT), "/opt/Autodesk/AutoCAD 2018/acad", Optional.of(KEY));
	static final UseInfo USE = new UseInfo(KEY, "Autodesk", "acad", "AutoCAD", "2018", "cad-17", "ACME\\jdoe");
	static final List<EventDetail> DETAILS = List.of(new EventDetail.AgentStarted("1.0.0", "Linux amd64", "cad-17", List.of("n:1234")),
			new EventDetail.SessionStarted(SESSION), new EventDetail.SessionStarted(BARE_SESSION),
			new EventDetail.SessionsRunning(List.of(KEY, RUN)), new EventDetail.SessionsRunning(List.of()),
			new EventDetail.SessionEnded(SESSION, AT, true, EventDetail.EndReason.PROCESS_ENDED),
			new EventDetail.SessionEnded(BARE_SESSION, Instant.EPOCH, false, EventDetail.EndReason.RULE_WITHDRAWN),
			new EventDetail.Trouble(EventDetail.Severity.WARNING, "SPOOL_DROPPED", "3 events\nwere dropped. \u0000 \ud83d\ude00"),
			new EventDetail.AgentStopped(), new EventDetail.SessionStarted(WITNESS),
			new EventDetail.ActionSeen(USE, AT, EventDetail.Change.MADE),
			new EventDetail.ConsentSeen("Autodesk", "acad", "AutoCAD", "", EventDetail.Consent.WITHDRAWN, List.of(KEY), "Tick it."),
			new EventDetail.ProductsRegistered(EventDetail.Registrations.IN_PART, "It breaks off.",
					List.of(new RegisteredProduct("MAYA", "657L1", "2020.0.0.F", "", "", RegisteredProduct.Method.NOT_CHOSEN,
							Set.of(RegisteredProduct.Method.NETWORK, RegisteredProduct.Method.NAMED_USER)))),
			new EventDetail.InputSeen(List.of(KEY, RUN), EventDetail.Input.IDLE, AT));
	static final EventBatch BATCH = new EventBatch(1, RUN, AT, Long.MAX_VALUE, "1.0.0", "cad-17", "Linux amd64", "", events());
	static final Acknowledgement ACKNOWLEDGEMENT = new Acknowledgement(Map.of(RUN, 9L, KEY, Long.MAX_VALUE),
			Optional.of(new EnrolmentAnswer("17", "se-cret")));
	static final Problem PROBLEM = new Problem(Problem.Reason.TOKEN_EXPIRED, "The token expired on Monday.");

	private Samples() {
	}

	private static List<AgentEvent> events() {
		return java.util.stream.IntStream.range(0, DETAILS.size())
				.mapToObj(i -> new AgentEvent(RUN, i + 1L, AT.plusMillis(i), i * 1_000_000_007L, DETAILS.get(i))).toList();
	}
}
