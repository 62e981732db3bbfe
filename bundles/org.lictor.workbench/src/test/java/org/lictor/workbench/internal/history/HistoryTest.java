package org.lictor.workbench.internal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Granularity;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class HistoryTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static Instant at(String text) {
		return Instant.parse(text);
	}

	private static TableBuilder table() {
		return new TableBuilder("usage-history", "Use",
				List.of(Column.of("server", "Server", ColumnType.TEXT, ""),
						Column.of("product", "Product", ColumnType.TEXT, ""),
						Column.of("period", "Period", ColumnType.INSTANT, ""),
						Column.of("used_min", "Min", ColumnType.INTEGER, ""),
						Column.of("used_avg", "Avg", ColumnType.DECIMAL, ""),
						Column.of("used_max", "Max", ColumnType.INTEGER, ""),
						Column.of("total", "Total", ColumnType.INTEGER, "")));
	}

	private static HistoryPoint point(int hour, OptionalDouble value) {
		Instant begin = Instant.EPOCH.plus(Duration.ofHours(hour));
		return new HistoryPoint(begin, begin.plus(Duration.ofHours(1)), value, value, value, OptionalDouble.of(9));
	}

	@Test
	void readsPeriodsInOrderAndCutsTheRunningOne() {
		TableBuilder table = table();
		table.row("S", "Maya", at("2026-03-29T22:00:00Z"), Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN, 10L);
		table.row("S", "Maya", at("2026-03-28T23:00:00Z"), 1L, 2.5, 4L, 10L);
		List<HistoryPoint> points = HistoryPoint.read(table.build(Instant.EPOCH, BERLIN), Granularity.DAY,
				at("2026-03-01T00:00:00Z"), at("2026-03-30T10:00:00Z"));
		assertEquals(new HistoryPoint(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z"), OptionalDouble.of(1),
				OptionalDouble.of(2.5), OptionalDouble.of(4), OptionalDouble.of(10)), points.get(0));
		assertEquals(at("2026-03-30T10:00:00Z"), points.get(1).end());
		assertEquals(List.of(true, false), points.stream().map(HistoryPoint::known).toList());
	}

	@Test
	void addsTheDenialsOfAllProductsWhereThereAreAny() {
		TableBuilder builder = new TableBuilder("denials-history", "Denials",
				List.of(Column.of("server", "Server", ColumnType.TEXT, ""), Column.of("product", "Product", ColumnType.TEXT, ""),
						Column.of("period", "Period", ColumnType.INSTANT, ""), Column.of("denials", "Denials", ColumnType.INTEGER, ""),
						Column.of("events", "Events", ColumnType.INTEGER, "")));
		builder.row("S", "Maya", at("2026-03-28T10:00:00Z"), 4L, 2L);
		builder.row("S", "Revit", at("2026-03-28T10:00:00Z"), 3L, 3L);
		builder.row("T", "Maya", at("2026-03-28T10:00:00Z"), 1L, 1L);
		builder.row("S", "Maya", at("2026-03-28T08:00:00Z"), 5L, 1L);
		ResultTable table = builder.build(Instant.EPOCH, BERLIN);
		Instant from = at("2026-03-28T00:00:00Z");
		Instant until = at("2026-03-28T10:30:00Z");

		List<HistoryPoint> all = HistoryPoint.denials(table, Optional.empty(), Granularity.HOUR, from, until);
		assertEquals(List.of(at("2026-03-28T08:00:00Z"), at("2026-03-28T10:00:00Z")), all.stream().map(HistoryPoint::begin).toList(),
				"no zero is made up for the hour between them");
		assertEquals(until, all.getLast().end());
		assertEquals(List.of(OptionalDouble.of(5), OptionalDouble.of(8)), all.stream().map(ChartData.Figure.DENIALS::of).toList());
		assertEquals(List.of(OptionalDouble.of(1), OptionalDouble.of(6)), all.stream().map(ChartData.Figure.DENIAL_EVENTS::of).toList());
		assertEquals(2, new ChartData(all, new Span(from, until), BERLIN, Granularity.HOUR).lines(ChartData.Figure.DENIALS).size());

		assertEquals(List.of(OptionalDouble.of(3)), HistoryPoint.denials(table, Optional.of("Revit"), Granularity.HOUR, from, until).stream()
				.map(ChartData.Figure.DENIALS::of).toList());
		assertEquals(List.of(), HistoryPoint.denials(table, Optional.of("Nothing"), Granularity.HOUR, from, until));
	}

	@Test
	void addsTheSeatsOfAllTeamsAndDoesNotGuessWhatOneDoesNotTell() {
		TableBuilder table = new TableBuilder("seats-history", "Seats",
				List.of(Column.of("team", "Team", ColumnType.TEXT, ""), Column.of("period_start", "Period", ColumnType.INSTANT, ""),
						Column.of("seats", "Seats", ColumnType.INTEGER, ""), Column.of("assigned", "Assigned", ColumnType.INTEGER, "")));
		for (String team : List.of("Red", "Blue")) {
			table.row(team, at("2026-03-27T23:00:00Z"), 5L, team.equals("Red") ? Unknown.UNKNOWN : (Object) 3L);
			table.row(team, at("2026-03-28T23:00:00Z"), 5L, 4L);
		}
		List<HistoryPoint> points = HistoryPoint.seats(table.build(Instant.EPOCH, BERLIN), Granularity.DAY,
				at("2026-03-01T00:00:00Z"), at("2026-03-29T10:00:00Z"));
		assertEquals(List.of(OptionalDouble.of(10), OptionalDouble.of(10)), points.stream().map(HistoryPoint::total).toList());
		assertEquals(List.of(OptionalDouble.empty(), OptionalDouble.of(8)), points.stream().map(ChartData.Figure.ASSIGNED::of).toList());
		assertEquals(at("2026-03-29T10:00:00Z"), points.getLast().end());
	}

	@Test
	void interruptsTheLineWhereNothingIsKnown() {
		List<HistoryPoint> points = List.of(point(0, OptionalDouble.of(1)), point(1, OptionalDouble.of(2)),
				point(2, OptionalDouble.empty()), point(3, OptionalDouble.of(4)), point(7, OptionalDouble.of(5)));
		List<StepLine> lines = StepLine.of(points, HistoryPoint::maximum);
		assertEquals(List.of(2, 1, 1), lines.stream().map(line -> line.steps().size()).toList());
		assertEquals(4.0, lines.get(1).steps().getFirst().value());
		assertEquals(1, StepLine.of(points.subList(0, 4), HistoryPoint::total).size());
		assertEquals(List.of(), StepLine.of(List.of(), HistoryPoint::total));
	}

	@ParameterizedTest
	@CsvSource({ "0,5,1,1", "1,5,1,1", "7,5,2,8", "10,5,2,10", "11,5,5,15", "43,5,10,50", "104,5,50,150", "999,5,200,1000",
			"2.5,5,1,3" })
	void marksRoundNumbersOfSeats(double greatest, int marks, long step, long top) {
		assertEquals(new ValueAxis(top, step), ValueAxis.upTo(greatest, marks));
	}

	@Property
	void showsTheGreatestValueWithFewMarks(@ForAll @DoubleRange(min = 0, max = 1e9) double greatest,
			@ForAll @IntRange(min = 1, max = 20) int marks) {
		ValueAxis axis = ValueAxis.upTo(greatest, marks);
		assertTrue(axis.top() >= greatest);
		assertTrue(axis.marks().size() <= marks + 1, axis.toString());
		assertEquals(axis.top(), axis.marks().getLast());
	}

	@Test
	void marksDaysOfTheZone() {
		TimeAxis axis = TimeAxis.between(at("2026-03-27T12:00:00Z"), at("2026-03-31T12:00:00Z"), BERLIN, 5);
		assertEquals(List.of(at("2026-03-27T23:00:00Z"), at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z"),
				at("2026-03-30T22:00:00Z")), axis.marks().stream().map(TimeAxis.Mark::at).toList());
		assertEquals(List.of("28 Mar", "29 Mar", "30 Mar", "31 Mar"),
				axis.marks().stream().map(TimeAxis.Mark::label).toList());
	}

	@Test
	void namesTheDayAtMidnightAmongHours() {
		TimeAxis axis = TimeAxis.between(at("2026-03-28T15:00:00Z"), at("2026-03-29T15:00:00Z"), BERLIN, 8);
		assertEquals(List.of("18:00", "21:00", "29 Mar", "03:00", "06:00", "09:00", "12:00", "15:00"),
				axis.marks().stream().map(TimeAxis.Mark::label).toList());
	}

	@Test
	void namesTheYearAmongMonths() {
		TimeAxis axis = TimeAxis.between(at("2025-10-15T00:00:00Z"), at("2026-03-15T00:00:00Z"), BERLIN, 8);
		assertEquals(List.of("Nov", "Dec", "2026", "Feb", "Mar"), axis.marks().stream().map(TimeAxis.Mark::label).toList());
		assertEquals(List.of("2026"), axis.marks().stream().filter(TimeAxis.Mark::major).map(TimeAxis.Mark::label).toList());
	}

	@Property
	void neverCrowdsTheMarks(@ForAll @IntRange(min = 1, max = 40_000) int hours,
			@ForAll @IntRange(min = 3, max = 20) int marks) {
		Instant from = at("2020-02-29T05:17:00Z");
		TimeAxis axis = TimeAxis.between(from, from.plus(Duration.ofHours(hours)), BERLIN, marks);
		assertTrue(axis.marks().size() <= marks + 1, axis.toString());
	}

	@Test
	void findsMomentsByTheirPlace() {
		TimeAxis axis = TimeAxis.between(Instant.EPOCH, Instant.ofEpochSecond(1000), BERLIN, 5);
		assertEquals(0.25, axis.share(Instant.ofEpochSecond(250)));
		assertEquals(Instant.ofEpochSecond(250), axis.at(0.25));
		assertThrows(IllegalArgumentException.class, () -> TimeAxis.between(Instant.EPOCH, Instant.EPOCH, BERLIN, 5));
	}

	@Test
	void beginsAtTheBeginningOfAPeriod() {
		Instant now = at("2026-03-31T10:30:00Z");
		assertEquals(new Span(at("2026-03-23T23:00:00Z"), now), Span.Preset.WEEK.until(now, BERLIN, Granularity.DAY));
		assertEquals(Granularity.HOUR, Span.Preset.WEEK.usual());
		assertEquals(Granularity.DAY, Span.Preset.QUARTER.usual());
		assertEquals(Granularity.WEEK, Span.Preset.YEAR.usual());
	}

	private static ChartData data(HistoryPoint... points) {
		return new ChartData(List.of(points), new Span(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofHours(6))), BERLIN, Granularity.HOUR);
	}

	@Test
	void tellsGapsFromNoUse() {
		ChartData data = data(point(1, OptionalDouble.of(0)), point(2, OptionalDouble.empty()), point(3, OptionalDouble.of(4)));
		assertEquals(List.of("0-1", "2-3", "4-6"),
				data.gaps().stream().map(gap -> gap.begin().getEpochSecond() / 3600 + "-" + gap.end().getEpochSecond() / 3600).toList());
		assertEquals(1, data().gaps().size());
	}

	@Test
	void knowsTheGreatestValueOfWhatIsDrawn() {
		ChartData data = data(point(1, OptionalDouble.of(4)));
		assertEquals(4, data.greatest(List.of(ChartData.Figure.MAXIMUM)));
		assertEquals(9, data.greatest(List.of(ChartData.Figure.MAXIMUM, ChartData.Figure.TOTAL)));
		assertEquals(0, data().greatest(List.of(ChartData.Figure.values())));
	}

	@Test
	void findsThePeriodOfAMoment() {
		ChartData data = data(point(1, OptionalDouble.of(4)));
		assertTrue(data.at(Instant.ofEpochSecond(3600)).isPresent());
		assertTrue(data.at(Instant.ofEpochSecond(7200)).isEmpty());
	}
}
