package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class DenialEventsTest {

	private static final long EIGHT = 1_000L * 60 * 60 * 8;

	private record Denial(String user, String host, long at) {
	}

	private static String counted(List<Denial> denials) {
		DenialEvents events = new DenialEvents();
		denials.forEach(each -> events.add(each.user, each.host, each.at, 1));
		return events.denials() + " " + events.events() + " " + events.users();
	}

	@Test
	void whoAsksAgainInTheSameMinuteIsOneEvent() {
		assertEquals("3 1 1", counted(List.of(new Denial("ann", "PC1", EIGHT), new Denial("ACME\\Ann", "PC2", EIGHT + 30_000),
				new Denial("ann@acme.local", "PC1", EIGHT + 59_999))));
		assertEquals("2 2 1", counted(List.of(new Denial("ann", "PC1", EIGHT + 59_999), new Denial("ann", "PC1", EIGHT + 60_000))));
		assertEquals("2 2 2", counted(List.of(new Denial("ann", "PC1", EIGHT), new Denial("ben", "PC1", EIGHT))));
		assertEquals("2 2 1", counted(List.of(new Denial("ann", "PC1", -1), new Denial("ann", "PC1", 0))), "minutes before 1970");
	}

	@Test
	void whereNoUserIsToldThoseOfAHostAreOneAndElseThoseOfAMinute() {
		assertEquals("3 2 0", counted(List.of(new Denial("", "PC1", EIGHT), new Denial("", "pc1", EIGHT + 1), new Denial("", "PC2", EIGHT))));
		assertEquals("3 2 0", counted(List.of(new Denial("", "", EIGHT), new Denial("", "", EIGHT + 1), new Denial("", "", EIGHT + 60_000))));
		assertEquals("2 2 1", counted(List.of(new Denial("PC1", "", EIGHT), new Denial("", "PC1", EIGHT))), "a user who is called as a host");
	}

	@Test
	void whatIsToldTogetherIsCountedAsOften() {
		DenialEvents events = new DenialEvents();
		events.add("ann", "PC1", EIGHT, 4);
		assertEquals("4 1 1", events.denials() + " " + events.events() + " " + events.users());
	}

	@Test
	void theOrderDoesNotCountAndAnHourHasTheEventsOfItsMinutes() {
		Random random = new Random(3);
		for (int round = 0; round < 50; round++) {
			List<Denial> all = new ArrayList<>();
			for (int number = random.nextInt(60); number > 0; number--) {
				all.add(new Denial(random.nextInt(4) == 0 ? "" : "u" + random.nextInt(3), "h" + random.nextInt(2), EIGHT + random.nextInt(20 * 60_000)));
			}
			String counted = counted(all);
			long minutes = 0;
			for (long minute = EIGHT; minute < EIGHT + 20 * 60_000; minute += 60_000) {
				long begin = minute;
				DenialEvents some = new DenialEvents();
				all.stream().filter(each -> each.at >= begin && each.at < begin + 60_000).forEach(each -> some.add(each.user, each.host, each.at, 1));
				minutes += some.events();
			}
			Collections.shuffle(all, random);
			assertEquals(counted, counted(all));
			assertEquals(String.valueOf(minutes), counted.split(" ")[1]);
		}
	}
}
