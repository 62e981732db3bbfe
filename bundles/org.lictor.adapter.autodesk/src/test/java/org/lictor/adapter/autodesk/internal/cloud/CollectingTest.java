package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.lictor.model.Status;
import org.lictor.spi.Collecting.TaskState;
import org.lictor.spi.PollResult;
import org.lictor.spi.testkit.FakeHttp;

class CollectingTest {

	private static final Map<String, String> FLEX = Map.of("token-flex", "true");

	@Test
	void collectsEverythingThereIsOnce() {
		CloudStage stage = new CloudStage(FLEX);

		PollResult.Collected result = stage.collect();

		assertEquals(Status.State.UP, result.status().state(), result.toString());
		assertEquals(stage.usageInTheCloud(1099), stage.usageDays());
		assertTrue(stage.kept().containsAll(List.of("insights/CONTEXTS.json",
				"insights/SUBSCRIPTIONS team=4865648 alias=Team+4865648.csv", "insights/USERS team=4865648 alias=Team+4865648.csv",
				"insights/GROUPS team=4865648 alias=Team+4865648.csv", "tokenflex/CONTRACTS.json", "tokenflex/CONTRACT contract=110.json",
				"tokenflex/SUMMARY contract=110.json", "tokenflex/QUERY contract=110.json", "tokenflex/ENRICHMENT contract=110.json")),
				stage.kept().toString());
		stage.cloud.submitted.forEach((what, times) -> assertEquals(1, times, what));
		assertTrue(stage.context.memory().all().keySet().stream().noneMatch(key -> key.startsWith("job/")));
	}

	@Test
	void asksForNoMoreThan365DaysAtATimeAndCoversThemAll() {
		CloudStage stage = new CloudStage(Map.of());

		stage.collect();

		List<Days.Span> spans = new ArrayList<>();
		stage.cloud.submitted.keySet().stream().filter(what -> what.startsWith("USAGE "))
				.forEach(what -> spans.add(Days.Span.of(what.split(" ")[2])));
		Days all = Days.NONE;
		long days = 0;
		for (Days.Span span : spans) {
			assertTrue(span.length() <= 365, span.toString());
			all = all.with(span);
			days += span.length();
		}
		assertEquals("2023-10-31..2026-11-03", all.toString());
		assertEquals(1100, days, "no day is asked for twice");
		assertEquals(4, spans.size());
	}

	@Test
	void asksTheNextDayForWhatCanHaveChangedOnly() {
		CloudStage stage = new CloudStage(FLEX);
		stage.collect();
		int before = stage.cloud.asked.size();
		stage.cloud.submitted.clear();
		stage.clock.set(CloudStage.NOW.plus(Duration.ofDays(1)));

		stage.collect();

		assertEquals(List.of("GROUPS 4865648", "SUBSCRIPTIONS 4865648", "USAGE 4865648 2026-10-04..2026-11-04",
				"USAGE_REPORT 4865648 2025-11-05..2026-11-04", "USERS 4865648",
				"query [\"usageMonth\",\"usageCategory\",\"productName\"]",
				"sessions usageDate >= '2026-10-04' AND usageDate <= '2026-11-04'"), List.copyOf(stage.cloud.submitted.keySet()));
		assertTrue(stage.cloud.asked.size() - before < 40, "asked " + (stage.cloud.asked.size() - before) + " times");
	}

	@Test
	void goesBackToTheLastDayCollectedAfterALongSilence() {
		CloudStage stage = new CloudStage(Map.of());
		stage.collect();
		stage.cloud.submitted.clear();
		stage.clock.set(CloudStage.NOW.plus(Duration.ofDays(100)));

		stage.collect();

		assertTrue(stage.cloud.submitted.containsKey("USAGE 4865648 2026-10-04..2027-02-11"), stage.cloud.submitted.toString());
	}

