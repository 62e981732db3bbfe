package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;

class FaultsTest {

	private static final Account ACCOUNT = Account.generate(2, 60, 8, 1, 2);
	private static final String CONTEXTS = "/insights/v1/contexts";
	private static final String USERS = "{\"outputFormat\":\"CSV\",\"reports\":[\"USERS\"]}";

	private AutodeskSimulator simulator;
	private Client client;
	private Faults faults;

	@BeforeEach
	void start() throws Exception {
		simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT).withTroubles(Duration.ofMillis(150), Duration.ofMillis(300),
				Duration.ofSeconds(7)));
		client = new Client(simulator).signIn();
		faults = simulator.faults();
	}

	@AfterEach
	void stop() {
		client.close();
		simulator.close();
	}

	private Optional<Fault> lastFault() {
		return simulator.requests().getLast().fault();
	}

	@Test
	void aFaultStrikesAsOftenAsItIsToldAndThenNoMore() throws Exception {
		faults.next(Fault.QUOTA, 2);
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> refused = client.get(CONTEXTS);
			assertEquals(429, refused.statusCode());
			assertEquals("7", refused.headers().firstValue("Retry-After").orElse(""));
			assertEquals(Optional.of(Fault.QUOTA), lastFault());
		}
		assertEquals(200, client.get(CONTEXTS).statusCode());
		assertEquals(Optional.empty(), lastFault());
	}

	@Test
	void aSlowAnswerTakesItsTimeAndASilentOneEndsWith504() throws Exception {
		faults.next(Fault.SLOW, 1);
		long begin = System.nanoTime();
		assertEquals(200, client.get(CONTEXTS).statusCode());
		assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() >= 150);
		faults.next(Fault.TIME_OUT, 1);
		begin = System.nanoTime();
		assertEquals(504, client.get(CONTEXTS).statusCode());
		assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() >= 300);
		assertEquals(0, simulator.requests().getLast().status());
	}

	@Test
	void anAccessTokenDiesInMidRun() throws Exception {
		faults.next(Fault.UNAUTHORIZED, 1);
		assertEquals(401, client.get(CONTEXTS).statusCode());
		assertEquals(401, client.get(CONTEXTS).statusCode(), "that token is dead");
		assertEquals(200, client.signIn().get(CONTEXTS).statusCode());
	}

	@Test
	void bodiesAreCutOff() throws Exception {
		faults.next(Fault.CUT_OFF, 1);
		assertThrows(IOException.class, () -> client.get(CONTEXTS));
		assertEquals(200, client.get(CONTEXTS).statusCode());

		JsonObject submitted = Client.object(client.post("/insights/v1/exports", USERS));
		client.advance(Duration.ofSeconds(20));
		String address = Client.object(client.get("/insights/v1/exports/" + submitted.get("id").getAsString())).getAsJsonArray("downloads")
				.get(0).getAsJsonObject().get("downloadURL").getAsString();
		faults.next(Fault.CUT_OFF, 1);
		assertThrows(IOException.class, () -> client.send(client.to(address)));
		faults.next(Fault.EXPIRED_ADDRESS, 1);
		assertEquals(403, client.send(client.to(address)).statusCode());
		assertEquals(200, client.send(client.to(address)).statusCode());
		assertEquals(400, client.get(address).statusCode(), "a token is nothing for a storage service");
	}

	@Test
	void aRedirectLeadsToTheAnswer() throws Exception {
		faults.on(Fault.REDIRECT);
		HttpResponse<String> moved = client.get(CONTEXTS);
		assertEquals(307, moved.statusCode());
		assertEquals(200, client.get(moved.headers().firstValue("Location").orElse("")).statusCode());
	}

	@Test
	void serversFailInSeveralWays() throws Exception {
		faults.on(Fault.SERVER_ERROR);
		List<Integer> statuses = new ArrayList<>();
		for (String path : List.of(CONTEXTS, "/insights/v1/exports", "/tokenflex/v1/contract", "/tokenflex/v1/usage/1/last", "/a", "/b", "/c")) {
			statuses.add(client.get(path).statusCode());
		}
		assertTrue(statuses.stream().allMatch(status -> status >= 500), statuses::toString);
		assertTrue(statuses.stream().distinct().count() >= 2, statuses::toString);
		faults.off(Fault.SERVER_ERROR);
		assertEquals(200, client.get(CONTEXTS).statusCode());
	}

	@Test
	void aCommaTooManyIsNoJsonForTheStrict() throws Exception {
		faults.next(Fault.TRAILING_COMMA, 1);
		String body = client.get(CONTEXTS).body();
		JsonReader strict = new JsonReader(new java.io.StringReader(body));
		strict.setStrictness(Strictness.STRICT);
		assertThrows(Exception.class, () -> {
			strict.beginArray();
			while (strict.hasNext()) {
				strict.skipValue();
			}
			strict.endArray();
		}, body);
	}

	@Test
	void jobsFailThoughNothingWasWrong() throws Exception {
		faults.next(Fault.JOB_FAILED, 1);
		String id = Client.object(client.post("/insights/v1/exports", USERS)).get("id").getAsString();
		client.advance(Duration.ofSeconds(20));
		assertEquals("ERROR", Client.object(client.get("/insights/v1/exports/" + id)).get("status").getAsString());
	}

	@Test
	void columnsAreRenamedToKnownNamesOrToUnknownOnes() throws Exception {
		faults.on(Fault.RENAMED_COLUMNS);
		assertTrue(client.export(USERS).get(0).startsWith("Autodesk ID,First name"));
		faults.on(Fault.UNKNOWN_COLUMNS);
		assertTrue(client.export(USERS).get(0).startsWith("member_key,"));
	}

	@Test
	void theBenefitIsMissingForOneTeamOrAll() throws Exception {
		Team team = ACCOUNT.teams().get(1);
		faults.withoutBenefit(team.id(), true);
		assertEquals(403, client.post("/insights/v1/exports", USERS.replace("}", ",\"teamId\":\"" + team.id() + "\"}")).statusCode());
		assertEquals(200, client.post("/insights/v1/exports", USERS).statusCode());
		faults.on(Fault.BENEFIT_MISSING);
		assertEquals(403, client.post("/insights/v1/exports", USERS).statusCode());
		assertFalse(client.get(CONTEXTS).body().contains("ReportingAPIAccess"));
	}

	@Test
	void faultsAtRandomAreTheSameForTheSameSeed() throws Exception {
		List<Optional<Fault>> first = strikes(4);
		assertEquals(first, strikes(4));
		assertNotEquals(first, strikes(5));
		Set<Fault> struck = EnumSet.noneOf(Fault.class);
		first.forEach(fault -> fault.ifPresent(struck::add));
		assertTrue(struck.size() >= 4, struck::toString);
		assertTrue(first.stream().filter(Optional::isEmpty).count() > 50);
		faults.clear();
		assertEquals(200, client.get(CONTEXTS).statusCode());
	}

	private List<Optional<Fault>> strikes(long seed) throws Exception {
		faults.clear();
		client.signIn();
		faults.atRandom(seed, 0.3, EnumSet.of(Fault.QUOTA, Fault.SERVER_ERROR, Fault.REDIRECT, Fault.TRAILING_COMMA, Fault.CUT_OFF,
				Fault.EXPIRED_ADDRESS));
		List<Optional<Fault>> strikes = new ArrayList<>();
		for (int i = 0; i < 120; i++) {
			int before = simulator.requests().size();
			try {
				client.get(CONTEXTS);
			} catch (IOException e) {
				assertEquals(Optional.of(Fault.CUT_OFF), lastFault());
			}
			assertTrue(simulator.requests().size() > before);
			strikes.add(simulator.requests().get(before).fault());
		}
		return strikes;
	}

	@Test
	void aFaultMayBeLimitedToSomePaths() throws Exception {
		faults.only(Fault.QUOTA, path -> path.contains("/exports"));
		faults.on(Fault.QUOTA);
		assertEquals(200, client.get(CONTEXTS).statusCode());
		assertEquals(429, client.get("/insights/v1/exports").statusCode());
		faults.off(Fault.QUOTA);
		faults.only(Fault.QUOTA, path -> path.contains("/exports"));
		faults.atRandom(1, 1, Set.of(Fault.QUOTA));
		assertEquals(200, client.get(CONTEXTS).statusCode());
		assertEquals(429, client.get("/insights/v1/exports").statusCode());
	}

	@Test
	void faultsThatLastDoNotCountRequests() {
		assertThrows(IllegalArgumentException.class, () -> faults.next(Fault.WRONG_PASSWORD, 1));
		assertThrows(IllegalArgumentException.class, () -> faults.atRandom(1, 0.5, Set.of(Fault.BENEFIT_MISSING)));
		assertFalse(Fault.singles().contains(Fault.WRONG_PASSWORD));
	}
}
