package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lictor.core.internal.figures.UnusedSeats.Seat;
import org.lictor.core.internal.figures.UnusedSeats.Standing;
import org.lictor.core.internal.figures.UnusedSeats.Verdict;

/** Rule unused v1. */
class UnusedSeatsTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
	private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);
	private static final Seat ANNS = new Seat(1, "ann", "Maya");

	private final UnusedSeats seats = new UnusedSeats(TODAY, 30, BERLIN);

	@Test
	void aSeatNotUsedForThirtyDaysIsUnusedAndOneUsedTwentyNineDaysAgoIsNot() {
		seats.assigned(ANNS, Optional.empty(), "Red");
		seats.used(ANNS, LastUse.on(TODAY.minusDays(30), BERLIN, "usage"));
		assertEquals(Standing.UNUSED, only().standing());
		assertEquals(OptionalLong.of(30), only().days());

		seats.used(ANNS, LastUse.on(TODAY.minusDays(29), BERLIN, "usage report"));
		assertEquals(Standing.USED, only().standing());
		assertEquals("usage report", only().lastUse().orElseThrow().source());
	}

	@Test
	void whoHasASeatForFewerDaysIsNotBlamed() {
		seats.watched(1, TODAY.minusDays(300));
		seats.assigned(ANNS, Optional.of(TODAY.minusDays(29).atStartOfDay(BERLIN).toInstant()), "");
		assertEquals(Standing.RECENT, only().standing());

		seats.assigned(ANNS, Optional.of(TODAY.minusDays(30).atTime(23, 59).atZone(BERLIN).toInstant()), "");
		assertEquals(Standing.UNUSED, only().standing());
	}

	@Test
	void ofASeatNobodyWatchedNothingIsSaid() {
		seats.assigned(ANNS, Optional.empty(), "");
		assertEquals(Standing.UNWATCHED, only().standing());

		seats.watched(1, TODAY.minusDays(29));
		seats.watched(2, TODAY.minusDays(300));
		assertEquals(Standing.UNWATCHED, only().standing(), "the server was not watched for as long");

		seats.watched(1, TODAY.minusDays(30));
		assertEquals(Standing.UNUSED, only().standing());
		assertEquals(OptionalLong.empty(), only().days(), "never seen used");
	}

	@Test
	void theDayIsThatOfTheZone() {
		seats.assigned(ANNS, Optional.empty(), "");
		// half past midnight of the 2nd of March in Berlin, the 1st in Greenwich
		seats.used(ANNS, LastUse.at(Instant.parse("2026-03-01T23:30:00Z"), BERLIN, "agent"));
		assertEquals(OptionalLong.of(29), only().days(), "over the day on which clocks change");
		assertEquals(Standing.USED, only().standing());
	}

	@Test
	void aMomentSaysMoreThanItsDay() {
		LastUse day = LastUse.on(TODAY, BERLIN, "usage");
		LastUse moment = LastUse.at(TODAY.atTime(0, 10).atZone(BERLIN).toInstant(), BERLIN, "agent");

		assertEquals(moment, day.or(moment));
		assertEquals(moment, moment.or(day));
		assertThrows(IllegalArgumentException.class, () -> new UnusedSeats(TODAY, 0, BERLIN));
	}

	/** Something that is told. */
	record Telling(int kind, int person, int product, int hours) {

		void to(UnusedSeats seats) {
			Seat seat = new Seat(product % 2, "p" + person, "P" + product);
			Instant moment = TODAY.atTime(12, 0).atZone(BERLIN).toInstant().minusSeconds(3600L * hours);
			switch (kind) {
			case 0 -> seats.assigned(seat, Optional.of(moment), "T" + hours % 2);
			case 1 -> seats.assigned(seat, Optional.empty(), "");
			case 2 -> seats.used(seat, LastUse.at(moment, BERLIN, "agent"));
			case 3 -> seats.used(seat, LastUse.on(moment.atZone(BERLIN).toLocalDate(), BERLIN, hours % 2 == 0 ? "usage" : "usage report"));
			default -> seats.watched(product % 2, moment.atZone(BERLIN).toLocalDate());
			}
		}
	}

	@Provide
	Arbitrary<List<Telling>> tellings() {
		return Combinators.combine(Arbitraries.integers().between(0, 4), Arbitraries.integers().between(0, 2),
				Arbitraries.integers().between(0, 2), Arbitraries.integers().between(0, 24 * 60)).as(Telling::new).list().ofMaxSize(30);
	}

	@Property(tries = 300)
	void orderAndRepetitionOfWhatIsToldChangeNothing(@ForAll("tellings") List<Telling> tellings, @ForAll Random random) {
		List<Telling> other = new ArrayList<>(tellings);
		other.addAll(tellings.subList(0, tellings.size() / 2));
		Collections.shuffle(other, random);
		// seats are told first, as by the reports
		assertEquals(verdicts(tellings), verdicts(other));
	}

	private static List<Verdict> verdicts(List<Telling> tellings) {
		UnusedSeats seats = new UnusedSeats(TODAY, 30, BERLIN);
		tellings.stream().filter(each -> each.kind() < 2).forEach(each -> each.to(seats));
		tellings.stream().filter(each -> each.kind() >= 2).forEach(each -> each.to(seats));
		return seats.verdicts();
	}

	private Verdict only() {
		List<Verdict> verdicts = seats.verdicts();
		assertEquals(1, verdicts.size());
		return verdicts.getFirst();
	}
}