	@Test
	void losesNoDayAndSubmitsNothingTwiceWhereverItIsKilled() {
		CloudStage whole = new CloudStage(FLEX);
		whole.collect();
		int requests = whole.context.http().requests().size();
		for (int n = 1; n <= requests; n++) {
			for (boolean answered : List.of(true, false)) {
				CloudStage stage = new CloudStage(FLEX);
				AtomicInteger count = new AtomicInteger();
				int kill = n;
				FakeCloud.Fault dies = request -> {
					if (count.incrementAndGet() == kill) {
						throw new Killed();
					}
					return Optional.empty();
				};
				if (answered) {
					stage.cloud.after = dies;
				} else {
					stage.cloud.before = dies;
				}
				killed(stage);
				stage.restart();

				PollResult.Collected result = stage.collect();

				String when = "killed at request " + n + (answered ? ", after it was carried out" : ", before it was carried out");
				assertEquals(Status.State.UP, result.status().state(), () -> when + ": " + result);
				assertEquals(whole.usageDays(), stage.usageDays(), when);
				stage.cloud.submitted.forEach((what, times) -> assertTrue(times == 1 || what.startsWith("query "), () -> when + ": " + what));
			}
		}
	}

	@Test
	void losesNothingWhenItIsKilledWhileEvidenceIsKept() {
		CloudStage whole = new CloudStage(FLEX);
		whole.collect();
		for (int n = 0; n < whole.kept().size(); n++) {
			CloudStage stage = new CloudStage(FLEX);
			stage.context.keeper().dieAfter(n);
			for (int i = 0; i < 12; i++) {
				stage.clock.set(stage.poll().collecting().nextPoll().orElse(stage.clock.instant().plusSeconds(60)));
			}
			stage.context.keeper().live();
			stage.restart();

			PollResult.Collected result = stage.collect();

			assertEquals(Status.State.UP, result.status().state(), result.toString());
			assertEquals(whole.usageDays(), stage.usageDays());
			stage.cloud.submitted.forEach((what, times) -> assertEquals(1, times, what));
		}
	}

	/** An error, so that nothing on the way takes it for trouble. */
	private static final class Killed extends Error {
		private static final long serialVersionUID = 1L;
	}

	private static void killed(CloudStage stage) {
		try {
			stage.collect();
		} catch (Killed e) {
			// the process is gone
		}
	}

	@Test
	void endsWithTheSameDaysAfterTroubleOfEveryKindAtRandom() {
		for (int seed = 0; seed < 60; seed++) {
			Random random = new Random(seed);
			CloudStage stage = new CloudStage(FLEX);
			stage.cloud.before = request -> random.nextInt(6) == 0 ? trouble(request, random.nextInt(9)) : Optional.empty();
			for (int i = 0; i < 60; i++) {
				PollResult.Collected result = stage.poll();
				stage.clock.set(result.collecting().nextPoll().orElse(stage.clock.instant().plusSeconds(60)));
				if (random.nextInt(5) == 0) {
					stage.restart();
				}
			}
			stage.cloud.before = request -> Optional.empty();
			stage.restart();
			stage.collect();
			stage.clock.advance(Duration.ofDays(1));
			PollResult.Collected result = stage.collect();

			assertEquals(Status.State.UP, result.status().state(), "seed " + seed + ": " + result);
			assertEquals(stage.usageInTheCloud(1099), stage.usageDays(), "seed " + seed);
		}
	}

	private static Optional<HttpResponse<InputStream>> trouble(HttpRequest request, int kind) throws IOException {
		return switch (kind) {
		case 0 -> throw new IOException("connection reset");
		case 1 -> Optional.of(FakeCloud.json(request, 503, "down"));
		case 2 -> Optional.of(FakeHttp.response(request, 429, Map.of("Retry-After", List.of("30")), new byte[0]));
		case 3 -> Optional.of(FakeCloud.json(request, 401, "{}"));
		case 4 -> Optional.of(FakeCloud.json(request, 200, "<html>sign in</html>"));
		case 5 -> Optional.of(FakeCloud.json(request, 200, "{\"id\":"));
		case 6 -> Optional.of(FakeCloud.json(request, 404, "{}"));
		case 7 -> Optional.of(FakeHttp.response(request, 200, Map.of("Content-Length", List.of("1000")), "a,b".getBytes(StandardCharsets.UTF_8)));
		default -> Optional.of(FakeCloud.json(request, 500, "{\"developerMessage\":\"oops\"}"));
		};
	}

