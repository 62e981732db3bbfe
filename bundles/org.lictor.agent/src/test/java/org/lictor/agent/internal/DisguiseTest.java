package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.ActionSeen;
import org.lictor.agent.protocol.EventDetail.ConsentSeen;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.UseInfo;
import org.lictor.agent.protocol.WatchRule;

/** What is hidden is hidden in everything that is told, and still counts as the same person as far as it may. */
class DisguiseTest {

	private static final Instant MORNING = Instant.parse("2026-05-04T07:00:00Z");
	private static final Disclosure COMPANY = new Disclosure.Pseudonym("ab".repeat(32));

	private final List<EventDetail> told = new ArrayList<>();
	private final Disguise disguise = disguise(1);

	private Disguise disguise(int host) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) host);
		return new Disguise(details -> told.addAll(details), () -> key);
	}

	private static SessionInfo session(String user, Optional<Instant> start) {
		return new SessionInfo(UUID.randomUUID(), "Autodesk", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2024", "jdoe-laptop", user, 4711,
				start, "C:/Users/jdoe/AppData/acad.exe");
	}

	@Test
	void tellsAllAsItIsWhereThatIsWished() {
		SessionInfo session = session("ACME\\jdoe", Optional.of(MORNING));
		assertEquals(session, disguise.told(session));
	}

	@Test
	void hidesTheUserBehindOnePseudonymOnAllHosts() {
		disguise.use(COMPANY);
		Disguise elsewhere = disguise(2);
		elsewhere.use(COMPANY);

		SessionInfo one = disguise.told(session("ACME\\JDoe", Optional.of(MORNING)));
		SessionInfo other = elsewhere.told(session("jdoe@acme.local", Optional.empty()));

		assertEquals(one.user(), other.user());
		assertTrue(one.user().matches("~[0-9a-f]{20}"), one.user());
		assertNotEquals(one.user(), disguise.told(session("asmith", Optional.of(MORNING))).user());
		assertEquals("acad.exe", one.path());
		assertFalse(one.toString().replace("jdoe-laptop", "").toLowerCase().contains("jdoe"), one.toString());
	}

	@Test
	void anotherCompanysKeyGivesOtherPseudonyms() {
		disguise.use(COMPANY);
		String ours = disguise.told(session("jdoe", Optional.of(MORNING))).user();
		disguise.use(new Disclosure.Pseudonym("cd".repeat(32)));
		assertNotEquals(ours, disguise.told(session("jdoe", Optional.of(MORNING))).user());
		assertFalse(COMPANY.toString().contains("abab"));
	}

	@Test
	void aUserThatIsNotKnownHasNoPseudonym() {
		disguise.use(COMPANY);
		assertEquals("", disguise.told(session("", Optional.of(MORNING))).user());
	}

	@Test
	void countsJoinTheUsesOfADayOnAHostAndNothingElse() {
		disguise.use(new Disclosure.Counts());
		Disguise elsewhere = disguise(2);
		elsewhere.use(new Disclosure.Counts());
		SessionInfo morning = disguise.told(session("jdoe", Optional.of(MORNING)));

		assertEquals(morning.user(), disguise.told(session("ACME\\jdoe", Optional.of(MORNING.plus(Duration.ofHours(3))))).user());
		assertNotEquals(morning.user(), disguise.told(session("jdoe", Optional.of(MORNING.plus(Duration.ofDays(1))))).user());
		assertNotEquals(morning.user(), elsewhere.told(session("jdoe", Optional.of(MORNING))).user());
		assertNotEquals(morning.user(), disguise.told(session("asmith", Optional.of(MORNING))).user());
		assertNotEquals(disguise.told(session("jdoe", Optional.empty())).user(), disguise.told(session("jdoe", Optional.empty())).user());
		assertEquals("", morning.path());
		assertEquals(0, morning.pid());
		assertFalse(morning.toString().toLowerCase().contains("jdoe"), morning.toString());
	}

	@Test
	void theEndOfASessionIsToldAsItsBeginningWas() {
		disguise.use(new Disclosure.Counts());
		SessionInfo session = session("jdoe", Optional.of(MORNING));

		disguise.record(List.of(new SessionStarted(session)));
		disguise.record(List.of(new SessionEnded(session, MORNING.plus(Duration.ofDays(2)), true, EventDetail.EndReason.PROCESS_ENDED)));

		assertEquals(((SessionStarted) told.get(0)).session(), ((SessionEnded) told.get(1)).session());
	}

	@Test
	void hidesTheUserInActionsAndConsentsToo() {
		SessionInfo plain = session("jdoe", Optional.of(MORNING));
		SessionInfo process = new SessionInfo(plain.key(), plain.server(), plain.applicationId(), plain.product(), plain.kind(),
				"2018", plain.host(), plain.user(), plain.pid(), plain.processStart(), plain.path(), Optional.of(new UUID(1, 2)));
		List<EventDetail> details = List.of(new SessionStarted(process),
				new ActionSeen(new UseInfo(new UUID(1, 2), "Autodesk", "acad", "AutoCAD", "2018", "jdoe-laptop", "ACME\\jdoe"), MORNING,
						EventDetail.Change.MADE),
				new ConsentSeen("Autodesk", "acad", "AutoCAD", "jdoe", EventDetail.Consent.MISSING, List.of(), "Tick it."));

		disguise.record(details);
		assertEquals(details, told, "nothing is hidden where that is not wished");
		for (Disclosure form : List.of(COMPANY, new Disclosure.Counts())) {
			told.clear();
			disguise.use(form);
			disguise.record(details);

			SessionInfo session = ((SessionStarted) told.get(0)).session();
			UseInfo use = ((ActionSeen) told.get(1)).use();
			assertEquals(Optional.of(use.key()), session.use());
			assertEquals(session.user(), use.user(), "the same person");
			assertEquals(session.host(), use.host());
			assertEquals(form instanceof Disclosure.Counts, ((ConsentSeen) told.get(2)).user().startsWith(Protocol.COUNTED_USER),
					"the server can see in which form a consent was told");
			assertFalse(told.toString().replace("jdoe-laptop", "").contains("jdoe"), told.toString());
		}
		assertFalse(told.toString().contains("jdoe"), "not even the host");
	}
}
