package org.lictor.adapter.autodesk.internal.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.AutodeskServerType;
import org.lictor.model.Account;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Observation.Team;
import org.lictor.spi.Observation.TokenContract;
import org.lictor.spi.Observation.TokenUse;
import org.lictor.spi.Observation.UsageDay;
import org.lictor.spi.Observation.UsageSession;
import org.lictor.spi.testkit.FakeSink;

class AnswerReaderTest {

	private static final String CONTRACT = """
			{"contractNumber": "110", "contractName": "EBA", "contractStartDate": "2026-01-01", "contractEndDate": "2028-12-31",
			 "isActive": true, "multiyearProvisionedTokens": 25000,
			 "contractYears": [{"year": 1, "provisionedTokens": 344000, "consumedTokens": 5}, {"year": 2, "provisionedTokens": 1000}]}
			""";

	private final FakeSink sink = new FakeSink();

	@Test
	void readsTeamsAndTheirBenefits() {
		read("insights/CONTEXTS.json", "[{\"contextId\":\"48\",\"alias\":\"New York\",\"reportingBenefits\":[\"A\",\"B\"],},]");

		assertEquals(List.of(new Team("48", "New York", List.of("A", "B"))), sink.observations());
	}

	@Test
	void addsUpTheTokensOfAContract() {
		read("tokenflex/CONTRACT contract=110.json", CONTRACT);

		assertEquals(List.of(new TokenContract("110", "EBA", Optional.of(LocalDate.of(2026, 1, 1)), Optional.of(LocalDate.of(2028, 12, 31)),
				Optional.of(new BigDecimal("370000")), "Active")), sink.observations());
	}

	@Test
	void addsUpAMonthThatStandsInTwoYearsOfAContract() {
		read("tokenflex/SUMMARY contract=110.json", """
				[{"usageMonth":"2026-10-01","contractYear":1,"usageCategory":"DESKTOP_PRODUCT","uniqueUsers":3,"tokensConsumed":2.5},
				 {"usageMonth":"2026-10","contractYear":2,"usageCategory":"DESKTOP_PRODUCT","uniqueUsers":4,"tokensConsumed":1},
				 {"usageMonth":"2026-11-01","usageCategory":"MANUAL_ADJUSTMENT","tokensConsumed":-7.0},]""");

		assertEquals(List.of(new TokenUse("110", YearMonth.of(2026, 10), "DESKTOP_PRODUCT", new BigDecimal("3.5"), OptionalLong.empty()),
				new TokenUse("110", YearMonth.of(2026, 11), "MANUAL_ADJUSTMENT", new BigDecimal("-7"), OptionalLong.empty())),
				sink.observations());
	}

	@Test
	void readsAQueryWithACommaTooManyAsTheDocumentationPrintsIt() {
		read("tokenflex/QUERY contract=110.json", """
				[{"status": "DONE", "result": {"columns": ["usageMonth", "usageCategory", "productName", "tokensConsumed"],
				"rows": [["2026-10-01", "PRODUCT_CONSUMPTION", "Revit Live, for all", 128.0],], "total": 1, "limit": 100,
				}}]""");

		assertEquals(List.of(new TokenUse("110", YearMonth.of(2026, 10), "PRODUCT_CONSUMPTION / Revit Live, for all",
				new BigDecimal("128"), OptionalLong.empty())), sink.observations());
	}

	@Test
	void readsTokensByPersonAndDayWithColumnsBehindTheRows() {
		read("insights/TOKENS team=48 alias=New+York from=2026-10-01 to=2026-10-31.json", """
				[{"rows":[["2026-10-02","AEC Collection","Revit","2025",7,"u1","h1"],[null,"x","y","z",1,"u","h"]],
				"columns":["usageDate","productName","childProductName","version","tokens","userId","hashedUserId"]}]""");

		assertEquals(List.of(new UsageDay(new Account("u1", "h1", "", "", ""), new Product("AEC Collection", "2025", LicenceType.FLEX, "Revit"),
				LocalDate.of(2026, 10, 2), Optional.of(new BigDecimal("7")), "New York")), sink.observations());
		assertEquals(1, sink.diagnostics().size());
	}

	@Test
	void turnsUserAndMachineOfMachineMeteredProductsBack() {
		read("tokenflex/SESSIONS contract=110 from=2026-10-01 to=2026-10-31.csv", """
				chargedItemID,sessionStartDate,sessionEndDate,productName,productVersion,productFeatureCode,userName,machineName,tokensConsumed
				c1,2026-10-05T08:00:00Z,2026-10-05T10:00:00Z,Maya,2026,,ann,WS-1,1.5
				c2,2026-10-05T08:00:00Z,,VRED Professional,,87000VRDPRO_2025_0F,WS-2,bob,2
				c3,2021-11-30T08:00:00Z,2021-11-30T09:00:00Z,Arnold,2021,,cyd,WS-3,
				""");

		List<UsageSession> sessions = sink.observations(UsageSession.class);
		assertEquals(List.of("ann@WS-1", "bob@WS-2", "cyd@WS-3"),
				sessions.stream().map(session -> session.user() + "@" + session.host()).toList());
		assertEquals("2025", sessions.get(1).product().version());
		assertEquals(Optional.empty(), sessions.get(1).end());
		assertEquals(List.of("110/c1", "110/c2", "110/c3"), sessions.stream().map(UsageSession::reference).toList());
	}

	@Test
	void refusesWhatIsNoAnswerAndUsesNothingOfIt() {
		for (String text : List.of("", "null", "[", "<html>", "{}", "[1,2]", "[{\"usageMonth\":\"2026-10-01\",\"tokensConsumed\":1}", "[[[[")) {
			assertInstanceOf(Interpretation.Refused.class, read("tokenflex/SUMMARY contract=110.json", text), text);
		}
		assertEquals(List.of(), sink.observations());
	}

	@Test
	void survivesEveryMutation() {
		List<String> names = List.of("insights/CONTEXTS.json", "tokenflex/CONTRACT contract=110.json", "tokenflex/SUMMARY contract=110.json",
				"tokenflex/QUERY contract=110.json", "tokenflex/ENRICHMENT contract=110.json", "insights/TOKENS team=1 from=2026-01-01 to=2026-01-31.json",
				"tokenflex/UNHEARD_OF contract=1.json", "tokenflex/SESSIONS contract=110.csv");
		Random random = new Random(5);
		for (int i = 0; i < 3000; i++) {
			byte[] bytes = CONTRACT.repeat(1 + random.nextInt(2)).getBytes(StandardCharsets.UTF_8);
			for (int j = random.nextInt(20); j >= 0; j--) {
				bytes[random.nextInt(bytes.length)] = (byte) "{}[],:\"e9-\\ \n\0x".charAt(random.nextInt(15));
			}
			Interpretation result = read(names.get(random.nextInt(names.size())), new String(bytes, StandardCharsets.UTF_8));
			assertTrue(result instanceof Interpretation.Understood || result instanceof Interpretation.Refused);
		}
	}

	private Interpretation read(String name, String text) {
		AutodeskServerType type = new AutodeskServerType();
		return type.interpret(new Evidence(Evidence.Origin.POLL, name, Instant.EPOCH, Content.of(text.getBytes(StandardCharsets.UTF_8))),
				type.schema().complete(Map.of()), sink);
	}
}