	@Test
	void keepsTheDocumentedQuotaAlsoAfterRestarts() {
		CloudStage stage = new CloudStage(Map.of());
		for (int i = 0; i < 30; i++) {
			stage.cloud.teams.put("99" + i, true);
		}
		List<Instant> submitted = new ArrayList<>();
		stage.cloud.before = request -> {
			if (request.method().equals("POST") && request.uri().getPath().endsWith("/exports")) {
				submitted.add(stage.clock.instant());
			}
			return Optional.empty();
		};
		PollResult.Collected result = stage.poll();
		while (result.collecting().nextPoll().isPresent()) {
			stage.restart();
			stage.clock.set(result.collecting().nextPoll().get());
			result = stage.poll();
		}

		for (int i = 10; i < submitted.size(); i++) {
			assertTrue(Duration.between(submitted.get(i - 10), submitted.get(i)).toSeconds() >= 60, i + ": " + submitted.get(i));
		}
		Duration all = Duration.between(submitted.getFirst(), submitted.getLast());
		assertTrue(all.toSeconds() < submitted.size() * 6.6 + 60, "the quota is used: " + submitted.size() + " in " + all);
		assertFalse(result.collecting().quotas().isEmpty());
	}

	@Test
	void leavesAutodeskAloneForAsLongAsItWantsAlsoAfterARestart() {
		CloudStage stage = new CloudStage(Map.of());
		AtomicInteger count = new AtomicInteger();
		stage.cloud.before = request -> request.uri().getPath().endsWith("/exports") && count.incrementAndGet() == 1
				? Optional.of(FakeHttp.response(request, 429, Map.of("Retry-After", List.of("120")), new byte[0])) : Optional.empty();

		PollResult.Collected result = stage.poll();
		stage.restart();
		stage.clock.advance(Duration.ofSeconds(60));
		int before = stage.cloud.asked.size();
		PollResult.Collected again = stage.poll();

		assertEquals(Status.Detail.QUOTA, result.status().detail(), result.toString());
		assertTrue(result.status().message().contains("2026-11-03 12:02:00 UTC"), result.status().message());
		assertEquals(Optional.of(CloudStage.NOW.plusSeconds(120)), again.collecting().nextPoll());
		assertEquals(before, stage.cloud.asked.size());
		assertTrue(again.collecting().quotas().stream().anyMatch(quota -> quota.blockedUntil().isPresent()));
		assertEquals(Status.State.UP, stage.collect().status().state());
		stage.cloud.submitted.forEach((what, times) -> assertEquals(1, times, what));
	}

	@Test
	void asksForTheAddressAgainWhenItHasRunOut() {
		CloudStage stage = new CloudStage(Map.of());
		Set<String> before = new HashSet<>();
		stage.cloud.before = request -> request.uri().getPath().startsWith("/files/") && before.add(request.uri().getPath())
				? Optional.of(FakeCloud.json(request, 403, "<Error>Request has expired</Error>")) : Optional.empty();

		PollResult.Collected result = stage.collect();

		assertEquals(Status.State.UP, result.status().state(), result.toString());
		stage.cloud.submitted.forEach((what, times) -> assertEquals(1, times, what));
	}

	@Test
	void doesNotTakeAFileThatWasCutOffForWhole() {
		CloudStage stage = new CloudStage(Map.of());
		Set<String> before = new HashSet<>();
		stage.cloud.after = request -> request.uri().getPath().startsWith("/files/e") && before.add(request.uri().getPath())
				? Optional.of(FakeHttp.response(request, 200, Map.of(), "access_option,day_used,autodesk_id\nSub,2026".getBytes(StandardCharsets.UTF_8)))
				: Optional.empty();

		assertEquals(Status.State.UP, stage.collect().status().state());

		assertEquals(stage.usageInTheCloud(1099), stage.usageDays());
		assertFalse(stage.written().contains("Sub,2026"));
	}

	@Test
	void keepsWhatItDoesNotUnderstandSaysSoAndGoesOn() {
		CloudStage stage = new CloudStage(Map.of());
		String users = stage.cloud.tables.get("USERS");
		stage.cloud.tables.put("USERS", "Wer,Was\nAnn,Maya\n");

		PollResult.Collected result = stage.collect();

		assertEquals(Status.Detail.NOT_UNDERSTOOD, result.status().detail(), result.toString());
		assertTrue(stage.kept().contains("insights/USERS team=4865648 alias=Team+4865648.csv"));
		assertEquals(stage.usageInTheCloud(1099), stage.usageDays());
		stage.cloud.tables.put("USERS", users);
		stage.clock.advance(Duration.ofDays(1));
		assertEquals(Status.State.UP, stage.collect().status().state());
	}

