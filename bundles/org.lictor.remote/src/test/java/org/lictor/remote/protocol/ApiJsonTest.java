package org.lictor.remote.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Role;
import org.lictor.model.Status;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ReportDefinition;
import org.lictor.service.AgentInfo;
import org.lictor.service.ImportResult;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Capability;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Field;

class ApiJsonTest {

	private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");

	private static final ServerInfo SERVER = new ServerInfo("Cloud", "autodesk", "Autodesk", Map.of("b", "2", "a", "1"),
			Set.of("key"), true, Status.down(Status.Detail.QUOTA, "Wait."), Optional.of(MORNING), Optional.empty(),
			List.of("All"));

	@Test
	void writesSnakeCaseKeysInOrderAndNullForWhatIsNotKnown() {
		assertEquals("{\"name\":\"Cloud\",\"type\":\"autodesk\",\"type_label\":\"Autodesk\","
				+ "\"settings\":{\"a\":\"1\",\"b\":\"2\"},\"secret_keys\":[\"key\"],\"enabled\":true,"
				+ "\"status\":{\"state\":\"DOWN\",\"detail\":\"QUOTA\",\"message\":\"Wait.\"},"
				+ "\"last_success\":\"2026-03-01T08:00:00Z\",\"last_attempt\":null,\"groups\":[\"All\"]}",
				ApiJson.write(SERVER));
	}

	@Test
	void readsBackWhatItWrote() throws Exception {
		ReportDefinition report = new ReportDefinition("usage", "Usage", "Used now.",
				Set.of(ReportDefinition.Parameter.SERVER),
				List.of(Column.of("used", "Used", ColumnType.INTEGER, "Counts.").in("seats").hidden()));
		ServerTypeInfo type = new ServerTypeInfo("x", "X", "An X.",
				ConfigurationSchema.of(Field.required("folder", "Folder", Field.Kind.FOLDER, "Where.")),
				Set.of(Capability.IMPORT, Capability.AGENTS));
		ImportResult imported = new ImportResult("users.csv", ImportResult.Outcome.IMPORTED_WITH_PROBLEMS, "Users", 3, 1,
				List.of(Diagnostic.error("no address", Place.of("users.csv", 3).field("email"))));
		AgentInfo agent = new AgentInfo("a1", "ws7", "linux", "1.0", MORNING, Optional.of(MORNING), true,
				Optional.of(Duration.ofMillis(-1500)), List.of(), "");

		for (Record value : List.of(SERVER, report, type, imported, agent)) {
			assertEquals(value, ApiJson.read(utf8(ApiJson.write(value)), value.getClass()));
		}
		assertEquals(List.of(SERVER, SERVER),
				ApiJson.readList(utf8(ApiJson.write(List.of(SERVER, SERVER))), ServerInfo.class));
	}

	@Test
	void writesTextsOfAnyScriptAndEverySign() throws Exception {
		NewGroup group = new NewGroup("a\"\\/\n<é>\u2028😀", false);

		assertEquals(group, ApiJson.readRequest(utf8(ApiJson.write(group)), NewGroup.class));
	}

	@Test
	void takesAMissingOptionalValueForUnknown() throws Exception {
		assertEquals(new NewToken("t", Role.READER, Optional.empty()),
				ApiJson.readRequest(utf8("{\"name\":\"t\",\"role\":\"reader\"}"), NewToken.class));
	}

	@Test
	void takesLengthsOfTimeAsPeopleWriteThem() throws Exception {
		assertEquals(Duration.ofDays(30),
				ApiJson.readRequest(utf8("{\"lifetime\":\"30d\"}"), NewEnrolment.class).lifetime());
		assertEquals(Duration.ofDays(30),
				ApiJson.readRequest(utf8("{\"lifetime\":\"P30D\"}"), NewEnrolment.class).lifetime());
	}

