package org.lictor.agent.internal.registrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.FakeClock;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.ProductsRegistered;
import org.lictor.agent.protocol.EventDetail.Registrations;
import org.lictor.agent.protocol.RegisteredProduct;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/** The licensing helper is a program of its own: here one that writes down how it was called. */
class RegistrationWatchTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	Path temp;

	private final FakeClock clock = new FakeClock(Instant.parse("2026-05-04T12:00:00Z"));
	private final List<EventDetail> told = new ArrayList<>();

	/** Puts a helper where the installer would, behind the link to its version. */
	private LicensingHelper helper(String script, Duration limit) throws IOException {
		Path folder = temp.resolve("16.6/helper");
		Files.createDirectories(folder);
		Path program = folder.resolve("AdskLicensingInstHelper");
		Files.writeString(program, "#!/bin/sh\necho \"$@\" >>" + temp + "/calls\n" + script + "\n");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		Path current = temp.resolve("Current");
		Files.deleteIfExists(current);
		Files.createSymbolicLink(current, temp.resolve("16.6"));
		return new LicensingHelper(current.resolve("helper/AdskLicensingInstHelper"), limit);
	}

	private static String listing(String... keys) {
		StringBuilder list = new StringBuilder();
		for (String key : keys) {
			list.append(list.isEmpty() ? "" : ",").append("{\"feature_id\":\"ACD\",\"def_prod_key\":\"").append(key).append("\"}");
		}
		return "echo '[" + list + "]'";
	}

	private RegistrationWatch watch(LicensingHelper helper) {
		RegistrationWatch watch = new RegistrationWatch(helper, clock, details -> told.addAll(details),
				new StateFile(temp.resolve("registrations.json")), () -> { });
		watch.wanted(true);
		return watch;
	}

	private List<String> calls() throws IOException {
		Path calls = temp.resolve("calls");
		return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
	}

	private ProductsRegistered answer(String script, Duration limit) throws Exception {
		return helper(script, limit).ask();
	}

	@Test
	void asksForTheListAndNothingElseOnceADay() throws Exception {
		RegistrationWatch watch = watch(helper(listing("001Q1"), PATIENCE));

		assertEquals(Duration.ofDays(1), watch.step());
		assertEquals(Duration.ofDays(1), watch.step());
		clock.pass(Duration.ofHours(23));
		assertEquals(Duration.ofHours(1), watch.step());
		assertEquals(List.of("list"), calls());
		clock.pass(Duration.ofHours(1));
		watch.step();

		assertEquals(List.of("list", "list"), calls());
		assertEquals(1, told.size(), "what did not change is told once");
	}

	@Test
	void asksWhenAnApplicationIsFirstSeenThoughNotTwiceInAnHour() throws Exception {
		RegistrationWatch watch = watch(helper(listing("001Q1"), PATIENCE));
		watch.step();
		helper(listing("001Q1", "057Q1"), PATIENCE);
		clock.pass(Duration.ofMinutes(20));

		watch.noticed(List.of(started("2025")));
		assertEquals(Duration.ofMinutes(40), watch.step());
		clock.pass(Duration.ofMinutes(40));
		assertEquals(Duration.ofDays(1), watch.step());
		watch.noticed(List.of(started("2025")));
		clock.pass(Duration.ofHours(2));
		assertEquals(Duration.ofHours(22), watch.step());

		assertEquals(2, calls().size());
		assertEquals(List.of("001Q1", "057Q1"), products((ProductsRegistered) told.getLast()));
	}

	@Test
	void remembersWhatItToldWhenTheAgentStartsAnew() throws Exception {
		LicensingHelper helper = helper(listing("001Q1"), PATIENCE);
		watch(helper).step();

		RegistrationWatch again = watch(helper);

		assertEquals(Duration.ofDays(1), again.step());
		assertEquals(1, calls().size());
		assertEquals("At 2026-05-04T12:00:00Z it listed 1 registered products.", again.sentence());
		clock.pass(Duration.ofDays(2));
		again.step();
		assertEquals(1, told.size());
	}

	@Test
	void runsNothingWhenNobodyWantsToKnow() throws Exception {
		RegistrationWatch watch = watch(helper(listing("001Q1"), PATIENCE));
		watch.wanted(false);

		watch.step();

		assertEquals(List.of(), calls());
		assertEquals(List.of(), told);
	}

	@Test
	void tellsThatThereIsNone() throws Exception {
		LicensingHelper none = new LicensingHelper(temp.resolve("none"), PATIENCE);

		assertEquals(new ProductsRegistered(Registrations.ABSENT, "", List.of()), none.ask());
	}

	@Test
	void endsOneThatHangsWithWhatItStarted() throws Exception {
		ProductsRegistered answer = answer("sleep 600 & echo $! >" + temp + "/child; wait", Duration.ofSeconds(1));

		assertEquals(Registrations.FAILED, answer.outcome());
		assertTrue(answer.message().startsWith("The licensing helper did not answer within 1 s."), answer.message());
		long child = Long.parseLong(Files.readString(temp.resolve("child")).strip());
		assertTrue(ProcessHandle.of(child).map(ProcessHandle::onExit).map(exit -> {
			exit.join();
			return true;
		}).orElse(true));
	}

	@Test
	void isEndedWhenTheAgentStops() throws Exception {
		RegistrationWatch watch = watch(helper("sleep 600", Duration.ofMinutes(10)));
		List<InterruptedException> interrupted = new ArrayList<>();
		Thread asking = Thread.ofPlatform().start(() -> {
			try {
				watch.step();
			} catch (InterruptedException e) {
				interrupted.add(e);
			}
		});
		while (calls().isEmpty()) {
			Thread.onSpinWait();
		}

		watch.leave();

		assertTrue(asking.join(PATIENCE));
		assertEquals(1, interrupted.size());
	}

	@Test
	void tellsWhatIsWrongWithItsAnswer() throws Exception {
		ProductsRegistered failed = answer("echo 'service is down' >&2; exit 3", PATIENCE);
		ProductsRegistered torn = answer("printf '[{\"def_prod_key\":\"001Q1\"},{\"def'", PATIENCE);
		ProductsRegistered endless = answer("exec cat /dev/zero", PATIENCE);

		assertEquals("The licensing helper did not list the registered products: it ended with code 3. See whether the service "
				+ "AdskLicensingService runs.", failed.message());
		assertEquals(Registrations.IN_PART, torn.outcome());
		assertEquals(List.of("001Q1"), products(torn));
		assertEquals(Registrations.FAILED, endless.outcome());
		assertTrue(endless.message().contains("it wrote more than 1 MB"), endless.message());
	}

	@Test
	void isNotRunWhereUsersMayReplaceIt() throws Exception {
		LicensingHelper helper = helper(listing("001Q1"), PATIENCE);
		Files.setPosixFilePermissions(temp.resolve("16.6/helper"), PosixFilePermissions.fromString("rwxrwxrwx"));

		ProductsRegistered answer = helper.ask();

		assertEquals(Registrations.FAILED, answer.outcome());
		assertTrue(answer.message().contains("can be changed by users of this host"), answer.message());
		assertFalse(Files.exists(temp.resolve("calls")));
	}

	private static List<String> products(ProductsRegistered told) {
		return told.products().stream().map(RegisteredProduct::key).toList();
	}

	private static EventDetail started(String version) {
		return new EventDetail.SessionStarted(new SessionInfo(new UUID(1, 2), "Cloud", "acad", "AutoCAD",
				WatchRule.Kind.INTERACTIVE, version, "cad-17", "ann", 4711, Optional.empty(), "/opt/acad"));
	}
}