	@Test
	void asksAgainForDaysThatWereNotUnderstood() {
		CloudStage stage = new CloudStage(Map.of());
		String usage = stage.cloud.tables.get("USAGE");
		stage.cloud.tables.put("USAGE", usage.replace("day_used", "jour").replace("offering_name", "offre").replace("product_name", "produit"));
		assertEquals(Status.Detail.NOT_UNDERSTOOD, stage.collect().status().detail());
		stage.cloud.tables.put("USAGE", usage);
		stage.clock.advance(Duration.ofDays(1));

		stage.collect();

		assertEquals(stage.usageInTheCloud(1098), stage.usageDays());
	}

	@Test
	void asksAgainForTheTokensOfDaysThatCameAnewWhenTheyDidNotComeWithThem() throws IOException {
		CloudStage stage = new CloudStage(Map.of("history", "400d"));
		stage.cloud.flexBenefit = true;
		String usage = stage.cloud.tables.get("USAGE");
		stage.cloud.tables.put("USAGE", "Wer,Was\nAnn,Maya\n");
		stage.collect();
		stage.cloud.tables.put("USAGE", usage);
		stage.cloud.before = request -> request.method().equals("POST") && request.uri().getPath().endsWith("/usage-queries")
				? Optional.of(FakeCloud.json(request, 400, "{}")) : Optional.empty();
		stage.clock.advance(Duration.ofDays(1));
		assertEquals(Status.Detail.NOT_UNDERSTOOD, stage.collect().status().detail());
		stage.cloud.before = request -> Optional.empty();
		stage.clock.advance(Duration.ofDays(1));
		int before = stage.context.http().requests().size();

		assertEquals(Status.State.UP, stage.collect().status().state());

		assertTrue(stage.context.http().requests().stream().skip(before).filter(request -> request.uri().getPath().endsWith("/usage-queries"))
				.anyMatch(request -> FakeCloud.body(request).contains("2025-1")), "the first days of all are asked for");
	}

	@Test
	void takesNoFileThatDoesNotEnd() {
		CloudStage stage = new CloudStage(Map.of("history", "40d"));
		byte[] lines = "Subscription,2026-10-01,ann.a,h-ann\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);
		long[] read = { 0 };
		stage.cloud.change = (request, usual) -> !request.uri().getPath().startsWith("/files/") ? usual
				: FakeHttp.response(request, 200, Map.of(), new InputStream() {
					@Override
					public int read() {
						return read[0]++ % 2 == 0 ? 'a' : '\n';
					}

					@Override
					public int read(byte[] target, int offset, int length) {
						int some = Math.min(length, lines.length);
						System.arraycopy(lines, 0, target, offset, some);
						read[0] += some;
						return some;
					}
				});

		PollResult.Collected result = stage.poll();
		while (read[0] == 0) {
			stage.clock.set(result.collecting().nextPoll().orElseThrow());
			result = stage.poll();
		}
		stage.cloud.change = (request, usual) -> usual;

		assertTrue(read[0] <= 4 * (Wire.LARGEST_FILE + lines.length), read[0] + " bytes were read");
		assertTrue(stage.collect().status().message().contains("no more is taken"), "it is told");
	}

	@Test
	void saysWhichFilesToExportWhereATeamLacksTheBenefit() {
		CloudStage stage = new CloudStage(Map.of());
		stage.cloud.teams.put("77", false);

		PollResult.Collected some = stage.collect();
		stage.cloud.teams.put("4865648", false);
		stage.clock.advance(Duration.ofDays(1));
		PollResult.Collected none = stage.collect();

		assertEquals(Status.State.UP, some.status().state());
		assertTrue(some.status().message().contains("'Team 77' lacks the benefit"), some.status().message());
		assertTrue(some.collecting().tasks().stream().anyMatch(task -> task.state() == TaskState.BLOCKED));
		assertEquals(Status.Detail.PERMISSION, none.status().detail());
		assertTrue(none.status().message().contains("export Subscriptions, Users, Groups, Usage and Usage report"));
		assertFalse(stage.cloud.submitted.keySet().stream().anyMatch(what -> what.contains(" 77")));
	}

	@Test
	void renewsItsTokenInTheMiddleOfARun() {
		CloudStage stage = new CloudStage(Map.of("source", "browser"));
		AtomicInteger count = new AtomicInteger();
		stage.cloud.before = request -> request.uri().getPath().startsWith("/insights/") && count.incrementAndGet() % 5 == 0
				? Optional.of(FakeCloud.json(request, 401, "{}")) : Optional.empty();

		PollResult.Collected result = stage.collect();

		assertEquals(Status.State.UP, result.status().state(), result.toString());
		assertEquals(stage.cloud.refreshToken, new String(stage.secrets.secret("refresh-token").orElseThrow()));
		stage.cloud.submitted.forEach((what, times) -> assertEquals(1, times, what));
	}

