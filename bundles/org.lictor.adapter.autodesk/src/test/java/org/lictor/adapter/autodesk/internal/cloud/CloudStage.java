package org.lictor.adapter.autodesk.internal.cloud;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.lictor.adapter.autodesk.internal.AutodeskServerType;
import org.lictor.adapter.autodesk.internal.Keys;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.spi.Call;
import org.lictor.spi.Configuration;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Observation;
import org.lictor.spi.Observation.UsageDay;
import org.lictor.spi.PollResult;
import org.lictor.spi.Verification;
import org.lictor.spi.testkit.FakeClock;
import org.lictor.spi.testkit.FakeContext;
import org.lictor.spi.testkit.FakeHttp;
import org.lictor.spi.testkit.FakeSecrets;
import org.lictor.spi.testkit.FakeSink;

/** An account in a fake cloud, a server that is configured for it, and what came of polling. */
final class CloudStage {

	static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
	static final Map<String, String> SECRETS = Map.of("client-secret", "the-secret", "access-token-personal", "the-personal-token",
			"refresh-token", "refresh-1", "account-password", "the-password", "service-account-key", Keys.PEM);
	private static final String USERS_HEADER = "autodesk_id,email,first_name,last_name,product_name,offering_name,role,account_status,team_alias\n";

	final FakeClock clock = new FakeClock(NOW);
	final FakeCloud cloud = new FakeCloud(clock);
	final FakeSecrets secrets = new FakeSecrets(SECRETS);
	final FakeContext context = new FakeContext(clock, new FakeHttp(cloud), secrets);
	final AutodeskServerType type = new AutodeskServerType();
	final Configuration configuration;
	final List<Diagnostic> diagnostics = new ArrayList<>();
	CloudMonitor monitor;

	CloudStage(Map<String, String> settings) {
		Map<String, String> all = new HashMap<>(Map.of("source", "pat-header", "baseUrl", FakeCloud.BASE, "client-id", "the-client"));
		all.putAll(settings);
		configuration = type.schema().complete(all);
		cloud.tables.put("SUBSCRIPTIONS", "subscription_id,offering_name,seat_quantity,start_date,end_date,contract_number,subscription_status,"
				+ "team_alias\n562-1,Maya,5,2026-01-01,2027-01-01,110,Active,Team 4865648\n");
		cloud.tables.put("USERS", USERS_HEADER + "ann.a,ann@example.com,Ann,Apple,Maya,Maya,Primary admin,Active,Team 4865648\n"
				+ "bob.b,bob@example.com,Bob,Birch,Revit,Revit,User,Active,Team 4865648\n");
		cloud.tables.put("GROUPS", "Email,Group,Group type,Role\nann@example.com,Drafting,Manual,User\n");
		StringBuilder usage = new StringBuilder(
				"access_option,day_used,autodesk_id,hashed_autodesk_id,email,first_name,last_name,offering_name,product_name,version,team_alias\n");
		for (int day = 0; day < 1200; day += 5) {
			usage.append("Subscription,").append(NOW.minus(Duration.ofDays(day)).toString(), 0, 10)
					.append(",ann.a,h-ann,ann@example.com,Ann,Apple,Maya,Maya,2025,Team 4865648\n");
		}
		cloud.tables.put("USAGE", usage.toString());
		cloud.tables.put("USAGE_REPORT", "hashed_autodesk_id,first_name,last_name,email,autodesk_id,team_alias,group,offering_name,version,"
				+ "seat_assignment,assigned_date,unassigned_date,user_activity,days_inactive,access_option,days_used,monthly_average,tokens_used,"
				+ "last_accessed\nh-ann,Ann,Apple,ann@example.com,ann.a,Team 4865648,,Maya,2025,Assigned,2024-05-10T21:20:32Z,,Active,1,"
				+ "Subscription,12,6.5,,2026-11-02\n");
		cloud.tables.put("CONTRACT", "{\"contractNumber\":\"110\",\"contractName\":\"EBA\",\"contractStartDate\":\"2026-01-01\","
				+ "\"contractEndDate\":\"2028-12-31\",\"isActive\":true,\"contractYears\":[{\"year\":1,\"provisionedTokens\":100,},],}");
		cloud.tables.put("SESSIONS", "chargedItemID,usageDate,sessionStartDate,sessionEndDate,productName,productVersion,productFeatureCode,"
				+ "userName,machineName,tokensConsumed\nc1,2026-10-05,2026-10-05T08:00:00Z,2026-10-05T10:00:00Z,Maya,2026,,ann,WS-1,1.5\n"
				+ "c2,2026-10-05,2026-10-05T08:00:00Z,2026-10-05T10:00:00Z,VRED Professional,,87000VRDPRO_2025_0F,WS-2,bob,2\n");
		context.keeper().reading(this::refusal);
		restart();
	}

