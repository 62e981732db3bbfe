package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Holds each answer against what is documented: always against this project's own notes of it, and against the vendor's own
 * OpenAPI descriptions as well when their folder is named in the environment variable {@code LICTOR_OPENAPI}. A folder that is
 * named and lacks one of them fails.
 */
class DocumentationTest {

	private static final Account ACCOUNT = Account.generate(9, 60, 8, 2, 2);
	private static final String CONTRACT = "11000000001";
	/** Of the vendor's own descriptions, with the names they have there. */
	private static final Set<String> DESCRIBED = Set.of("twoLeggedToken", "threeLeggedToken", "exchange-jwt-token", "introspectToken", "jwks",
			"OidcSpec", "UserInfo");

	/** Name of a schema, or of several answers of one schema with a number behind it, to an answer. */
	private static final Map<String, JsonElement> ANSWERS = new LinkedHashMap<>();
	private static AutodeskSimulator simulator;

	@BeforeAll
	static void ask() throws Exception {
		simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT));
		try (Client client = new Client(simulator)) {
			String token = "/authentication/v2/token";
			keep("twoLeggedToken", client.form(token, Map.of("grant_type", "client_credentials", "scope", "data:read"), true).body());
			client.signIn();
			JsonObject three = Client.object(client.form(token, Map.of("grant_type", Authentication.TOKEN_EXCHANGE, "subject_token",
					simulator.credentials().personalAccessToken()), true));
			ANSWERS.put("threeLeggedToken", three);
			keep("threeLeggedToken", client.form(token,
					Map.of("grant_type", "refresh_token", "refresh_token", three.get("refresh_token").getAsString()), true).body());
			keep("exchange-jwt-token", client.form(token, Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion",
					Assertions.sign(simulator)), true).body());
			keep("introspectToken", client.form("/authentication/v2/introspect", Map.of("token", client.token), true).body());
			keep("introspectToken", client.form("/authentication/v2/introspect", Map.of("token", "unknown"), true).body());
			keep("jwks", client.get("/authentication/v2/keys").body());
			keep("OidcSpec", client.get("/.well-known/openid-configuration").body());
			keep("UserInfo", client.get("/userinfo").body());
			keep("contexts", client.get("/insights/v1/contexts").body());
			String usage = "{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE_REPORT\",\"USERS\"],\"startDate\":\"2025-01-01\",\"endDate\":\"2025-02-01\","
					+ "\"teamId\":\"" + ACCOUNT.teams().get(0).id() + "\"}";
			JsonObject export = Client.object(client.post("/insights/v1/exports", usage));
			ANSWERS.put("export 0", export);
			JsonObject query = Client.object(client.post("/insights/v1/usage-queries", "{\"fields\":[\"productName\"],\"metrics\":[\"uniqueUsers\"]}"));
			ANSWERS.put("usageQuery", query);
			JsonObject queued = Client.object(client.post("/tokenflex/v1/usage/" + CONTRACT + "/query",
					"{\"fields\":[\"productName\"],\"metrics\":[\"tokensConsumed\"]}"));
			ANSWERS.put("queued", queued);
			JsonObject requested = Client.object(client.post("/tokenflex/v1/export/" + CONTRACT + "/requests",
					"{\"fields\":[\"productName\"],\"metrics\":[\"tokensConsumed\"]}"));
			ANSWERS.put("tokenFlexExport 0", requested);
			client.advance(Duration.ofSeconds(20));
			keep("export", client.get("/insights/v1/exports/" + export.get("id").getAsString()).body());
			keep("exports", client.get("/insights/v1/exports").body());
			keep("usageQueryResult", client.get("/insights/v1/usage-queries/" + query.get("id").getAsString()).body());
			keep("contract", client.get("/tokenflex/v1/contract/" + CONTRACT).body());
			keep("summary", client.get("/tokenflex/v1/usage/" + CONTRACT + "/summary").body());
			keep("last", client.get("/tokenflex/v1/usage/" + CONTRACT + "/last").body());
			keep("done", client.get("/tokenflex/v1/usage/" + CONTRACT + "/query/" + queued.get("id").getAsString()).body());
			keep("tokenFlexExport", client.get("/tokenflex/v1/export/" + CONTRACT + "/requests/" + requested.get("requestKey").getAsString()).body());
		}
	}

	@AfterAll
	static void stop() {
		simulator.close();
	}

	private static void keep(String schema, String answer) {
		ANSWERS.put(schema + " " + ANSWERS.size(), JsonParser.parseString(answer));
	}

	private static Map<String, Map<String, Object>> documents() throws Exception {
		Map<String, Map<String, Object>> documents = new LinkedHashMap<>();
		Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
		try (InputStream own = DocumentationTest.class.getResourceAsStream("documented.yaml")) {
			documents.put("notes", yaml.load(own));
		}
		String folder = System.getenv("LICTOR_OPENAPI");
		if (folder != null) {
			try (Stream<Path> files = Files.list(Path.of(folder))) {
				for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
					documents.put(file.getFileName().toString(), yaml.load(Files.readString(file)));
				}
			}
			assertTrue(documents.size() > 1, "there is no description in " + folder);
		}
		return documents;
	}

	@TestFactory
	List<DynamicTest> eachAnswerIsAsDocumented() throws Exception {
		List<DynamicTest> tests = new ArrayList<>();
		Set<String> described = new TreeSet<>();
		documents().forEach((name, document) -> ANSWERS.forEach((key, answer) -> {
			Map<String, Object> schemas = map(map(document.get("components")).get("schemas"));
			String schema = key.split(" ")[0];
			if (schemas.containsKey(schema)) {
				if (!name.equals("notes")) {
					described.add(schema);
				}
				tests.add(DynamicTest.dynamicTest(name + ": " + key,
						() -> assertEquals(List.of(), new Check(document).differences("", answer, map(schemas.get(schema))))));
			} else {
				assertFalse(name.equals("notes"), "nothing is noted about " + schema);
			}
		}));
		if (System.getenv("LICTOR_OPENAPI") != null) {
			assertEquals(new TreeSet<>(DESCRIBED), described);
		}
		return tests;
	}

	@TestFactory
	List<DynamicTest> eachDocumentedPathIsAnswered() throws Exception {
		List<DynamicTest> tests = new ArrayList<>();
		// Not for collecting: signing out, and what creates and deletes service accounts.
		Set<String> notOurs = Set.of("/authentication/v2/logout", "/authentication/v2/service-accounts");
		documents().forEach((name, document) -> map(document.get("paths")).forEach((path, operations) -> map(operations).keySet().stream()
				.filter(Set.of("get", "post")::contains)
				.filter(operation -> notOurs.stream().noneMatch(path::startsWith)).forEach(operation -> tests.add(
						DynamicTest.dynamicTest(name + ": " + operation + " " + path, () -> {
							try (Client client = new Client(simulator)) {
								int status = operation.equals("get") ? client.get(path).statusCode() : client.form(path, Map.of(), true).statusCode();
								assertTrue(status != 404 && status < 500, "status " + status);
							}
						})))));
		return tests;
	}

	@Test
	void aDifferenceIsFound() {
		Check check = new Check(Map.of());
		Map<String, Object> schema = Map.of("type", "object", "required", List.of("a"), "properties",
				Map.of("a", Map.of("type", "integer"), "b", Map.of("type", "string", "enum", List.of("X"))));
		assertEquals(List.of(), check.differences("", JsonParser.parseString("{\"a\":1,\"b\":\"X\"}"), schema));
		assertEquals(4, check.differences("", JsonParser.parseString("{\"b\":\"Y\",\"c\":1}"), schema).size()
				+ check.differences("", JsonParser.parseString("{\"a\":1.5}"), schema).size());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object object) {
		return object instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
	}

	/** Compares JSON with a schema: types, what is required, words that are listed, and nothing that is not described. */
	private static final class Check {

		private final Map<String, Object> document;

		Check(Map<String, Object> document) {
			this.document = document;
		}

		List<String> differences(String place, JsonElement json, Map<String, Object> told) {
			Map<String, Object> schema = resolved(told);
			List<String> differences = new ArrayList<>();
			String type = String.valueOf(schema.getOrDefault("type", ""));
			boolean right = switch (type) {
			case "object" -> json.isJsonObject();
			case "array" -> json.isJsonArray();
			case "string" -> json.isJsonPrimitive() && json.getAsJsonPrimitive().isString();
			case "boolean" -> json.isJsonPrimitive() && json.getAsJsonPrimitive().isBoolean();
			case "number" -> json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber();
			case "integer" -> json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber()
					&& new BigDecimal(json.getAsString()).stripTrailingZeros().scale() <= 0;
			default -> true;
			};
			if (!right) {
				differences.add(place + " is no " + type + ": " + json);
				return differences;
			}
			if (schema.get("enum") instanceof List<?> words && !words.contains(json.getAsString())) {
				differences.add(place + " is none of " + words + ": " + json);
			}
			if (type.equals("array")) {
				json.getAsJsonArray().forEach(item -> differences.addAll(differences(place + "[]", item, map(schema.get("items")))));
			}
			if (type.equals("object")) {
				Map<String, Object> properties = map(schema.get("properties"));
				if (schema.get("required") instanceof List<?> required) {
					required.stream().filter(name -> !json.getAsJsonObject().has(name.toString()))
							.forEach(name -> differences.add(place + "." + name + " is missing"));
				}
				json.getAsJsonObject().entrySet().forEach(entry -> {
					if (!properties.containsKey(entry.getKey())) {
						differences.add(place + "." + entry.getKey() + " is not described");
					} else {
						differences.addAll(differences(place + "." + entry.getKey(), entry.getValue(), map(properties.get(entry.getKey()))));
					}
				});
			}
			return differences;
		}

		private Map<String, Object> resolved(Map<String, Object> schema) {
			if (!(schema.get("$ref") instanceof String reference)) {
				return schema;
			}
			Map<String, Object> found = document;
			for (String part : reference.substring(2).split("/")) {
				found = map(found.get(part));
			}
			return found;
		}
	}
}