	@Test
	void readsAllPagesOfAQuery() {
		CloudStage stage = new CloudStage(Map.of());
		stage.cloud.flexBenefit = true;

		stage.collect();

		assertTrue(stage.usageDays().containsAll(List.of("2026-11-01 u1 Revit", "2026-11-02 u2 Revit", "2026-11-03 u1 Revit", "2026-11-04 u2 Revit")),
				stage.usageDays().toString());
	}

	@Test
	void tellsNoSecretWhateverHappens() {
		for (String way : List.of("pat-header", "pat-exchange", "browser", "service-account", "password")) {
			CloudStage stage = new CloudStage(Map.of("source", way, "service-account", "SA", "service-account-key-id", "K", "account-endpoint",
					FakeCloud.BASE + "/account/token", "account-user", "admin", "token-flex", "true"));
			Random random = new Random(1);
			stage.cloud.before = request -> random.nextInt(8) == 0
					? Optional.of(FakeCloud.json(request, random.nextBoolean() ? 400 : 500, "{\"detail\":\"" + request.headers().map() + " "
							+ FakeCloud.body(request) + "\",\"error_description\":\"" + FakeCloud.body(request) + "\"}"))
					: Optional.empty();
			StringBuilder said = new StringBuilder();
			for (int i = 0; i < 50; i++) {
				PollResult.Collected result = stage.poll();
				said.append(result);
				stage.clock.set(result.collecting().nextPoll().orElse(stage.clock.instant().plusSeconds(60)));
			}
			said.append(stage.written());
			for (String secret : List.of("the-secret", "the-personal-token", "the-password", "refresh-1", "good-", "BEGIN PRIVATE KEY")) {
				assertFalse(said.toString().contains(secret), () -> way + " tells " + secret);
			}
		}
	}

	@Test
	void comesToAnEndWithAStatusWhateverItIsAnswered() {
		for (int seed = 0; seed < 300; seed++) {
			Random random = new Random(seed);
			CloudStage stage = new CloudStage(FLEX);
			stage.cloud.flexBenefit = true;
			stage.cloud.after = request -> Optional.empty();
			FakeCloud real = stage.cloud;
			FakeCloud.Fault mutate = request -> {
				HttpResponse<InputStream> usual = new Recursion(real).answer(request);
				byte[] body = usual.body().readAllBytes();
				int status = random.nextInt(25) == 0 ? 200 + random.nextInt(400) : usual.statusCode();
				return Optional.of(FakeHttp.response(request, status, Map.of(), random.nextInt(3) == 0 ? mutated(body, random) : body));
			};
			stage.cloud.before = mutate;
			for (int i = 0; i < 25; i++) {
				PollResult.Collected result = stage.poll();
				assertFalse(result.status().state() != Status.State.UP && result.status().message().isBlank());
				stage.clock.set(result.collecting().nextPoll().orElse(stage.clock.instant().plusSeconds(60)));
			}
		}
	}

	/** The usual answer, without the fault that asks for it. */
	private record Recursion(FakeCloud cloud) {

		HttpResponse<InputStream> answer(HttpRequest request) throws IOException {
			FakeCloud.Fault fault = cloud.before;
			cloud.before = other -> Optional.empty();
			try {
				return cloud.answer(request);
			} finally {
				cloud.before = fault;
			}
		}
	}

	private static byte[] mutated(byte[] body, Random random) {
		byte[] bytes = body.clone();
		if (bytes.length == 0) {
			return new byte[] { (byte) random.nextInt(256) };
		}
		return switch (random.nextInt(5)) {
		case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
		case 1 -> {
			for (int i = 0; i < 1 + bytes.length / 50; i++) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			yield bytes;
		}
		case 2 -> new String(bytes, StandardCharsets.UTF_8).replace("\"id\"", "\"no\"").replace("[", "{").getBytes(StandardCharsets.UTF_8);
		case 3 -> "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
		default -> new String(bytes, StandardCharsets.UTF_8).replaceAll("[0-9]+", "1e999999999").getBytes(StandardCharsets.UTF_8);
		};
	}
}