	@Test
	void namesTheKeyAtFault() {
		assertEquals("it lacks 'auto_assign'", refused("{\"name\":\"x\"}", NewGroup.class));
		assertEquals("'autoassign' is not known; known are name, auto_assign",
				refused("{\"name\":\"x\",\"autoassign\":true}", NewGroup.class));
		assertEquals("'name' should be a text", refused("{\"name\":7,\"auto_assign\":true}", NewGroup.class));
		assertEquals("'name' should be a text", refused("{\"name\":null,\"auto_assign\":true}", NewGroup.class));
		assertEquals("'auto_assign' should be true or false",
				refused("{\"name\":\"x\",\"auto_assign\":\"yes\"}", NewGroup.class));
		assertEquals("'role' should be one of ADMINISTRATOR, READER, AGENT",
				refused("{\"name\":\"x\",\"role\":\"god\"}", NewToken.class));
		assertEquals("'lifetime' should be a length of time such as P30D or PT12H",
				refused("{\"lifetime\":\"long\"}", NewEnrolment.class));
		assertEquals("'name' stands twice", refused("{\"name\":\"x\",\"name\":\"y\"}", NewGroup.class));
		assertEquals("'settings.a' should be a text",
				refused("{\"name\":\"x\",\"type\":\"y\",\"settings\":{\"a\":[]}}", ServerDefinition.class));
		assertEquals("it should be a JSON object", refused("[]", NewGroup.class));
		assertEquals("it is empty", refused("", NewGroup.class));
		assertEquals("it should be a JSON object", refused("null", NewGroup.class));
	}

	@Test
	void refusesWhatIsNoJson() {
		for (String text : List.of("{", "{\"name\":\"x\",\"auto_assign\":true} x", "<a/>", "{'name':'x'}",
				"[".repeat(10_000), "{\"name\":".repeat(1_000))) {
			assertThrows(InvalidJsonException.class, () -> ApiJson.readRequest(utf8(text), NewGroup.class));
		}
		assertThrows(InvalidJsonException.class, () -> ApiJson.readRequest(new byte[] { (byte) 0xff }, NewGroup.class));
	}

	@Test
	void skipsWhatANewerServerAdds() throws Exception {
		assertEquals(new Problem(Reason.INVALID, "No."),
				ApiJson.read(utf8("{\"reason\":\"INVALID\",\"more\":{\"x\":[1]},\"message\":\"No.\"}"), Problem.class));
	}

	@Test
	void writesAndReadsTheLinesOfATask() throws Exception {
		assertEquals("{\"working\":{\"task\":\"Reading\",\"total\":7,\"done\":3}}",
				new TaskLine.Working("Reading", 7, 3).json());
		assertEquals(new TaskLine.Working("Reading", 7, 3),
				TaskLine.parse(new TaskLine.Working("Reading", 7, 3).json()));
		assertEquals(new TaskLine.TableFollows(), TaskLine.parse("{\"table\":true}"));
		Problem problem = new Problem(Reason.IN_USE, "Busy.");
		assertEquals(new TaskLine.Failed(problem), TaskLine.parse(new TaskLine.Failed(problem).json()));
		TaskLine.Done done = assertInstanceOf(TaskLine.Done.class, TaskLine.parse(TaskLine.done(SERVER).json()));
		assertEquals(SERVER, ApiJson.read(done.value(), ServerInfo.class));
		for (String text : List.of("", "x", "[]", "{}", "{\"a\":1}", "{\"working\":1}", "{\"result\":1,\"table\":true}")) {
			assertThrows(InvalidJsonException.class, () -> TaskLine.parse(text));
		}
	}

	@Test
	void everyReasonSurvivesTheWay() throws Exception {
		for (Reason reason : Reason.values()) {
			Problem problem = new Problem(reason, "A sentence.");
			assertEquals(reason, ApiJson.read(utf8(ApiJson.write(problem)), Problem.class).toException().reason());
			assertEquals(true, problem.status() >= 400 && problem.status() < 600);
		}
	}

	@Test
	void encodesNamesAsOneSegment() {
		assertEquals("/api/v1/groups/a%2Fb%20c%3F%C3%A9%2B/servers/x",
				ApiPaths.below(ApiPaths.GROUPS, "a/b c?é+", "servers", "x"));
	}

	private static String refused(String json, Class<?> type) {
		return assertThrows(InvalidJsonException.class, () -> ApiJson.readRequest(utf8(json), type)).getMessage();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}
}