	private Optional<Diagnostic> refusal(Evidence evidence) {
		return type.interpret(evidence, configuration, new FakeSink()) instanceof Interpretation.Refused refused
				? Optional.of(refused.why()) : Optional.empty();
	}

	/** The monitor is lost, as when the process is killed: memory, evidence and secrets stay. */
	void restart() {
		monitor = new CloudMonitor(configuration, context);
	}

	PollResult.Collected poll() {
		PollResult.Collected result = monitor.poll(new Call(clock.instant().plusSeconds(120), Progress.NONE));
		diagnostics.addAll(result.diagnostics());
		return result;
	}

	/** Polls until the run is over, as often as it is asked for. */
	PollResult.Collected collect() {
		return collect(500);
	}

	PollResult.Collected collect(int most) {
		PollResult.Collected result = poll();
		for (int polls = 1; result.collecting().nextPoll().isPresent(); polls++) {
			assertTrue(polls < most, "there is no end: " + result);
			Instant next = result.collecting().nextPoll().get();
			assertTrue(next.isAfter(clock.instant()), "asks to be called at once, for ever");
			clock.set(next);
			result = poll();
		}
		return result;
	}

	Verification verify() {
		return type.verify(configuration, context, new Call(clock.instant().plusSeconds(60), Progress.NONE));
	}

	List<String> kept() {
		return context.keeper().kept().stream().map(Evidence::name).toList();
	}

	/** The days of use that stand in the end, with the rules of the facts: a span that is told in full replaces what stood. */
	List<String> usageDays() {
		TreeSet<String> days = new TreeSet<>();
		int told = 0;
		for (Evidence evidence : context.keeper().kept()) {
			FakeSink sink = new FakeSink();
			if (type.interpret(evidence, configuration, sink) instanceof Interpretation.Understood understood) {
				understood.usageDays().ifPresent(range -> days.removeIf(day -> range.contains(java.time.LocalDate.parse(day.substring(0, 10)))));
				for (Observation observation : sink.observations()) {
					if (observation instanceof UsageDay day) {
						days.add(day.day() + " " + day.account().id() + " " + day.product().name());
						told++;
					}
				}
			}
		}
		assertTrue(told >= days.size());
		return List.copyOf(days);
	}

	/** What the cloud has between two days, as {@link #usageDays} tells it. */
	List<String> usageInTheCloud(int daysBack) {
		String first = NOW.minus(Duration.ofDays(daysBack)).toString().substring(0, 10);
		return cloud.tables.get("USAGE").lines().skip(1).map(line -> line.split(",")).filter(cells -> cells[1].compareTo(first) >= 0)
				.map(cells -> cells[1] + " " + cells[2] + " " + cells[7]).sorted().toList();
	}

	/** Everything that was written anywhere: memory, evidence, diagnostics. */
	String written() {
		StringBuilder all = new StringBuilder();
		context.memory().all().forEach((key, value) -> all.append(key).append(' ').append(value).append('\n'));
		diagnostics.forEach(diagnostic -> all.append(diagnostic.sentence()).append('\n'));
		for (Evidence evidence : context.keeper().kept()) {
			try (var in = evidence.content().open()) {
				all.append(evidence.name()).append('\n').append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
		context.http().requests().forEach(request -> all.append(request.uri()).append('\n'));
		return all.toString();
	}
}
